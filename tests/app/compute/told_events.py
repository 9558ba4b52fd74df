"""A listener that keeps what it is told, and waits for what a test needs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.services.jobs import LAST, Event, Failed, Finished, Part, Result
from mmrl_engine.types import Answer

DEADLINE = 120.0  # seconds; only a hang takes so long

E = TypeVar("E")


class Told:
    """The events of one job; in `log` they stand among those of other jobs, under the job's `name`."""

    def __init__(self, log: list[tuple[str, Event]] | None = None, name: str = "") -> None:
        self.events: list[Event] = []
        self._log, self._name = log, name
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._changed:
            if self._log is not None:
                self._log.append((self._name, event))
            self.events.append(event)
            self._changed.notify_all()

    def wait(self, wanted: Callable[[Event], bool], seconds: float = DEADLINE, after: int = 0) -> int:
        """The place of the first event from number `after` on that is `wanted`, once it is there."""

        def found() -> int | None:
            return next((i for i, event in enumerate(self.events) if i >= after and wanted(event)), None)

        with self._changed:
            assert self._changed.wait_for(lambda: found() is not None, seconds), f"not told: {self.events[-5:]}"
            place = found()
            assert place is not None
            return place

    def last(self, seconds: float = DEADLINE) -> Event:
        """The event that ended the job."""
        return self.events[self.wait(lambda event: isinstance(event, LAST), seconds)]

    def result(self) -> Result:
        last = self.last()
        assert isinstance(last, Finished), last
        return last.result

    def of_kind(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    def answers(self) -> list[Answer]:
        """All answers; each part must begin where the one before ended."""
        made: list[Answer] = []
        for part in self.of_kind(Part):
            assert part.start == len(made)
            made += part.answers
        return made


def appears(path: Path) -> None:
    """Waits until a file is there."""
    end = time.monotonic() + DEADLINE
    while not path.exists():
        assert time.monotonic() < end, f"{path} did not appear"
        time.sleep(0.01)


def codes(last: Event) -> list[str]:
    """Why a job failed."""
    assert isinstance(last, Failed)
    return [item.code for item in last.notices]
