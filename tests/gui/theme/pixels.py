"""What is seen in a drawn picture."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QWidget


def colors_of(picture: QPixmap | QImage) -> set[str]:
    """The colours of all pixels that hide what is below them."""
    image = picture.toImage() if isinstance(picture, QPixmap) else picture
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {color.name() for color in pixels if color.alpha() == 255}


def shown_colors(widget: QWidget) -> set[str]:
    return colors_of(widget.grab())


def name(color: str) -> str:
    return QColor(color).name()
