"""One picture, fitted into its place."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.theme.look import Look

RADIUS = 8
LEAST_SHARE = 10  # of the height: so little is free above and below where there is no room


class PictureView(QWidget):
    """Shows a picture, or a sentence in its place. Pictures are never tinted by the theme."""

    def __init__(self, look: Look, *, height: int = 0, margin: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._height, self._margin = look, height, margin
        self._pixmap: QPixmap | None = None
        self._text = ""
        fixed = QSizePolicy.Policy.Fixed if height else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, fixed)

    def set_pixmap(self, pixmap: QPixmap | None, text: str = "") -> None:
        """The picture, or why there is none."""
        self._pixmap, self._text = pixmap, text
        self.update()

    @property
    def pixmap(self) -> QPixmap | None:
        return self._pixmap

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(200), self._look.px(self._height or 200))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.fillPath(ground, self._look.color("sunken"))
        if self._pixmap is not None:
            target = self._target(self._pixmap)
            shape = QPainterPath()
            shape.addRoundedRect(target, 6, 6)
            painter.setClipPath(shape)
            painter.drawPixmap(target, self._pixmap, QRectF(self._pixmap.rect()))
            self._paint_over(painter, target)
        elif self._text:
            painter.setPen(self._look.color("muted"))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap.value)
            painter.drawText(QRectF(self.rect()).adjusted(16, 16, -16, -16), flags, self._text)

    def _target(self, pixmap: QPixmap) -> QRectF:
        """Where the picture is drawn."""
        size = QSize(pixmap.width(), pixmap.height())
        margin = min(self._margin, self.height() // LEAST_SHARE)
        size.scale(self.size() - QSize(2 * margin, 2 * margin), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(QRectF(self.rect()).center())
        return target

    def _paint_over(self, painter: QPainter, target: QRectF) -> None:
        """For what lies on the picture, within its round corners."""
