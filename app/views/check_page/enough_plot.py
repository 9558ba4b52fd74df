"""The curve of right answers by pictures in a class, painted: what was measured, and what is expected."""

from __future__ import annotations

from math import ceil, floor, log2

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.theme.look import Look
from app.views.wording import number
from mmrl_engine.evaluation.learning_curve import CurvePoint, LearningCurve

HEIGHT, DOT, LINE = 150, 4.0, 2.5
MOST_LEVELS = 4
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)


class EnoughPlot(QWidget):
    """Nothing to click: its accessible name says all of it in words."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._curve: LearningCurve | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_curve(self, curve: LearningCurve) -> None:
        self._curve = curve
        told = [
            self.tr("{right} right with {n}").format(right=number(_right(curve, point)), n=number(round(point.shots)))
            for point in curve.points
        ]
        ahead = self.tr("about {right} expected with {n}").format(
            right=number(_right(curve, curve.next)), n=number(round(curve.next.shots))
        )
        self.setAccessibleName(", ".join((*told, ahead)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._curve is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._look.font("caption"))
            _Drawing(painter, self._look, self._curve, QRectF(self.rect()), enabled=self.isEnabled()).draw()


class _Drawing:
    """One painting: its measures, and what stands where."""

    def __init__(self, painter: QPainter, look: Look, curve: LearningCurve, rect: QRectF, *, enabled: bool) -> None:
        self._painter, self._look, self._curve = painter, look, curve
        self._metrics = QFontMetricsF(painter.font())
        levels = _levels(curve)
        self._ends = levels[0], min(levels[-1], curve.pictures)
        self._levels = [level for level in levels if level <= curve.pictures]
        left = max(self._metrics.horizontalAdvance(number(level)) for level in self._levels) + look.px(10)
        text, edge = self._metrics.height(), look.px(DOT + 4)
        self._area = rect.adjusted(left + edge, text, -edge - self._metrics.horizontalAdvance("000"), -text - edge)
        self._color = look.color("accent" if enabled else "bar")

    def draw(self) -> None:
        self._draw_levels()
        self._draw_range()
        points = [self._at(point) for point in self._curve.points]
        self._line(Qt.PenStyle.SolidLine, self._color)
        self._painter.drawPolyline(QPolygonF(points))
        ahead = self._at(self._curve.next)
        self._line(Qt.PenStyle.DotLine, self._color)
        self._painter.drawLine(points[-1], ahead)
        self._draw_dots(points, ahead)
        self._draw_names(points, ahead)

    def _draw_levels(self) -> None:
        for level in self._levels:
            y = self._y(level)
            self._painter.setPen(QPen(self._look.color("border"), 1))
            self._painter.drawLine(QPointF(self._area.left(), y), QPointF(self._area.right(), y))
            self._painter.setPen(self._look.color("muted"))
            text, height = number(level), self._metrics.height()
            place = QRectF(0, y - height / 2, self._area.left() - self._look.px(10), height)
            self._painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_range(self) -> None:
        """Where the expected point likely lies."""
        ahead, soft = self._curve.next, QColor(self._color)
        soft.setAlphaF(0.4)
        x, half = self._at(ahead).x(), self._look.px(DOT)
        top, bottom = self._y(ahead.high * self._curve.pictures), self._y(ahead.low * self._curve.pictures)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(soft)
        self._painter.drawRoundedRect(QRectF(x - half, top - half, 2 * half, bottom - top + 2 * half), half, half)

    def _draw_dots(self, points: list[QPointF], ahead: QPointF) -> None:
        radius = self._look.px(DOT)
        self._painter.setBrush(self._color)
        self._painter.setPen(QPen(self._look.color("surface"), 2))
        for point in points:
            self._painter.drawEllipse(point, radius, radius)
        self._painter.setBrush(self._look.color("surface"))
        self._painter.setPen(QPen(self._color, 2))
        self._painter.drawEllipse(ahead, radius, radius)

    def _draw_names(self, points: list[QPointF], ahead: QPointF) -> None:
        """Under the points how many pictures; from the right, so that what has no room is an early one."""
        translate = QPointF(0, self._metrics.height())
        named = [*zip(points, self._curve.points, strict=True), (ahead, self._curve.next)]
        left_of_last = float("inf")
        for point, told in reversed(named):
            text = number(round(told.shots))
            width = self._metrics.horizontalAdvance(text)
            if point.x() + width / 2 + self._look.px(6) < left_of_last:
                left_of_last = point.x() - width / 2
                self._painter.setPen(self._look.color("muted"))
                base = self._area.bottom() + self._look.px(DOT + 4) + translate.y() - self._metrics.descent()
                self._painter.drawText(QPointF(left_of_last, base), text)
        self._draw_now(points[-1])

    def _draw_now(self, point: QPointF) -> None:
        text = QCoreApplication.translate("EnoughPlot", "now")
        width, below = (
            self._metrics.horizontalAdvance(text),
            point.y() + self._look.px(DOT + 2) + self._metrics.ascent(),
        )
        if below > self._area.bottom():
            below = point.y() - self._look.px(DOT + 4)
        self._painter.setPen(self._color)
        self._painter.drawText(QPointF(point.x() - width / 2, below), text)

    def _line(self, style: Qt.PenStyle, color: QColor) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(color, LINE * max(1.0, self._look.scale), style, Qt.PenCapStyle.RoundCap))

    def _at(self, point: CurvePoint) -> QPointF:
        first, last = log2(self._curve.points[0].shots), log2(self._curve.next.shots)
        share = (log2(point.shots) - first) / max(last - first, 1e-9)
        return QPointF(self._area.left() + share * self._area.width(), self._y(point.share * self._curve.pictures))

    def _y(self, right: float) -> float:
        low, high = self._ends
        share = min(1.0, max(0.0, (right - low) / max(high - low, 1)))
        return self._area.bottom() - share * self._area.height()


def _right(curve: LearningCurve, point: CurvePoint) -> int:
    return round(point.share * curve.pictures)


def _levels(curve: LearningCurve) -> list[int]:
    """Round numbers of right answers between which everything lies."""
    shares = [*(point.share for point in curve.points), curve.next.low, curve.next.share, curve.next.high]
    low, high = min(shares) * curve.pictures, max(shares) * curve.pictures
    for step in STEPS:
        first, last = floor(low / step), max(ceil(high / step), floor(low / step) + 1)
        if last - first < MOST_LEVELS:
            return [step * place for place in range(first, last + 1)]
    return [0, ceil(high)]
