"""The keys of the Train page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from app.views.actions import make_action

if TYPE_CHECKING:
    from app.views.train_page.page import TrainPage


def train_actions(page: TrainPage) -> list[QAction]:
    """Training itself is the window's own action."""
    translate = QCoreApplication.translate
    table = (
        (translate("TrainActions", "Pause or go on"), "pause", "Ctrl+P", page.pause_or_go_on),
        (translate("TrainActions", "Stop learning"), "stop", "Ctrl+.", page.stop),
        (translate("TrainActions", "Advanced"), "sliders", "", page.toggle_advanced),
    )
    actions = [make_action(page, text, slot, icon=icon, keys=key) for text, icon, key, slot in table]
    for action in actions:
        page.addAction(action)
    return actions
