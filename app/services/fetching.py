"""Downloads of models: each in a thread of its own, with what is told of it. No Qt, no torch."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice, notice
from mmrl_engine.pace import Pace

if TYPE_CHECKING:  # the window needs what is told, and not what fetches
    from mmrl_engine.backbones.fetching import Fetched
    from mmrl_engine.backbones.store import Installed

    Steps = Generator[Fetched, None, Installed]

TELL_S = 0.2
CLOSE_S = 3.0  # for all threads together: a step of a download is shorter
OWN_MISTAKE = notice("job-own-mistake")


@dataclass(frozen=True, slots=True)
class Fetching:
    """A download on its way.

    Attributes:
        id: the model's. host: the computer that it comes from.
        done, total: bytes; `total` is None while that is not known. rate: bytes a second. Both rates None as long as
            they are not known.
    """

    id: str
    host: str
    stage: Literal["connect", "download", "check"] = "connect"
    done: int = 0
    total: int | None = None
    rate: float | None = None
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class FetchEnded:
    """Its end. What had come of it stays, unless the file was not what it should be.

    Attributes:
        how: "done", "paused" (a person asked for it, or the program ended) or "failed".
        last: what was told last before. notices: why it failed.
        error: a mistake of our own, where that ended it.
    """

    id: str
    how: Literal["done", "paused", "failed"]
    last: Fetching
    notices: tuple[Notice, ...] = ()
    error: Exception | None = None


Told = Fetching | FetchEnded
TellFetch = Callable[[Told], None]


class Fetches:
    """The downloads that go on. May be asked from any thread.

    Args:
        tell: gets what is new of each, on the download's own thread.
    """

    def __init__(self, tell: TellFetch) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._open: dict[str, _Fetch] = {}
        self._closed = self._silent = False

    def start(self, id: str, host: str, steps: Callable[[], Steps]) -> None:
        """Downloads it; nothing happens where that goes on already. `steps` is called on the new thread."""
        with self._lock:
            if self._closed or id in self._open:
                return
            fetch = self._open[id] = _Fetch(Fetching(id, host), steps, self._tell_open, self._forget)
            fetch.thread.start()  # before `close` can wait for it

    def pause(self, id: str) -> None:
        """Ends it within a step; what has come stays. Its end is told."""
        with self._lock:
            fetch = self._open.get(id)
        if fetch is not None:
            fetch.stop.set()

    def state(self, id: str) -> Fetching | None:
        """How far it is; None where it does not go on."""
        with self._lock:
            fetch = self._open.get(id)
        return None if fetch is None else fetch.last

    def close(self) -> None:
        """Pauses all, and waits for them a little; of one that still hangs nothing is told any more."""
        with self._lock:
            self._closed = True
            running = list(self._open.values())
        for fetch in running:
            fetch.stop.set()
        deadline = time.monotonic() + CLOSE_S
        for fetch in running:
            fetch.thread.join(max(0.0, deadline - time.monotonic()))
        self._silent = True

    def _tell_open(self, told: Told) -> None:
        if not self._silent:
            self._tell(told)

    def _forget(self, id: str) -> None:
        with self._lock:
            self._open.pop(id, None)


class _Fetch:
    """One of them."""

    def __init__(
        self, first: Fetching, steps: Callable[[], Steps], tell: TellFetch, forget: Callable[[str], None]
    ) -> None:
        self.last = first
        self.stop = threading.Event()
        self._steps, self._tell, self._forget = steps, tell, forget
        self._pace, self._told = Pace(), float("-inf")
        # A daemon: a server that is waited for must not keep the program from ending.
        self.thread = threading.Thread(target=self._run, name=f"download {first.id}", daemon=True)

    def _run(self) -> None:
        self._tell(self.last)
        ended = self._outcome()
        self._forget(ended.id)  # before it is told: who hears of it may start it again
        self._tell(ended)

    def _outcome(self) -> FetchEnded:
        try:
            how: Literal["done", "paused"] = "done" if self._go_through() else "paused"
            return FetchEnded(self.last.id, how, self.last)
        except EngineError as error:
            return FetchEnded(self.last.id, "failed", self.last, error.notices)
        except Exception as error:
            return FetchEnded(self.last.id, "failed", self.last, (OWN_MISTAKE,), error)

    def _go_through(self) -> bool:
        """Whether it came to its end."""
        steps = self._steps()
        try:
            for step in steps:
                self._take(step)
                if self.stop.is_set():
                    return False
        finally:
            steps.close()
        return True

    def _take(self, step: Fetched) -> None:
        pace = self._pace.update(step.stage, step.done, step.total or 0)
        left = pace.seconds_left if step.total else None
        before, now = self.last, time.monotonic()
        self.last = Fetching(before.id, before.host, step.stage, step.done, step.total, pace.rate, left)
        if step.stage != before.stage or now - self._told >= TELL_S:
            self._told = now
            self._tell(self.last)
