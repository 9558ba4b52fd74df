"""Undo and redo of a project's acts; they are kept with the project when the program ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import Select, select
from sqlalchemy.exc import NoResultFound

from app.services.change import Change, change_of
from app.services.project_names import project_name_problems
from app.services.project_rows import project_of, taken_names
from app.services.settling import with_measured_of
from app.storage.act_record import ActRecord
from app.storage.schema import Act, AdapterRow
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import InputError
from mmrl_engine.notices import notice


@dataclass(frozen=True, slots=True)
class UndoState:
    """What the next undo takes back and the next redo does again; None where there is nothing."""

    undo: ActRecord | None
    redo: ActRecord | None


class Undo:
    """The use cases on the acts of a project."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def undo(self, *, project_id: int) -> Change:
        """Takes the newest act back; the Change is empty where there is none.

        Raises:
            InputError: the project would get a name that another has taken since, or is gone.
        """

        def work(unit: UnitOfWork) -> None:
            project_of(unit.session, project_id)
            with _measured_kept(unit, project_id):
                _refuse_taken_name(unit, unit.undo(project_id))

        return change_of(self._storage.write(work))

    def take_back(self, *, act_id: int) -> Change:
        """Takes back that act alone, whatever was done since; the Change's act is the one that was taken back.

        Raises:
            InputError: something that was done since builds on it; it was taken back already, or is too old; the
                project would get a name that another has taken since.
        """

        def work(unit: UnitOfWork) -> ActRecord:
            try:
                with _measured_kept(unit, unit.session.get_one(Act, act_id).project_id):
                    act = unit.take_back(act_id)
            except (LookupError, NoResultFound) as error:
                raise InputError(notice("act-not-there")) from error
            if act is None:
                raise InputError(notice("act-built-upon"))
            _refuse_taken_name(unit, act)
            return act

        written = self._storage.write(work)
        return replace(change_of(written), act=written.value)

    def redo(self, *, project_id: int) -> Change:
        """Does the act that was taken back last once more; the Change is empty where there is none.

        Raises:
            InputError: the project would get a name that another has taken since, or is gone.
        """

        def work(unit: UnitOfWork) -> None:
            project_of(unit.session, project_id)
            with _measured_kept(unit, project_id):
                _refuse_taken_name(unit, unit.redo(project_id))

        return change_of(self._storage.write(work))

    def state(self, *, project_id: int) -> UndoState:
        """What can be undone and redone.

        Raises:
            InputError: the project is gone.
        """
        acts = _acts(project_id)
        with self._storage.read() as session:
            project_of(session, project_id)
            newest = session.scalars(acts.where(~Act.undone).order_by(Act.id.desc()).limit(1)).first()
            oldest = session.scalars(acts.where(Act.undone).order_by(Act.id).limit(1)).first()
            return UndoState(
                None if newest is None else _record(newest),
                None if oldest is None else _record(oldest),
            )


def _acts(project_id: int) -> Select[Act]:
    return select(Act).where(Act.project_id == project_id)


def _record(row: Act) -> ActRecord:
    return ActRecord(row.id, row.project_id, row.code, dict(row.params))


@contextmanager
def _measured_kept(unit: UnitOfWork, project_id: int) -> Iterator[None]:
    """Who answers comes back with the whole description; what was measured for it since is put in again."""
    wanted = select(AdapterRow).where(AdapterRow.project_id == project_id)
    newer = {row.id: row.description for row in unit.session.scalars(wanted)}
    yield
    unit.session.expire_all()
    for row in unit.session.scalars(wanted):
        if row.id in newer and row.description != newer[row.id]:
            row.description = with_measured_of(row.description, newer[row.id])


def _refuse_taken_name(unit: UnitOfWork, act: ActRecord | None) -> None:
    """Making and importing projects are no acts, so one of them may have taken the name that comes back."""
    if act is None or act.code != "project-renamed":
        return
    project = project_of(unit.session, act.project_id)
    problems = project_name_problems(project.name, taken_names(unit.session, project.id))
    if problems:
        raise InputError(*problems)
