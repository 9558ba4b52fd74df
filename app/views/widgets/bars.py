"""Bars: how far something is, how good it is, how likely an answer is."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.theme.look import Look
from app.views.widgets.dots import paint_dots
from app.views.wording import percent

TRACK = 8
EASE_MS = 200


def paint_track(painter: QPainter, rect: QRectF, look: Look) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("track"))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)


def paint_answer_bar(
    painter: QPainter,
    rect: QRectF,
    look: Look,
    fraction: float,
    *,
    striped: bool = False,
    best: bool = False,
    line: float | None = None,
) -> None:
    """A share of 1: solid where it was learned, striped where it was typed; `line` marks where "sure" begins."""
    painter.save()
    paint_track(painter, rect, look)
    color = look.color("accent" if best else "bar")
    filled = QRectF(rect.left(), rect.top(), max(3.0, rect.width() * min(1.0, fraction)), rect.height())
    shape = QPainterPath()
    shape.addRoundedRect(filled, rect.height() / 2, rect.height() / 2)
    if striped:
        _paint_stripes(painter, shape, filled, color)
    else:
        painter.fillPath(shape, color)
    if line is not None:
        place = rect.left() + rect.width() * line
        painter.fillRect(QRectF(round(place), rect.top() - 3, 1, rect.height() + 6), look.color("muted"))
    painter.restore()


def _paint_stripes(painter: QPainter, shape: QPainterPath, rect: QRectF, color: QColor) -> None:
    painter.save()
    painter.setClipPath(shape)
    painter.setPen(QPen(color, rect.height() * 0.42))
    step = rect.height() * 0.85
    x = rect.left() - rect.height()
    while x < rect.right() + rect.height():
        painter.drawLine(QPointF(x, rect.bottom() + 1), QPointF(x + rect.height() + 2, rect.top() - 1))
        x += step
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, 1))
    inner = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)


class ProgressStrip(QWidget):
    """How far something is; three quiet dots while that is not known."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: float | None = 0.0
        self._ease = QVariantAnimation(self)
        self._ease.setDuration(EASE_MS)
        self._ease.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._ease.valueChanged.connect(self._move)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("How far it is"))
        look.changed.connect(self.updateGeometry)

    def set(self, done: float, total: float) -> None:
        """So much is done."""
        target = min(1.0, done / total) if total else 0.0
        self.setAccessibleDescription(percent(target))
        self._ease.stop()
        if self._look.less_motion or self._shown is None or target < self._shown or not self.isVisible():
            self._move(target)
            return
        self._ease.setStartValue(self._shown)
        self._ease.setEndValue(target)
        self._ease.start()

    def set_unknown(self) -> None:
        """It goes on, nobody knows how long."""
        self._ease.stop()
        self._shown = None
        self.setAccessibleDescription(self.tr("It goes on"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(120), self._look.px(TRACK))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self._shown is None:
            paint_dots(painter, rect, self._look)
            return
        paint_track(painter, rect, self._look)
        if self._shown > 0:
            filled = QRectF(0, 0, max(rect.height(), rect.width() * self._shown), rect.height())
            painter.setBrush(self._look.color("accent"))
            painter.drawRoundedRect(filled, rect.height() / 2, rect.height() / 2)

    def _move(self, value: float) -> None:
        self._shown = float(value)
        self.update()


class RangeBar(QWidget):
    """What was measured, and the range in which the truth likely lies. The same stands beside it as text."""

    def __init__(self, look: Look, *, best: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._best = look, best
        self._values = (0.0, 0.0, 0.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set(self, measured: float, low: float, high: float, most: float) -> None:
        """Counts; `most` is where the bar ends."""
        most = max(most, 1.0)
        self._values = measured / most, low / most, high / most
        text = self.tr("{k} of {n} right, likely {low} to {high}")
        self.setAccessibleName(text.format(k=round(measured), n=round(most), low=round(low), high=round(high)))
        self.update()

    def set_best(self, best: bool) -> None:
        """Whether it is the one that counts."""
        self._best = best
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(120), self._look.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self._look.px(6)
        width, middle = self.width() - 2.0 * edge, self.height() / 2
        color = self._look.color("accent" if self._best and self.isEnabled() else "bar")
        painter.setPen(QPen(self._look.color("track"), 2))
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        measured, low, high = (edge + width * value for value in self._values)
        soft = QColor(color)
        soft.setAlphaF(0.4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        half = self._look.px(4)
        painter.drawRoundedRect(QRectF(low, middle - half, max(2.0 * half, high - low), 2 * half), half, half)
        painter.setBrush(color)
        painter.setPen(QPen(self._look.color("surface"), 2))
        painter.drawEllipse(QPointF(measured, middle), edge, edge)
