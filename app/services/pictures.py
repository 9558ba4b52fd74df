"""The pictures of a project: looking through them, sorting them into classes, removing them and bringing them back.

Every change here can be undone but one, `delete_for_good`, before which the window asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from app.services.change import Change, change_of
from app.services.class_rows import add_class, class_of
from app.services.jobs import JobPicture
from app.services.picture_queries import unreadable_views, views
from app.services.picture_rows import among, project_holding, scrub_acts
from app.services.picture_views import PictureView, Shelf, UnreadableView
from app.storage.columns import now
from app.storage.schema import Placement, Unreadable
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import InputError
from mmrl_engine.notices import Notice, notice


class Pictures:
    """The use cases on pictures. `placement_ids` are of one project; those that are gone by now are passed over."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def page(
        self, *, project_id: int, shelf: Shelf | int = Shelf.ALL, first: int = 0, most: int | None = None
    ) -> tuple[PictureView, ...]:
        """The pictures of a shelf, or of the class of that id, in the order in which they came; those in the trash with
        the last one removed first.

        Args:
            first, most: which part of them; all where `most` is None.
        """
        with self._storage.read() as session:
            return views(session, project_id, shelf, first, most)

    def unreadable(self, *, project_id: int) -> tuple[UnreadableView, ...]:
        """The files that were given to the project and could not be read."""
        with self._storage.read() as session:
            return unreadable_views(session, project_id)

    def path_of(self, *, placement_id: int) -> Path:
        """Where the picture's file is: the store's copy, or the file itself where that stays in place.

        Raises:
            InputError: the picture is gone.
        """
        with self._storage.read() as session:
            row = session.get(Placement, placement_id)
            if row is None:
                raise InputError(notice("pictures-not-there"))
            return row.source if row.in_place else self._storage.pictures.path(row.sha256)

    def files_of(self, *, placement_ids: Iterable[int]) -> Mapping[int, JobPicture]:
        """The pictures as jobs take them; those that are gone are left out."""
        query = select(Placement.id, Placement.source, Placement.in_place, Placement.sha256)
        with self._storage.read() as session:
            rows = session.execute(query.where(among(Placement.id, placement_ids))).all()
        return {
            found: JobPicture(source if in_place else self._storage.pictures.path(sha256), sha256)
            for found, source, in_place, sha256 in rows
        }

    def file_of_hash(self, *, sha256: str) -> Path | None:
        """Where a picture with these bytes is, in whatever project; None where there is none any more."""
        if self._storage.pictures.has(sha256):
            return self._storage.pictures.path(sha256)
        with self._storage.read() as session:
            return session.scalars(
                select(Placement.source).where(Placement.sha256 == sha256, Placement.in_place).limit(1)
            ).first()

    def label(self, *, placement_ids: Iterable[int], class_id: int | None) -> Change:
        """Puts pictures in a class, or with None back to the inbox; those in the trash stay there.

        Raises:
            InputError: the class or all pictures are gone.
        """
        ids = list(placement_ids)

        def work(unit: UnitOfWork) -> None:
            project_id = project_holding(unit.session, ids)
            name = "" if class_id is None else _name_of(unit.session, project_id, class_id)
            count = _put_in(unit.session, ids, class_id)
            unit.act(project_id, "pictures-labelled", count=count, name=name)

        return change_of(self._storage.write(work))

    def label_each(self, *, classes: Mapping[int, Iterable[int]]) -> Change:
        """Puts pictures in several classes, as one act.

        Args:
            classes: the `placement_ids` for each class, by its id.

        Raises:
            InputError: a class or all pictures are gone.
        """
        wanted = {class_id: list(ids) for class_id, ids in classes.items()}

        def work(unit: UnitOfWork) -> None:
            project_id = project_holding(unit.session, [found for ids in wanted.values() for found in ids])
            names = [_name_of(unit.session, project_id, class_id) for class_id in wanted]
            count = sum(_put_in(unit.session, ids, class_id) for class_id, ids in wanted.items())
            unit.act(project_id, "pictures-labelled", count=count, name=names[0] if len(names) == 1 else names)

        return change_of(self._storage.write(work))

    def label_new_class(self, *, placement_ids: Iterable[int], name: str) -> Change:
        """Makes a class and puts pictures in it, as one act; `made` of the Change is the class.

        Raises:
            InputError: the name cannot be used, or all pictures are gone.
        """
        ids = list(placement_ids)

        def work(unit: UnitOfWork) -> tuple[int, tuple[Notice, ...]]:
            project_id = project_holding(unit.session, ids)
            row, warnings = add_class(unit.session, project_id, name)
            count = _put_in(unit.session, ids, row.id)
            unit.act(project_id, "pictures-labelled", count=count, name=row.name)
            return row.id, warnings

        written = self._storage.write(work)
        made, warnings = written.value
        return change_of(written, made=made, notices=warnings)

    def keep(self, *, placement_ids: Iterable[int]) -> Change:
        """Says that pictures are right where they are: nothing is made of how they look any more, until somebody moves
        them.

        Raises:
            InputError: all pictures are gone.
        """
        return self._set(placement_ids, ~Placement.kept, "pictures-kept", kept=True)

    def remove(self, *, placement_ids: Iterable[int]) -> Change:
        """Puts pictures in the trash.

        Raises:
            InputError: all pictures are gone.
        """
        return self._set(placement_ids, Placement.removed_at.is_(None), "pictures-removed", removed_at=now())

    def bring_back(self, *, placement_ids: Iterable[int]) -> Change:
        """Takes pictures out of the trash, each to where it was.

        Raises:
            InputError: all pictures are gone.
        """
        return self._set(placement_ids, Placement.removed_at.is_not(None), "pictures-brought-back", removed_at=None)

    def delete_for_good(self, *, placement_ids: Iterable[int]) -> Change:
        """Deletes pictures that lie in the trash, also from all that can be undone; others stay. A backup is made
        first. The files of the store that nothing needs any more are collected later.

        Raises:
            InputError: none of them lies in the trash.
        """
        ids = list(placement_ids)
        with self._storage.read() as session:
            _in_trash(session, ids)
        self._storage.backups.make("pictures-deleted")

        def work(unit: UnitOfWork) -> None:
            project_id, gone = _in_trash(unit.session, ids)
            unit.session.execute(delete(Placement).where(among(Placement.id, gone)))
            scrub_acts(unit.session, project_id, "placement", gone)

        return change_of(self._storage.write(work))

    def empty_trash(self, *, project_id: int) -> Change:
        """`delete_for_good` for all that lies in the project's trash.

        Raises:
            InputError: nothing does.
        """
        trash = self.page(project_id=project_id, shelf=Shelf.TRASH)
        return self.delete_for_good(placement_ids=[picture.id for picture in trash])

    def dismiss_unreadable(self, *, project_id: int, ids: Iterable[int] | None = None) -> Change:
        """Takes files that could not be read off the list; None takes all of them."""
        which = Unreadable.project_id == project_id
        if ids is not None:
            which = which & among(Unreadable.id, ids)

        def work(unit: UnitOfWork) -> None:
            count = len(unit.session.execute(delete(Unreadable).where(which).returning(Unreadable.id)).all())
            unit.act(project_id, "unreadable-dismissed", count=count)

        return change_of(self._storage.write(work))

    def _set(self, placement_ids: Iterable[int], which: ColumnElement[bool], code: str, **values: Any) -> Change:
        """Sets columns of those pictures for which `which` holds, as the act `code`."""
        ids = list(placement_ids)

        def work(unit: UnitOfWork) -> None:
            project_id = project_holding(unit.session, ids)
            count = _update(unit.session, ids, which, **values)
            unit.act(project_id, code, count=count)

        return change_of(self._storage.write(work))


def _put_in(session: Session, ids: list[int], class_id: int | None) -> int:
    elsewhere = Placement.removed_at.is_(None) & Placement.class_id.is_not(class_id)
    return _update(session, ids, elsewhere, class_id=class_id, kept=False)


def _update(session: Session, ids: list[int], which: ColumnElement[bool], **values: Any) -> int:
    """How many rows were changed."""
    changed = update(Placement).where(among(Placement.id, ids), which).values(**values)
    return len(session.execute(changed.returning(Placement.id)).all())


def _name_of(session: Session, project_id: int, class_id: int) -> str:
    row = class_of(session, class_id)
    if row.project_id != project_id:
        raise InputError(notice("class-not-there"))
    return row.name


def _in_trash(session: Session, ids: list[int]) -> tuple[int, list[int]]:
    """The project of these pictures, and which of them lie in its trash."""
    removed = select(Placement.id).where(among(Placement.id, ids), Placement.removed_at.is_not(None))
    gone = list(session.scalars(removed))
    if not gone:
        raise InputError(notice("pictures-not-in-trash"))
    return project_holding(session, gone), gone
