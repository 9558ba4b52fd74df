"""Paints a tile: the picture cropped to a square, and a caption with its class."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models.pictures_model import TILE
from app.models.thumbs import Thumbs
from app.models.tiles import Tile
from app.services.colors import Mark
from app.views.theme.look import Look
from app.views.theme.marks import paint_mark

GAP = 12
CAPTION = 24
RADIUS = 8
TICK = 20
BADGE = 24
Index = QModelIndex | QPersistentModelIndex
State = QStyle.StateFlag


class TileDelegate(QStyledItemDelegate):
    """For tiles of one size."""

    def __init__(self, look: Look, thumbs: Thumbs, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._thumbs = look, thumbs
        self.side = 134
        self.keyboard = False  # whether the current tile is to have a ring

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.side + GAP, self.side + self._look.px(CAPTION) + GAP)

    def picture_rect(self, item: QRect) -> QRect:
        """Where the picture is in an item's place."""
        return QRect(item.left() + GAP // 2, item.top() + GAP // 2, self.side, self.side)

    def tick_rect(self, item: QRect) -> QRect:
        """Where the tick is; a little larger than drawn, to be hit."""
        square, side = self.picture_rect(item), self._look.px(TICK)
        return QRect(square.left() + 2, square.top() + 2, side + 12, side + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tile: Tile = index.data(TILE)
        square = QRectF(self.picture_rect(option.rect))
        selected = bool(option.state & State.State_Selected)
        hovered = bool(option.state & State.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_picture(painter, square, tile)
        self._paint_edge(painter, square, selected=selected, hovered=hovered)
        if selected or hovered:
            self._paint_tick(painter, square, selected=selected)
        if tile.has_copy:
            self._paint_badge(painter, square, "copies")
        self._paint_caption(painter, square, tile, selected=selected)
        if self.keyboard and option.state & State.State_HasFocus:
            painter.setPen(QPen(self._look.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(square.adjusted(-4, -4, 4, 4), RADIUS + 3, RADIUS + 3)
        painter.restore()

    def _paint_picture(self, painter: QPainter, square: QRectF, tile: Tile) -> None:
        pixmap = self._thumbs.pixmap(tile.sha256) if tile.sha256 else None
        shape = QPainterPath()
        shape.addRoundedRect(square, RADIUS, RADIUS)
        painter.fillPath(shape, self._look.color("sunken"))
        if pixmap is not None:
            painter.save()
            painter.setClipPath(shape)
            painter.drawPixmap(square, pixmap, cropped(pixmap))
            painter.restore()
        elif not tile.readable:
            self._paint_reason(painter, square, tile.unreadable)

    def _paint_reason(self, painter: QPainter, square: QRectF, reason: str) -> None:
        look, side = self._look, self._look.px(28)
        at = square.center() - QPointF(side / 2, side * 0.9)
        painter.drawPixmap(at, look.pixmap("image-broken", side, "muted"))
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("muted"))
        room = QRectF(
            square.left() + 6, square.center().y() + side * 0.25, square.width() - 12, square.height() / 2 - 12
        )
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(room, int(flags) | int(Qt.TextFlag.TextWordWrap.value), reason)

    def _paint_edge(self, painter: QPainter, square: QRectF, *, selected: bool, hovered: bool) -> None:
        width = 3.0 if selected else 1.0
        token = "accent" if selected else "field-border" if hovered else "border"
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.color(token), width))
        half = width / 2
        painter.drawRoundedRect(square.adjusted(half, half, -half, -half), RADIUS - half, RADIUS - half)

    def _paint_tick(self, painter: QPainter, square: QRectF, *, selected: bool) -> None:
        look, side = self._look, float(self._look.px(TICK))
        circle = QRectF(square.left() + 8, square.top() + 8, side, side)
        painter.setPen(QPen(look.color("accent" if selected else "field-border"), 1))
        painter.setBrush(look.color("accent" if selected else "raised"))
        painter.drawEllipse(circle)
        if selected:
            inner = look.px(14)
            at = circle.center() - QPointF(inner / 2, inner / 2)
            painter.drawPixmap(at, look.pixmap("check", inner, "on-accent"))

    def _paint_badge(self, painter: QPainter, square: QRectF, icon: str) -> None:
        look, side = self._look, float(self._look.px(BADGE))
        circle = QRectF(square.right() - 8 - side, square.top() + 8, side, side)
        painter.setPen(QPen(look.color("border"), 1))
        painter.setBrush(look.color("raised"))
        painter.drawEllipse(circle)
        inner = look.px(14)
        painter.drawPixmap(circle.center() - QPointF(inner / 2, inner / 2), look.pixmap(icon, inner, "muted"))

    def _paint_caption(self, painter: QPainter, square: QRectF, tile: Tile, *, selected: bool) -> None:
        look = self._look
        line = QRectF(square.left(), square.bottom() + 1, square.width(), look.px(CAPTION))
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent-soft"))
            painter.drawRoundedRect(line, 4, 4)
        inner = line.adjusted(4, 0, -4, 0)
        left, mark, right, tone = _caption(tile)
        painter.setFont(look.font("caption"))
        metrics = QFontMetricsF(painter.font())
        room = inner.width()
        if right:
            width = metrics.horizontalAdvance(right)
            painter.setPen(look.color(tone))
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), right)
            room -= width + 6
        if mark is not None:
            side = look.px(12)
            paint_mark(painter, QRectF(inner.left(), inner.center().y() - side / 2, side, side), mark, look)
            inner.setLeft(inner.left() + side + 6)
            room -= side + 6
        painter.setPen(look.color("text" if tile.class_name or tile.suggested else "muted"))
        painter.setFont(look.font("caption"))
        text = metrics.elidedText(left, Qt.TextElideMode.ElideRight, max(0.0, room))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)


def _caption(tile: Tile) -> tuple[str, Mark | None, str, str]:
    """Text, mark, what stands at the right, and in which tone."""
    if tile.suggested:
        return f"{tile.suggested}?", tile.suggested_mark, *(_sureness(tile.suggested_sure))
    if tile.has_copy:
        return tile.class_name or tile.name, tile.mark, _has_copy(), "muted"
    return tile.class_name or tile.name, tile.mark, "", "muted"


def _sureness(sure: bool) -> tuple[str, str]:
    translate = QCoreApplication.translate
    return (translate("Tile", "sure"), "success") if sure else (translate("Tile", "maybe"), "warning")


def _has_copy() -> str:
    return QCoreApplication.translate("Tile", "has a copy")


def cropped(pixmap: QPixmap) -> QRectF:
    """The square in the middle of it."""
    width, height = pixmap.width(), pixmap.height()
    side = min(width, height)
    return QRectF((width - side) / 2, (height - side) / 2, side, side)
