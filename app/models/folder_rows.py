"""The answers for a folder as a table, fetched as far as it is scrolled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.models.desk import Desk
from app.services.folder_files import ALL_FILES, FileFilter, FileRow

FILE = Qt.ItemDataRole.UserRole
ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
PAGE = 200
PICTURE, ANSWER, SURE, NEXT = range(4)


class FolderRowsModel(QAbstractTableModel):
    """Four columns: picture, answer, how sure, next best."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._run = 0
        self._wanted: FileFilter = ALL_FILES
        self._rows: list[FileRow] = []
        self._more = False
        self._turn = 0
        self._reading = False

    def show_run(self, run_id: int, wanted: FileFilter = ALL_FILES) -> None:
        """Another run, or others of its files."""
        self._turn += 1
        self._run, self._wanted = run_id, wanted
        self.beginResetModel()
        self._rows, self._more, self._reading = [], run_id > 0, False
        self.endResetModel()
        if run_id:
            self.fetchMore()

    def refresh(self) -> None:
        """Reads what is shown again: more has been answered."""
        if self._run:
            self._read(0, max(PAGE, len(self._rows)))

    def row(self, number: int) -> FileRow:
        return self._rows[number]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 4

    def canFetchMore(self, parent: Index = ROOT) -> bool:
        return not parent.isValid() and self._more and not self._reading

    def fetchMore(self, parent: Index = ROOT) -> None:
        self._read(len(self._rows), PAGE)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        translate = QCoreApplication.translate
        return (
            translate("FolderRows", "Picture"),
            translate("FolderRows", "Answer"),
            translate("FolderRows", "How sure"),
            translate("FolderRows", "Next best"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == FILE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return str(row.path) if index.column() == PICTURE else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(row.path)
        return None

    def _read(self, first: int, count: int) -> None:
        if self._reading:
            return
        self._reading = True
        call = partial(
            self._desk.program.folder_runs.rows, run_id=self._run, wanted=self._wanted, offset=first, limit=count
        )
        self._desk.do(call, on_done=partial(self._take, self._turn, first, count), on_failed=self._fail)

    def _take(self, turn: int, first: int, count: int, rows: Sequence[FileRow]) -> None:
        if turn != self._turn:
            return
        self._reading = False
        self._more = len(rows) == count
        if first == len(self._rows):
            if rows:
                self.beginInsertRows(ROOT, first, first + len(rows) - 1)
                self._rows += rows
                self.endInsertRows()
        elif [row.id for row in rows] == [row.id for row in self._rows]:
            self._rows = list(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(max(0, len(rows) - 1), 3))
        else:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()

    def _fail(self, notices: object) -> None:
        """The run is gone."""
        self._reading = False
