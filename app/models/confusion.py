"""What gets mixed up, as a table: a row for what a picture is, a column for what it was taken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.services.colors import Mark
from app.services.judgement import Judgement, Standing

Kind = Literal["name", "none", "right"]
CELL = Qt.ItemDataRole.UserRole
MARK = Qt.ItemDataRole.UserRole + 1
KIND = Qt.ItemDataRole.UserRole + 2  # of a column
ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """Attributes:
    truth, answer: the names of then, by which the judgement knows its pictures; `answer` is None but for a name.
    truth_title, answer_title: the names of today.
    kind: what its column is for: a name, pictures called none of these, or how many of the row were right.
    """

    truth: str
    answer: str | None
    truth_title: str
    answer_title: str
    count: int
    total: int
    kind: Kind = "name"

    @property
    def right(self) -> bool:
        return self.truth == self.answer


class ConfusionModel(QAbstractTableModel):
    """Beside a column for each class: pictures called none of these, where that is known, and how many were right."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: object = None
        self._names: tuple[str, ...] = ()
        self._extra: tuple[Kind, ...] = ()
        self._titles: Mapping[str, str] = {}
        self._cells: list[list[Cell]] = []
        self._marks: Mapping[str, Mark] = {}

    def set_judgement(self, judgement: Judgement | None, standing: Standing) -> None:
        """Shows what a test found, under the names of today."""
        marks = {name: view.mark for name, view in standing.classes.items()}
        shown: object = None
        if judgement is not None:
            shown = (judgement.names, judgement.pictures, judgement.source, judgement.away, standing.titles, marks)
        if shown == self._shown:
            return
        self.beginResetModel()
        self._shown, self._marks, self._titles = shown, marks, standing.titles
        self._names = () if judgement is None else judgement.names
        self._extra = ("right",) if judgement is None or judgement.away is None else ("none", "right")
        self._cells = [] if judgement is None else self._made(judgement)
        self.endResetModel()

    def cell(self, index: Index) -> Cell:
        return self._cells[index.row()][index.column()]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._names)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or not self._names else len(self._names) + len(self._extra)

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
        if section >= len(self._names):
            if role == KIND:
                return self._extra[section - len(self._names)]
            return self._extra_header(self._extra[section - len(self._names)], role)
        name = self._names[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles.get(name, name)
        if role == MARK:
            return self._marks.get(name)
        return "name" if role == KIND else None

    @staticmethod
    def _extra_header(kind: Kind, role: int) -> str | None:
        translate = QCoreApplication.translate
        if role == Qt.ItemDataRole.DisplayRole:
            return translate("ConfusionModel", "right") if kind == "right" else translate("ConfusionModel", "none")
        if role == Qt.ItemDataRole.ToolTipRole and kind == "none":
            return translate("ConfusionModel", "None of these: less like your pictures than the line.")
        return None

    def _made(self, judgement: Judgement) -> list[list[Cell]]:
        counts, titles = judgement.counts(), self._titles
        rows = []
        for truth in self._names:
            total = sum(counts.get((truth, name), 0) for name in (*self._names, None))
            title = titles.get(truth, truth)
            cells = [
                Cell(truth, name, title, titles.get(name, name), counts.get((truth, name), 0), total)
                for name in self._names
            ]
            extra: dict[Kind, int] = {"none": counts.get((truth, None), 0), "right": counts.get((truth, truth), 0)}
            cells += [Cell(truth, None, title, "", extra[kind], total, kind) for kind in self._extra]
            rows.append(cells)
        return rows

    def _spoken(self, cell: Cell) -> str:
        translate = QCoreApplication.translate
        truth, answer = cell.truth_title, cell.answer_title
        if cell.kind == "right":
            text = translate("ConfusionModel", "{truth}: {k} of {n} right")
            return text.format(truth=truth, k=cell.count, n=cell.total)
        pictures = translate("ConfusionModel", "%n picture(s)", None, cell.count)
        if cell.kind == "none":
            text = translate("ConfusionModel", "{truth} called none of these, {pictures}")
            return text.format(truth=truth, pictures=pictures)
        if cell.right:
            return translate("ConfusionModel", "{truth} right, {pictures}").format(truth=truth, pictures=pictures)
        text = translate("ConfusionModel", "{truth} taken for {answer}, {pictures}")
        return text.format(truth=truth, answer=answer, pictures=pictures)
