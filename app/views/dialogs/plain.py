"""A dialog with a title, something to look at, and a Close button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label


class PlainDialog(QDialog):
    """Attributes:
    column: where the content goes. foot: the line of buttons, with Close at its end.
    """

    def __init__(
        self, look: Look, title: str, *, width: int = 560, height: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(look.px(width))
        if height:
            self.resize(look.px(width), look.px(height))
        self.column = QVBoxLayout()
        self.column.setSpacing(12)
        self.foot = QHBoxLayout()
        self.foot.addStretch(1)
        self.shut = Button(look, self.tr("Close"))
        self.shut.setDefault(True)
        self.shut.clicked.connect(self.reject)
        self.foot.addWidget(self.shut)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(16)
        outer.addWidget(Label(title, "title", wrap=True))
        outer.addLayout(self.column, 1)
        outer.addLayout(self.foot)
