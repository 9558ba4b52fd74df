"""Is a picture like anything known at all? A track with the line where "none of these" begins, and a dot."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.theme.look import Look
from app.views.widgets.bars import paint_track
from mmrl_engine.types import FIT_LINE

TRACK, LINE, DOT = 6, 14, 10
GAP, BELOW = 8, 4


class FitGauge(QWidget):
    """It stands beside the percentages and is none: they compare names with each other, whatever the picture shows."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._place = 1.0
        self._old = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setToolTip(self.tr("Is it like anything it knows at all? The line is where none of these begins."))
        look.changed.connect(self.updateGeometry)

    @property
    def fits(self) -> bool:
        """Whether the dot is not before the line."""
        return self._place >= FIT_LINE

    def show_place(self, place: float) -> None:
        """From 0 to 1; the line is at `FIT_LINE`."""
        self._place = place
        percent_beyond = abs(place - FIT_LINE) / (1 - FIT_LINE if self.fits else FIT_LINE)
        near = self.tr("close to the line") if percent_beyond < 1 / 4 else self.tr("far from the line")
        text = self.tr("Fits what it knows") if self.fits else self.tr("Like nothing it knows")
        self.setAccessibleName(f"{text}, {near}")
        self.update()

    def set_old(self, old: bool) -> None:
        """Greyed: it is not about what is asked now."""
        self._old = old
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = 1 if self._beside(width) else 2
        return round(self._look.px(LINE) + self._look.px(BELOW) + rows * self._row_height())

    def sizeHint(self) -> QSize:
        width = self._look.px(200)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, width = self._look, float(self.width())
        painter = QPainter(self)
        middle, line = look.px(LINE) / 2, round(width * FIT_LINE)
        paint_track(painter, QRectF(0, middle - look.px(TRACK) / 2, width, look.px(TRACK)), look)
        painter.fillRect(QRectF(line, 0, max(1, look.px(1)), look.px(LINE)), look.color("muted"))
        side = look.px(DOT) / 2
        painter.setBrush(look.color("bar" if self._old else "accent" if self.fits else "text"))
        painter.setPen(QPen(look.color("surface"), 2))
        centre = min(max(width * self._place, side + 1), width - side - 1)
        painter.drawEllipse(QPointF(centre, middle), side + 1, side + 1)
        self._paint_words(painter, line)

    def _paint_words(self, painter: QPainter, line: int) -> None:
        """Beside the line; one below the other where there is no room."""
        top, height, gap = self._look.px(LINE) + self._look.px(BELOW), self._row_height(), self._look.px(GAP)
        under = 0.0 if self._beside(self.width()) else height
        if under:
            left, right = QRectF(0, top, self.width(), height), QRectF(0, top + under, self.width(), height)
        else:
            left, right = QRectF(0, top, line - gap, height), QRectF(line + gap, top, self.width() - line - gap, height)
        nothing, fits = self._words()
        end = Qt.AlignmentFlag.AlignLeft if under else Qt.AlignmentFlag.AlignRight
        start = Qt.AlignmentFlag.AlignRight if under else Qt.AlignmentFlag.AlignLeft
        for rect, text, strong, side in ((left, nothing, not self.fits, end), (right, fits, self.fits, start)):
            font = self._font(strong=strong)
            painter.setFont(font)
            painter.setPen(self._look.color("text" if strong and not self._old else "muted"))
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _beside(self, width: int) -> bool:
        """Whether both texts have room beside the line."""
        metrics, gap = QFontMetricsF(self._font(strong=True)), self._look.px(GAP)
        rooms = (width * FIT_LINE - gap, width * (1 - FIT_LINE) - gap)
        return all(metrics.horizontalAdvance(text) <= room for text, room in zip(self._words(), rooms, strict=True))

    def _words(self) -> tuple[str, str]:
        return self.tr("like nothing it knows"), self.tr("fits")

    def _font(self, *, strong: bool) -> QFont:
        font = self._look.font("caption")
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return font

    def _row_height(self) -> float:
        return QFontMetricsF(self._font(strong=True)).height()
