"""The names that a person typed for a project, and the words that the model reads for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.services.change import Change, change_of
from app.services.class_names import Named
from app.services.names import MOST_NAME, can_be_written, is_blank
from app.services.project_rows import project_of
from app.storage.schema import Project
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import InputError
from mmrl_engine.examples import same_name
from mmrl_engine.notices import Notice, notice
from mmrl_engine.untrusted import shown


@dataclass(frozen=True, slots=True)
class Typed:
    """Attributes:
    words: empty where the model reads the name itself.
    """

    name: str
    words: str = ""

    @property
    def asked(self) -> str:
        return self.words or self.name


def typed_of(value: Iterable[Sequence[str]]) -> tuple[Typed, ...]:
    """From the [[name, words]] of a project's row."""
    return tuple(Typed(name, words) for name, words in value)


def typed_json(typed: Iterable[Typed]) -> list[Any]:
    """As a project's row holds them."""
    return [[item.name, item.words] for item in typed]


def sound(typed: Iterable[Typed]) -> tuple[Typed, ...]:
    """Those that can be names, of a list from elsewhere."""
    return tuple(item for item in typed if not _problems(item.name) and not (item.words and _problems(item.words)))


def awake(typed: Iterable[Typed], classes: Iterable[Named]) -> tuple[Typed, ...]:
    """Those that are no class by now, neither by name nor by words."""
    known = {same_name(text) for item in classes for text in (item.name, item.words)}
    return tuple(item for item in typed if known.isdisjoint((same_name(item.name), same_name(item.asked))))


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


def _problems(name: str) -> list[Notice]:
    """Why it is no name; whether it can be asked beside the others shows when it is asked."""
    if is_blank(name):
        return [notice("typed-blank")]
    if not can_be_written(name):
        return [notice("class-name-not-text", name=ascii(shown(name)))]
    if len(name) > MOST_NAME:
        return [notice("class-name-characters", name=shown(name), count=len(name), limit=MOST_NAME)]
    return []


def _refuse(text: str) -> None:
    problems = _problems(text)
    if problems:
        raise InputError(*problems)
