"""A folder that is watched: its new pictures are answered as they come."""

from __future__ import annotations

import html
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.models.desk import Desk
from app.models.watches import ThereNow, Watches, WatchWish
from app.services.folder_run_rows import FolderRunView
from app.services.typed import awake
from app.views.message import Message
from app.views.notice_texts import notice_texts
from app.views.theme.look import Look
from app.views.use_page.folder_layout import FolderWords
from app.views.use_page.folder_shown import FolderShown
from app.views.use_page.watch_card import WatchCard
from app.views.use_page.watch_dialog import WatchDialog
from mmrl_engine.notices import Notice

LAST_FOLDER = "watched_folder"  # where a folder was chosen last
INBOX = "watch_inbox"  # a group with an entry for each project


def _words() -> FolderWords:
    translate = QCoreApplication.translate
    return FolderWords(
        icon="folder-eye",
        title=translate("WatchFolder", "Choose a folder to watch."),
        text=translate("WatchFolder", "New pictures in it get answers as they come; nothing in the folder is changed."),
        choose=translate("WatchFolder", "Watch a folder"),
    )


class WatchFolder(FolderShown):
    """Signals, attributes: see `FolderShown`."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, _words(), parent)
        self.watches = Watches(desk, self)
        self.card = WatchCard(look)
        self._asked_for: tuple[int, Path] | None = None  # the project, and its folder that is counted
        self.put_over_table(self.card)
        self._connect()

    def ask_folder(self) -> None:
        """Asks which folder, and what is wanted of it."""
        title = self.tr("Choose a folder to watch")
        chosen = QFileDialog.getExistingDirectory(self, title, self._desk.memory.text(LAST_FOLDER))
        if chosen:
            self._desk.memory.keep(LAST_FOLDER, str(Path(chosen).parent))
            self.look_into(Path(chosen))

    def look_into(self, folder: Path) -> None:
        """Counts what is in a folder, then asks what is wanted of it."""
        if self._project is not None:
            self._asked_for = self._project.id, folder
            self.watches.count(folder)

    def _is_mine(self, run: FolderRunView) -> bool:
        return run.watch is not None

    def _at_work(self) -> bool:
        return self.run is not None and self.run.state == "watching"

    def _show_work(self) -> None:
        if self.run is None:
            self.card.hide()
        else:
            self.card.show_watch(self.run, self.counts, self.watches.state(self.run.id))

    @Slot(object)
    def _ask_wish(self, there: ThereNow) -> None:
        if self._project is None or (self._project.id, there.folder) != self._asked_for:
            return  # counting took long: another project is open by now, or another folder was chosen
        self._asked_for = None
        inbox = bool(self._desk.memory.number(self._inbox_key(), 0))
        dialog = WatchDialog(self._look, there, inbox=inbox, parent=self.window())
        dialog.agreed.connect(self._start)
        dialog.open()

    @Slot(object)
    def _start(self, wish: WatchWish) -> None:
        project = self._project
        if project is None or self.watches.asked:
            return
        self._desk.memory.keep(self._inbox_key(), int(wish.inbox))
        typed = tuple(item.asked for item in awake(project.state.view.typed, project.state.classes))
        self.watches.start(project.id, wish, typed)

    def _inbox_key(self) -> str:
        return f"{INBOX}/{'' if self._project is None else self._project.state.view.uid}"

    def _pause(self) -> None:
        if self.run is not None:
            self.watches.stop(self.run.id)

    def _go_on(self) -> None:
        if self.run is not None and not self.watches.asked:
            self.watches.go_on(self.run.id)

    @Slot(object)
    def _begin(self, run: FolderRunView) -> None:
        self._show_begun(run.project_id, run.id)

    @Slot(object)
    def _tell_noticed(self, notices: tuple[Notice, ...]) -> None:
        self.said.emit(Message(html.escape(" ".join(notice_texts(notices)), quote=False), kind="info"))

    @Slot(int)
    def _told(self, run_id: int) -> None:
        if self.run is not None and self.run.id == run_id:
            self._show_work()
            self._refresh_soon()

    @Slot(int)
    def _reread(self, run_id: int) -> None:
        if self.run is not None and self.run.id == run_id:
            self.answers.model.look_again()

    @Slot(int, object)
    def _failed(self, run_id: int, notices: tuple[Notice, ...]) -> None:
        self.said.emit(Message(html.escape(" ".join(notice_texts(notices)), quote=False), kind="danger"))

    def _connect(self) -> None:
        watches = self.watches
        watches.counted.connect(self._ask_wish)
        watches.began.connect(self._begin)
        watches.noticed.connect(self._tell_noticed)
        watches.moved.connect(self._told)
        watches.reread.connect(self._reread)
        watches.failed.connect(self._failed)
        self.choose.clicked.connect(self.ask_folder)
        self.other.clicked.connect(self.ask_folder)
        self.card.pause_asked.connect(self._pause)
        self.card.go_on_asked.connect(self._go_on)
