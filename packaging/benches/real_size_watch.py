"""Watches how much memory this process and those that it started hold, and what a training keeps on the disk."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

import psutil

EVERY_S = 0.1
STEMS = "mmrl-stems-"
PROC = Path("/proc")


class Watch:
    """The most that was held since `begin`, looked at ten times a second. A context; its thread ends with it.

    Bytes: "window" of this process, "compute" of the largest that it started, "together" of all; "stems_on_disk" of the
    files that the largest one maps (Linux alone tells; 0 elsewhere).
    """

    def __init__(self) -> None:
        self._own = psutil.Process()
        self._lock = threading.Lock()
        self._most: dict[str, int] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watch", daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def begin(self) -> None:
        """Forgets what was seen."""
        with self._lock:
            self._most = {}
        self._look()

    def most(self) -> dict[str, int]:
        """Since `begin`."""
        self._look()
        with self._lock:
            return dict(self._most)

    def _watch(self) -> None:
        while not self._ended.wait(EVERY_S):
            self._look()

    def _look(self) -> None:
        own, children = self._own.memory_info().rss, {}
        for child in self._own.children(recursive=True):
            with suppress(psutil.Error):
                children[child.pid] = child.memory_info().rss
        largest = max(children, key=lambda pid: children[pid], default=0)
        seen = {
            "window": own,
            "compute": children.get(largest, 0),
            "together": own + sum(children.values()),
            "stems_on_disk": _mapped(largest),
        }
        with self._lock:
            self._most = {key: max(value, self._most.get(key, 0)) for key, value in seen.items()}


def _mapped(pid: int) -> int:
    """Bytes of stem files that a process maps; their names are gone, so no folder lists them."""
    total = 0
    with suppress(OSError):
        for line in (PROC / str(pid) / "maps").read_text(errors="replace").splitlines():
            if STEMS in line:
                first, last = line.split(" ", 1)[0].split("-")
                total += int(last, 16) - int(first, 16)
    return total
