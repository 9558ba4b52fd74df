"""The table of what gets mixed up."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.models.confusion import CELL, MARK, Cell, ConfusionModel
from app.views.theme.look import Look
from app.views.theme.marks import paint_mark

CELL_HEIGHT, GAP = 36, 4
Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Right ones on accent-soft, wrong ones on warning-soft, empty ones a dot."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._look.px(64), self._look.px(CELL_HEIGHT) + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, cell = self._look, index.data(CELL)
        rect = QRectF(option.rect).adjusted(GAP / 2, GAP / 2, -GAP / 2, -GAP / 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if cell.answer:
            self._paint_cell(painter, rect, cell)
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(QPen(look.color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        else:
            painter.setPen(look.color("muted"))
            text = self.tr("{k} of {n}").format(k=cell.count, n=cell.total)
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        look = self._look
        ground, tone = ("accent-soft", "accent") if cell.right else ("warning-soft", "warning")
        if not cell.count:
            ground, tone = "window", "muted"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(ground))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(look.color(tone))
        painter.setFont(look.font("label" if cell.count else "text"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(cell.count) if cell.count else "·")


class MarkHeader(QHeaderView):
    """Names with their marks."""

    def __init__(self, orientation: Qt.Orientation, look: Look, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._look = look
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        if self.orientation() == Qt.Orientation.Horizontal:
            return QSize(super().sizeHint().width(), self._look.px(30))
        metrics, model = QFontMetricsF(self._look.font("text")), self.model()
        widths = [
            metrics.horizontalAdvance(str(model.headerData(row, self.orientation())))
            for row in range(model.rowCount() if model is not None else 0)
        ]
        return QSize(min(self._look.px(180), round(max(widths, default=40)) + self._look.px(34)), self._look.px(40))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look, model = self._look, self.model()
        text = str(model.headerData(logicalIndex, self.orientation()) or "")
        mark = model.headerData(logicalIndex, self.orientation(), MARK)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("text"))
        metrics = QFontMetricsF(painter.font())
        side = look.px(11)
        room = rect.width() - (side + 6 if mark is not None else 0) - 8
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(text) + (side + 6 if mark is not None else 0)
        left = float(rect.left())
        if self.orientation() == Qt.Orientation.Horizontal:
            left = rect.right() - width - 4 if mark is None else rect.left() + (rect.width() - width) / 2
        if mark is not None:
            paint_mark(painter, QRectF(left, rect.center().y() - side / 2, side, side), mark, look)
            left += side + 6
        painter.setPen(look.color("text" if mark is not None else "muted"))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(left, rect.top(), rect.right() - left + 2, rect.height()), flags, text)
        painter.restore()


class Matrix(QTableView):
    """Signals:
    opened: a `Cell` that holds pictures, by click or Enter.
    """

    opened = Signal(object)

    def __init__(self, model: ConfusionModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._cells = look, model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(look, self))
        self.setHorizontalHeader(MarkHeader(Qt.Orientation.Horizontal, look, self))
        self.setVerticalHeader(MarkHeader(Qt.Orientation.Vertical, look, self))
        self.setAccessibleName(self.tr("What gets mixed up: rows are what it is, columns what it answered"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setMinimumSectionSize(look.px(56))
        self.clicked.connect(self._open)
        model.modelReset.connect(self._fit)
        look.changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        cell = self._cells.cell(index)
        if cell.answer and cell.count:
            self.opened.emit(cell)

    def _fit(self) -> None:
        """As high as it is long: the page scrolls, not the table."""
        few = self._cells.columnCount() <= 12
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch if few else QHeaderView.ResizeMode.Fixed)
        height = self._look.px(CELL_HEIGHT) + GAP
        self.verticalHeader().setDefaultSectionSize(height)
        scroll = 0 if few else self._look.px(16)
        self.setFixedHeight(self._cells.rowCount() * height + self._look.px(30) + 4 + scroll)
