"""The card on top: a headline, a sentence, what can be done, and below what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import Button, Card, Label


class TaskCard(Card):
    """Attributes:
    column: where the rest of it goes.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.headline = Label("", "headline", wrap=True)
        self.text = Label("", "text", "muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.headline)
        words.addWidget(self.text)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._head = QHBoxLayout()
        self._head.setSpacing(16)
        self._head.addLayout(words, 1)
        self._head.addLayout(self._buttons)
        self._head.setAlignment(self._buttons, Qt.AlignmentFlag.AlignVCenter)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 24, 24, 20)
        self.column.setSpacing(0)
        self.column.addLayout(self._head)

    def add_buttons(self, buttons: Sequence[Button]) -> None:
        """In a row at the right of the headline."""
        for button in buttons:
            self._buttons.addWidget(button)

    def say(self, headline: str, text: str) -> None:
        """Other words; what they are is also what a screen reader calls the card."""
        self.headline.setText(headline)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.setAccessibleName(f"{headline}. {text}".strip())

    def show_buttons(self, shown: Sequence[Button], primary: Button | None) -> None:
        """Only these; one of them is the thing to do."""
        for place in range(self._buttons.count()):
            item = self._buttons.itemAt(place)
            button = item.widget() if item is not None else None
            if isinstance(button, Button):
                kind = "primary" if button is primary else "normal"
                if button.property("kind") != kind:
                    button.set_kind(kind)
                button.setVisible(button in shown)
