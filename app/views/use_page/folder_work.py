"""Follows folders while they are answered, whichever project is open and whichever page is seen."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.models.activity import Activity
from app.models.desk import Desk
from app.services.change import Change
from app.services.folder_files import FileCounts
from app.services.folder_run_rows import FolderRunView
from app.services.jobs import LAST, Failed, Finished, Moved
from app.views.message import Message
from app.views.notice_texts import notice_text, notice_texts
from app.views.wishes import GoTo
from app.views.wording import number
from mmrl_engine.notices import Notice

if TYPE_CHECKING:
    from app.bootstrap import Program


@dataclass(slots=True)
class Live:
    """A folder in work.

    Attributes:
        before: files that were answered earlier. done, total: of all its files. rate: a second.
    """

    run_id: int
    before: int
    total: int
    activity: Activity
    done: int = 0
    rate: float | None = None
    seconds_left: float | None = None


def look_at(program: Program, run_id: int) -> tuple[FolderRunView, FileCounts]:
    """A run and how far it is; off the window's thread."""
    return program.folder_runs.get(run_id=run_id), program.folder_runs.counts(run_id=run_id)


def begin(program: Program, *, project_id: int, folder: Path, typed: Sequence[str]) -> Change:
    """Starts a run that is answered by what answers on the Try page; off the window's thread, it may take a while."""
    quick = program.quick_answers.made(project_id=project_id, runner=program.jobs)
    return program.folder_runs.start(project_id=project_id, folder=folder, typed=typed, quick=quick)


class FolderWork(QObject):
    """Signals:
    began: a `FolderRunView`. refused: it did not begin, or does not go on. moved, ended: a run's id.
    said: a `Message`. wished: one of `app.views.wishes`.
    """

    began = Signal(object)
    refused = Signal()
    moved = Signal(int)
    ended = Signal(int)
    said = Signal(object)
    wished = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._live: dict[int, Live] = {}
        self._over: set[int] = set()  # ended before anybody could say that they had begun
        self._asked = 0
        desk.folder_told.connect(self._take)

    @property
    def asked(self) -> bool:
        """Whether something was asked for that has not begun."""
        return self._asked > 0

    def live(self, run_id: int) -> Live | None:
        """How far a run is; None where it is not at work."""
        return self._live.get(run_id)

    def start(self, project_id: int, folder: Path, typed: Sequence[str]) -> None:
        """Answers for every picture in the folder."""
        call = partial(begin, self._desk.program, project_id=project_id, folder=folder, typed=tuple(typed))
        self._ask(call, 0)

    def go_on(self, run_id: int) -> None:
        """Answers for the files that have no answer."""
        self._over.discard(run_id)
        self._ask(partial(self._desk.program.folder_runs.go_on, run_id=run_id), run_id)

    def stop(self, run_id: int) -> None:
        """Stops; it can go on later."""
        self._desk.do(partial(self._desk.program.folder_runs.stop, run_id=run_id))

    def _ask(self, call: partial[Change], run_id: int) -> None:
        self._asked += 1
        self._desk.do_long("folder", call, on_done=partial(self._answered, run_id), on_failed=self._refuse)

    def _answered(self, run_id: int, change: Change) -> None:
        for item in change.notices:
            self.said.emit(Message(html.escape(notice_text(item), quote=False), kind="info"))
        wanted = run_id or change.made
        if wanted is None:
            self._refuse(())
            return
        call = partial(look_at, self._desk.program, wanted)
        self._desk.do(call, on_done=self._begin, on_failed=self._refuse)

    def _refuse(self, notices: tuple[Notice, ...]) -> None:
        self._asked -= 1
        if notices:
            self._desk.failed.emit(notices)
        self.refused.emit()

    def _begin(self, found: tuple[FolderRunView, FileCounts]) -> None:
        self._asked -= 1
        run, counts = found
        if run.state == "running" and run.id not in self._over:
            title = self.tr("Answering {folder}").format(folder=run.folder.name)
            stop = partial(self.stop, run.id)
            activity = self._desk.activity.begin("folder", title, "folder", stop)
            before = counts.total - counts.waiting
            self._live[run.id] = Live(run.id, before, counts.total, activity, before)
        self._over.discard(run.id)
        self.began.emit(run)

    @Slot(int, object)
    def _take(self, run_id: int, what: object) -> None:
        live = self._live.get(run_id)
        if isinstance(what, Moved) and live is not None:
            live.done = max(live.done, live.total - what.total + what.done)
            live.rate, live.seconds_left = what.rate, what.seconds_left
            live.activity.update(live.done, live.total, rate=live.rate, seconds_left=live.seconds_left)
        if isinstance(what, LAST):
            self._end(run_id, what)
        else:
            self.moved.emit(run_id)

    def _end(self, run_id: int, event: object) -> None:
        live = self._live.pop(run_id, None)
        if live is not None:
            live.activity.finish()
        elif self._asked:
            self._over.add(run_id)
        if isinstance(event, Finished):
            call = partial(look_at, self._desk.program, run_id)
            self._desk.do(call, on_done=self._tell_done, on_failed=self._forget)
        elif isinstance(event, Failed):
            text = html.escape(" ".join(notice_texts(event.notices)), quote=False)
            self.said.emit(Message(text, kind="danger"))
        self.ended.emit(run_id)

    def _forget(self, notices: tuple[Notice, ...]) -> None:
        """The run is gone by now: there is nothing to tell."""

    def _tell_done(self, found: tuple[FolderRunView, FileCounts]) -> None:
        run, counts = found
        if run.watch is not None:  # it ends again and again
            return
        text = self.tr("%n picture(s) answered", "", counts.answered)
        if counts.undecided:
            text = f"{text}."
        else:
            parts = self.tr("{a} sure, {b} maybe, {c} none of these.")
            filled = parts.format(a=number(counts.sure), b=number(counts.maybe), c=number(counts.none))
            text = f"{text}: {filled}"
        if not counts.failed:
            self.said.emit(Message(text))
            return
        unread = self.tr("%n could not be read.", "", counts.failed)
        show = partial(self.wished.emit, GoTo("use", ("failed", run.id)))
        self.said.emit(Message(f"{text} {unread}", kind="warning", action=self.tr("Show them"), on_action=show))
