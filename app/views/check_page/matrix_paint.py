"""Paints the table of what gets mixed up."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.models.confusion import CELL, KIND, MARK, Cell, Index
from app.views.theme.look import Look
from app.views.theme.marks import paint_mark
from app.views.wording import number

ROW, GAP = 36, 4  # from row to row; between the cells
WIDEST = 180
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class CellDelegate(QStyledItemDelegate):
    """Right ones on accent-soft, wrong ones on warning-soft, empty ones a dot.

    Attributes:
        dim: the figures are old.
    """

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self.dim = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._look.px(64), self._look.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, cell = self._look, index.data(CELL)
        rect = QRectF(option.rect).adjusted(GAP / 2, GAP / 2, -GAP / 2, -GAP / 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if cell.kind != "right":
            self._paint_cell(painter, rect, cell)
        else:
            painter.setFont(look.font("text"))
            painter.setPen(look.color("disabled" if self.dim else "muted"))
            text = self.tr("{k} of {n}").format(k=number(cell.count), n=number(cell.total))
            painter.drawText(rect, RIGHT, text)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(look.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        look = self._look
        ground, tone = ("accent-soft", "accent") if cell.right else ("warning-soft", "warning")
        if not cell.count:
            ground, tone = "window", "muted"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("window" if self.dim else ground))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(look.color("disabled" if self.dim else tone))
        painter.setFont(look.font("label" if cell.count else "text"))
        text = number(cell.count) if cell.count else "\u00b7"
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)


class MarkHeader(QHeaderView):
    """Names with their marks."""

    def __init__(self, orientation: Qt.Orientation, look: Look, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._look = look
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        look, model = self._look, self.model()
        if self.orientation() == Qt.Orientation.Horizontal:
            return QSize(super().sizeHint().width(), look.px(30))
        metrics = QFontMetricsF(look.font("text"))
        names = [str(model.headerData(row, self.orientation())) for row in range(model.rowCount() if model else 0)]
        widest = max((metrics.horizontalAdvance(name) for name in names), default=40.0)
        return QSize(min(look.px(WIDEST), max(look.px(96), round(widest) + look.px(34))), look.px(40))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look, model = self._look, self.model()
        across = self.orientation() == Qt.Orientation.Horizontal
        mark = model.headerData(logicalIndex, self.orientation(), MARK)
        kind = model.headerData(logicalIndex, self.orientation(), KIND)
        last = across and kind == "right"
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("caption" if across else "text"))
        metrics, side = QFontMetricsF(painter.font()), look.px(11)
        before = side + 6 if mark is not None or kind == "none" else 0
        name = str(model.headerData(logicalIndex, self.orientation()) or "")
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, rect.width() - before - 6)
        left = float(rect.left())
        if across and not last:
            left += max(2.0, (rect.width() - before - metrics.horizontalAdvance(text)) / 2)
        if mark is not None:
            paint_mark(painter, QRectF(left, rect.center().y() - side / 2 + 0.5, side, side), mark, look)
        elif kind == "none":
            painter.drawPixmap(
                round(left), round(rect.center().y() - side / 2), look.pixmap("none-circle", side, "muted")
            )
        painter.setPen(look.color("text" if kind == "name" else "muted"))
        area = QRectF(left + before, rect.top(), rect.right() - left - before, rect.height())
        painter.drawText(area, RIGHT if last else LEFT, text)
        painter.restore()
