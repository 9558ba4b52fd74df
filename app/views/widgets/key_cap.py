"""A key as it is drawn on a keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.theme.look import Look

SIDE = 18


def key_cap_width(look: Look, text: str) -> int:
    return max(look.px(SIDE), round(QFontMetricsF(look.font("caption")).horizontalAdvance(text)) + look.px(10))


def paint_key_cap(painter: QPainter, rect: QRectF, look: Look, text: str) -> None:
    """Draws it into `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("border"), 1))
    painter.setBrush(look.color("window"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(look.font("caption"))
    painter.setPen(look.color("muted"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


class KeyCap(QWidget):
    """One key, or several as one text."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._text = look, text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(key_cap_width(self._look, self._text), self._look.px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_key_cap(QPainter(self), QRectF(self.rect()), self._look, self._text)
