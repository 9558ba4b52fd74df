"""One picture over the whole page."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.models.desk import Desk
from app.models.tiles import Tile
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.theme.marks import paint_mark
from app.views.widgets.basics import IconButton
from app.views.widgets.over_page import OverPage
from mmrl_engine.notices import Notice

LONGEST = 2000
EDGE, CAPTION = 24, 56
GAP = 8
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
CLOSING = (Qt.Key.Key_Space, Qt.Key.Key_Escape)
DIGITS = tuple(Qt.Key(int(Qt.Key.Key_0) + digit) for digit in range(10))


class QuickLook(OverPage):
    """Arrows go to the pictures before and after, digits sort, Space and Esc close.

    Signals:
        sorted_into: a digit, 0 to 9.
    """

    sorted_into = Signal(int)

    def __init__(self, desk: Desk, look: Look, page: QWidget) -> None:
        super().__init__(page, CLOSING, others=DIGITS)
        self._desk, self._look = desk, look
        self._tile: Tile | None = None
        self._pixmap: QPixmap | None = None
        self._sharp = False
        self._reason = ""
        self._before = IconButton(
            look, "chevron-left", self.tr("Previous picture"), shortcut_text=self.tr("Left"), parent=self
        )
        self._after = IconButton(
            look, "chevron-right", self.tr("Next picture"), shortcut_text=self.tr("Right"), parent=self
        )
        self._close = IconButton(look, "x", self.tr("Close"), shortcut_text=self.tr("Esc"), parent=self)
        for button, act in ((self._before, self._go_back), (self._after, self._go_on), (self._close, self.shut)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click, the arrows are still those of the pictures
            button.clicked.connect(act)
        desk.thumbs.arrived.connect(self._take_small)
        look.changed.connect(self._place_buttons)

    @property
    def tile(self) -> Tile | None:
        """What is shown."""
        return self._tile

    @property
    def pixmap(self) -> QPixmap | None:
        """As it is shown: the small picture, then the large one."""
        return self._pixmap

    @property
    def reason(self) -> str:
        """Why there is none."""
        return self._reason

    def show_tile(self, tile: Tile) -> None:
        """Shows its small picture at once, and the large one when that is open."""
        self._tile, self._reason, self._sharp = tile, tile.unreadable, False
        self._pixmap = self._desk.thumbs.pixmap(tile.sha256) if tile.sha256 else None
        self.setAccessibleName(", ".join(filter(None, (tile.class_name, tile.name, tile.unreadable))))
        self.spread()
        self.update()
        if tile.readable:
            call = partial(self._desk.program.pictures.path_of, placement_id=tile.id)
            self._desk.do(call, on_done=partial(self._open_large, tile), on_failed=partial(self._show_notices, tile))

    def let_go(self) -> None:
        self._tile = self._pixmap = None

    def take_key(self, key: Qt.Key) -> None:
        self.sorted_into.emit(DIGITS.index(key))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the picture closes it."""
        if self._pixmap is None or not self._target(self._pixmap).contains(event.position()):
            self.shut()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in here: what lies below is not seen."""
        stops = (self, self._before, self._after, self._close)
        current = QApplication.focusWidget()
        place = next((number for number, stop in enumerate(stops) if stop is current), 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(place + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self._look.color("sunken"))
        if self._pixmap is not None:
            painter.drawPixmap(self._target(self._pixmap), self._pixmap, QRectF(self._pixmap.rect()))
        if self._reason:
            self._paint_reason(painter)
        if self._tile is not None:
            self._paint_caption(painter, self._tile)

    @Slot()
    def _go_back(self) -> None:
        self.moved.emit(-1)

    @Slot()
    def _go_on(self) -> None:
        self.moved.emit(1)

    def _place_buttons(self) -> None:
        side, middle = self._close.width(), (self.height() - self._look.px(CAPTION)) // 2
        self._before.move(GAP, middle - side // 2)
        self._after.move(self.width() - GAP - side, middle - side // 2)
        self._close.move(self.width() - GAP - side, GAP)

    def _room(self) -> QRectF:
        """Where the picture may be."""
        edge = self._close.width() + 2 * GAP
        return QRectF(self.rect()).adjusted(edge, EDGE, -edge, -self._look.px(CAPTION))

    def _target(self, pixmap: QPixmap) -> QRectF:
        """The whole picture in the middle of its room."""
        room = self._room()
        size = QSizeF(pixmap.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(room.center())
        return target

    def _paint_reason(self, painter: QPainter) -> None:
        painter.setFont(self._look.font("text"))
        painter.setPen(self._look.color("muted"))
        room, side = self._room(), self._look.px(36)
        icon = QRectF(room.center().x() - side / 2, room.center().y() - side - GAP, side, side)
        painter.drawPixmap(icon.topLeft(), self._look.pixmap("image-broken", side, "muted"))
        room.setTop(icon.bottom() + GAP)
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap.value)
        painter.drawText(room, flags, self._reason)

    def _paint_caption(self, painter: QPainter, tile: Tile) -> None:
        look = self._look
        line = QRectF(EDGE, self.height() - look.px(44), self.width() - 2 * EDGE, look.px(32))
        keys = self.tr("Arrows: other pictures. 1 to 9: sort. Space: close.")
        keys_width = QFontMetricsF(look.font("caption")).horizontalAdvance(keys)
        if keys_width < line.width() / 2:
            painter.setFont(look.font("caption"))
            painter.setPen(look.color("muted"))
            painter.drawText(line, RIGHT, keys)
            line.setRight(line.right() - keys_width - EDGE)
        if tile.mark is not None:
            side = look.px(14)
            paint_mark(painter, QRectF(line.left(), line.center().y() - side / 2, side, side), tile.mark, look)
            line.setLeft(line.left() + side + GAP)
        line = self._paint_text(painter, line, tile.class_name, "label", "text")
        self._paint_text(painter, line, tile.name, "text", "muted")

    def _paint_text(self, painter: QPainter, line: QRectF, text: str, font: str, token: str) -> QRectF:
        """What is left of the line."""
        if not text:
            return line
        painter.setFont(self._look.font(font))
        painter.setPen(self._look.color(token))
        metrics = QFontMetricsF(painter.font())
        text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, max(0.0, line.width()))
        painter.drawText(line, LEFT, text)
        return line.adjusted(metrics.horizontalAdvance(text) + 2 * GAP, 0, 0, 0)

    def _take_small(self, hashes: frozenset[str]) -> None:
        if self._tile is not None and self._tile.sha256 in hashes and not (self._sharp or self._reason):
            self._pixmap = self._desk.thumbs.pixmap(self._tile.sha256)
            self.update()

    def _open_large(self, tile: Tile, path: Path) -> None:
        if self._tile == tile:
            self._desk.thumbs.large(path, LONGEST, partial(self._show_large, tile))

    def _show_large(self, tile: Tile, pixmap: QPixmap | None, notice: Notice | None) -> None:
        """Unless another picture is shown by now."""
        if self._tile != tile:
            return
        if pixmap is not None:
            self._pixmap, self._sharp = pixmap, True
        elif notice is not None:
            self._pixmap, self._reason = None, notice_text(notice)
        self.update()

    def _show_notices(self, tile: Tile, notices: tuple[Notice, ...]) -> None:
        self._show_large(tile, None, notices[0])
