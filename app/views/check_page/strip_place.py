"""Room for a strip that comes and goes: with it, its margins."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

SIDES, ABOVE = 24, 20


class StripPlace(QWidget):
    """Takes no room at all while the strip is hidden."""

    def __init__(self, strip: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SIDES, 0, SIDES, 0)
        self._column.addWidget(strip)
        strip.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            above = ABOVE if event.type() == QEvent.Type.ShowToParent else 0
            self._column.setContentsMargins(SIDES, above, SIDES, 0)
        return False
