"""Writes down what happens to one training, and takes its adapter in when it has finished."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from app.services.adapters import Adapters
from app.services.change import Change, change_of
from app.services.jobs import Cancelled, Event, Failed, Finished, Moved, Paused, Started
from app.services.told import notice_to_json
from app.storage.columns import now
from app.storage.schema import Project, Run
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.adapter import Adapter
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice

SECONDS_BETWEEN = 2.0  # progress is shown live, and written down this often
MOST_POINTS = 400  # of the curve; beyond, every other one is left out


class RunLog:
    """The written side of one run.

    Args:
        checkpoint, result: the run's files. Both are removed once its adapter is stored.
    """

    def __init__(self, storage: Storage, adapters: Adapters, run_id: int, checkpoint: Path, result: Path) -> None:
        self._storage, self._adapters, self._run_id = storage, adapters, run_id
        self._checkpoint, self._result = checkpoint, result
        self._written = float("-inf")
        self._points: list[tuple[int, float]] = []

    def take(self, event: Event) -> Change | None:
        """Writes an event down, and returns what changed by it."""
        match event:
            case Started():
                return self._set(lambda run: _started(run))
            case Moved():
                return self._moved(event)
            case Finished():
                return self._finish()
            case Paused():
                return self._end("paused")
            case Cancelled():
                return self._end("stopped")
            case Failed(notices, trace):
                return self._end("failed", notices, trace)
            case _:
                return None

    def recover(self) -> Change:
        """After the program was cut off: completes the run if its adapter is there, else marks it."""
        return self._finish() if self._result.exists() else self._end("cut_off")

    def _moved(self, event: Moved) -> Change | None:
        if event.stage == "train" and event.loss is not None:
            self._points.append((event.done, event.loss))
        moment = time.monotonic()
        if not event.notices and moment - self._written < SECONDS_BETWEEN:
            return None
        self._written = moment
        points, self._points = self._points, []

        def change(run: Run) -> None:
            run.stage, run.done, run.total = event.stage, event.done, event.total
            run.curve = _thinned([*run.curve, *points])
            run.notices = [*run.notices, *(notice_to_json(item) for item in event.notices)]

        return self._set(change)

    def _finish(self) -> Change:
        """The adapter is stored and its run done in one transaction; a fault leaves a run that can go on."""
        try:
            adapter = Adapter.load(self._result)
            change = self._keep(adapter)
        except EngineError as error:
            return self._end("cut_off", error.notices)
        self._result.unlink(missing_ok=True)
        self._checkpoint.unlink(missing_ok=True)
        return change

    def _keep(self, adapter: Adapter) -> Change:
        with self._storage.read() as session:
            run = session.get_one(Run, self._run_id)
            uid_of = {item["name"]: item["uid"] for item in run.classes}
            project_id, number = run.project_id, run.number

        def done(unit: UnitOfWork, adapter_id: int) -> None:
            run = unit.session.get_one(Run, self._run_id)
            run.state, run.ended_at, run.adapter_id = "done", now(), adapter_id
            run.curve = _thinned([*run.curve, *self._points])
            run.figures = {**(run.figures or {}), "training": dict(adapter.metrics)}
            unit.session.get_one(Project, project_id).adapter_id = adapter_id

        return self._adapters.keep(
            project_id=project_id,
            adapter=adapter,
            name=f"{number}",
            origin="trained",
            run_id=self._run_id,
            class_uids=tuple(uid_of[item.name] for item in adapter.classes),
            besides=done,
        )

    def _end(self, state: str, notices: tuple[Notice, ...] = (), trace: str = "") -> Change:
        points = self._points

        def change(run: Run) -> None:
            run.state, run.ended_at, run.trace = state, now(), trace
            run.curve = _thinned([*run.curve, *points])
            run.notices = [*run.notices, *(notice_to_json(item) for item in notices)]

        return self._set(change)

    def _set(self, change: Callable[[Run], None]) -> Change:
        return change_of(self._storage.write(lambda unit: change(unit.session.get_one(Run, self._run_id))))


def _started(run: Run) -> None:
    run.state, run.started_at = "running", run.started_at or now()


def _thinned(points: list[list[float]] | list[tuple[int, float]]) -> list[list[float]]:
    listed = [list(point) for point in points]
    while len(listed) > MOST_POINTS:
        listed = [*listed[:-1:2], listed[-1]]
    return listed
