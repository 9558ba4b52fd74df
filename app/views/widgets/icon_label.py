"""An icon that stands by itself."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from app.views.theme.look import Look


class IconLabel(QLabel):
    """Keeps to the colours of the theme and the size of the text."""

    def __init__(self, look: Look, name: str, side: int, token: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._name, self._side, self._token = look, name, side, token
        look.changed.connect(self._dress)
        self._dress()

    def set_icon(self, name: str) -> None:
        self._name = name
        self._dress()

    def _dress(self) -> None:
        self.setPixmap(self._look.pixmap(self._name, self._look.px(self._side), self._token))
