"""Sorted copies of a folder's pictures: asked for, made, gone on with, taken back."""

from __future__ import annotations

import html
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.models.activity import Activity
from app.models.desk import Desk
from app.models.relay import Relay
from app.services.change import Change
from app.services.copy_journal import CopyRunView
from app.services.copy_plan import CopyPlan, OwnFolders, Skipped
from app.services.copying import CopyProgress
from app.services.folder_files import FileFilter
from app.views.dialogs.copy_plan import CopyPlanDialog
from app.views.dialogs.left_out import LeftOutDialog
from app.views.message import Message
from app.views.notice_texts import notice_texts
from app.views.theme.look import Look
from app.views.widgets.pills import verdict_text
from app.views.wording import strong
from mmrl_engine.notices import Notice

LAST_FOLDER = "copies_folder"  # where copies were made last
Told = Callable[[Change], object]


class FolderCopies(QObject):
    """Signals:
    said: a `Message`. changed: there are other copies than before.
    """

    said = Signal(object)
    changed = Signal()

    def __init__(self, desk: Desk, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._look, self._page = desk, look, page

    def ask(self, run_id: int, wanted: FileFilter) -> None:
        """Asks where to, then shows what would be made."""
        title = self.tr("Where shall the copies go?")
        chosen = QFileDialog.getExistingDirectory(self._page, title, self._desk.memory.text(LAST_FOLDER))
        if not chosen:
            return
        self._desk.memory.keep(LAST_FOLDER, chosen)
        own = OwnFolders(none=verdict_text("none"), unsure=self.tr("Unsure"))
        call = partial(
            self._desk.program.sorted_copies.plan, run_id=run_id, target=Path(chosen), wanted=wanted, own=own
        )
        self._desk.do_long("copy", call, on_done=self._show_plan)

    def go_on(self, view: CopyRunView) -> None:
        """Makes the copies that are still to be made."""
        call = partial(self._desk.program.sorted_copies.go_on, copy_run_id=view.id)
        self._work(self.tr("Copying pictures"), call, partial(self._tell_copied, view.id))

    def undo(self, view: CopyRunView) -> None:
        """Deletes the copies that are still as they were made."""
        call = partial(self._desk.program.sorted_copies.undo, copy_run_id=view.id)
        self._work(self.tr("Taking copies back"), call, partial(self._tell_undone, view))

    def _show_plan(self, plan: CopyPlan) -> None:
        dialog = CopyPlanDialog(self._look, plan, self._page.window())
        dialog.agreed.connect(partial(self._copy, plan))
        dialog.open()

    def _copy(self, plan: CopyPlan) -> None:
        call = partial(self._desk.program.sorted_copies.copy, plan=plan)
        self._work(self.tr("Copying pictures"), call, self._copied)

    def _work(self, title: str, call: partial[Change], on_done: Told) -> None:
        """It can be stopped where all that goes on is listed."""
        stop = threading.Event()
        activity = self._desk.activity.begin("copy", title, "copies", stop.set)
        relay = Relay(activity)
        relay.told.connect(partial(_move, activity))
        self._desk.do_long(
            "copy",
            partial(call, progress=relay, stop=stop.is_set),
            on_done=partial(self._end, activity, on_done),
            on_failed=partial(self._fail, activity),
        )

    def _end(self, activity: Activity, on_done: Told, change: Change) -> None:
        activity.finish()
        on_done(change)
        if change.notices:
            self.said.emit(Message(_in_a_bar(notice_texts(change.notices)), kind="danger"))
        self.changed.emit()

    def _fail(self, activity: Activity, notices: tuple[Notice, ...]) -> None:
        activity.finish()
        self.changed.emit()
        self._desk.failed.emit(notices)

    def _copied(self, change: Change) -> None:
        if change.made is not None:
            self._tell_copied(change.made, change)

    def _tell_copied(self, copy_run_id: int, change: Change) -> None:
        """Unless something went wrong, which is told instead."""
        if not change.notices:
            call = partial(self._desk.program.sorted_copies.get, copy_run_id=copy_run_id)
            self._desk.do(call, on_done=self._say_copied)

    def _say_copied(self, view: CopyRunView) -> None:
        made = self.tr("%n copies made in {folder}.", "", view.copied).format(folder=strong(view.target.name))
        left = view.failed + view.skipped
        if left and not view.planned:
            text = self.tr("%n could not be copied.", "", left)
            why = partial(self._ask_told, view.id)
            self.said.emit(Message(f"{made} {text}", "warning", action=self.tr("Show them"), on_action=why))
            return
        if view.planned:
            made += " " + self.tr("%n are still to be made.", "", view.planned)
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(view.target)))
        self.said.emit(Message(made, icon="copies", action=self.tr("Open folder"), on_action=show))

    def _tell_undone(self, before: CopyRunView, change: Change) -> None:
        if not change.notices:
            call = partial(self._desk.program.sorted_copies.get, copy_run_id=before.id)
            self._desk.do(call, on_done=partial(self._say_undone, before))

    def _say_undone(self, before: CopyRunView, after: CopyRunView) -> None:
        text = self.tr("%n copies taken back.", "", max(0, before.copied - after.copied))
        if after.copied:
            text += " " + self.tr("%n are still there.", "", after.copied)
        self.said.emit(Message(text, icon="undo"))

    def _ask_told(self, copy_run_id: int) -> None:
        call = partial(self._desk.program.sorted_copies.told, copy_run_id=copy_run_id)
        self._desk.do(call, on_done=self._show_told)

    def _show_told(self, told: tuple[Skipped, ...]) -> None:
        LeftOutDialog(self._look, told, self._page.window()).open()


def _in_a_bar(texts: tuple[str, ...], most: int = 3) -> str:
    """The first few of them: a bar is no list."""
    return html.escape(" ".join(texts[:most]), quote=False)


def _move(activity: Activity, told: tuple[CopyProgress]) -> None:
    (progress,) = told
    activity.update(progress.done, progress.total)
