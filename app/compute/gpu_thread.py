"""The one thread of the child that owns the device: runs jobs in small steps, the most urgent first. No torch here."""

from __future__ import annotations

import os
import threading
import traceback
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Protocol

from app.compute.messages import CardLost, FromChild, Ready, Stopped, Submit, Told, Working
from app.compute.own_mistakes import own_mistake
from app.services.jobs import Event, Failed, Finished, Job, Result
from mmrl_engine.errors import EngineError
from mmrl_engine.lost_card import is_card_lost
from mmrl_engine.memory import is_out_of_memory
from mmrl_engine.notices import notice

Steps = Generator[Event, None, Result]
"""A job at work: yields an event after each small step and returns the result. Closing it stops the job."""

_OWN_FAULT = 70  # exit status: "internal software error" of sysexits.h
_CARD_LOST = 75  # "temporary failure": another process goes on


class Worker(Protocol):
    """Knows how to do the jobs."""

    def steps(self, job: Job, told: int) -> Steps:
        """The job's steps, without the first `told` answers or vectors. Nothing is done before the first `next`."""


@dataclass(slots=True, eq=False)
class _Entry:
    submitted: Submit
    steps: Steps | None = None
    stopped: bool = False

    @property
    def rank(self) -> tuple[int, int]:
        return self.submitted.job.order, self.submitted.number


class GpuThread:
    """Before each step it looks for the job of the earliest `Order`, so that an answer overtakes a training, which
    stays suspended in between. Jobs of one order run one after another. Other threads may call every method.
    """

    def __init__(self, prepare: Callable[[], Worker], tell: Callable[[FromChild], None]) -> None:
        """Starts nothing yet.

        Args:
            prepare: called once, in the thread; it may load for seconds.
            tell: gets what there is to tell, from the thread or from whoever calls a method.
        """
        self._prepare, self._tell = prepare, tell
        self._changed = threading.Condition()
        self._entries: dict[str, _Entry] = {}
        self._current: _Entry | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="gpu", daemon=True)

    def start(self) -> None:
        """Begins to prepare, then to work."""
        self._thread.start()

    def submit(self, submitted: Submit) -> None:
        """Queues a job."""
        with self._changed:
            self._entries[submitted.job_id] = _Entry(submitted)
            self._changed.notify()

    def stop(self, job_id: str) -> None:
        """Stops a job after its present step; one that has not begun at once. One that has ended is left alone."""
        with self._changed:
            entry = self._entries.get(job_id)
            if entry is None:
                return
            if entry.steps is not None or entry is self._current:
                entry.stopped = True
                self._changed.notify()
                return
            del self._entries[job_id]
        self._tell(Stopped(job_id))

    def close(self, seconds: float) -> None:
        """Stops every job and the thread; waits for that at most `seconds`."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            worker = self._prepared()
            self._tell(Ready())
            while (entry := self._next()) is not None:
                if entry.stopped:
                    self._let_go(entry)
                else:
                    self._step(entry, worker)
        except BaseException:  # a mistake of this class; the other process sees the end of this one, and starts anew
            traceback.print_exc()
            os._exit(_OWN_FAULT)

    def _prepared(self) -> Worker:
        """Where torch cannot even be loaded, each job ends with the reason."""
        try:
            return self._prepare()
        except Exception as error:
            return _Unprepared(error)

    def _next(self) -> _Entry | None:
        """What to step, or to stop; waits for it. None at the end."""
        with self._changed:
            previous, self._current = self._current, None
            while not (self._entries or self._closing):
                self._changed.wait()
            if self._closing:
                self._entries = {key: entry for key, entry in self._entries.items() if entry.steps is not None}
                for entry in self._entries.values():
                    entry.stopped = True
            chosen = min(self._entries.values(), key=lambda entry: (not entry.stopped, entry.rank), default=None)
            self._current = chosen
        if chosen is not None and chosen is not previous:
            self._tell(Working(chosen.submitted.job_id))
        return chosen

    def _step(self, entry: _Entry, worker: Worker) -> None:
        job_id = entry.submitted.job_id
        try:
            if entry.steps is None:
                entry.steps = worker.steps(entry.submitted.job, entry.submitted.told)
            self._tell(Told(job_id, next(entry.steps)))
            return
        except StopIteration as end:
            last: Finished | Failed = Finished(end.value)
        except Exception as error:
            if is_card_lost(error):
                self._leave(job_id)
            last = _failure(error)
        self._end(entry, Told(job_id, last))

    def _leave(self, job_id: str) -> None:
        """Nothing that lies on the card can be read any more, by no job: checkpoints are what is left."""
        traceback.print_exc()
        self._tell(CardLost(job_id))
        os._exit(_CARD_LOST)

    def _let_go(self, entry: _Entry) -> None:
        """Closes the generator, whose job may write its checkpoint then."""
        job_id = entry.submitted.job_id
        last: FromChild = Stopped(job_id)
        try:
            if entry.steps is not None:
                entry.steps.close()
        except Exception as error:
            last = Told(job_id, _failure(error))
        self._end(entry, last)

    def _end(self, entry: _Entry, last: FromChild) -> None:
        with self._changed:
            del self._entries[entry.submitted.job_id]
        self._tell(last)
        entry.steps = None  # and with it everything that the job held


class _Unprepared:
    """Stands in for a worker that could not be made."""

    def __init__(self, reason: Exception) -> None:
        self._reason = reason

    def steps(self, job: Job, told: int) -> Steps:
        raise RuntimeError("what computes could not be loaded") from self._reason


def _failure(error: Exception) -> Failed:
    """A fault of the input or the machine as its notices; anything else as our own mistake."""
    if isinstance(error, EngineError):
        return Failed(error.notices)
    if is_out_of_memory(error):
        return Failed((notice("memory-smallest-step"),))
    return own_mistake(error)
