"""Trainings of a project: start, pause, go on, stop; what they were given is fixed when they start."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.services.adapters import Adapters
from app.services.change import Change, change_of
from app.services.jobs import Runner, TrainJob
from app.services.labelled import labelled
from app.services.open_jobs import OpenJobs, Tell
from app.services.project_rows import project_of
from app.services.run_log import RunLog
from app.services.run_rows import IN_WORK, given_to, run_of
from app.services.run_views import RunView, run_view
from app.storage.columns import now, stamp
from app.storage.durable import files_told
from app.storage.schema import Run
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import InputError
from mmrl_engine.notices import notice
from mmrl_engine.types import TrainConfig

CAN_GO_ON = ("paused", "cut_off", "failed", "stopped")


class TrainingRuns:
    """The use cases on trainings.

    Args:
        tell: gets each event of a run with the run's id, and each Change that an event made, on the runner's thread.
    """

    def __init__(
        self,
        storage: Storage,
        adapters: Adapters,
        runner: Runner,
        *,
        tell: Tell = lambda run_id, what: None,
    ) -> None:
        self._storage, self._adapters, self._runner, self._tell = storage, adapters, runner, tell
        self._open = OpenJobs(tell)

    def start(self, *, project_id: int, config: TrainConfig | None = None) -> Change:
        """Starts a training on the project's labelled pictures as they are now.

        Args:
            config: its `words` and `template` are taken from the project.

        Raises:
            InputError: there are no labelled pictures, a training of the project is in work already, or the project
                is gone.
        """

        def work(unit: UnitOfWork) -> int:
            project = project_of(unit.session, project_id)
            _require_all_rest(unit.session, project_id, at_work)
            given = labelled(unit.session, project_id)
            chosen = replace(config or TrainConfig(), words=given.words, template=project.template)
            run = Run(
                uid=str(uuid4()),
                project_id=project_id,
                number=_next_number(unit.session, project_id),
                state="waiting",
                backbone=project.backbone,
                config=asdict(chosen),
                classes=given.classes,
                examples=given.examples,
                created_at=now(),
                done=0,
                total=0,
                curve=[],
                notices=[],
                trace="",
            )
            unit.session.add(run)
            unit.session.flush()
            return run.id

        with self._open.lock:
            at_work = self._open.rows()
            written = self._storage.write(work)
            self._submit(written.value)
        return change_of(written, made=written.value)

    def go_on(self, *, run_id: int, enough: bool = False) -> Change:
        """Goes on with a run from its last checkpoint, with the pictures that it was started with.

        Args:
            enough: only to make its adapter of what it has learned so far.

        Raises:
            InputError: the run is gone, in work or done, or another one of the project is in work.
        """

        def work(unit: UnitOfWork) -> None:
            run = run_of(unit.session, run_id)
            _require_all_rest(unit.session, run.project_id, at_work)
            if run.state not in CAN_GO_ON:
                raise InputError(notice("training-cannot-go-on", number=run.number))
            run.state, run.ended_at, run.notices, run.trace = "waiting", None, [], ""

        with self._open.lock:
            at_work = self._open.rows()
            written = self._storage.write(work)
            self._submit(run_id, enough=enough)
        return change_of(written)

    def pause(self, *, run_id: int) -> None:
        """Asks a run to stop for now; it is paused when its event says so, within a second. Nothing is lost."""
        self._end(run_id, self._runner.pause)

    def stop(self, *, run_id: int) -> None:
        """Asks a run to stop; it can still go on later."""
        self._end(run_id, self._runner.cancel)

    def set_aside(self, *, run_id: int) -> Change:
        """A run that is paused or was cut off counts as stopped: it waits for nobody, and can still go on.

        Raises:
            InputError: it is gone.
        """

        def work(unit: UnitOfWork) -> None:
            run = run_of(unit.session, run_id)
            if run.state in ("paused", "cut_off"):
                run.state = "stopped"

        return change_of(self._storage.write(work))

    def remove(self, *, run_id: int) -> Change:
        """Takes a run that is not in work off the list.

        Raises:
            InputError: it is in work, or gone.
        """
        with self._open.lock:
            at_work = self._open.rows()

            def work(unit: UnitOfWork) -> None:
                run = run_of(unit.session, run_id)
                _require_rest(run, at_work)
                unit.act(run.project_id, "run-removed", number=run.number)
                run.removed_at = now()

            return change_of(self._storage.write(work))

    def list(self, *, project_id: int) -> tuple[RunView, ...]:
        """The project's runs, the newest first."""
        with self._storage.read() as session:
            wanted = select(Run).where(Run.project_id == project_id, Run.removed_at.is_(None))
            return tuple(run_view(row) for row in session.scalars(wanted.order_by(Run.id.desc())))

    def get(self, *, run_id: int) -> RunView:
        """One run.

        Raises:
            InputError: it is gone.
        """
        with self._storage.read() as session:
            return run_view(run_of(session, run_id))

    def saved_at(self, *, run_id: int) -> str | None:
        """When the run's checkpoint was written last; None while there is none.

        Raises:
            InputError: the run is gone.
        """
        self.get(run_id=run_id)
        try:
            return stamp(datetime.fromtimestamp(self._files(run_id)[0].stat().st_mtime, UTC))
        except OSError:
            return None

    def at_work(self) -> frozenset[int]:
        """The runs that a job is at work on."""
        return self._open.rows()

    def recover(self) -> tuple[Change, ...]:
        """To be called once at the start: runs that the last end of the program cut off are marked so, and those that
        had finished without anybody to take their adapter are completed.
        """
        with self._storage.read() as session:
            left = session.scalars(select(Run.id).where(Run.state.in_(IN_WORK), Run.removed_at.is_(None))).all()
        return tuple(self._log(run_id).recover() for run_id in left)

    def _end(self, run_id: int, ask: Callable[[str], None]) -> None:
        change = None
        with self._open.lock:
            job = self._open.of(run_id)
            if job is not None:
                ask(job)
            elif self.get(run_id=run_id).state in IN_WORK:  # its end could not be written, since the disk was full
                change = self._log(run_id).cut_off()
        if change is not None:
            self._tell(run_id, change)

    def _submit(self, run_id: int, *, enough: bool = False) -> None:
        """Hands a run that waits to the runner; with the lock held. What cannot be handed over can go on later."""
        log = self._log(run_id)
        try:
            with files_told(self._storage.folders.checkpoints):
                self._storage.folders.checkpoints.mkdir(exist_ok=True)
            job = self._job(run_id, enough=enough)
            self._open.submit(run_id, lambda listener: self._runner.submit(job, listener), log.take)
        except Exception:
            log.cut_off()
            raise

    def _job(self, run_id: int, *, enough: bool) -> TrainJob:
        given, (checkpoint, result) = given_to(self._storage, run_id), self._files(run_id)
        return TrainJob(
            given.backbone, given.pictures, given.labels, given.config, checkpoint, result, enough, given.groups
        )

    def _log(self, run_id: int) -> RunLog:
        return RunLog(self._storage, self._adapters, run_id, *self._files(run_id))

    def _files(self, run_id: int) -> tuple[Path, Path]:
        """Its checkpoint and its result."""
        with self._storage.read() as session:
            uid = session.get_one(Run, run_id).uid
        folder = self._storage.folders.checkpoints
        return folder / f"{uid}.checkpoint.safetensors", folder / f"{uid}.mmrl.safetensors"


def _require_all_rest(session: Session, project_id: int, at_work: Collection[int]) -> None:
    """A project trains once at a time."""
    wanted = select(Run).where(Run.project_id == project_id, Run.state.in_(IN_WORK))
    for run in session.scalars(wanted.order_by(Run.id)).all():
        _require_rest(run, at_work)


def _require_rest(run: Run, at_work: Collection[int]) -> None:
    """A run that says it is in work, while no job is, was cut off by a disk that was full at its end."""
    if run.id in at_work:
        raise InputError(notice("training-in-work", number=run.number))
    if run.state in IN_WORK:
        run.state, run.ended_at = "cut_off", now()


def _next_number(session: Session, project_id: int) -> int:
    return (session.scalar(select(func.max(Run.number)).where(Run.project_id == project_id)) or 0) + 1
