"""How a watched folder stands, and the one thing that can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.folder_files import FileCounts
from app.services.folder_run_rows import FolderRunView
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label, Surface, restyle
from app.views.widgets.icon_label import IconLabel
from mmrl_engine.images import printable_path
from mmrl_engine.notices import notice
from mmrl_engine.watch import WatchState


class WatchCard(Surface):
    """Signals:
    pause_asked, go_on_asked: its button was pressed.
    """

    pause_asked = Signal()
    go_on_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("message", parent)
        self._watching = False
        self._icon = IconLabel(look, "folder-eye", 18, "muted")
        self.text = Label("", wrap=True)
        self.more = Label("", "caption", "muted", wrap=True)
        self.button = Button(look, "", size="small")
        self.button.clicked.connect(self._press)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.text)
        words.addWidget(self.more)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.button)
        self.hide()

    def show_watch(self, run: FolderRunView, counts: FileCounts, state: WatchState | None) -> None:
        """As it stands; `state` is None before the first look, and where nothing is watched."""
        self._watching = run.state == "watching"
        self._dress(run, gone=self._watching and state is not None and state.gone)
        self.more.setText(self._details(run, counts, state))
        self.more.setVisible(bool(self.more.text()))
        self.button.setText(self.tr("Pause") if self._watching else self.tr("Go on watching"))
        self.button.set_icon("pause" if self._watching else "play")
        self.show()

    def _dress(self, run: FolderRunView, *, gone: bool) -> None:
        if gone:
            kind, icon = "message-warning", "alert"
            text = notice_text(notice("watch-folder-gone", path=printable_path(run.folder)))
        elif self._watching:
            kind, icon = "message", "folder-eye"
            text = self.tr("Watching. New pictures are answered as they come.")
        elif run.state == "failed" and run.notices:
            kind, icon, text = "message-danger", "alert", notice_text(run.notices[-1])
        else:
            kind, icon = "message", "pause"
            text = self.tr("Not watched just now. What comes meanwhile is answered when it goes on.")
        restyle(self, "surface", kind)
        self._icon.set_icon(icon)
        self.text.setText(text)

    def _details(self, run: FolderRunView, counts: FileCounts, state: WatchState | None) -> str:
        parts = []
        if counts.before:
            parts.append(self.tr("%n picture(s) were there before and are left out.", "", counts.before))
        if counts.waiting:
            parts.append(self.tr("%n picture(s) wait for their answer.", "", counts.waiting))
        if run.watch is not None and run.watch.inbox:
            parts.append(self.tr("New pictures go to the inbox too."))
        if state is not None and state.polled:
            parts.append(notice_text(notice("watch-polled", path=printable_path(run.folder))))
        return " ".join(parts)

    def _press(self) -> None:
        (self.pause_asked if self._watching else self.go_on_asked).emit()
