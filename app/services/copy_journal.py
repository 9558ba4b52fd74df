"""The journal of sorted copies: what is to be copied stands here before the first file is, and what was copied after.

A folder that the run makes has a row too: one whose source is its target.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.services.change import Change, change_of
from app.services.copy_plan import CopyPlan, Skipped
from app.services.told import notice_from_json, notice_to_json
from app.storage.columns import now
from app.storage.schema import CopiedFile, CopyRun, FolderRun
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import InputError
from mmrl_engine.notices import Notice, notice

RowState = Literal["planned", "copied", "skipped", "failed", "undone"]
_ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy or a folder of a run. `sha256`: of the file that was, or is just being, put at `target`."""

    id: int
    source: Path
    target: Path
    sha256: str | None

    @property
    def is_folder(self) -> bool:
        return self.source == self.target


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row."""

    row: CopyRow
    state: RowState
    sha256: str | None = None
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class CopyRunView:
    """Sorted copies as a list shows them.

    Attributes:
        folder: of the originals. state: as in `app.storage.schema.CopyRun`.
        planned, copied, skipped, failed, undone: how many copies are in each state.
    """

    id: int
    run_id: int
    project_id: int
    folder: Path
    target: Path
    state: str
    created_at: str
    planned: int
    copied: int
    skipped: int
    failed: int
    undone: int


class CopyJournal:
    """Reads and writes the journal."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def begin(self, plan: CopyPlan, folders: Sequence[Path]) -> int:
        """Puts a run in, with all that it is to copy and the `folders` that it is to make; returns its id.

        Raises:
            InputError: the folder run is gone.
        """

        def work(unit: UnitOfWork) -> int:
            if unit.session.get(FolderRun, plan.run_id) is None:
                raise InputError(notice("folder-run-not-there"))
            run = CopyRun(folder_run_id=plan.run_id, target=plan.target, state="planned", created_at=now())
            unit.session.add(run)
            unit.session.flush()
            pairs = [(folder, folder) for folder in folders]
            pairs += [(entry.source, entry.target) for entry in plan.entries]
            for start in range(0, len(pairs), _ROWS_AT_ONCE):
                part = pairs[start : start + _ROWS_AT_ONCE]
                values = [{"copy_run_id": run.id, "source": a, "target": b, "state": "planned"} for a, b in part]
                unit.session.execute(insert(CopiedFile), values)
            return run.id

        return self._storage.write(work).value

    def rows(self, copy_run_id: int, state: RowState) -> list[CopyRow]:
        """The rows in that state, in their order."""
        columns = (CopiedFile.id, CopiedFile.source, CopiedFile.target, CopiedFile.sha256)
        wanted = select(*columns).where(CopiedFile.copy_run_id == copy_run_id, CopiedFile.state == state)
        with self._storage.read() as session:
            return [CopyRow(*row) for row in session.execute(wanted.order_by(CopiedFile.id))]

    def has_written(self, copy_run_id: int) -> bool:
        """Whether the run has put, or was just putting, files at their places, and they were not undone."""
        written = select(CopiedFile.id).where(CopiedFile.copy_run_id == copy_run_id, CopiedFile.sha256.is_not(None))
        left = written.where(CopiedFile.state.in_(("planned", "copied")))
        with self._storage.read() as session:
            return session.scalars(left.limit(1)).first() is not None

    def note(self, outcomes: Iterable[Outcome]) -> None:
        """Writes down what became of rows."""
        values = [
            {
                "id": outcome.row.id,
                "state": outcome.state,
                "sha256": outcome.sha256,
                "notice": None if outcome.notice is None else notice_to_json(outcome.notice),
            }
            for outcome in outcomes
        ]
        if values:
            self._storage.write(lambda unit: unit.session.execute(update(CopiedFile), values) and None)

    def give_up_planned(self, copy_run_id: int) -> None:
        """Nothing of what is still planned will be copied."""
        left = update(CopiedFile).where(CopiedFile.copy_run_id == copy_run_id, CopiedFile.state == "planned")
        self._storage.write(lambda unit: unit.session.execute(left.values(state="undone")) and None)

    def set_state(self, copy_run_id: int, state: str, *, made: bool = False, notices: Iterable[Notice] = ()) -> Change:
        """Puts the run into a state. `made`: the Change says that the run is new."""

        def work(unit: UnitOfWork) -> int:
            run = copy_run(unit.session, copy_run_id)
            run.state = state
            return unit.session.get_one(FolderRun, run.folder_run_id).project_id

        written = self._storage.write(work)
        change = change_of(written, made=copy_run_id if made else None, notices=tuple(notices))
        # Rows of files are no rows that the storage's journal watches: to whoever shows the run, it has changed.
        rows, projects = {"copy_run": frozenset({copy_run_id})}, frozenset({written.value})
        return replace(change, rows=rows, projects=projects)

    def recover(self) -> Change:
        """Runs that were at work when the program was cut off are stopped; those that had not begun, too."""
        left = update(CopyRun).where(CopyRun.state.in_(("planned", "running"))).values(state="stopped")
        return change_of(self._storage.write(lambda unit: unit.session.execute(left) and None))

    def list(self, run_id: int) -> tuple[CopyRunView, ...]:
        """The copies that were made by a folder run, the newest first."""
        wanted = select(CopyRun).where(CopyRun.folder_run_id == run_id).order_by(CopyRun.id.desc())
        with self._storage.read() as session:
            return tuple(_view(session, run) for run in session.scalars(wanted))

    def get(self, copy_run_id: int) -> CopyRunView:
        """One run.

        Raises:
            InputError: it is gone.
        """
        with self._storage.read() as session:
            return _view(session, copy_run(session, copy_run_id))

    def told(self, copy_run_id: int) -> tuple[Skipped, ...]:
        """The copies with something to say: why they were not made, or not undone."""
        wanted = select(CopiedFile).where(CopiedFile.copy_run_id == copy_run_id, CopiedFile.notice.is_not(None))
        with self._storage.read() as session:
            rows = session.scalars(wanted.order_by(CopiedFile.id))
            pairs = [(row, notice_from_json(row.notice or {})) for row in rows]
            return tuple(Skipped(row.source, row.target, reason) for row, reason in pairs if reason is not None)


def copy_run(session: Session, copy_run_id: int) -> CopyRun:
    """The run.

    Raises:
        InputError: it is gone.
    """
    run = session.get(CopyRun, copy_run_id)
    if run is None:
        raise InputError(notice("copies-not-there"))
    return run


def _view(session: Session, run: CopyRun) -> CopyRunView:
    files = select(CopiedFile.state).where(CopiedFile.copy_run_id == run.id, CopiedFile.source != CopiedFile.target)
    count = Counter(session.scalars(files))
    folder = session.get_one(FolderRun, run.folder_run_id)
    return CopyRunView(
        id=run.id,
        run_id=run.folder_run_id,
        project_id=folder.project_id,
        folder=folder.folder,
        target=run.target,
        state=run.state,
        created_at=run.created_at,
        planned=count["planned"],
        copied=count["copied"],
        skipped=count["skipped"],
        failed=count["failed"],
        undone=count["undone"],
    )
