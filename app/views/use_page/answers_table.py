"""The table of answers."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QIdentityProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.models.desk import Desk
from app.models.folder_rows import ANSWER, FILE, NEXT, PICTURE, SURE, FolderRowsModel, Index
from app.services.folder_files import FileRow
from app.views.theme.look import Look
from app.views.use_page.row_delegate import HEIGHT, RowDelegate
from app.views.use_page.row_texts import answer_text, next_text, share_text, spoken_row
from app.views.widgets.basics import plain_tip

OPENING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
SHARES = {PICTURE: 0.35, ANSWER: 0.25, SURE: 0.24, NEXT: 0.16}  # of the width
LEAST_SURE, LEAST_NEXT = 150, 96
NARROW = 480  # below this the next best has no column
ROWS_AT_LEAST = 5


class SpokenRows(QIdentityProxyModel):
    """Adds what screen readers and tool tips say, which the model leaves to the window's language."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid():
            row: FileRow = super().data(index, FILE)
            if index.column() == PICTURE:
                return spoken_row(row)
            return {ANSWER: answer_text, SURE: share_text, NEXT: next_text}[index.column()](row)
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            row = super().data(index, FILE)
            text = str(row.path) if index.column() == PICTURE else answer_text(row) if index.column() == ANSWER else ""
            return plain_tip(text) or None
        return super().data(index, role)


class AnswersTable(QTableView):
    """Rows are chosen whole; Space, Enter and a double click look at the picture.

    Signals:
        looked: a row's number.
    """

    looked = Signal(int)

    def __init__(self, desk: Desk, look: Look, model: FolderRowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.rows = RowDelegate(look, desk.thumbs, self)
        spoken = SpokenRows(self)
        spoken.setSourceModel(model)
        self.setModel(spoken)
        self.setItemDelegate(self.rows)
        self.setAccessibleName(self.tr("Answers"))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._look_at)
        desk.thumbs.file_arrived.connect(self._repaint)
        look.changed.connect(self._dress)
        self._dress()

    def choose(self, number: int) -> None:
        """Makes a row the current one."""
        self.setCurrentIndex(self.model().index(number, self._column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING and self.currentIndex().isValid():
            if not event.isAutoRepeat():
                self._look_at(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _look_at(self, index: Index) -> None:
        self.looked.emit(index.row())

    def _column(self) -> int:
        return max(PICTURE, self.currentIndex().column())

    def _fit(self) -> None:
        """Columns by their shares; how sure it is keeps room for figure and verdict."""
        width, look = self.viewport().width(), self._look
        narrow = width < look.px(NARROW)
        self.setColumnHidden(NEXT, narrow)
        sizes = {column: round(width * share) for column, share in SHARES.items()}
        sizes[SURE] = max(sizes[SURE], look.px(LEAST_SURE))
        sizes[NEXT] = 0 if narrow else max(sizes[NEXT], look.px(LEAST_NEXT))
        left = max(0, width - sizes[SURE] - sizes[NEXT])
        sizes[PICTURE] = round(left * SHARES[PICTURE] / (SHARES[PICTURE] + SHARES[ANSWER]))
        sizes[ANSWER] = left - sizes[PICTURE]
        for column, size in sizes.items():
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, size)

    def _repaint(self, path: str) -> None:
        self.viewport().update()

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.px(HEIGHT))
        self.horizontalHeader().setFixedHeight(self._look.px(34))
        self.setMinimumHeight(self._look.px(34) + ROWS_AT_LEAST * self._look.px(HEIGHT))
        self._fit()
