"""Questions before what cannot be undone. The safe answer is the default, and Esc gives it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.views.dialogs.plain import fit_height
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label


class AskDialog(QDialog):
    """One sentence or two, and two buttons that carry verbs."""

    def __init__(
        self,
        look: Look,
        title: str,
        text: str,
        *,
        safe: str,
        act: str,
        on_act: Callable[[], object],
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._on_act = on_act
        self.keep = Button(look, safe)
        self.keep.setDefault(True)
        self.act = Button(look, act, icon="trash" if danger else "", kind="danger" if danger else "normal")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.keep)
        row.addWidget(self.act)
        words = Label(text, wrap=True)
        words.setMinimumWidth(look.px(380))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(Label(title, "title", wrap=True))
        column.addWidget(words)
        column.addLayout(row)
        self.keep.clicked.connect(self.reject)
        self.act.clicked.connect(self._do)
        self.keep.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_height(self)

    def _do(self) -> None:
        self.accept()
        self._on_act()
