"""The icons: SVG drawings that take their colour from the theme."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SIZES = (14, 16, 18, 20, 24, 36)  # at which icons are shown where text is as large as in the drawings


@cache
def _drawing(name: str) -> str:
    return (files("resources") / "icons" / f"{name}.svg").read_text("utf-8")


def icon_pixmap(name: str, size: int, color: QColor, ratio: float) -> QPixmap:
    """An icon, `size` pixels of the window wide, for screens with `ratio` real pixels to one of those."""
    return _rendered(_renderer(name, color), size, 0, ratio)


def make_icon(
    name: str, colors: tuple[QColor, QColor], sizes: Sequence[int], ratios: Sequence[float], gap: int = 0
) -> QIcon:
    """The icon in two colours, for controls that can be used and that cannot; an empty one without a name.

    `gap`: how much empty room stands behind the drawing.
    """
    icon = QIcon()
    if not name:
        return icon
    for mode, color in zip((QIcon.Mode.Normal, QIcon.Mode.Disabled), colors, strict=True):
        renderer = _renderer(name, color)
        for size in sizes:
            for ratio in ratios:
                icon.addPixmap(_rendered(renderer, size, gap, ratio), mode)
    return icon


def _renderer(name: str, color: QColor) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", color.name()).encode()))


def _rendered(renderer: QSvgRenderer, size: int, gap: int, ratio: float) -> QPixmap:
    side = round(size * ratio)
    pixmap = QPixmap(side + round(gap * ratio), side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
