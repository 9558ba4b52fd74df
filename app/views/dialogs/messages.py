"""What the window has said so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.views.dialogs.plain import PlainDialog
from app.views.message import Message
from app.views.theme.look import Look


class MessagesDialog(PlainDialog):
    """The newest first."""

    def __init__(self, look: Look, said: Sequence[Message], parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("MessagesDialog", "Messages")
        super().__init__(look, title, width=560, height=420, parent=parent)
        lines = [QTextDocumentFragment.fromHtml(message.text).toPlainText() for message in reversed(said)]
        text = QPlainTextEdit("\n\n".join(lines) or self.tr("Nothing so far."))
        text.setReadOnly(True)
        text.setAccessibleName(title)
        self.column.addWidget(text, 1)
