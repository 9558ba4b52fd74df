"""One picture over the whole page."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from app.models.desk import Desk
from app.models.tiles import Tile
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.theme.marks import paint_mark
from mmrl_engine.notices import Notice

LONGEST = 1600


class QuickLook(QWidget):
    """Arrows go to the pictures before and after, digits sort, Space and Esc close.

    Signals:
        moved: -1 or 1. sorted_into: a digit, 0 to 9. closed.
    """

    moved = Signal(int)
    sorted_into = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._look, self._page = desk, look, page
        self._tile: Tile | None = None
        self._pixmap: QPixmap | None = None
        self._reason = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page.installEventFilter(self)
        self.hide()

    def show_tile(self, tile: Tile) -> None:
        """Shows its small picture at once, and the large one when that is open."""
        self._tile, self._reason = tile, tile.unreadable
        self._pixmap = self._desk.thumbs.pixmap(tile.sha256) if tile.sha256 else None
        self.setAccessibleName(f"{tile.class_name} {tile.name}".strip())
        self.setGeometry(self._page.rect())
        self.show()
        self.raise_()
        self.setFocus()
        self.update()
        if tile.readable:
            self._desk.do(partial(file_of, self._desk, tile.id), on_done=self._open_large, on_failed=self._show_notices)

    def _open_large(self, found: tuple[int, Path]) -> None:
        placement, path = found
        if self._tile is not None and self._tile.id == placement:
            self._desk.thumbs.large(path, LONGEST, self._show_large)

    def _show_large(self, pixmap: QPixmap | None, notice: Notice | None) -> None:
        if pixmap is not None:
            self._pixmap = pixmap
        elif notice is not None:
            self._reason = notice_text(notice)
        self.update()

    def _show_notices(self, notices: tuple[Notice, ...]) -> None:
        self._reason = notice_text(notices[0])
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._page.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
            self.shut()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.moved.emit(-1)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.moved.emit(1)
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self.sorted_into.emit(int(key) - int(Qt.Key.Key_0))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.shut()

    def shut(self) -> None:
        """Closes it, if it is open."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(self._look.color("sunken")))
        room = QRectF(self.rect()).adjusted(24, 24, -24, -self._look.px(56))
        if self._pixmap is not None:
            size = self._pixmap.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(room.center())
            painter.drawPixmap(target, self._pixmap, QRectF(self._pixmap.rect()))
        elif self._reason:
            painter.setPen(self._look.color("muted"))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), self._reason)
        if self._tile is not None:
            self._paint_caption(painter, self._tile)

    def _paint_caption(self, painter: QPainter, tile: Tile) -> None:
        look = self._look
        line = QRectF(24, self.height() - look.px(44), self.width() - 48, look.px(32))
        left = line.left()
        if tile.mark is not None:
            side = look.px(14)
            paint_mark(painter, QRectF(left, line.center().y() - side / 2, side, side), tile.mark, look)
            left += side + 8
        painter.setFont(look.font("label"))
        painter.setPen(look.color("text"))
        text = f"{tile.class_name}   {tile.name}" if tile.class_name else tile.name
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(left, line.top(), line.width(), line.height()), flags, text)
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("muted"))
        keys = self.tr("Arrows: other pictures. 1 to 9: sort. Space: close.")
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), keys)


def file_of(desk: Desk, placement_id: int) -> tuple[int, Path]:
    """Where a picture's file is, with whose it is; off the window's thread."""
    return placement_id, desk.program.pictures.path_of(placement_id=placement_id)
