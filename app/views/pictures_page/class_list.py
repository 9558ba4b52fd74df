"""The classes: to choose, name, put in order, and drop pictures on."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QWidget

from app.models.class_list import ORDER, ClassListModel
from app.models.pictures_model import MIME
from app.views.dropped import local_paths, web_addresses
from app.views.pictures_page.class_delegate import HEIGHT, ClassDelegate
from app.views.theme.look import Look

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 2}  # with Alt: past the one before, or past the one after


class ClassList(QListView):
    """Signals:
    chosen: a class's id, by a person. menu_asked: a class's id, and where on the screen.
    dropped: what came from outside, as QMimeData, and the id of the class.
    problem_changed: why the name that is typed cannot be taken; empty when it can.
    """

    chosen = Signal(int)
    menu_asked = Signal(int, QPoint)
    dropped = Signal(object, int)
    problem_changed = Signal(str)

    def __init__(self, model: ClassListModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows = ClassDelegate(look, self)
        self._classes = model
        self._gap = -1  # where a class that is dragged would go
        self.setModel(model)
        self.setItemDelegate(self._rows)
        self._rows.problem_changed.connect(self.problem_changed)
        self.setAccessibleName(self.tr("Classes"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)  # it draws its own: the style's is a hair's line
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

    def move_class(self, class_id: int, step: int) -> None:
        """One place up (-1) or down (1)."""
        row = self._classes.row_of(class_id)
        if row is not None:
            self._classes.move(row, row + (step if step < 0 else step + 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._rows.keyboard = False
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if (
            left
            and index.isValid()
            and self._rows.menu_rect(self.visualRect(index)).contains(event.position().toPoint())
        ):
            self.menu_asked.emit(self._classes.row(index.row()).id, event.globalPosition().toPoint())
            return
        super().mousePressEvent(event)
        if left and index.isValid():
            self.chosen.emit(self._classes.row(index.row()).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._rows.keyboard = True
        before = self.currentIndex().row()
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and Qt.Key(event.key()) in STEPS:
            self._classes.move(before, before + STEPS[Qt.Key(event.key())])
            return
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
        if mime.hasFormat(MIME) or mime.hasFormat(ORDER) or _from_outside(mime):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        mime, index = event.mimeData(), self.indexAt(event.position().toPoint())
        if mime.hasFormat(ORDER):
            self._between(self._place(event.position().y()))
            event.acceptProposedAction()
            return
        self._mark(index.row())
        if index.isValid():
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_drag()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Nothing is ever "moved" by Qt: what is dropped is changed by a service, and shows when that has told."""
        self._end_drag()
        mime, index = event.mimeData(), self.indexAt(event.position().toPoint())
        if mime.hasFormat(ORDER):
            self._classes.dropMimeData(
                mime, Qt.DropAction.CopyAction, self._place(event.position().y()), 0, QModelIndex()
            )
        elif mime.hasFormat(MIME) and index.isValid():
            self._classes.dropMimeData(mime, Qt.DropAction.CopyAction, -1, -1, index)
        elif index.isValid():
            self.dropped.emit(mime, self._classes.row(index.row()).id)
        else:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap < 0:
            return
        height = self._look.px(HEIGHT)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._look.color("accent"), 2))
        y = min(max(1, self._gap * height - self.verticalScrollBar().value()), self.viewport().height() - 1)
        painter.drawLine(4, y, self.viewport().width() - 4, y)
        painter.end()

    def _place(self, y: float) -> int:
        """Between which rows: the number of rows above."""
        place = round((y + self.verticalScrollBar().value()) / self._look.px(HEIGHT))
        return max(0, min(self._classes.rowCount(), place))

    def _between(self, place: int) -> None:
        if place != self._gap:
            self._gap = place
            self.viewport().update()

    def _end_drag(self) -> None:
        self._mark(-1)
        self._between(-1)

    def _mark(self, row: int) -> None:
        if row != self._rows.drop_row:
            self._rows.drop_row = row
            self.viewport().update()

    def _fit(self) -> None:
        rows = min(self._classes.rowCount(), 12)
        self.setMinimumHeight(rows * self._look.px(HEIGHT) + 2)
        self.setMaximumHeight(self._classes.rowCount() * self._look.px(HEIGHT) + 4)
        self.viewport().update()


def _from_outside(mime: QMimeData) -> bool:
    return bool(local_paths(mime) or web_addresses(mime) or mime.hasImage())
