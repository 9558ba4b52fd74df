"""Folders that are watched, whichever project is open and whichever page is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.models.desk import Desk
from app.services.change import Change
from app.services.folder_listing import list_pictures
from app.services.jobs import LAST
from app.services.watching_work import AskedAgain, WatchEnded
from mmrl_engine.notices import Notice
from mmrl_engine.watch import WatchState

if TYPE_CHECKING:
    from app.bootstrap import Program


@dataclass(frozen=True, slots=True)
class ThereNow:
    """How many pictures are in a folder before it is watched: right in it, and with the folders further down."""

    folder: Path
    flat: int
    deep: int


@dataclass(frozen=True, slots=True)
class WatchWish:
    """What a person wants of a watch.

    Attributes:
        recursive: folders further down count. before: what is there is answered too. inbox: what comes goes to the
            project's inbox too.
    """

    folder: Path
    recursive: bool = True
    before: bool = False
    inbox: bool = False


def begin(program: Program, *, project_id: int, wish: WatchWish, typed: Sequence[str]) -> Change:
    """Begins a watch that is answered by what answers on the Try page; off the window's thread, it may take a while."""
    quick = program.quick_answers.made(project_id=project_id, runner=program.jobs)
    return program.watching.start(
        project_id=project_id,
        folder=wish.folder,
        typed=typed,
        quick=quick,
        recursive=wish.recursive,
        before=wish.before,
        inbox=wish.inbox,
    )


class Watches(QObject):
    """Signals:
    counted: a `ThereNow`. began: a `FolderRunView`. noticed: what of its folder cannot be looked at.
    moved: a run's id, something of it is another.
    reread: a run's id, answers that were there are others. failed: a run's id, and why its watch ended by itself.
    """

    counted = Signal(object)
    began = Signal(object)
    noticed = Signal(object)
    moved = Signal(int)
    reread = Signal(int)
    failed = Signal(int, object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._changing: set[int] = set()  # runs of which pictures were asked about again
        self._asked = 0
        desk.watch_told.connect(self._take)
        desk.folder_told.connect(self._take_answers)

    @property
    def asked(self) -> bool:
        """Whether a watch was asked for that has not begun."""
        return self._asked > 0

    def state(self, run_id: int) -> WatchState | None:
        """How a watch stands; None where it is none, or has not looked yet."""
        return self._desk.program.watching.state(run_id=run_id)

    def count(self, folder: Path) -> None:
        """Counts what is in a folder."""
        self._desk.do_long("folder", partial(_count, folder), on_done=self.counted.emit)

    def start(self, project_id: int, wish: WatchWish, typed: Sequence[str]) -> None:
        """Watches a folder."""
        self._ask(partial(begin, self._desk.program, project_id=project_id, wish=wish, typed=tuple(typed)))

    def go_on(self, run_id: int) -> None:
        """Watches on."""
        self._ask(partial(self._desk.program.watching.go_on, run_id=run_id))

    def stop(self, run_id: int) -> None:
        """Ends a watch; it can go on later."""
        self._desk.do(partial(self._desk.program.watching.stop, run_id=run_id))

    def _ask(self, call: partial[Change]) -> None:
        self._asked += 1
        self._desk.do_long("folder", call, on_done=self._begin, on_failed=self._refuse)

    def _begin(self, change: Change) -> None:
        self._asked -= 1
        if change.notices:
            self.noticed.emit(change.notices)
        if change.made is not None:
            call = partial(self._desk.program.folder_runs.get, run_id=change.made)
            self._desk.do(call, on_done=self.began.emit)

    def _refuse(self, notices: tuple[Notice, ...]) -> None:
        self._asked -= 1
        self._desk.failed.emit(notices)

    @Slot(int, object)
    def _take(self, run_id: int, what: object) -> None:
        if isinstance(what, AskedAgain):
            self._changing.add(run_id)
        elif isinstance(what, WatchEnded) and what.notices:
            self.failed.emit(run_id, what.notices)
        self.moved.emit(run_id)

    @Slot(int, object)
    def _take_answers(self, run_id: int, what: object) -> None:
        if isinstance(what, LAST) and run_id in self._changing:
            self.reread.emit(run_id)
        self.moved.emit(run_id)


def _count(folder: Path) -> ThereNow:
    paths, _ = list_pictures(folder, recursive=True)
    return ThereNow(folder, sum(len(path.parts) == 1 for path in paths), len(paths))
