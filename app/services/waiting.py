"""Waits for a job, for use cases whose caller has nothing else to do meanwhile."""

from __future__ import annotations

import threading

from app.services.jobs import LAST, Cancelled, Event, Failed, Finished, Job, Listener, Part, Result, Runner
from mmrl_engine.errors import EngineError


class JobStopped(Exception):
    """The job was cancelled or paused by somebody else."""


class JobBroke(Exception):
    """The job ended by our own mistake; the text is its traceback."""


class Waiter:
    """A listener that keeps what a job tells until its end."""

    def __init__(self, tell: Listener | None = None) -> None:
        self._tell = tell
        self._ended = threading.Event()
        self._last: Event | None = None
        self.parts: list[Part] = []

    def __call__(self, event: Event) -> None:
        if isinstance(event, Part):
            self.parts.append(event)
        if self._tell is not None:
            self._tell(event)
        if isinstance(event, LAST):
            self._last = event
            self._ended.set()

    def wait(self, seconds: float) -> bool:
        """Whether the job has ended; waits for that up to `seconds`."""
        return self._ended.wait(seconds)

    def result(self) -> Result:
        """Waits for the end.

        Raises:
            EngineError: the job cannot be done. JobStopped, JobBroke: see there.
        """
        self._ended.wait()
        if isinstance(self._last, Finished):
            return self._last.result
        if isinstance(self._last, Failed):
            if self._last.trace:
                raise JobBroke(self._last.trace)
            raise EngineError(*self._last.notices)
        raise JobStopped("cancelled" if isinstance(self._last, Cancelled) else "paused")


def run_and_wait(runner: Runner, job: Job, tell: Listener | None = None) -> tuple[Result, list[Part]]:
    """The result and the parts of `job`; raises as `Waiter.result`. `tell` gets each event too, on the runner's
    thread.
    """
    waiter = Waiter(tell)
    runner.submit(job, waiter)
    return waiter.result(), waiter.parts
