"""A process that makes or undoes sorted copies until a moment at which it is killed: DATA RUN TARGET MOMENT WORK.

Moments are counted before and after each step that leaves something behind: a written row, a synced, renamed or deleted
file, a new folder. 0 is none; the number of moments is then printed. WORK is "copy", "plain" (a copy onto a file system
without second names for a file) or "undo".
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.services import copy_undoing, copying
from app.services.sorted_copies import SortedCopies
from app.storage.folders import find_folders
from app.storage.opening import open_storage


class Killer:
    """Kills this process at a moment."""

    def __init__(self, moment: int) -> None:
        self.moment, self.seen = moment, 0

    def tick(self) -> None:
        self.seen += 1
        if self.seen == self.moment:
            os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)

    def around(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            self.tick()
            result = step(*given, **named)
            self.tick()
            return result

        return counted


def no_link(source: Path, target: Path) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def main(data: Path, run_id: int, target: Path, moment: int, work: str) -> None:
    copying.BATCH = copy_undoing.BATCH = 3
    storage = open_storage(find_folders(data)).storage
    copies, killer = SortedCopies(storage), Killer(moment)
    plan = copies.plan(run_id=run_id, target=target)
    if work == "undo":
        copies.copy(plan=plan)
    if work == "plain":
        os.link = no_link  # type: ignore[assignment]
    for name in ("link", "replace", "fsync", "unlink", "mkdir", "rmdir"):
        setattr(os, name, killer.around(getattr(os, name)))
    storage.write = killer.around(storage.write)  # type: ignore[method-assign]
    if work == "undo":
        copies.undo(copy_run_id=copies.list(run_id=run_id)[0].id)
    else:
        copies.copy(plan=plan)
    print(killer.seen)
    storage.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
