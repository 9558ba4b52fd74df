"""Goes back to a backup: one project at a time, beside what is there today."""

from __future__ import annotations

import html
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.models.desk import Desk
from app.views.dialogs.asking import AskDialog
from app.views.dialogs.plain import PlainDialog
from app.views.message import Message
from app.views.notice_texts import notice_texts
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label
from app.views.wishes import OpenProject
from app.views.wording import when

if TYPE_CHECKING:
    from app.services.change import Change
    from app.storage.backups import Backup
    from app.storage.manifest import BackedUpProject

FOUND = Qt.ItemDataRole.UserRole


class BackupsDialog(PlainDialog):
    """Signals:
    said: a `Message`. wished: the project that was brought back is to be opened.
    """

    said = Signal(object)
    wished = Signal(object)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("BackupsDialog", "Go back to a backup")
        super().__init__(look, title, width=560, height=460, parent=parent)
        self._desk = desk
        text = self.tr("A project comes back beside today's; nothing of today is replaced.")
        self.column.addWidget(Label(text, "text", "muted", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.column.addWidget(self.list, 1)
        self._back = Button(look, self.tr("Go back"), kind="primary")
        self._back.setEnabled(False)
        self.foot.addWidget(self._back)
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemActivated.connect(self._ask)
        self._back.clicked.connect(self._ask)
        desk.do(desk.program.backups.list, on_done=self._fill, on_failed=self.tell)

    def _fill(self, backups: tuple[Backup, ...]) -> None:
        for backup in backups:
            for project in backup.projects:
                pictures = self.tr("%n picture(s)", "", project.pictures)
                line = self.tr("{name}, {pictures}, {when}").format(
                    name=project.name, pictures=pictures, when=when(backup.made_at.isoformat())
                )
                item = QListWidgetItem(line)
                item.setData(FOUND, (backup, project))
                self.list.addItem(item)
        if not self.list.count():
            self.list.addItem(self.tr("There is no backup yet."))

    def _chosen(self) -> None:
        item = self.list.currentItem()
        self._back.setEnabled(item is not None and item.data(FOUND) is not None)

    def _ask(self) -> None:
        item = self.list.currentItem()
        found: tuple[Backup, BackedUpProject] | None = None if item is None else item.data(FOUND)
        if found is None:
            return
        backup, project = found
        date = when(backup.made_at.isoformat())
        AskDialog(
            self.look,
            self.tr("Go back to the backup from {date}?").format(date=date),
            self.tr("{name} comes back as it was then, beside today's state.").format(name=project.name),
            safe=self.tr("Cancel"),
            act=self.tr("Go back"),
            on_act=partial(self._restore, backup.name, project.uid),
            parent=self,
        ).open()

    def _restore(self, backup: str, uid: str) -> None:
        call = partial(self._desk.program.backups.restore, backup=backup, uid=uid)
        self._desk.do_long("backup", call, on_done=self._restored, on_failed=self.tell)

    def _restored(self, change: Change) -> None:
        if change.made is not None:
            self.wished.emit(OpenProject(change.made))
        if change.notices:  # after the wish: they are said on the project's page
            text = html.escape(" ".join(notice_texts(change.notices)), quote=False)
            self.said.emit(Message(text, kind="info"))
        self.accept()
