"""Trainings of a project: start, pause, go on, stop; what they were given is fixed when they start."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.services.adapters import Adapters
from app.services.change import Change, change_of
from app.services.jobs import BackboneSource, Event, Runner, TrainJob
from app.services.labelled import job_pictures, labelled
from app.services.run_log import RunLog
from app.services.run_views import RunView, run_view
from app.storage.columns import now
from app.storage.schema import Project, Run
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import InputError
from mmrl_engine.notices import notice
from mmrl_engine.types import TrainConfig

CAN_GO_ON = ("paused", "cut_off", "failed", "stopped")
IN_WORK = ("waiting", "running")


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
        tell: Callable[[int, Event | Change], None] = lambda run_id, what: None,
    ) -> None:
        self._storage, self._adapters, self._runner, self._tell = storage, adapters, runner, tell
        self._jobs: dict[int, str] = {}
        self._lock = threading.Lock()

    def start(self, *, project_id: int, config: TrainConfig | None = None) -> Change:
        """Starts a training on the project's labelled pictures as they are now.

        Args:
            config: its `words` and `template` are taken from the project.

        Raises:
            InputError: there are no labelled pictures, or a training of the project is in work already.
        """

        def work(unit: UnitOfWork) -> int:
            project = unit.session.get_one(Project, project_id)
            _refuse_second(unit.session, project_id)
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

        written = self._storage.write(work)
        self._submit(written.value)
        return change_of(written, made=written.value)

    def go_on(self, *, run_id: int) -> Change:
        """Goes on with a run from its last checkpoint, with the pictures that it was started with.

        Raises:
            InputError: the run is in work or done, or another one of the project is in work.
        """

        def work(unit: UnitOfWork) -> None:
            run = unit.session.get_one(Run, run_id)
            if run.state not in CAN_GO_ON:
                raise InputError(notice("training-cannot-go-on", number=run.number))
            _refuse_second(unit.session, run.project_id)
            run.state, run.ended_at, run.notices, run.trace = "waiting", None, [], ""

        written = self._storage.write(work)
        self._submit(run_id)
        return change_of(written)

    def pause(self, *, run_id: int) -> None:
        """Asks a run to stop for now; it is paused when its event says so, within a second. Nothing is lost."""
        with self._lock:
            job = self._jobs.get(run_id)
        if job is not None:
            self._runner.pause(job)

    def stop(self, *, run_id: int) -> None:
        """Asks a run to stop; it can still go on later."""
        with self._lock:
            job = self._jobs.get(run_id)
        if job is not None:
            self._runner.cancel(job)

    def remove(self, *, run_id: int) -> Change:
        """Takes a run that is not in work off the list.

        Raises:
            InputError: it is in work.
        """

        def work(unit: UnitOfWork) -> None:
            run = unit.session.get_one(Run, run_id)
            if run.state in IN_WORK:
                raise InputError(notice("training-in-work", number=run.number))
            unit.act(run.project_id, "run-removed", number=run.number)
            run.removed_at = now()

        return change_of(self._storage.write(work))

    def list(self, *, project_id: int) -> tuple[RunView, ...]:
        """The project's runs, the newest first."""
        with self._storage.read() as session:
            wanted = select(Run).where(Run.project_id == project_id, Run.removed_at.is_(None))
            return tuple(run_view(row) for row in session.scalars(wanted.order_by(Run.id.desc())))

    def get(self, *, run_id: int) -> RunView:
        """One run."""
        with self._storage.read() as session:
            return run_view(session.get_one(Run, run_id))

    def recover(self) -> tuple[Change, ...]:
        """To be called once at the start: runs that the last end of the program cut off are marked so, and those that
        had finished without anybody to take their adapter are completed.
        """
        with self._storage.read() as session:
            left = session.scalars(select(Run.id).where(Run.state.in_(IN_WORK))).all()
        return tuple(self._log(run_id).recover() for run_id in left)

    def _submit(self, run_id: int) -> None:
        self._storage.folders.checkpoints.mkdir(exist_ok=True)
        log = self._log(run_id)
        job = self._job(run_id)

        def listen(event: Event) -> None:
            change = log.take(event)
            self._tell(run_id, event)
            if change is not None:
                self._tell(run_id, change)

        with self._lock:
            self._jobs[run_id] = self._runner.submit(job, listen)

    def _log(self, run_id: int) -> RunLog:
        return RunLog(self._storage, self._adapters, run_id, self._checkpoint(run_id), self._result(run_id))

    def _job(self, run_id: int) -> TrainJob:
        with self._storage.read() as session:
            run = session.get_one(Run, run_id)
            hashes = [sha256 for sha256, _ in run.examples]
            pictures = job_pictures(session, self._storage.pictures, run.project_id, hashes)
            labels = tuple(run.classes[index]["name"] for _, index in run.examples)
            backbone = BackboneSource(run.backbone["source"], run.backbone.get("config"))
            config = TrainConfig(**run.config)
        return TrainJob(backbone, pictures, labels, config, self._checkpoint(run_id), self._result(run_id))

    def _checkpoint(self, run_id: int) -> Path:
        return self._storage.folders.checkpoints / f"{self._uid(run_id)}.checkpoint.safetensors"

    def _result(self, run_id: int) -> Path:
        return self._storage.folders.checkpoints / f"{self._uid(run_id)}.mmrl.safetensors"

    def _uid(self, run_id: int) -> str:
        with self._storage.read() as session:
            return session.get_one(Run, run_id).uid


def _refuse_second(session: Session, project_id: int) -> None:
    wanted = select(Run).where(Run.project_id == project_id, Run.state.in_(IN_WORK))
    other = session.scalars(wanted).first()
    if other is not None:
        raise InputError(notice("training-in-work", number=other.number))


def _next_number(session: Session, project_id: int) -> int:
    return (session.scalar(select(func.max(Run.number)).where(Run.project_id == project_id)) or 0) + 1
