"""The answers for a folder as a table, fetched as far as it is scrolled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.models.desk import Desk
from app.services.folder_files import FileFilter, FileRow
from mmrl_engine.notices import Notice

FILE = Qt.ItemDataRole.UserRole
ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
PAGE = 200
PICTURE, ANSWER, SURE, NEXT = range(4)
COLUMNS = 4
LOOKED_AT = FileFilter(waiting=False)


class FolderRowsModel(QAbstractTableModel):
    """Four columns: picture, answer, how sure, next best. Files come in the order in which they are answered, so what
    is loaded stays as it is while more come.

    Signals:
        read: rows have come, or none.
    """

    read = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._run = 0
        self._wanted = LOOKED_AT
        self._rows: list[FileRow] = []
        self._more = False
        self._turn = 0
        self._reading = False
        self._stale = False

    def show_run(self, run_id: int, wanted: FileFilter = LOOKED_AT) -> None:
        """Another run, or others of its files; 0 is none."""
        self._turn += 1
        self._run, self._wanted = run_id, wanted
        self.beginResetModel()
        self._rows, self._more, self._reading, self._stale = [], run_id > 0, False, False
        self.endResetModel()
        if run_id:
            self.fetchMore()

    def look_for_more(self) -> None:
        """More has been answered: it is fetched where the end of the table is loaded."""
        if not self._run:
            return
        if self._reading:
            self._stale = True
        elif not self._more:
            self._read(len(self._rows), PAGE)

    def look_again(self) -> None:
        """Answers that are loaded may be others by now: they are fetched again, and stay where they are."""
        if self._rows:
            count = len(self._rows)
            call = partial(
                self._desk.program.folder_runs.rows, run_id=self._run, wanted=self._wanted, offset=0, limit=count
            )
            self._desk.do(call, on_done=partial(self._replace, self._turn))

    def row(self, number: int) -> FileRow:
        return self._rows[number]

    @property
    def reading(self) -> bool:
        """Whether rows are on their way."""
        return self._reading

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else COLUMNS

    def canFetchMore(self, parent: Index = ROOT) -> bool:
        return not parent.isValid() and self._more and not self._reading

    def fetchMore(self, parent: Index = ROOT) -> None:
        if self.canFetchMore(parent):
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
        return None

    def _read(self, first: int, count: int) -> None:
        self._reading = True
        call = partial(
            self._desk.program.folder_runs.rows, run_id=self._run, wanted=self._wanted, offset=first, limit=count
        )
        on_failed = partial(self._fail, self._turn)
        self._desk.do(call, on_done=partial(self._take, self._turn, count), on_failed=on_failed)

    def _take(self, turn: int, count: int, rows: Sequence[FileRow]) -> None:
        """Unless something else is shown by now."""
        if turn != self._turn:
            return
        self._more = len(rows) == count
        if rows:
            first = len(self._rows)
            self.beginInsertRows(ROOT, first, first + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()
        self._reading = False  # not before the rows are in: whoever is told of them may fetch more
        self.read.emit()
        if self._stale:
            self._stale = False
            self.look_for_more()

    def _replace(self, turn: int, rows: Sequence[FileRow]) -> None:
        if turn != self._turn or not rows:
            return
        if [row.id for row in rows] != [row.id for row in self._rows[: len(rows)]]:
            self.show_run(self._run, self._wanted)  # what is listed by its answer is another list now
            return
        self._rows[: len(rows)] = rows
        self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, COLUMNS - 1))

    def _fail(self, turn: int, notices: tuple[Notice, ...]) -> None:
        """The run is gone; whoever shows it is told elsewhere."""
        if turn == self._turn:
            self._reading = self._more = False
