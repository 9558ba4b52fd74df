"""A sentence about the figures, and what would make them better."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label, Surface
from app.views.widgets.icon_label import IconLabel


class HintCard(Surface):
    """Hidden while there is nothing to say."""

    def __init__(self, look: Look, icon: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__("message", parent)
        self.text = Label("", wrap=True)
        self.button = Button(look, verb, kind="link", size="small")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.text)
        words.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(IconLabel(look, icon, 18, "muted"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.hide()

    def say(self, text: str) -> None:
        """Nothing hides it."""
        self.text.setText(text)
        self.setVisible(bool(text))
