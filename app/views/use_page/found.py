"""What was found so far, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.colors import Mark
from app.services.folder_files import FileCounts
from app.views.theme.look import Look
from app.views.theme.marks import paint_mark
from app.views.widgets.bars import paint_answer_bar
from app.views.widgets.pills import verdict_text
from app.views.wording import number

HEIGHT = 28


@dataclass(frozen=True, slots=True)
class Found:
    name: str
    count: int
    mark: Mark | None = None
    icon: str = "words"
    typed: bool = False


class FoundList(QWidget):
    """Painted; its accessible name says the same."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: tuple[Found, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_counts(self, counts: FileCounts, names: tuple[str, ...], marks: Mapping[str, Mark]) -> None:
        """In the order of the names that were asked about."""
        rows = [
            Found(name, counts.by_name.get(name, 0), marks.get(name), typed=name not in marks)
            for name in names
            if name in marks or counts.by_name.get(name)
        ]
        rows.append(Found(verdict_text("none").lower(), counts.none, None, "none-circle"))
        self._rows = tuple(rows)
        self.setAccessibleName(", ".join(f"{row.name} {row.count}" for row in rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(200), self._look.px(HEIGHT) * len(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((row.count for row in self._rows), default=0) or 1
        for place, row in enumerate(self._rows):
            line = QRectF(0, place * self._look.px(HEIGHT), self.width(), self._look.px(HEIGHT))
            self._paint_row(painter, line, row, row.count / most)

    def _paint_row(self, painter: QPainter, line: QRectF, row: Found, share: float) -> None:
        look, side = self._look, self._look.px(12)
        area = QRectF(0, line.center().y() - side / 2, side, side)
        if row.mark is not None:
            paint_mark(painter, area, row.mark, look)
        else:
            painter.drawPixmap(area.topLeft(), look.pixmap(row.icon, side, "muted"))
        painter.setFont(look.font("text"))
        painter.setPen(look.color("text"))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        room = line.width() * 0.5 - side
        name = QFontMetricsF(painter.font()).elidedText(row.name, Qt.TextElideMode.ElideRight, room - 8)
        painter.drawText(QRectF(side + 10.0, line.top(), room, line.height()), flags, name)
        painter.setPen(look.color("muted"))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), number(row.count))
        left = line.width() * 0.53
        track = QRectF(left, line.center().y() - look.px(4), line.width() - left - look.px(42), look.px(8))
        if row.count:
            paint_answer_bar(painter, track, look, share, striped=row.typed)
