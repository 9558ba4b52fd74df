"""One transaction: rolled back unless it is committed. No row object outlives it."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, sessionmaker

from app.storage.act_record import TAKEN_BACK, ActRecord
from app.storage.columns import now
from app.storage.journal import Journal, RowChange, builds_on, pack, unpack
from app.storage.schema import Act, ActPart

DEPTH = 100  # acts a project that can be undone


class UnitOfWork:
    """A writing transaction on `projects.sqlite`, for the writer's thread alone.

    `act` says that what is changed here is one thing that a person can undo; without it the changes stay off the undo
    list. After `commit`, `changes` tells every changed row of the journaled tables, and `record` the act.
    """

    def __init__(self, sessions: sessionmaker[Session], journal: Journal) -> None:
        self._sessions, self._journal = sessions, journal
        self._act: tuple[int, str, dict[str, Any]] | None = None
        self._extended: Act | None = None
        self.changes: tuple[RowChange, ...] = ()
        self.record: ActRecord | None = None

    def __enter__(self) -> UnitOfWork:
        self.session = self._sessions()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.rollback()
        self.session.close()

    def act(self, project_id: int, code: str, **params: Any) -> None:
        """This transaction is the act `code` of a project; `params` are for the sentence that tells it."""
        self._act = (project_id, code, params)

    def extend(self, act_id: int, **params: Any) -> bool:
        """This transaction goes on with an act that was committed before; `params` replace those of that name. Where
        another act came in between, it is a new act of the same kind: what was done last must be undone first.

        False, and the transaction is no act, where that act was undone or forgotten in the meantime.
        """
        act = self.session.get(Act, act_id)
        if act is None or act.undone:
            return False
        newer = select(Act.id).where(Act.project_id == act.project_id, Act.id > act.id, ~Act.undone).limit(1)
        self._extended = act if self.session.scalar(newer) is None else None
        self._act = (act.project_id, act.code, params if self._extended else {**act.params, **params})
        return True

    def undo(self, project_id: int) -> ActRecord | None:
        """Takes the project's newest act back; None where there is none."""
        return self._turn(project_id, undone=False)

    def redo(self, project_id: int) -> ActRecord | None:
        """Does the act that was taken back last once more; None where there is none."""
        return self._turn(project_id, undone=True)

    def take_back(self, act_id: int) -> ActRecord | None:
        """Takes back that act, whatever was done since; None, and nothing is changed, where something builds on it.

        The newest is undone. An older one is taken back by a new act, so that undo and redo keep to the order in which
        things were done.

        Raises:
            LookupError: it was taken back already, or is too old to be kept.
        """
        act = self.session.get(Act, act_id)
        if act is None or act.undone:
            raise LookupError(act_id)
        newer = select(Act.id).where(Act.project_id == act.project_id, Act.id > act_id, ~Act.undone)
        later = self._changes_of(list(self.session.scalars(newer)))
        if not later:
            return self.undo(act.project_id)
        changes, connection = self._changes_of([act_id]), self.session.connection()
        if builds_on(later, changes) or not self._journal.stands(connection, changes):
            return None
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        self._journal.undo(connection, changes)
        self._act = (act.project_id, TAKEN_BACK, {"code": act.code, "params": dict(act.params)})
        return _record(act)

    def commit(self) -> None:
        """Makes everything lasting, with its act."""
        self.session.flush()
        changes = self._journal.take(self.session.connection())
        if self._act is not None and changes:
            self._note(self._act, changes)
        self.session.commit()
        self.changes = tuple(changes)

    def _note(self, declared: tuple[int, str, dict[str, Any]], changes: list[RowChange]) -> None:
        project_id, code, params = declared
        self._forget_undone(project_id)
        act = self._extended
        if act is None:
            act = Act(project_id=project_id, code=code, params=params, at=now(), undone=False)
            self.session.add(act)
        else:
            act.params = {**act.params, **params}
        self.session.flush()
        self.session.add(ActPart(act_id=act.id, changes=pack(changes)))
        self.session.flush()
        self._trim(project_id)
        self.record = _record(act)

    def _turn(self, project_id: int, *, undone: bool) -> ActRecord | None:
        newest = Act.id.asc() if undone else Act.id.desc()
        wanted = select(Act).where(Act.project_id == project_id, Act.undone == undone).order_by(newest).limit(1)
        act = self.session.scalars(wanted).first()
        if act is None:
            return None
        changes = self._changes_of([act.id])
        connection = self.session.connection()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # rows of one act come back in any order
        (self._journal.redo if undone else self._journal.undo)(connection, changes)
        self.session.execute(update(Act).where(Act.id == act.id).values(undone=not undone))
        self.record = _record(act)
        return self.record

    def _changes_of(self, acts: Sequence[int]) -> list[RowChange]:
        parts = self.session.scalars(select(ActPart).where(ActPart.act_id.in_(acts)).order_by(ActPart.id))
        return [change for part in parts for change in unpack(part.changes)]

    def _forget_undone(self, project_id: int) -> None:
        self.session.execute(delete(Act).where(Act.project_id == project_id, Act.undone))

    def _trim(self, project_id: int) -> None:
        kept = select(Act.id).where(Act.project_id == project_id).order_by(Act.id.desc()).limit(DEPTH)
        self.session.execute(delete(Act).where(Act.project_id == project_id, Act.id.not_in(kept)))


def _record(act: Act) -> ActRecord:
    return ActRecord(act.id, act.project_id, act.code, dict(act.params))
