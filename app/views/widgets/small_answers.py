"""A few answers on one line each: mark, name, bar, percent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.theme.look import Look
from app.views.theme.marks import paint_mark
from app.views.widgets.answer_rows import AnswerRow
from app.views.widgets.bars import paint_answer_bar
from app.views.wording import share_percent

HEIGHT = 26
NAME, MOST_NAME, FIGURE = 0.32, 0.46, 44


class SmallAnswers(QWidget):
    """Painted; its accessible name says the same."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: tuple[AnswerRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set_rows(self, rows: Sequence[AnswerRow]) -> None:
        self._rows = tuple(rows)
        self.setAccessibleName(", ".join(f"{row.name} {share_percent(row.fraction)}" for row in rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(160), self._look.px(HEIGHT) * len(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, row in enumerate(self._rows):
            line = QRectF(0, place * self._look.px(HEIGHT), self.width(), self._look.px(HEIGHT))
            self._paint_row(painter, line, row, best=place == 0)

    def _name_end(self) -> float:
        """Where the bars begin, all at the same place: names have room as far as the bars can spare it."""
        metrics = QFontMetricsF(self._look.font("label"))
        longest = max((metrics.horizontalAdvance(row.name) for row in self._rows), default=0.0)
        wanted = self._look.px(12) + 16.0 + longest
        return min(max(self.width() * NAME, wanted), self.width() * MOST_NAME)

    def _paint_row(self, painter: QPainter, line: QRectF, row: AnswerRow, *, best: bool) -> None:
        look, side = self._look, self._look.px(12)
        if row.mark is not None:
            paint_mark(painter, QRectF(0, line.center().y() - side / 2, side, side), row.mark, look)
        left = side + 8.0
        bar_left = self._name_end()
        name_room = bar_left - left - 4.0
        painter.setFont(look.font("label" if best else "text"))
        painter.setPen(look.color("text"))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        name = QFontMetricsF(painter.font()).elidedText(row.name, Qt.TextElideMode.ElideRight, name_room)
        painter.drawText(QRectF(left, line.top(), name_room + 2, line.height()), flags, name)
        painter.setPen(look.color("text" if best else "muted"))
        painter.drawText(
            line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), share_percent(row.fraction)
        )
        width = line.width() - bar_left - look.px(FIGURE)
        track = QRectF(bar_left, line.center().y() - look.px(4), width, look.px(8))
        paint_answer_bar(painter, track, look, row.fraction, best=best, striped=row.learned_from is None)
