"""Which rows a job is at work on, for use cases that start, stop and go on with something."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

from app.services.change import Change
from app.services.jobs import LAST, Event, Listener

Told = tuple[Event | Change, ...]
Tell = Callable[[int, Event | Change], None]


class OpenJobs:
    """The jobs that have not ended, one a row.

    Args:
        tell: gets what is told of a row, on the runner's thread.

    Attributes:
        lock: to be held from the moment that a row says that it is at work until its job is submitted, so that nobody
            finds the one without the other.
    """

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self.lock = threading.RLock()
        self._jobs: dict[int, str] = {}

    def rows(self) -> frozenset[int]:
        """The rows that a job is at work on. To be asked before a transaction, whose thread must not wait for the
        lock.
        """
        with self.lock:
            return frozenset(self._jobs)

    def of(self, row_id: int) -> str | None:
        """The id of the row's job, if one is at work."""
        with self.lock:
            return self._jobs.get(row_id)

    def submit(self, row_id: int, submit: Callable[[Listener], str], take: Callable[[Event], Told]) -> None:
        """Submits the row's job; with the lock held.

        Args:
            submit: hands the job with its listener to the runner, and returns the job's id.
            take: writes an event down and returns what is then told. The job counts as ended once its last event was
                taken, before that is told: who hears of the end can start anew.
        """
        ended = threading.Event()

        def listen(event: Event) -> None:
            told: Iterable[Event | Change] = ()
            try:
                told = take(event)
            finally:
                if isinstance(event, LAST):
                    with self.lock:
                        ended.set()
                        self._jobs.pop(row_id, None)
            for item in told:
                self._tell(row_id, item)

        job = submit(listen)
        if not ended.is_set():  # a runner may tell the end before it returns
            self._jobs[row_id] = job
