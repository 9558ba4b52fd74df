"""Before a folder is watched: what is in it, and what is wanted."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.models.watches import ThereNow, WatchWish
from app.views.dialogs.plain import PlainDialog
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label


class WatchDialog(PlainDialog):
    """Signals:
    agreed: a `WatchWish`.
    """

    agreed = Signal(object)

    def __init__(self, look: Look, there: ThereNow, *, inbox: bool, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("WatchDialog", 'Watch "{folder}"?').format(folder=there.folder.name)
        super().__init__(look, title, width=460, parent=parent)
        self._there = there
        self.count = Label("", "text", wrap=True)
        self.before = QCheckBox(self.tr("Answer these too"))
        self.deep = QCheckBox(self.tr("Folders inside it count too"))
        self.deep.setChecked(True)
        self.inbox = QCheckBox(self.tr("Put new pictures into the inbox too"))
        self.inbox.setChecked(inbox)
        hint = self.tr(
            "New pictures get answers as they come, as long as the program is open. Nothing in the folder is changed."
        )
        self.column.addWidget(Label(hint, "text", wrap=True))
        self.column.addWidget(self.count)
        for box in (self.before, self.deep, self.inbox):
            box.setAccessibleName(box.text())
            self.column.addWidget(box)
        self.shut.setText(self.tr("Cancel"))
        self.watch = Button(look, self.tr("Watch"), icon="folder-eye", kind="primary")
        self.watch.clicked.connect(self._agree)
        self.foot.addWidget(self.watch)
        self.deep.toggled.connect(self._show_count)
        self._show_count()

    def _show_count(self) -> None:
        there = self._there.deep if self.deep.isChecked() else self._there.flat
        self.count.setText(self.tr("%n picture(s) are in it now.", "", there))
        self.before.setVisible(there > 0)

    def _agree(self) -> None:
        before = self.before.isChecked() and not self.before.isHidden()
        wish = WatchWish(self._there.folder, self.deep.isChecked(), before, self.inbox.isChecked())
        self.accept()
        self.agreed.emit(wish)
