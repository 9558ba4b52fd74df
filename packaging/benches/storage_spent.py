"""Where the time of an import goes, as seconds in which at least one thread was at it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from app.storage.storage import Storage


class Stopwatch:
    """Runs while anybody is inside one of the calls that it was put around, on whatever thread."""

    def __init__(self) -> None:
        self.seconds, self.calls = 0.0, 0
        self._inside, self._since = 0, 0.0
        self._lock = threading.Lock()

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, timed."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            self._enter()
            try:
                return call(*args, **kwargs)
            finally:
                self._leave()

        return timed

    def _enter(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._since = time.perf_counter()
            self._inside += 1
            self.calls += 1

    def _leave(self) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self.seconds += time.perf_counter() - self._since


@contextmanager
def watching(storage: Storage) -> Iterator[dict[str, Stopwatch]]:
    """Stopwatches on what an import does besides decoding.

    `fsync` is the system's call for pictures and their folders; SQLite makes its own inside of `rows`.
    """
    watches = {name: Stopwatch() for name in ("copy and hash", "keep files", "fsync", "rows")}
    with (
        patch.object(storage.pictures, "stage", watches["copy and hash"].around(storage.pictures.stage)),
        patch.object(storage.pictures, "keep_all", watches["keep files"].around(storage.pictures.keep_all)),
        patch.object(os, "fsync", watches["fsync"].around(os.fsync)),
        patch.object(storage, "write", watches["rows"].around(storage.write)),
    ):
        yield watches
