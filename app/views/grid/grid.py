"""The grid: ten thousand tiles, chosen by mouse or keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.models.pictures_model import PicturesModel
from app.models.thumbs import Thumbs
from app.models.tiles import Tile
from app.views.grid.tile_delegate import CAPTION, GAP, TileDelegate
from app.views.theme.look import Look

SMALLEST, LARGEST, USUAL = 96, 256, 134
STEP = 16
LAYOUT_BATCH = 400


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
        self._look = look
        self._tiles = TileDelegate(look, thumbs, self)
        self.setModel(model)
        self.setItemDelegate(self._tiles)
        self.setAccessibleName(self.tr("Pictures"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(LAYOUT_BATCH)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionRectVisible(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        thumbs.arrived.connect(self._repaint)
        look.changed.connect(self._dress)
        self.doubleClicked.connect(self._open)
        self.set_side(USUAL)

    @property
    def pictures(self) -> PicturesModel:
        model = self.model()
        assert isinstance(model, PicturesModel)
        return model

    def selected(self) -> list[Tile]:
        """The selected tiles, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.pictures.tile(row) for row in rows]

    def current(self) -> Tile | None:
        """The tile that the keyboard is at."""
        index = self.currentIndex()
        return self.pictures.tile(index.row()) if index.isValid() else None

    def choose(self, tile_id: int) -> None:
        """Selects one tile alone, and shows it."""
        row = self.pictures.row_of(tile_id)
        if row is not None:
            self.setCurrentIndex(self.pictures.index(row))
            self.scrollTo(self.pictures.index(row))

    def set_side(self, side: int) -> None:
        """How large the tiles are."""
        self._tiles.side = max(SMALLEST, min(LARGEST, side))
        self._dress()

    @property
    def side(self) -> int:
        return self._tiles.side

    def larger(self) -> None:
        self._resize_by(STEP)

    def smaller(self) -> None:
        self._resize_by(-STEP)

    def visible_ids(self) -> list[int]:
        """The tiles that are on the screen."""
        model, viewport = self.pictures, self.viewport().rect()
        top = self.indexAt(QPoint(20, 20))
        first = top.row() if top.isValid() else 0
        columns = max(1, viewport.width() // self.gridSize().width())
        rows = viewport.height() // self.gridSize().height() + 2
        return [model.tile(row).id for row in range(first, min(model.rowCount(), first + rows * columns))]

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._resize_by(STEP if event.angleDelta().y() > 0 else -STEP)
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._tiles.keyboard = False
        index = self.indexAt(event.position().toPoint())
        on_tick = index.isValid() and self._tiles.tick_rect(self.visualRect(index)).contains(event.position().toPoint())
        if on_tick and event.button() == Qt.MouseButton.LeftButton:
            self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.Toggle)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            event.accept()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._tiles.keyboard = True
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._tiles.keyboard = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.pictures.rowCount():
            self.selectionModel().setCurrentIndex(self.pictures.index(0), self.selectionModel().SelectionFlag.NoUpdate)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverMove, QEvent.Type.HoverLeave):
            self.viewport().update()
        return super().viewportEvent(event)

    def _resize_by(self, change: int) -> None:
        self.set_side(self.side + change)
        self.size_changed.emit(self.side)

    def _dress(self) -> None:
        self.setGridSize(QSize(self.side + GAP, self.side + self._look.px(CAPTION) + GAP))
        self.verticalScrollBar().setSingleStep(self.gridSize().height() // 3)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    @Slot(object)
    def _repaint(self, hashes: frozenset[str]) -> None:
        """One paint for all that came; what is not on the screen costs nothing."""
        self.viewport().update()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.pictures.tile(index.row()).id)
