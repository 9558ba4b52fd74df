"""The classes as rows of the side bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.models.pictures_model import MIME, dragged_ids
from app.services.class_names import name_problems
from app.services.classes import ClassView
from app.services.names import tidy
from mmrl_engine.notices import Notice

CLASS = Qt.ItemDataRole.UserRole
ORDER = "application/x-mmrl-class"
ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class ClassListModel(QAbstractListModel):
    """Signals:
    renamed: a class's id and its new name. reordered: all ids in their new order.
    pictures_dropped: placement ids and the id of the class.
    """

    renamed = Signal(int, str)
    reordered = Signal(object)
    pictures_dropped = Signal(object, int)

    def __init__(self, text_of: Callable[[Notice], str], parent: QObject | None = None) -> None:
        """`text_of` says what is wrong with a name."""
        super().__init__(parent)
        self._text_of = text_of
        self._rows: tuple[ClassView, ...] = ()

    def set_classes(self, classes: Sequence[ClassView]) -> None:
        """Shows these, in this order."""
        if [item.id for item in classes] == [item.id for item in self._rows]:
            self._rows = tuple(classes)
            if classes:
                self.dataChanged.emit(self.index(0), self.index(len(classes) - 1))
            return
        self.beginResetModel()
        self._rows = tuple(classes)
        self.endResetModel()

    def row(self, number: int) -> ClassView:
        return self._rows[number]

    def row_of(self, class_id: int) -> int | None:
        return next((row for row, item in enumerate(self._rows) if item.id == class_id), None)

    def problem_with(self, name: str, row: int | None = None) -> str:
        """Why `name` cannot be that of a class, of the one in `row` or of a new one; empty when it can."""
        others = [item for place, item in enumerate(self._rows) if place != row]
        found = name_problems(tidy(name), others)
        return self._text_of(found[0]) if found else ""

    def move(self, row: int, place: int) -> None:
        """Asks for the class in `row` to stand at `place`, as counted while it is still where it was."""
        if 0 <= row < len(self._rows) and 0 <= place <= len(self._rows):
            self._reorder(self._rows[row].id, place)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == CLASS:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name = str(value).strip()
        row = self._rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or not name or name == row.name:
            return False
        self.renamed.emit(row.id, name)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsEditable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemIsDropEnabled
        )

    def mimeTypes(self) -> list[str]:
        return [ORDER, MIME]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        mime = QMimeData()
        mime.setData(ORDER, str(self._rows[indexes[0].row()].id).encode())
        return mime

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Pictures go into the class they are dropped on, a class goes between two others. Never "moved" by Qt: what
        is dropped is changed by a service, and shows when that has told.
        """
        if data.hasFormat(ORDER):
            self._reorder(dragged_class(data), row if row >= 0 else parent.row())
        elif parent.isValid():
            ids = dragged_ids(data)
            if ids:
                self.pictures_dropped.emit(ids, self._rows[parent.row()].id)
        return False

    def _reorder(self, class_id: int, place: int) -> None:
        ids = [item.id for item in self._rows]
        if class_id not in ids:  # it is gone since it was picked up
            return
        here = ids.index(class_id)
        place = len(ids) if place < 0 else place
        ids.remove(class_id)
        ids.insert(place - 1 if place > here else place, class_id)
        if ids != [item.id for item in self._rows]:
            self.reordered.emit(tuple(ids))

    def _spoken(self, row: ClassView) -> str:
        translate = QCoreApplication.translate
        text = translate("ClassListModel", "{name}, %n picture(s)", None, row.pictures).format(name=row.name)
        if row.hotkey is None:
            return text
        return translate("ClassListModel", "{text}, key {key}").format(text=text, key=row.hotkey)


def dragged_class(mime: QMimeData) -> int:
    """The id of the class that is dragged; 0 where it is none."""
    text = bytes(mime.data(ORDER).data())
    return int(text) if text.isdigit() else 0
