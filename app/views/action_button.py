"""A button that does what one of the window's actions does."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.views.actions import key_text, plain_text
from app.views.theme.look import Look
from app.views.widgets.basics import IconButton


class ActionButton(IconButton):
    """What its action would do just now is its name: undo says what it takes back."""

    def __init__(self, look: Look, icon: str, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(look, icon, plain_text(action), parent=parent)
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.set_name(self._action.toolTip().rstrip("."), key_text(self._action))
