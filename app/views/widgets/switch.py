"""A switch with its text before it: something is shown or is not."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.views.theme.look import Look

WIDTH, HEIGHT, GAP, INSET = 32, 18, 8, 3
TALL = 32  # as the buttons beside it


class Switch(QAbstractButton):
    """Its text is its accessible name."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        look, metrics = self._look, QFontMetrics(self._look.font("text"))
        width = metrics.horizontalAdvance(self.text()) + look.px(GAP) + look.px(WIDTH) + 2
        return QSize(width, max(look.px(TALL), metrics.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("text"))
        painter.setPen(look.color("text" if self.isEnabled() else "muted"))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip)
        painter.drawText(QRectF(self.rect()), flags, self.text())
        wide, high = look.px(WIDTH), look.px(HEIGHT)
        track = QRectF(self.width() - wide - 1, (self.height() - high) / 2, wide, high)
        self._paint_track(painter, track)

    def _paint_track(self, painter: QPainter, track: QRectF) -> None:
        look, on = self._look, self.isChecked()
        painter.setPen(QPen(look.color("accent" if on else "field-border"), 1))
        painter.setBrush(look.color("accent" if on else "surface"))
        half = track.height() / 2
        painter.drawRoundedRect(track, half, half)
        radius = half - look.px(INSET)
        left = track.right() - half if on else track.left() + half
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("on-accent" if on else "field-border"))
        painter.drawEllipse(QPointF(left, track.center().y()), radius, radius)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
