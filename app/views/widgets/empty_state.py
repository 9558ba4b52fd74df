"""What a page shows where there is nothing yet: what is missing, and the one thing to do next."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label

EDGE = 12  # free at its left and right


class EmptyState(QWidget):
    """Icon, title, one sentence, and up to three buttons, in the middle of its place; below one another where it is
    narrow.
    """

    def __init__(
        self,
        look: Look,
        icon: str,
        title: str,
        text: str,
        *,
        primary: Button | None = None,
        second: Button | None = None,
        third: Button | None = None,
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
        self._buttons = [button for button in (primary, second, third) if button is not None]
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(8)
        for button in self._buttons:
            self._row.addWidget(button)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(self._row)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        look.changed.connect(self._dress)
        self._dress()

    def minimumSizeHint(self) -> QSize:
        """As wide as its widest button."""
        widest = max((button.sizeHint().width() for button in self._buttons), default=0)
        return QSize(widest + 2 * EDGE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        seen = [button.sizeHint().width() + 8 for button in self._buttons if not button.isHidden()]
        fits = sum(seen) <= self.width() - 2 * EDGE
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)
        super().resizeEvent(event)

    def set(self, title: str, text: str) -> None:
        """Other words."""
        self._title.setText(title)
        self._text.setText(text)

    def title(self) -> str:
        return self._title.text()

    def _dress(self) -> None:
        self._picture.setPixmap(self._look.pixmap(self._icon, self._look.px(36), "muted"))
