"""Paints a tile: the picture cropped to a square, and a caption with its class."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models.pictures_model import TILE
from app.models.thumbs import Thumbs
from app.models.tiles import Tile
from app.services.colors import Mark
from app.views.grid.captions import Caption, caption_of
from app.views.grid.tile_pictures import KeptPixmaps, TilePictures, clear_pixmap, cropped
from app.views.theme.look import Look
from app.views.theme.marks import mark_pixmap

__all__ = ["CAPTION", "GAP", "TileDelegate", "cropped"]

GAP = 12
CAPTION = 24
RADIUS = 8
INSET = 9  # from the edge to the tick and the badge
TICK = 20
BADGE = 24
PAD = 4
MOST_PART_BYTES = 16_000_000  # of captions, badges and the like that are kept drawn
NO_BADGE, COPY = ("", ""), ("copies", "muted")  # icon and tone
BADGES = {
    "mislabelled": ("alert", "danger"),
    "unsure": ("help-circle", "warning"),
    "outlier": ("help-circle", "warning"),
}
ALWAYS_RIGHT, MOST_RIGHT = 0.4, 0.65  # of the caption for words at its right; so much where the name fits as well
Index = QModelIndex | QPersistentModelIndex
State = QStyle.StateFlag
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class TileDelegate(QStyledItemDelegate):
    """For tiles of one size. What is neither selected nor under the pointer is put together from parts that are kept
    drawn: while scrolling, every call counts.
    """

    def __init__(self, look: Look, thumbs: Thumbs, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._pictures = look, TilePictures(thumbs, RADIUS)
        self._parts = KeptPixmaps(MOST_PART_BYTES)
        self.side = 134
        self.keyboard = False  # whether the current tile is to have a ring
        self._ratio = 1.0
        self.dress()

    def dress(self) -> None:
        """Takes colours and font from the look, to ask for them once and not with every tile."""
        self._font: QFont = self._look.font("caption")
        self._metrics = QFontMetricsF(self._font)
        self._colors: dict[str, QColor] = {}
        self._marks: dict[tuple[Mark, float], QPixmap] = {}  # with the ratio of the sharpest screen
        self._below = self._look.px(CAPTION)
        self._pictures.dress(self._color("border"))
        self._parts.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.side + GAP, self.side + self._look.px(CAPTION) + GAP)

    def picture_rect(self, item: QRect) -> QRect:
        """Where the picture is in an item's place."""
        return QRect(item.left() + GAP // 2, item.top() + GAP // 2, self.side, self.side)

    def tick_rect(self, item: QRect) -> QRect:
        """Where the tick is; a little larger than drawn, to be hit."""
        square, side = self.picture_rect(item), self._look.px(TICK)
        return QRect(square.left(), square.top(), INSET + side + PAD, INSET + side + PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tile: Tile = index.data(TILE)
        state, place = option.state, self.picture_rect(option.rect)
        selected, hovered = bool(state & State.State_Selected), bool(state & State.State_MouseOver)
        focused = self.keyboard and bool(state & State.State_HasFocus)
        self._ratio = painter.device().devicePixelRatioF()
        if tile.readable and not (selected or hovered or focused):
            self._paint_plain(painter, place, tile)
            return
        square = QRectF(place)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        self._paint_picture(painter, square, tile)
        self._paint_edge(painter, square, selected=selected, hovered=hovered)
        if selected or hovered:
            self._paint_tick(painter, square, selected=selected)
        self._paint_badge_of(painter, place, tile)
        line = QRectF(square.left(), square.bottom(), square.width(), self._below)
        if selected:
            self._paint_chosen(painter, line)
        self._paint_caption(painter, line, caption_of(tile))
        if focused:
            self._frame(painter, square.adjusted(-4, -4, 4, 4), 2, "focus", RADIUS + 4)
        painter.restore()

    # From kept parts

    def _paint_plain(self, painter: QPainter, place: QRect, tile: Tile) -> None:
        picture = self._pictures.get(tile.sha256, self.side, self._ratio) if tile.sha256 else None
        painter.drawPixmap(place.topLeft(), picture if picture is not None else self._empty())
        self._paint_badge_of(painter, place, tile)
        caption = caption_of(tile)
        paint = partial(self._paint_caption_alone, caption=caption)
        below = self._part(caption, self.side, self._below, paint, ground="surface")
        painter.drawPixmap(place.left(), place.bottom() + 1, below)

    def _empty(self) -> QPixmap:
        """As long as the picture is not there."""
        return self._part("empty", self.side, self.side, self._paint_empty_alone)

    def _paint_badge_of(self, painter: QPainter, place: QRect, tile: Tile) -> None:
        """One at most: of what is worst."""
        icon, tone = BADGES.get(tile.doubt, COPY if tile.has_copy else NO_BADGE)
        if icon:
            side = self._look.px(BADGE)
            badge = self._part((icon, tone), side, side, partial(self._paint_badge, icon=icon, tone=tone))
            painter.drawPixmap(self._badge_place(place), badge)

    def _badge_place(self, place: QRect) -> QPoint:
        return QPoint(place.left() + place.width() - INSET - self._look.px(BADGE), place.top() + INSET)

    def _part(
        self, what: Hashable, width: int, height: int, paint: Callable[[QPainter], None], ground: str = ""
    ) -> QPixmap:
        """Painted once for each size; on `ground`, letters are as sharp as on the window itself."""
        key = what, width, height, self._ratio
        found = self._parts.get(key)
        if found is not None:
            return found
        pixmap = clear_pixmap(round(width * self._ratio), round(height * self._ratio))
        if ground:
            pixmap.fill(self._color(ground))
        pixmap.setDevicePixelRatio(self._ratio)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        paint(painter)
        painter.end()
        return self._parts.keep(key, pixmap)

    def _paint_empty_alone(self, painter: QPainter) -> None:
        self._paint_empty(painter, QRectF(0, 0, self.side, self.side))

    def _paint_caption_alone(self, painter: QPainter, caption: Caption) -> None:
        self._paint_caption(painter, QRectF(0, 0, self.side, self._below), caption)

    # The parts

    def _paint_picture(self, painter: QPainter, square: QRectF, tile: Tile) -> None:
        pixmap = self._pictures.get(tile.sha256, self.side, self._ratio) if tile.sha256 else None
        if pixmap is not None:
            painter.drawPixmap(square.topLeft(), pixmap)
            return
        self._paint_empty(painter, square)
        if not tile.readable:
            self._paint_reason(painter, square, tile.unreadable)

    def _paint_empty(self, painter: QPainter, square: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color("sunken"))
        painter.drawRoundedRect(square, RADIUS, RADIUS)
        self._paint_edge(painter, square, selected=False, hovered=False)

    def _paint_reason(self, painter: QPainter, square: QRectF, reason: str) -> None:
        """The icon and, under it, the reason: together in the middle."""
        side, gap = min(self._look.px(30), self.side // 3), 6
        line = self._metrics.lineSpacing()
        lines = max(1, int((square.height() - side - gap - 4 * PAD) / line))
        room = QRectF(0, 0, square.width() - 4 * PAD, lines * line)
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap.value)
        height = min(self._metrics.boundingRect(room, flags, reason).height(), room.height())
        top = square.center().y() - (side + gap + height) / 2
        icon = self._look.pixmap("image-broken", side, "muted")
        painter.drawPixmap(QPointF(square.center().x() - side / 2, top), icon)
        painter.setPen(self._color("muted"))
        room.moveTopLeft(QPointF(square.left() + 2 * PAD, top + side + gap))
        painter.drawText(room, flags, reason)

    def _paint_edge(self, painter: QPainter, square: QRectF, *, selected: bool, hovered: bool) -> None:
        token = "accent" if selected else "field-border" if hovered else "border"
        self._frame(painter, square, 3 if selected else 1, token, RADIUS)

    def _frame(self, painter: QPainter, rect: QRectF, width: int, token: str, radius: float) -> None:
        """A line along the inside of `rect`."""
        half = width / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._color(token), width))
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)

    def _paint_tick(self, painter: QPainter, square: QRectF, *, selected: bool) -> None:
        side = self._look.px(TICK)
        circle = QRectF(square.left() + INSET, square.top() + INSET, side, side)
        fill, line = ("accent", "accent") if selected else ("raised", "field-border")
        self._paint_round(painter, circle, fill, line)
        if selected:
            self._paint_icon(painter, circle, "check", 14, "on-accent")

    def _paint_badge(self, painter: QPainter, icon: str, tone: str) -> None:
        side = self._look.px(BADGE)
        circle = QRectF(0, 0, side, side)
        self._paint_round(painter, circle, "raised", "border")
        self._paint_icon(painter, circle, icon, 15, tone)

    def _paint_round(self, painter: QPainter, circle: QRectF, fill: str, line: str) -> None:
        painter.setPen(QPen(self._color(line), 1))
        painter.setBrush(self._color(fill))
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_icon(self, painter: QPainter, circle: QRectF, icon: str, size: int, token: str) -> None:
        side = self._look.px(size)
        at = circle.center() - QPointF(side / 2, side / 2)
        painter.drawPixmap(at, self._look.pixmap(icon, side, token))

    def _paint_chosen(self, painter: QPainter, line: QRectF) -> None:
        """The ground of a selected tile's caption."""
        strong = self._look.theme.high_contrast
        painter.setPen(QPen(self._color("accent"), 1) if strong else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(self._color("accent-soft"))
        painter.drawRoundedRect(line.adjusted(0.5, 1, -0.5, -0.5) if strong else line, 4, 4)

    def _paint_caption(self, painter: QPainter, line: QRectF, caption: Caption) -> None:
        inner = line.adjusted(PAD, 0, -PAD, 0)
        if caption.mark is not None:
            side = self._look.px(12)
            painter.drawPixmap(QPointF(inner.left(), inner.center().y() - side / 2), self._mark(caption.mark, side))
            inner.setLeft(inner.left() + side + 6)
        name = 0.0 if caption.of_file else self._metrics.horizontalAdvance(caption.name)
        inner.setRight(self._paint_right(painter, inner, caption, name))
        painter.setPen(self._color("muted" if caption.of_file else "text"))
        painter.drawText(inner, LEFT, self._fitted(caption.name, inner.width()))

    def _paint_right(self, painter: QPainter, inner: QRectF, caption: Caption, name: float) -> float:
        """What is known beside the class. Where its words would leave too little for the name, an icon says it; that of
        a copy or a flag is on the picture anyway. Returns where the room for the name ends.
        """
        icon, tone = caption.icon, caption.tone
        for word in filter(None, (caption.word, caption.short)):
            width = self._metrics.horizontalAdvance(word)
            part = width / max(1.0, inner.width())
            if part <= ALWAYS_RIGHT or (part <= MOST_RIGHT and width + 6 + name <= inner.width()):
                painter.setPen(self._color(tone))
                painter.drawText(inner, RIGHT, word)
                return inner.right() - width - 6
        if not icon:
            return inner.right()
        side = self._look.px(14)
        at = QPointF(inner.right() - side, inner.center().y() - side / 2)
        painter.drawPixmap(at, self._look.pixmap(icon, side, tone))
        return at.x() - 4

    def _fitted(self, text: str, width: float) -> str:
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width) + 0.5)

    def _mark(self, mark: Mark, side: int) -> QPixmap:
        key = mark, self._look.ratio
        if key not in self._marks:
            self._marks[key] = mark_pixmap(mark, self._look, side)
        return self._marks[key]

    def _color(self, token: str) -> QColor:
        if token not in self._colors:
            self._colors[token] = self._look.color(token)
        return self._colors[token]
