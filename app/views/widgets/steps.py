"""The steps of a running training: done, at work, to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.theme.look import Look

RADIUS = 12
GAP = 8  # between a circle and its words, and between those and the line
EDGE = 12  # of the line, at both ends
SHORTEST = 16  # line


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
        parts = [(step.title, step.text, words[step.state]) for step in self._steps]
        self.setAccessibleName(", ".join(" ".join(filter(None, part)) for part in parts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(480), self._look.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._steps:
            return
        words = self._word_widths()
        circle, gaps = self._look.px(2 * RADIUS + GAP), max(1, len(words) - 1)
        gap = (self.width() - sum(words) - circle * len(words)) // gaps
        x = 0
        for number, (step, width) in enumerate(zip(self._steps, words, strict=True)):
            self._paint_step(painter, x, step, width)
            x += circle + width
            if number < len(words) - 1:
                self._paint_line(painter, x, gap, done=step.state == "done")
                x += gap

    def _word_widths(self) -> list[int]:
        """As wide as the words are; where there is no room for all of them, none is wider than its share."""
        wanted = [self._text_width(step) for step in self._steps]
        count = len(wanted)
        lines = (count - 1) * self._look.px(GAP + 2 * EDGE + SHORTEST)
        room = self.width() - count * self._look.px(2 * RADIUS + GAP) - lines
        if sum(wanted) <= room:
            return wanted
        share = max(0, room // count)
        spare = sum(max(0, share - width) for width in wanted) // max(1, sum(width > share for width in wanted))
        return [min(width, share + spare) for width in wanted]

    def _text_width(self, step: Step) -> int:
        label, caption = QFontMetrics(self._look.font("label")), QFontMetrics(self._look.font("caption"))
        return max(label.horizontalAdvance(step.title), caption.horizontalAdvance(step.text)) + 1

    def _paint_step(self, painter: QPainter, x: int, step: Step, width: int) -> None:
        look, radius = self._look, self._look.px(RADIUS)
        middle = QPointF(x + radius, self.height() / 2)
        if step.state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawEllipse(middle, radius, radius)
            side = look.px(15)
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
        self._paint_text(painter, QRectF(x + look.px(2 * RADIUS + GAP), 0, width, self.height()), step)

    def _paint_text(self, painter: QPainter, rect: QRectF, step: Step) -> None:
        look, half = self._look, rect.height() / 2
        upper = QRectF(rect.left(), rect.top(), rect.width(), half if step.text else rect.height())
        low = Qt.AlignmentFlag.AlignBottom if step.text else Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font("label" if step.state == "now" else "text"))
        painter.setPen(look.color("muted" if step.state == "later" else "text"))
        self._paint_elided(painter, upper, low, step.title)
        if step.text:
            painter.setFont(look.font("caption"))
            painter.setPen(look.color("muted"))
            lower = QRectF(rect.left(), rect.top() + half, rect.width(), half)
            self._paint_elided(painter, lower, Qt.AlignmentFlag.AlignTop, step.text)

    def _paint_elided(self, painter: QPainter, rect: QRectF, vertical: Qt.AlignmentFlag, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | vertical), shown)

    def _paint_line(self, painter: QPainter, x: int, gap: int, *, done: bool) -> None:
        start, end = x + self._look.px(GAP + EDGE), x + gap - self._look.px(EDGE)
        line = QRectF(start, self.height() / 2 - 1, max(0, end - start), 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("accent" if done else "border"))
        painter.drawRoundedRect(line, 1, 1)
