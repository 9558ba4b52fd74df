"""The pictures of tiles, ready to be drawn: cropped to the middle, as large as a tile, with round corners."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPixmap

from app.models.thumbs import Thumbs

MOST_BYTES = 64_000_000


class TilePictures:
    """Scaling takes longer than all else that is drawn of a tile, so what was scaled is kept."""

    def __init__(self, thumbs: Thumbs, radius: int) -> None:
        self._thumbs, self._radius = thumbs, radius
        self._ready: OrderedDict[tuple[str, int, float], QPixmap] = OrderedDict()  # the last used last
        self._bytes = 0

    def get(self, sha256: str, side: int, ratio: float) -> QPixmap | None:
        """`side` pixels of the window wide; None as long as the picture is not there."""
        key = sha256, side, ratio
        found = self._ready.get(key)
        if found is not None:
            self._ready.move_to_end(key)
            return found
        whole = self._thumbs.pixmap(sha256)
        return None if whole is None else self._keep(key, rounded(whole, side, self._radius, ratio))

    def _keep(self, key: tuple[str, int, float], pixmap: QPixmap) -> QPixmap:
        self._ready[key] = pixmap
        self._bytes += _weight(pixmap)
        while self._bytes > MOST_BYTES and len(self._ready) > 1:
            self._bytes -= _weight(self._ready.popitem(last=False)[1])
        return pixmap


def cropped(pixmap: QPixmap) -> QRectF:
    """The square in the middle of it."""
    width, height = pixmap.width(), pixmap.height()
    side = min(width, height)
    return QRectF((width - side) / 2, (height - side) / 2, side, side)


def rounded(whole: QPixmap, side: int, radius: float, ratio: float) -> QPixmap:
    """The middle of `whole`, for screens with `ratio` real pixels to one of the window's."""
    pixels = round(side * ratio)
    square = whole.copy(cropped(whole).toRect()).scaled(
        pixels, pixels, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    shaped = QPixmap(pixels, pixels)
    shaped.fill(Qt.GlobalColor.transparent)
    painter = QPainter(shaped)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(square))
    painter.drawRoundedRect(QRectF(0, 0, pixels, pixels), radius * ratio, radius * ratio)
    painter.end()
    shaped.setDevicePixelRatio(ratio)
    return shaped


def _weight(pixmap: QPixmap) -> int:
    return 4 * pixmap.width() * pixmap.height()
