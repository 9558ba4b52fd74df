"""The names that a person typed for a project, and the words that the model reads for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.services.change import Change, change_of
from app.services.project_rows import project_of
from app.services.typed import Typed, sound, typed_json, typed_of, typed_problems
from app.storage.schema import Project
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import InputError
from mmrl_engine.examples import same_name


class TypedNames:
    """The use cases on a project's typed names."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def add(self, *, project_id: int, name: str) -> Change:
        """One more; asking for the same name again puts it last. Can be undone.

        Raises:
            InputError: it is no name, or the project is gone.
        """

        def work(unit: UnitOfWork) -> None:
            project = project_of(unit.session, project_id)
            _refuse(name)
            unit.act(project_id, "typed-name-added", name=name)
            kept = [item for item in typed_of(project.typed_names) if same_name(item.name) != same_name(name)]
            project.typed_names = typed_json([*kept, Typed(name)])

        return change_of(self._storage.write(work))

    def remove(self, *, project_id: int, name: str) -> Change:
        """One less. Can be undone.

        Raises:
            InputError: the project is gone.
        """

        def work(unit: UnitOfWork) -> None:
            project = project_of(unit.session, project_id)
            unit.act(project_id, "typed-name-removed", name=name)
            project.typed_names = [item for item in project.typed_names if item[0] != name]

        return change_of(self._storage.write(work))

    def set_words(self, *, project_id: int, name: str, words: str) -> Change:
        """What the model reads for a name; empty for the name itself. Can be undone.

        Raises:
            InputError: they are no words, or the project is gone.
        """

        def work(unit: UnitOfWork) -> None:
            project = project_of(unit.session, project_id)
            if words:
                _refuse(words)
            unit.act(project_id, "typed-words-changed", name=name)
            project.typed_names = [[name, words] if item[0] == name else item for item in project.typed_names]

        return change_of(self._storage.write(work))

    def put_right(self, *, project_id: int, typed: Sequence[Typed]) -> Change:
        """Keeps only what could be read, which is nobody's act.

        Raises:
            InputError: the project is gone.
        """

        def work(unit: UnitOfWork) -> None:
            project_of(unit.session, project_id).typed_names = typed_json(typed)

        return change_of(self._storage.write(work))

    def take_over(self, *, found: Mapping[int, Sequence[Typed]]) -> Change:
        """Names that were kept elsewhere before projects kept them, by the id of the project; a project that has names
        by now keeps its own.
        """

        def work(unit: UnitOfWork) -> None:
            for project in unit.session.scalars(select(Project).where(Project.id.in_(found))):
                project.typed_names = project.typed_names or typed_json(sound(found[project.id]))

        return change_of(self._storage.write(work))


def _refuse(text: str) -> None:
    problems = typed_problems(text)
    if problems:
        raise InputError(*problems)
