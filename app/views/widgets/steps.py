"""The steps of a running training: done, at work, to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.theme.look import Look

RADIUS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """Attributes:
    state: "done", "now" or "later".
    """

    title: str
    text: str
    state: str


class Steps(QWidget):
    """Painted; a screen reader gets them as one sentence."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._steps: tuple[Step, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set(self, steps: Sequence[Step]) -> None:
        """Shows these."""
        if tuple(steps) == self._steps:
            return
        self._steps = tuple(steps)
        words = {"done": self.tr("done"), "now": self.tr("at work"), "later": self.tr("to come")}
        self.setAccessibleName(", ".join(f"{step.title} {step.text} {words[step.state]}" for step in self._steps))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(480), self._look.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        widths = [self._text_width(step) + self._look.px(2 * RADIUS + 8) for step in self._steps]
        gaps = max(1, len(widths) - 1)
        gap = max(self._look.px(16), (self.width() - sum(widths)) // gaps)
        x = 0
        for number, (step, width) in enumerate(zip(self._steps, widths, strict=True)):
            self._paint_step(painter, x, step)
            x += width
            if number < len(widths) - 1:
                self._paint_line(painter, x, gap, done=step.state == "done")
                x += gap

    def _text_width(self, step: Step) -> int:
        label, caption = QFontMetrics(self._look.font("label")), QFontMetrics(self._look.font("caption"))
        return max(label.horizontalAdvance(step.title), caption.horizontalAdvance(step.text))

    def _paint_step(self, painter: QPainter, x: int, step: Step) -> None:
        look, radius = self._look, self._look.px(RADIUS)
        middle = QPointF(x + radius, self.height() / 2)
        if step.state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawEllipse(middle, radius, radius)
            side = look.px(16)
            painter.drawPixmap(middle - QPointF(side / 2, side / 2), look.pixmap("check", side, "on-accent"))
        else:
            now = step.state == "now"
            painter.setPen(QPen(look.color("accent" if now else "field-border"), 2 if now else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, radius - 1, radius - 1)
            if now:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.color("accent"))
                painter.drawEllipse(middle, radius * 0.45, radius * 0.45)
        self._paint_text(painter, QRectF(x + 2 * radius + 8, 0, self.width(), self.height()), step)

    def _paint_text(self, painter: QPainter, rect: QRectF, step: Step) -> None:
        look, half = self._look, rect.height() / 2
        upper = QRectF(rect.left(), rect.top(), rect.width(), half if step.text else rect.height())
        low = Qt.AlignmentFlag.AlignBottom if step.text else Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font("label" if step.state == "now" else "text"))
        painter.setPen(look.color("muted" if step.state == "later" else "text"))
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignLeft | low), step.title)
        if step.text:
            painter.setFont(look.font("caption"))
            painter.setPen(look.color("muted"))
            lower = QRectF(rect.left(), rect.top() + half, rect.width(), half)
            painter.drawText(lower, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), step.text)

    def _paint_line(self, painter: QPainter, x: int, gap: int, *, done: bool) -> None:
        painter.setPen(QPen(self._look.color("accent" if done else "border"), 2))
        edge = self._look.px(12)
        painter.drawLine(QPointF(x + edge, self.height() / 2), QPointF(x + max(edge, gap - edge), self.height() / 2))
