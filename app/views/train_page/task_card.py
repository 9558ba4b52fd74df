"""The card on top: a headline, a sentence, what can be done, and below what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import Button, Card, Label

ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
EDGE, LEAST_WORDS, MOST_LINES = 24, 240, 3


class TaskCard(Card):
    """Attributes:
    column: where the rest of it goes.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._all: list[Button] = []
        self.headline = Label("", "headline", wrap=True)
        self.text = Label("", "text", "muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.headline)
        words.addWidget(self.text)
        self._buttons = QBoxLayout(ACROSS)
        self._buttons.setSpacing(8)
        self._head = QBoxLayout(ACROSS)
        self._head.setSpacing(16)
        self._head.addLayout(words, 1)
        self._head.addLayout(self._buttons)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(EDGE, 24, EDGE, 20)
        self.column.setSpacing(0)
        self.column.addLayout(self._head)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The buttons beside the words, or below them, or below each other: as there is room."""
        buttons = [button for button in self._all if not button.isHidden()]
        row = sum(button.sizeHint().width() for button in buttons) + 8 * max(0, len(buttons) - 1)
        room = self.width() - 2 * EDGE
        text = self.text.fontMetrics().horizontalAdvance(self.text.text())
        below = room < row + max(self.look.px(LEAST_WORDS), text // MOST_LINES)
        self._head.setDirection(DOWN if below else ACROSS)
        self._buttons.setDirection(DOWN if row > room else ACROSS)
        side = Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag.AlignRight
        self._head.setAlignment(self._buttons, side | Qt.AlignmentFlag.AlignVCenter)

    def add_buttons(self, buttons: Sequence[Button]) -> None:
        """In a row at the right of the headline, where there is room for it."""
        for button in buttons:
            self._all.append(button)
            self._buttons.addWidget(button)
        self._fit()

    def say(self, headline: str, text: str) -> None:
        """Other words; what they are is also what a screen reader calls the card."""
        self.headline.setText(headline)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.setAccessibleName(f"{headline}. {text}".strip())
        self._fit()

    def show_buttons(self, shown: Sequence[Button], primary: Button | None) -> None:
        """Only these; one of them is the thing to do."""
        for button in self._all:
            kind = "primary" if button is primary else "normal"
            if button.property("kind") != kind:
                button.set_kind(kind)
            button.setVisible(button in shown)
        self._fit()
