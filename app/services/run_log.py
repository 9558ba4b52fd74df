"""Writes down what happens to one training, and takes its adapter in when it has finished."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from app.services.adapters import Adapters
from app.services.change import Change, change_of
from app.services.jobs import LAST, Cancelled, Event, Failed, Finished, Moved, Paused, Started
from app.services.old_or_new import BEFORE
from app.services.open_jobs import Told
from app.services.project_rows import project_of
from app.services.run_rows import run_of
from app.services.told import notice_to_json
from app.storage.columns import now
from app.storage.schema import Run
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.adapter import Adapter
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice
from mmrl_engine.types import Standing

SECONDS_BETWEEN = 2.0  # progress is shown live, and written down this often
MOST_POINTS = 400  # of the curve; beyond, every other one is left out
LOST = "device-lost"
STANDING = "standing"  # in a run's figures: {"rounds", "words", "points": [[done, share right]]}


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
        self._right: list[tuple[int, float]] = []
        self._standing: Standing | None = None
        self._last: Moved | None = None
        self._news: tuple[Notice, ...] = ()
        self._refused: tuple[Notice, ...] = ()

    def take(self, event: Event) -> Told:
        """Writes an event down, and returns what is then told: the event, and what changed by it.

        An end that could not be written, or an adapter that could not be taken in, is told as `Failed`.
        """
        try:
            change = self._write_down(event)
        except EngineError as error:
            if isinstance(event, LAST):
                return (Failed((*_notices(event), *error.notices)),)
            return (event,)  # progress is written with the next; a disk that stays full is told at the end
        if isinstance(event, Finished) and self._refused:
            event = Failed(self._refused)
        return (event,) if change is None else (event, change)

    def recover(self) -> Change:
        """After the program was cut off: completes the run if its adapter is there, else marks it."""
        return self._finish() if self._result.exists() else self.cut_off()

    def cut_off(self) -> Change:
        """Marks a run on which no job is at work any more; it can go on."""
        return self._end("cut_off")

    def _write_down(self, event: Event) -> Change | None:
        match event:
            case Started(reason=reason):
                return self._started(reason)
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

    def _started(self, reason: Notice) -> Change:
        if reason.code == LOST:
            self._news += (reason,)

        def change(run: Run) -> None:
            run.state, run.started_at = "running", run.started_at or now()
            self._add_news(run)

        return self._set(change)

    def _moved(self, event: Moved) -> Change | None:
        self._last = event
        if event.stage == "train" and event.loss is not None:
            self._points.append((event.done, event.loss))
        if event.standing is not None:
            self._standing = event.standing
            if event.standing.right is not None:
                self._right.append((event.done, event.standing.right))
        self._news += event.notices
        moment = time.monotonic()
        if not event.notices and moment - self._written < SECONDS_BETWEEN:
            return None
        self._written = moment

        def change(run: Run) -> None:
            run.stage, run.done, run.total = event.stage, event.done, event.total
            self._add_news(run)

        return self._set(change)

    def _finish(self) -> Change:
        """The adapter is stored and its run done in one transaction; a fault leaves a run that can go on."""
        try:
            change = self._keep(Adapter.load(self._result))
        except EngineError as error:
            self._refused = error.notices
            return self._end("cut_off", error.notices)
        for path in (self._result, self._checkpoint):
            with contextlib.suppress(OSError):  # another program looks at it: it is collected later
                path.unlink(missing_ok=True)
        return change

    def _keep(self, adapter: Adapter) -> Change:
        with self._storage.read() as session:
            run = run_of(session, self._run_id)
            uid_of = {item["name"]: item["uid"] for item in run.classes}
            project_id, number = run.project_id, run.number

        def done(unit: UnitOfWork, adapter_id: int) -> None:
            run = run_of(unit.session, self._run_id)
            run.state, run.ended_at, run.adapter_id = "done", now(), adapter_id
            if self._last is not None:
                run.stage, run.done, run.total = self._last.stage, self._last.done, self._last.total
            self._add_news(run)
            project = project_of(unit.session, project_id)
            run.figures = {**(run.figures or {}), "training": dict(adapter.metrics), BEFORE: project.adapter_id}
            if project.backbone == run.backbone:  # it may have been changed meanwhile
                project.adapter_id = adapter_id

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
        self._news += notices
        last = self._last

        def change(run: Run) -> None:
            run.state, run.ended_at, run.trace = state, now(), trace
            if last is not None:
                run.stage, run.done, run.total = last.stage, last.done, last.total
            self._add_news(run)

        return self._set(change)

    def _add_news(self, run: Run) -> None:
        run.curve = _joined(run.curve, self._points)
        if self._standing is not None:
            figures = run.figures or {}
            points = _joined(figures.get(STANDING, {}).get("points", ()), self._right)
            told = {"rounds": self._standing.rounds, "words": self._standing.words, "points": points}
            run.figures = {**figures, STANDING: told}
        run.notices = [*run.notices, *(notice_to_json(item) for item in self._news)]

    def _set(self, change: Callable[[Run], None]) -> Change:
        """Forgets its news only once they are lasting."""
        written = self._storage.write(lambda unit: change(run_of(unit.session, self._run_id)))
        self._points, self._right, self._news = [], [], ()
        return change_of(written)


def _notices(event: Event) -> tuple[Notice, ...]:
    return event.notices if isinstance(event, Failed) else ()


def _joined(curve: Sequence[Sequence[float]], points: Sequence[Sequence[float]]) -> list[list[float]]:
    """A run that goes on from its checkpoint does some steps again: what it tells of them now counts."""
    first = points[0][0] if points else float("inf")
    listed = [list(point) for point in (*(point for point in curve if point[0] < first), *points)]
    while len(listed) > MOST_POINTS:
        listed = [*listed[:-1:2], listed[-1]]
    return listed
