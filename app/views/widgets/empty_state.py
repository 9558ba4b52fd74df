"""What a page shows where there is nothing yet: what is missing, and the one thing to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label


class EmptyState(QWidget):
    """Icon, title, one sentence, and up to two buttons, in the middle of its place."""

    def __init__(
        self,
        look: Look,
        icon: str,
        title: str,
        text: str,
        *,
        primary: Button | None = None,
        second: Button | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._icon = look, icon
        self._picture = QLabel()
        self._title = Label(title, "title", wrap=True)
        self._text = Label(text, "text", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(1)
        for label in (self._picture, self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (primary, second):
            if button is not None:
                row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        look.changed.connect(self._dress)
        self._dress()

    def set(self, title: str, text: str) -> None:
        """Other words."""
        self._title.setText(title)
        self._text.setText(text)

    def title(self) -> str:
        return self._title.text()

    def _dress(self) -> None:
        self._picture.setPixmap(self._look.pixmap(self._icon, self._look.px(36), "muted"))
