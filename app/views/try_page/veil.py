"""The veil over a picture that leaves bright what spoke for a name; and where that is, in words."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.services.jobs import Where

DARKEST = 0.78  # how much of the light is taken away where nothing spoke for it
FINE = 96  # pixels of the veil, which is then scaled to the picture
HELD = 0.5  # so much of the map lies in one place, or it is in many
Numbers = npt.NDArray[np.float64]


def make_veil(where: Where) -> QImage:
    """Black, the clearer the more a place spoke: the map as a smooth surface over what the model saw of the picture."""
    surface = _smooth(where.map, FINE)
    alpha = np.round(255 * DARKEST * (1 - surface)).astype(np.uint8)
    pixels = np.zeros((FINE, FINE, 4), np.uint8)
    pixels[..., 3] = alpha
    data = pixels.tobytes()
    return QImage(data, FINE, FINE, 4 * FINE, QImage.Format.Format_RGBA8888).copy()


def paint_veil(painter: QPainter, target: QRectF, where: Where, veil: QImage) -> None:
    """Over a picture that fills `target`; what the model did not see of it is dark."""
    left, top, right, bottom = where.seen
    seen = QRectF(
        target.left() + left * target.width(),
        target.top() + top * target.height(),
        (right - left) * target.width(),
        (bottom - top) * target.height(),
    )
    dark = QColor(0, 0, 0, round(255 * DARKEST))
    seen, target = QRectF(seen.toRect()), QRectF(target.toAlignedRect())  # between whole pixels there are no seams
    inner = seen.intersected(target)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for rect in (
        QRectF(target.left(), target.top(), inner.left() - target.left(), target.height()),
        QRectF(inner.right(), target.top(), target.right() - inner.right(), target.height()),
        QRectF(inner.left(), target.top(), inner.width(), inner.top() - target.top()),
        QRectF(inner.left(), inner.bottom(), inner.width(), target.bottom() - inner.bottom()),
    ):
        painter.fillRect(rect, dark)
    painter.setClipRect(target)
    painter.drawImage(seen, veil)
    painter.restore()


def place_text(where: Where) -> str:
    """Where most of it is, in words."""
    translate = QCoreApplication.translate
    found = _place(where)
    places = {
        (0, 0): translate("Where", "mostly in the upper left"),
        (0, 1): translate("Where", "mostly in the upper middle"),
        (0, 2): translate("Where", "mostly in the upper right"),
        (1, 0): translate("Where", "mostly on the left"),
        (1, 1): translate("Where", "mostly in the middle"),
        (1, 2): translate("Where", "mostly on the right"),
        (2, 0): translate("Where", "mostly in the lower left"),
        (2, 1): translate("Where", "mostly in the lower middle"),
        (2, 2): translate("Where", "mostly in the lower right"),
    }
    return translate("Where", "in many places") if found is None else places[found]


def _place(where: Where) -> tuple[int, int] | None:
    """Row and column of the third of the picture around which most of it lies; None where it is spread out."""
    surface = _smooth(where.map, FINE) ** 2  # what is hardly bright is not where it looked
    if surface.sum() == 0:
        return None
    left, top, right, bottom = where.seen
    places = (np.arange(FINE) + 0.5) / FINE
    across, down = left + places * (right - left), top + places * (bottom - top)
    x, y = float(surface.sum(0) @ across / surface.sum()), float(surface.sum(1) @ down / surface.sum())
    near = (np.abs(down - y)[:, None] < 0.25) & (np.abs(across - x)[None] < 0.25)
    if surface[near].sum() < HELD * surface.sum():
        return None
    return min(2, max(0, int(3 * y))), min(2, max(0, int(3 * x)))


def _smooth(values: npt.NDArray[np.float32], size: int) -> Numbers:
    """[h, w] as a smooth surface [size, size] from 0 to 1: cubic B-splines, which do not ring."""
    rows, columns = (_spline(count, size) for count in values.shape)
    surface: Numbers = rows @ values.astype(np.float64) @ columns.T
    low, high = float(surface.min()), float(surface.max())
    return (surface - low) / (high - low) if high > low else np.zeros_like(surface)


def _spline(count: int, size: int) -> Numbers:
    """Weights [size, count] of a cubic B-spline over `count` cells; beyond the edge the last cell goes on."""
    at = (np.arange(size) + 0.5) * count / size - 0.5
    first = np.floor(at).astype(int) - 1
    weights = np.zeros((size, count))
    for step in range(4):
        distance = np.abs(at - (first + step))
        part = np.where(distance < 1, 2 / 3 - distance**2 + distance**3 / 2, np.clip(2 - distance, 0, None) ** 3 / 6)
        np.add.at(weights, (np.arange(size), np.clip(first + step, 0, count - 1)), part)
    return weights
