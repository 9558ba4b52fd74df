"""After a mistake of our own: what to do, and a report to copy. Nothing is sent."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.views.dialogs.plain import PlainDialog
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label


class CrashDialog(PlainDialog):
    """The report can be read before it is copied."""

    def __init__(self, look: Look, report: str, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("CrashDialog", "Something went wrong in the program.")
        super().__init__(look, title, width=640, height=460, parent=parent)
        self._report = report
        self.column.addWidget(Label(self.tr("Your pictures and classes are safe."), wrap=True))
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setAccessibleName(self.tr("Report"))
        self.column.addWidget(text, 1)
        note = self.tr("The report stays on this computer. File names are left out.")
        self.column.addWidget(Label(note, "caption", "muted", wrap=True))
        copy = Button(look, self.tr("Copy report"), icon="clipboard")
        copy.clicked.connect(self._copy)
        self.foot.insertWidget(0, copy)
        self.shut.setText(self.tr("Go on"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
