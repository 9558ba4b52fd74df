"""The classes: to choose, name, put in order, and drop pictures on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QWidget

from app.models.class_list import ORDER, ClassListModel
from app.models.pictures_model import MIME
from app.views.dropped import local_paths
from app.views.pictures_page.class_delegate import HEIGHT, ClassDelegate
from app.views.theme.look import Look


class ClassList(QListView):
    """Signals:
    chosen: a class's id, by a person. menu_asked: a class's id, and where on the screen.
    files_dropped: paths and the id of the class.
    """

    chosen = Signal(int)
    menu_asked = Signal(int, QPoint)
    files_dropped = Signal(object, int)

    def __init__(self, model: ClassListModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows = ClassDelegate(look, self)
        self._classes = model
        self.setModel(model)
        self.setItemDelegate(self._rows)
        self.setAccessibleName(self.tr("Classes"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        model.modelReset.connect(self._fit)
        look.changed.connect(self._fit)
        self._fit()

    def select(self, class_id: int | None) -> None:
        """Marks a class as the one that is shown; none with None."""
        row = None if class_id is None else self._classes.row_of(class_id)
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(self._classes.index(row))

    def edit_class(self, class_id: int) -> None:
        """Opens the field for its name."""
        row = self._classes.row_of(class_id)
        if row is not None:
            self.setCurrentIndex(self._classes.index(row))
            self.edit(self._classes.index(row))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._rows.keyboard = False
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._rows.menu_rect(self.visualRect(index)).contains(event.position().toPoint()):
            self.menu_asked.emit(self._classes.row(index.row()).id, event.globalPosition().toPoint())
            return
        super().mousePressEvent(event)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._classes.row(index.row()).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._rows.keyboard = True
        before = self.currentIndex().row()
        super().keyPressEvent(event)
        row = self.currentIndex().row()
        if row >= 0 and (row != before or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            self.chosen.emit(self._classes.row(row).id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rows.keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex() if event.reason() == event.Reason.Keyboard else self.indexAt(event.pos())
        if index.isValid():
            where = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_asked.emit(self._classes.row(index.row()).id, where)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if mime.hasFormat(MIME) or mime.hasFormat(ORDER) or local_paths(mime):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        mime, index = event.mimeData(), self.indexAt(event.position().toPoint())
        self._mark(-1 if mime.hasFormat(ORDER) else index.row())
        if mime.hasFormat(ORDER):
            super().dragMoveEvent(event)
        elif index.isValid():
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(-1)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(-1)
        mime, index = event.mimeData(), self.indexAt(event.position().toPoint())
        paths: tuple[Path, ...] = local_paths(mime)
        if mime.hasFormat(ORDER):
            super().dropEvent(event)
        elif mime.hasFormat(MIME) and index.isValid():
            self._classes.dropMimeData(mime, Qt.DropAction.CopyAction, -1, -1, index)
            event.acceptProposedAction()
        elif paths and index.isValid():
            self.files_dropped.emit(paths, self._classes.row(index.row()).id)
            event.acceptProposedAction()

    def _mark(self, row: int) -> None:
        if row != self._rows.drop_row:
            self._rows.drop_row = row
            self.viewport().update()

    def _fit(self) -> None:
        rows = min(self._classes.rowCount(), 12)
        self.setMinimumHeight(rows * self._look.px(HEIGHT) + 2)
        self.setMaximumHeight(self._classes.rowCount() * self._look.px(HEIGHT) + 4)
        self.viewport().update()
