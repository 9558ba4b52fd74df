"""The one thread that writes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Writer:
    """Runs calls one after another on a thread of its own; what they return or raise comes back to the caller."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._thread: int | None = None

    def run(self, work: Callable[[], T]) -> T:
        """The result of `work`, which may itself call `run`: it then runs at once."""
        if threading.get_ident() == self._thread:
            return work()
        return self.submit(work).result()

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Queues `work`, and returns at once."""
        return self._pool.submit(self._call, work)

    def close(self) -> None:
        """Waits until all that was queued is done."""
        self._pool.shutdown(wait=True)

    def _call(self, work: Callable[[], T]) -> T:
        self._thread = threading.get_ident()
        return work()
