"""What became of every file of an import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label
from mmrl_engine.notices import Notice

if TYPE_CHECKING:
    from app.services.import_report import ImportReport


class ImportReportDialog(QDialog):
    """A text that can be copied.

    Signals:
        undo_asked: all of it is to be taken back.
    """

    undo_asked = Signal()

    def __init__(
        self, look: Look, report: ImportReport, problems: Sequence[Notice] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What came in"))
        self.resize(look.px(640), look.px(420))
        self._text = QPlainTextEdit(self._lines(report, problems))
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("Report"))
        copy = Button(look, self.tr("Copy"), icon="clipboard")
        copy.clicked.connect(self._copy)
        close = Button(look, self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.reject)
        self.undo = Button(look, self.tr("Undo the import"), icon="undo")
        if report.act is None:
            self.undo.hide()
        self.undo.clicked.connect(self._undo)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addWidget(self.undo)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("%n picture(s) came in.", "", report.added + report.brought_back), "title"))
        column.addWidget(self._text, 1)
        column.addLayout(row)

    def text(self) -> str:
        return self._text.toPlainText()

    def _lines(self, report: ImportReport, problems: Sequence[Notice]) -> str:
        lines = [notice_text(item) for item in problems]
        if report.unreadable:
            lines += ["", self.tr("Could not be read:")]
            lines += [f"  {path}\n      {notice_text(reason)}" for path, reason in report.unreadable]
        if report.already_here:
            lines += ["", self.tr("Already here, left out:")]
            elsewhere = set(report.elsewhere)
            note = self.tr("it is in another class")
            lines += [f"  {path}" + (f" ({note})" if path in elsewhere else "") for path in report.already_here]
        if report.classes:
            lines += ["", self.tr("New classes:"), "  " + ", ".join(report.classes)]
        return "\n".join(lines).strip()

    def _undo(self) -> None:
        self.accept()
        self.undo_asked.emit()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text())
