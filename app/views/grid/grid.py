"""The grid: ten thousand tiles, chosen by mouse or keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QDrag, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.models.pictures_model import PicturesModel
from app.models.runs import runs
from app.models.thumbs import Thumbs
from app.models.tiles import Tile
from app.views.grid.drag_picture import drag_picture
from app.views.grid.tile_delegate import CAPTION, GAP, TileDelegate
from app.views.theme.look import Look

SMALLEST, LARGEST, USUAL = 96, 256, 134
STEP = 16
NOTCH = 120  # what a mouse wheel tells for one click of it
Index = QModelIndex | QPersistentModelIndex
Flag = QItemSelectionModel.SelectionFlag
KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class PictureGrid(QListView):
    """Signals:
    selection_changed: whenever other tiles are selected. opened: the id of a tile that was double-clicked.
    size_changed: the side of the tiles, in pixels, by a person.
    """

    selection_changed = Signal()
    opened = Signal(int)
    size_changed = Signal(int)

    def __init__(self, model: PicturesModel, look: Look, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._thumbs, self._pictures = look, thumbs, model
        self._tiles = TileDelegate(look, thumbs, self)
        self._on_tick = False  # the button went down on a tick
        self._turned = 0  # of the wheel, with Ctrl
        self._kept_ids: tuple[int, ...] = ()
        self._kept_current: int | None = None
        self._restoring = False
        self.setModel(model)
        self.setItemDelegate(self._tiles)
        self.setAccessibleName(self.tr("Pictures"))
        self._arrange()
        thumbs.arrived.connect(self._repaint)
        look.changed.connect(self._dress)
        model.modelAboutToBeReset.connect(self._keep_chosen)
        model.modelReset.connect(self._restore_chosen)
        self.doubleClicked.connect(self._open)
        self.set_side(USUAL)

    def _arrange(self) -> None:
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        # All at once: 20 ms for ten thousand. In batches, the place is lost whenever a tile comes or goes.
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionRectVisible(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        # It fills its ground itself: what only moves while scrolling is then copied and not painted again.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def pictures(self) -> PicturesModel:
        return self._pictures

    def selected(self) -> list[Tile]:
        """The selected tiles, in their order."""
        return [self._pictures.tile(row) for row in self._selected_rows()]

    def current(self) -> Tile | None:
        """The tile that the keyboard is at."""
        index = self.currentIndex()
        return self._pictures.tile(index.row()) if index.isValid() else None

    def choose(self, tile_id: int) -> None:
        """Selects one tile alone, and shows it."""
        row = self._pictures.row_of(tile_id)
        if row is not None:
            self.setCurrentIndex(self._pictures.index(row))
            self.scrollTo(self._pictures.index(row))

    def set_side(self, side: int) -> None:
        """How large the tiles are."""
        self._tiles.side = max(SMALLEST, min(LARGEST, side))
        self._lay_out()

    @property
    def side(self) -> int:
        return self._tiles.side

    def larger(self) -> None:
        self._resize_by(STEP)

    def smaller(self) -> None:
        self._resize_by(-STEP)

    def visible_ids(self) -> list[int]:
        """The tiles that are on the screen."""
        return [self._pictures.tile(row).id for row in self._visible_rows()]

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._restoring:
            self.selection_changed.emit()

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        """The next one is current then, as when sorting one after another; Qt would take the one before."""
        if start <= self.currentIndex().row() <= end < self._pictures.rowCount() - 1:
            self.selectionModel().setCurrentIndex(self._pictures.index(end + 1), Flag.NoUpdate)
        super().rowsAboutToBeRemoved(parent, start, end)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        notches = int(self._turned / NOTCH)
        self._turned -= notches * NOTCH
        if notches:
            self._resize_by(notches * STEP)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._set_keyboard(False)
        self._on_tick = event.button() == Qt.MouseButton.LeftButton and self._is_tick(event.position().toPoint())
        super().mousePressEvent(self._adding(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(self._adding(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self._adding(event))
        self._on_tick = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on a tick are two clicks."""
        if self._is_tick(event.position().toPoint()):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keys that are shortcuts come only here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self._set_keyboard(self._tiles.keyboard or event.key() not in MODIFIERS)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._set_keyboard(self._tiles.keyboard or event.key() not in MODIFIERS)
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in KEYBOARD:
            self._set_keyboard(True)
        elif event.reason() == Qt.FocusReason.MouseFocusReason:
            self._set_keyboard(False)
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._pictures.rowCount():
            self.selectionModel().setCurrentIndex(self._pictures.index(0), Flag.NoUpdate)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.color("surface"))
        painter.end()
        super().paintEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """The pictures under the pointer as one small pile; what becomes of them is for where they are dropped."""
        rows = [row for row in self._selected_rows() if self._pictures.tile(row).readable]
        if not rows:
            return
        current = self.current()
        first = current if current is not None and current.readable else self._pictures.tile(rows[0])
        drag = QDrag(self)
        drag.setMimeData(self._pictures.mimeData([self._pictures.index(row) for row in rows]))
        drag.setPixmap(drag_picture(self._look, self._thumbs.pixmap(first.sha256), len(rows)))
        drag.setHotSpot(QPoint(-GAP, -GAP))
        drag.exec(actions, Qt.DropAction.MoveAction)

    def _selected_rows(self) -> list[int]:
        """By ranges: an index for each of ten thousand takes long."""
        chosen = self.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.count())]
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def _is_tick(self, point: QPoint) -> bool:
        index = self.indexAt(point)
        return index.isValid() and self._tiles.tick_rect(self.visualRect(index)).contains(point)

    def _adding(self, event: QMouseEvent) -> QMouseEvent:
        """What is done with a tick is done as with Ctrl: it leaves the others selected."""
        if not self._on_tick:
            return event
        return QMouseEvent(
            event.type(),
            event.position(),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers() | Qt.KeyboardModifier.ControlModifier,
            event.pointingDevice(),
        )

    def _set_keyboard(self, on: bool) -> None:
        if self._tiles.keyboard != on:
            self._tiles.keyboard = on
            self.update(self.currentIndex())

    def _resize_by(self, change: int) -> None:
        before = self.side
        self.set_side(before + change)
        if self.side != before:
            self.size_changed.emit(self.side)

    def _dress(self) -> None:
        self._tiles.dress()
        self._lay_out()

    def _lay_out(self) -> None:
        """With the same tile at the top as before."""
        top = self.indexAt(QPoint(GAP + 1, GAP + 1)) if self.verticalScrollBar().value() else QModelIndex()
        self.setGridSize(QSize(self.side + GAP, self.side + self._look.px(CAPTION) + GAP))
        self.verticalScrollBar().setSingleStep(self.gridSize().height() // 3)
        self.doItemsLayout()
        if top.isValid():
            self.scrollTo(top, QAbstractItemView.ScrollHint.PositionAtTop)
        self.viewport().update()

    @Slot(object)
    def _repaint(self, hashes: frozenset[str]) -> None:
        for row in self._visible_rows():
            if self._pictures.tile(row).sha256 in hashes:
                self.update(self._pictures.index(row))

    def _visible_rows(self) -> range:
        """Also those of which a part is seen."""
        cell, viewport = self.gridSize(), self.viewport()
        columns = max(1, viewport.width() // cell.width())
        first = self.verticalScrollBar().value() // cell.height() * columns
        last = first + (viewport.height() // cell.height() + 2) * columns
        return range(first, min(last, self._pictures.rowCount()))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._pictures.tile(index.row()).id)

    @Slot()
    def _keep_chosen(self) -> None:
        self._kept_ids = tuple(tile.id for tile in self.selected())
        current = self.current()
        self._kept_current = None if current is None else current.id

    @Slot()
    def _restore_chosen(self) -> None:
        """A reset forgets what was selected; those that are still there are selected again."""
        found = (self._pictures.row_of(item) for item in self._kept_ids)
        rows = sorted(row for row in found if row is not None)
        current = None if self._kept_current is None else self._pictures.row_of(self._kept_current)
        self._restoring = True
        if current is not None:
            self.selectionModel().setCurrentIndex(self._pictures.index(current), Flag.NoUpdate)
        self.selectionModel().select(self._ranges(rows), Flag.ClearAndSelect)
        self._restoring = False
        if len(rows) != len(self._kept_ids):
            self.selection_changed.emit()

    def _ranges(self, rows: Iterable[int]) -> QItemSelection:
        found = QItemSelection()
        for first, last in runs(rows):
            found.select(self._pictures.index(first), self._pictures.index(last))
        return found
