"""What hangs at the pointer while pictures are dragged."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap

from app.views.grid.tile_pictures import rounded
from app.views.theme.look import Look
from app.views.wording import number

SIDE = 64
RADIUS = 8
PILE = 4  # how far the picture behind looks out


def drag_picture(look: Look, picture: QPixmap | None, count: int) -> QPixmap:
    """The picture, with others behind it and their number if there are more."""
    ratio, badge = look.ratio, look.px(22)
    whole = QPixmap(round((SIDE + badge) * ratio), round((SIDE + badge) * ratio))
    whole.setDevicePixelRatio(ratio)
    whole.fill(Qt.GlobalColor.transparent)
    painter = QPainter(whole)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    square = QRectF(0.5, 0.5, SIDE - 1, SIDE - 1)
    painter.setPen(QPen(look.color("field-border"), 1))
    painter.setBrush(look.color("sunken"))
    if count > 1:
        painter.drawRoundedRect(square.translated(PILE, PILE), RADIUS, RADIUS)
    painter.drawRoundedRect(square, RADIUS, RADIUS)
    if picture is not None:
        painter.drawPixmap(0, 0, rounded(picture, SIDE, RADIUS, ratio))
    if count > 1:
        _paint_number(painter, look, number(count), badge)
    painter.end()
    return whole


def _paint_number(painter: QPainter, look: Look, text: str, height: int) -> None:
    font = look.font("caption")
    width = max(height, QFontMetricsF(font).horizontalAdvance(text) + 12)
    pill = QRectF(SIDE + height - 2 - width, SIDE - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("accent"))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(look.color("on-accent"))
    painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), text)
