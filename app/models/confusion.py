"""What gets mixed up, as a table: a row for what a picture is, a column for what it was taken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.services.colors import Mark
from app.services.judgement import Judgement, Standing

CELL = Qt.ItemDataRole.UserRole
MARK = Qt.ItemDataRole.UserRole + 1
ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """Attributes:
    truth, answer: the names of then, by which the judgement knows its pictures; `answer` is empty in the last column,
        which says how many of the row were right. truth_title, answer_title: the names of today.
    """

    truth: str
    answer: str
    truth_title: str
    answer_title: str
    count: int
    total: int

    @property
    def right(self) -> bool:
        return self.truth == self.answer


class ConfusionModel(QAbstractTableModel):
    """One column more than classes: how many of the row were right."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: object = None
        self._names: tuple[str, ...] = ()
        self._titles: Mapping[str, str] = {}
        self._cells: list[list[Cell]] = []
        self._marks: Mapping[str, Mark] = {}

    def set_judgement(self, judgement: Judgement | None, standing: Standing) -> None:
        """Shows what a test found, under the names of today."""
        marks = {name: view.mark for name, view in standing.classes.items()}
        shown: object = None
        if judgement is not None:
            shown = (judgement.names, judgement.pictures, judgement.source, standing.titles, marks)
        if shown == self._shown:
            return
        self.beginResetModel()
        self._shown, self._marks, self._titles = shown, marks, standing.titles
        self._names = () if judgement is None else judgement.names
        self._cells = [] if judgement is None else self._made(judgement)
        self.endResetModel()

    def cell(self, index: Index) -> Cell:
        return self._cells[index.row()][index.column()]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._names)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or not self._names else len(self._names) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return str(cell.count)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(cell)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        last = section >= len(self._names)
        if role == Qt.ItemDataRole.DisplayRole:
            name = "" if last else self._names[section]
            return QCoreApplication.translate("ConfusionModel", "right") if last else self._titles.get(name, name)
        if role == MARK:
            return None if last else self._marks.get(self._names[section])
        return None

    def _made(self, judgement: Judgement) -> list[list[Cell]]:
        counts, titles = judgement.counts(), self._titles
        rows = []
        for truth in self._names:
            total = sum(counts.get((truth, name), 0) for name in self._names)
            title = titles.get(truth, truth)
            cells = [
                Cell(truth, name, title, titles.get(name, name), counts.get((truth, name), 0), total)
                for name in self._names
            ]
            rows.append([*cells, Cell(truth, "", title, "", counts.get((truth, truth), 0), total)])
        return rows

    def _spoken(self, cell: Cell) -> str:
        translate = QCoreApplication.translate
        truth, answer = cell.truth_title, cell.answer_title
        if not cell.answer:
            text = translate("ConfusionModel", "{truth}: {k} of {n} right")
            return text.format(truth=truth, k=cell.count, n=cell.total)
        pictures = translate("ConfusionModel", "%n picture(s)", None, cell.count)
        if cell.right:
            return translate("ConfusionModel", "{truth} right, {pictures}").format(truth=truth, pictures=pictures)
        text = translate("ConfusionModel", "{truth} taken for {answer}, {pictures}")
        return text.format(truth=truth, answer=answer, pictures=pictures)
