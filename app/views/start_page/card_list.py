"""The cards of all projects."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.models.cards_model import CardsModel
from app.models.thumbs import Thumbs
from app.views.start_page.card_delegate import GAP, CardDelegate, contents, next_step
from app.views.theme.look import Look


class SpokenCards(CardsModel):
    """Says each card as a sentence."""

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # type: ignore[override]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid():
            card = self.card(index.row())
            return f"{card.name}, {contents(card)}, {next_step(card)[0]}"
        return super().data(index, role)


class CardList(QListView):
    """Signals:
    chosen: a project's id. menu_asked: a card, and where on the screen.
    """

    chosen = Signal(int)
    menu_asked = Signal(object, QPoint)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = SpokenCards(self)
        self._cards_delegate = CardDelegate(look, self)
        self.setModel(self.cards)
        self.setItemDelegate(self._cards_delegate)
        self.setAccessibleName(self.tr("Your projects"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        look.changed.connect(self._dress)
        self._dress()

    def set_thumbs(self, thumbs: Thumbs) -> None:
        """Where the cards' pictures come from."""
        self._cards_delegate.thumbs = thumbs
        thumbs.arrived.connect(self._repaint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._cards_delegate.keyboard = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._cards_delegate.keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        if not self.currentIndex().isValid() and self.cards.rowCount():
            self.setCurrentIndex(self.cards.index(0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._cards_delegate.keyboard = False
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._cards_delegate.menu_rect(self.visualRect(index)).contains(event.position().toPoint()):
            self.menu_asked.emit(self.cards.card(index.row()), event.globalPosition().toPoint())
        else:
            self._choose(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex() if event.reason() == event.Reason.Keyboard else self.indexAt(event.pos())
        if index.isValid():
            where = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_asked.emit(self.cards.card(index.row()), where)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.cards.card(index.row()).id)

    @Slot(object)
    def _repaint(self, hashes: object) -> None:
        self.viewport().update()

    def _dress(self) -> None:
        self.setGridSize(self._cards_delegate.size() + QSize(GAP, GAP))
        self.viewport().update()
