"""A card with lines to copy."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import Button, Card, Label


class LinesCard(Card):
    """Signals:
    copied: the lines are in the clipboard.

    Attributes:
        text: shows them. copy: puts them into the clipboard.
    """

    copied = Signal()

    def __init__(self, look: Look, title: str, needs: str, parent: QWidget | None = None) -> None:
        """`needs`: what has to be there for the lines to run."""
        super().__init__(parent)
        self._look = look
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(title)
        self.text.setAccessibleDescription(needs)
        self.copy = Button(look, self.tr("Copy"), icon="clipboard", size="small")
        self.copy.setAccessibleName(self.tr("Copy: {what}").format(what=title))
        self.copy.clicked.connect(self._copy)
        head = QHBoxLayout()
        head.addWidget(Label(title, "label", wrap=True), 1)
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(Label(needs, "caption", "muted", wrap=True))
        column.addWidget(self.text)
        look.changed.connect(self._dress)
        self._dress()

    def show_lines(self, lines: str) -> None:
        self.text.setPlainText(lines)
        self._dress()

    def _dress(self) -> None:
        """As tall as its lines."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self._look.font("text").pointSizeF())
        self.text.document().setDefaultFont(font)
        lines = self.text.toPlainText().count("\n") + 1
        scroll = self.text.horizontalScrollBar().sizeHint().height()
        self.text.setFixedHeight(QFontMetrics(font).lineSpacing() * lines + self._look.px(24) + scroll)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copied.emit()
