"""The marks of classes: a colour and a shape."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from app.services.colors import Mark
from app.views.theme.look import Look

GRID = 12.0  # every shape is drawn on a square of this side


def paint_mark(painter: QPainter, rect: QRectF, mark: Mark, look: Look) -> None:
    """Draws the mark into the largest square in the middle of `rect`."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center() - QPointF(side / 2, side / 2))
    painter.scale(side / GRID, side / GRID)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.class_color(mark.color))
    _SHAPES[mark.shape](painter, look.class_color(mark.color))
    painter.restore()


def mark_pixmap(mark: Mark, look: Look, size: int) -> QPixmap:
    """The mark alone, `size` pixels of the window wide."""
    ratio = look.ratio
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_mark(painter, QRectF(0, 0, pixmap.width(), pixmap.height()), mark, look)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def mark_icon(mark: Mark, look: Look, size: int = 12) -> QIcon:
    return QIcon(mark_pixmap(mark, look, look.px(size)))


def _disc(painter: QPainter, color: QColor) -> None:
    painter.drawEllipse(QPointF(6, 6), 5.2, 5.2)


def _square(painter: QPainter, color: QColor) -> None:
    painter.drawRoundedRect(QRectF(1.2, 1.2, 9.6, 9.6), 1.2, 1.2)


def _triangle_up(painter: QPainter, color: QColor) -> None:
    _polygon(painter, color, ((6, 1), (11.3, 10.6), (0.7, 10.6)), 1.0)


def _triangle_down(painter: QPainter, color: QColor) -> None:
    _polygon(painter, color, ((6, 11), (0.7, 1.4), (11.3, 1.4)), 1.0)


def _diamond(painter: QPainter, color: QColor) -> None:
    _polygon(painter, color, ((6, 0.6), (11.4, 6), (6, 11.4), (0.6, 6)), 0.6)


def _plus(painter: QPainter, color: QColor) -> None:
    painter.drawRect(QRectF(4.1, 0.8, 3.8, 10.4))
    painter.drawRect(QRectF(0.8, 4.1, 10.4, 3.8))


def _star(painter: QPainter, color: QColor) -> None:
    points = []
    for corner in range(10):
        angle, radius = math.pi * corner / 5 - math.pi / 2, 6.0 if corner % 2 == 0 else 2.7
        points.append((6 + radius * math.cos(angle), 6.3 + radius * math.sin(angle)))
    _polygon(painter, color, points, 0.0)


def _ring(painter: QPainter, color: QColor) -> None:
    painter.setBrush(QBrush())
    painter.setPen(QPen(color, 2.6))
    painter.drawEllipse(QPointF(6, 6), 4.0, 4.0)


def _half_disc(painter: QPainter, color: QColor) -> None:
    path = QPainterPath(QPointF(0.8, 8.3))
    path.arcTo(QRectF(0.8, 3.1, 10.4, 10.4), 180, -180)
    path.closeSubpath()
    painter.drawPath(path)


def _cross(painter: QPainter, color: QColor) -> None:
    painter.setPen(QPen(color, 3.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(2.2, 2.2), QPointF(9.8, 9.8))
    painter.drawLine(QPointF(9.8, 2.2), QPointF(2.2, 9.8))


def _polygon(painter: QPainter, color: QColor, points: Sequence[tuple[float, float]], edge: float) -> None:
    if edge:
        painter.setPen(QPen(color, edge, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))


_SHAPES: Mapping[str, Callable[[QPainter, QColor], None]] = {
    "disc": _disc,
    "square": _square,
    "triangle up": _triangle_up,
    "diamond": _diamond,
    "plus": _plus,
    "star": _star,
    "triangle down": _triangle_down,
    "ring": _ring,
    "half disc": _half_disc,
    "cross": _cross,
}
