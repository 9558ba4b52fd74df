"""The table of what gets mixed up."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.models.confusion import ConfusionModel, Index
from app.views.check_page.matrix_paint import ROW, CellDelegate, MarkHeader
from app.views.theme.look import Look
from app.views.widgets.basics import Label

HEADER, NARROWEST, MOST_ROWS = 30, 64, 14


class Matrix(QTableView):
    """As high as it is long up to `MOST_ROWS`; beyond that, and where it is wider than its place, it scrolls under the
    names.

    Signals:
        opened: a `Cell` that holds pictures, by click or Enter.
    """

    opened = Signal(object)

    def __init__(self, model: ConfusionModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._cells = look, model
        self._delegate = CellDelegate(look, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(MarkHeader(Qt.Orientation.Horizontal, look, self))
        self.setVerticalHeader(MarkHeader(Qt.Orientation.Vertical, look, self))
        self.setAccessibleName(self.tr("What gets mixed up: rows are what it is, columns what it answered"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.corner = Label(self.tr("it really is"), "caption", "muted", parent=self)
        self.clicked.connect(self._open)
        model.modelReset.connect(self._fit)
        look.changed.connect(self._fit)
        self._fit()

    def set_dim(self, dim: bool) -> None:
        """Grey, since new figures are on their way."""
        self._delegate.dim = dim
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _open(self, index: Index) -> None:
        cell = self._cells.cell(index)
        if cell.kind != "right" and cell.count:
            self.opened.emit(cell)

    def _fit(self) -> None:
        height = self._look.px(ROW)
        names, rows = self.verticalHeader(), self._cells.rowCount()
        names.setDefaultSectionSize(height)
        names.setFixedWidth(names.sizeHint().width())
        self.horizontalHeader().setFixedHeight(self._look.px(HEADER))
        scroll = self.horizontalScrollBar().sizeHint().height() if self._is_wide() else 0
        self.setFixedHeight(min(rows, MOST_ROWS) * height + self._look.px(HEADER) + 2 + scroll)
        always = Qt.ScrollBarPolicy.ScrollBarAsNeeded if rows > MOST_ROWS else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(always)
        self.updateGeometries()
        self._fit_columns()

    def _fit_columns(self) -> None:
        header, wide = self.horizontalHeader(), self._is_wide()
        header.setMinimumSectionSize(self._look.px(NARROWEST if wide else 24))
        mode = QHeaderView.ResizeMode.Fixed if wide else QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(mode)
        if wide:
            header.setDefaultSectionSize(self._look.px(NARROWEST))
            for column in range(self._cells.columnCount()):
                self.setColumnWidth(column, self._look.px(NARROWEST))
        self.corner.setGeometry(0, 0, self.verticalHeader().width(), self._look.px(HEADER))

    def _is_wide(self) -> bool:
        """Whether the columns have no room beside each other."""
        room = self.width() - self.verticalHeader().sizeHint().width()
        return self._cells.columnCount() * self._look.px(NARROWEST) > max(room, 1)
