"""What an import tells while it runs and when it has ended."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.services.change import Change
from app.services.import_plan import ImportPlan
from app.storage.act_record import ActRecord
from mmrl_engine.notices import Notice
from mmrl_engine.pace import Pace

TELL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import is.

    Attributes:
        done: pictures that were looked at, of `total`. committed: those of them that are dealt with for good: taken in,
            found to be here already, or noted as unreadable.
        rate: pictures a second. seconds_left: smoothed. Both None as long as unknown.
        change: what has just become lasting; None between two batches.
    """

    done: int
    total: int
    committed: int
    rate: float | None = None
    seconds_left: float | None = None
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        added: pictures that came in. brought_back: pictures that lay in the trash.
        already_here: files left out because the project has their content, or the import had it before.
        elsewhere: those of `already_here` whose picture is in another class than the one that they were to go to.
        unreadable: files that could not be read, and why. classes: names of the classes that were made.
        size: bytes of what came in. act: what undoes all of it; None where nothing was changed.
        stopped: it did not get to the end. undone: since the person undid it. failure: since something failed.
        remaining: what an import that goes on would take in.
    """

    added: int
    brought_back: int
    already_here: tuple[Path, ...]
    elsewhere: tuple[Path, ...]
    unreadable: tuple[tuple[Path, Notice], ...]
    classes: tuple[str, ...]
    size: int
    act: ActRecord | None
    stopped: bool
    undone: bool
    failure: tuple[Notice, ...]
    remaining: ImportPlan


TellProgress = Callable[[ImportProgress], None]
AskStop = Callable[[], bool]


class ProgressTeller:
    """Tells how far an import is: every batch that became lasting, and now and then what was looked at."""

    def __init__(self, tell: TellProgress, total: int) -> None:
        self._tell, self._total = tell, total
        self._pace = Pace()
        self._done = self._committed = 0
        self._told = time.monotonic()
        self._pace.update("import", 0, total)

    def looked(self) -> None:
        """One more picture was looked at."""
        self._done += 1
        if time.monotonic() - self._told >= TELL_SECONDS:
            self._say(None)

    def committed(self, count: int, change: Change) -> None:
        """The first `count` pictures are dealt with for good."""
        self._committed = count
        self._say(change)

    def _say(self, change: Change | None) -> None:
        self._told = time.monotonic()
        pace = self._pace.update("import", self._done, self._total)
        self._tell(ImportProgress(self._done, self._total, self._committed, pace.rate, pace.seconds_left, change))
