"""The parts of tiles, ready to be drawn: pictures cropped to the middle, as large as a tile, with round corners."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from app.models.thumbs import Thumbs

MOST_BYTES = 64_000_000


class KeptPixmaps:
    """Those that were used last, as many as fit into `most_bytes`."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes, self._bytes = most_bytes, 0
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()  # the last used last

    def get(self, key: Hashable) -> QPixmap | None:
        """None where it was not kept, or is not any more."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: Hashable, pixmap: QPixmap) -> QPixmap:
        """Keeps one that is not there, and returns it."""
        self._kept[key] = pixmap
        self._bytes += _weight(pixmap)
        while self._bytes > self._most_bytes and len(self._kept) > 1:
            self._bytes -= _weight(self._kept.popitem(last=False)[1])
        return pixmap

    def clear(self) -> None:
        """Keeps none."""
        self._kept.clear()
        self._bytes = 0


class TilePictures:
    """Scaling takes longer than all else that is drawn of a tile, so what was scaled is kept."""

    def __init__(self, thumbs: Thumbs, radius: int) -> None:
        self._thumbs, self._radius = thumbs, radius
        self._edge = QColor()
        self._ready = KeptPixmaps(MOST_BYTES)

    def dress(self, edge: QColor) -> None:
        """All get an edge of this colour."""
        self._edge = edge
        self._ready.clear()

    def get(self, sha256: str, side: int, ratio: float) -> QPixmap | None:
        """`side` pixels of the window wide; None as long as the picture is not there."""
        key = sha256, side, ratio
        found = self._ready.get(key)
        if found is not None:
            return found
        whole = self._thumbs.pixmap(sha256)
        if whole is None:
            return None
        return self._ready.keep(key, rounded(whole, side, self._radius, ratio, self._edge))


def cropped(pixmap: QPixmap) -> QRectF:
    """The square in the middle of it."""
    width, height = pixmap.width(), pixmap.height()
    side = min(width, height)
    return QRectF((width - side) / 2, (height - side) / 2, side, side)


def rounded(whole: QPixmap, side: int, radius: float, ratio: float, edge: QColor | None = None) -> QPixmap:
    """The middle of `whole`, for screens with `ratio` real pixels to one of the window's."""
    pixels = round(side * ratio)
    square = whole.copy(cropped(whole).toRect()).scaled(
        pixels, pixels, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    shaped = clear_pixmap(pixels, pixels)
    painter = QPainter(shaped)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(square))
    painter.drawRoundedRect(QRectF(0, 0, pixels, pixels), radius * ratio, radius * ratio)
    if edge is not None:
        half = ratio / 2
        painter.setPen(QPen(edge, ratio))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = radius * ratio - half
        painter.drawRoundedRect(QRectF(half, half, pixels - ratio, pixels - ratio), inner, inner)
    painter.end()
    shaped.setDevicePixelRatio(ratio)
    return shaped


def clear_pixmap(width: int, height: int) -> QPixmap:
    """One through which everything is seen."""
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _weight(pixmap: QPixmap) -> int:
    return 4 * pixmap.width() * pixmap.height()
