"""The icons: SVG drawings that take their colour from the theme."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SIZES = (14, 16, 18, 20, 24, 36)
RATIOS = (1.0, 2.0)


@cache
def _drawing(name: str) -> str:
    return (files("resources") / "icons" / f"{name}.svg").read_text("utf-8")


def icon_names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(
        sorted(item.name[:-4] for item in (files("resources") / "icons").iterdir() if item.name[-4:] == ".svg")
    )


def draw_icon(painter: QPainter, rect: QRectF, name: str, color: QColor) -> None:
    """Draws an icon into `rect`."""
    data = _drawing(name).replace("currentColor", color.name())
    QSvgRenderer(QByteArray(data.encode())).render(painter, rect)


def icon_pixmap(name: str, size: int, color: QColor, ratio: float) -> QPixmap:
    """An icon, `size` pixels of the window wide, for screens with `ratio` real pixels to one of those."""
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_icon(painter, QRectF(0, 0, pixels, pixels), name, color)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def make_icon(name: str, color: QColor, disabled: QColor) -> QIcon:
    """The icon in the usual sizes; an empty one without a name."""
    icon = QIcon()
    if not name:
        return icon
    for size in SIZES:
        for ratio in RATIOS:
            icon.addPixmap(icon_pixmap(name, size, color, ratio), QIcon.Mode.Normal)
            icon.addPixmap(icon_pixmap(name, size, disabled, ratio), QIcon.Mode.Disabled)
    return icon


def icon_size(size: int) -> QSize:
    return QSize(size, size)
