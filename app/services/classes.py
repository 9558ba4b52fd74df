"""The classes of a project. Every change here can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.services.change import Change, change_of
from app.services.class_names import name_problems, number_warning, words_problems
from app.services.class_rows import add_class, class_of, classes_of, delete_classes, others_of, put_in_order
from app.services.colors import COLORS, Mark, read_mark
from app.services.names import tidy
from app.services.project_rows import project_of
from app.storage.schema import ClassRow, Placement, Unreadable
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import InputError
from mmrl_engine.examples import plain_words, same_name
from mmrl_engine.notices import Notice, notice
from mmrl_engine.untrusted import listed, shown

HOTKEYS = 9  # the keys 1 to 9; 0 is the inbox


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class as the list shows it.

    Attributes:
        words: what the model reads. hotkey: 1 to 9 for the first nine, else None.
        pictures: without those in the trash. unreadable: files of it that could not be read.
        absorbed: uids of the classes that were merged into it.
    """

    id: int
    uid: str
    name: str
    words: str
    mark: Mark
    position: int
    hotkey: int | None
    pictures: int
    unreadable: int
    absorbed: tuple[str, ...] = ()


class Classes:
    """The use cases on classes."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def list(self, *, project_id: int) -> tuple[ClassView, ...]:
        """The project's classes in their order."""
        with self._storage.read() as session:
            pictures, unreadable = _pictures(session, project_id), _unreadable(session, project_id)
            rows = classes_of(session, project_id)
            return tuple(
                _view(row, place, pictures.get(row.id, 0), unreadable.get(row.id, 0)) for place, row in enumerate(rows)
            )

    def add(self, *, project_id: int, name: str, words: str | None = None) -> Change:
        """A new class at the end of the list. Its words are the name unless others are given.

        Raises:
            InputError: what is wrong with the name and the words, all together.
        """

        def work(unit: UnitOfWork) -> tuple[int, tuple[Notice, ...]]:
            project_of(unit.session, project_id)
            row, warnings = add_class(unit.session, project_id, name, words)
            unit.act(project_id, "class-added", name=row.name)
            return row.id, warnings

        written = self._storage.write(work)
        made, warnings = written.value
        return change_of(written, made=made, notices=warnings)

    def rename(self, *, class_id: int, name: str) -> Change:
        """Shows a class under another name. Its words stay, so that nothing need be learned again.

        Raises:
            InputError: what is wrong with the name, all together.
        """

        def work(unit: UnitOfWork) -> None:
            row, called = class_of(unit.session, class_id), tidy(name)
            _refuse(name_problems(called, others_of(unit.session, row)))
            unit.act(row.project_id, "class-renamed", old=row.name, name=called)
            row.name, row.name_key = called, same_name(called)

        return change_of(self._storage.write(work))

    def set_words(self, *, class_id: int, words: str) -> Change:
        """Changes what the model reads for a class, which then counts as typed until it is learned again.

        Raises:
            InputError: what is wrong with the words, all together.
        """

        def work(unit: UnitOfWork) -> tuple[Notice, ...]:
            row, read = class_of(unit.session, class_id), plain_words(words)
            _refuse(words_problems(row.name, read, others_of(unit.session, row)))
            unit.act(row.project_id, "class-words", name=row.name, words=read)
            row.words = read
            return number_warning(row.name, read)

        written = self._storage.write(work)
        return change_of(written, notices=written.value)

    def merge(self, *, from_ids: Iterable[int], into_id: int) -> Change:
        """Puts all that is in some classes into another one of the project, which takes their place.

        Raises:
            InputError: a class is gone, of another project, or the one that they would go into; or none is named.
        """
        wanted = sorted(set(from_ids))

        def work(unit: UnitOfWork) -> None:
            into = class_of(unit.session, into_id)
            rows = [class_of(unit.session, class_id) for class_id in wanted]
            if not rows or any(row is into or row.project_id != into.project_id for row in rows):
                raise InputError(notice("classes-not-mergeable", name=shown(into.name)))
            count = _move(unit.session, wanted, into.id)
            names = [*listed(row.name for row in rows)]
            unit.act(into.project_id, "classes-merged", names=names, name=into.name, count=count)
            into.absorbed = [*into.absorbed, *(uid for row in rows for uid in (row.uid, *row.absorbed))]
            delete_classes(unit.session, into.project_id, rows)

        return change_of(self._storage.write(work))

    def reorder(self, *, project_id: int, ids: Sequence[int]) -> Change:
        """Puts the classes in the order of `ids`.

        Raises:
            InputError: `ids` are not the project's classes, each once.
        """

        def work(unit: UnitOfWork) -> None:
            rows = {row.id: row for row in classes_of(unit.session, project_id)}
            if sorted(ids) != sorted(rows):
                raise InputError(notice("classes-changed"))
            unit.act(project_id, "classes-reordered")
            put_in_order([rows[class_id] for class_id in ids])

        return change_of(self._storage.write(work))

    def set_color(self, *, class_id: int, color: str) -> Change:
        """Gives a class one of `COLORS`; its shape stays.

        Raises:
            InputError: there is no such colour.
        """

        def work(unit: UnitOfWork) -> None:
            if color not in COLORS:
                raise InputError(notice("class-no-such-color", color=shown(color), known=COLORS))
            row = class_of(unit.session, class_id)
            unit.act(row.project_id, "class-color", name=row.name, color=color)
            row.color = str(Mark(color, read_mark(row.color, row.position).shape))

        return change_of(self._storage.write(work))

    def remove(self, *, class_id: int) -> Change:
        """Takes a class away; its pictures go to the inbox.

        Raises:
            InputError: the class is gone.
        """

        def work(unit: UnitOfWork) -> None:
            row = class_of(unit.session, class_id)
            count = _move(unit.session, [row.id], None)
            unit.act(row.project_id, "class-removed", name=row.name, count=count)
            delete_classes(unit.session, row.project_id, [row])

        return change_of(self._storage.write(work))


def _refuse(problems: Sequence[Notice]) -> None:
    if problems:
        raise InputError(*problems)


def _move(session: Session, class_ids: Sequence[int], into_id: int | None) -> int:
    """Moves all that is in the classes, the trash too; returns how many pictures outside the trash went along."""
    shown_ones = select(func.count()).where(Placement.class_id.in_(class_ids), Placement.removed_at.is_(None))
    count = session.scalar(shown_ones) or 0
    for table in (Placement, Unreadable):
        session.execute(update(table).where(table.class_id.in_(class_ids)).values(class_id=into_id))
    return count


def _view(row: ClassRow, place: int, pictures: int, unreadable: int) -> ClassView:
    return ClassView(
        id=row.id,
        uid=row.uid,
        name=row.name,
        words=row.words,
        mark=read_mark(row.color, row.position),
        position=row.position,
        hotkey=place + 1 if place < HOTKEYS else None,
        pictures=pictures,
        unreadable=unreadable,
        absorbed=tuple(row.absorbed),
    )


def _pictures(session: Session, project_id: int) -> dict[int | None, int]:
    counted = select(Placement.class_id, func.count()).where(Placement.project_id == project_id)
    return dict(session.execute(counted.where(Placement.removed_at.is_(None)).group_by(Placement.class_id)).all())


def _unreadable(session: Session, project_id: int) -> dict[int | None, int]:
    counted = select(Unreadable.class_id, func.count()).where(Unreadable.project_id == project_id)
    return dict(session.execute(counted.group_by(Unreadable.class_id)).all())
