"""The projects as cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from app.services.project_views import ProjectCard

CARD = Qt.ItemDataRole.UserRole
ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class CardsModel(QAbstractListModel):
    """The cards whose name holds what is searched for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[ProjectCard, ...] = ()
        self._shown: list[ProjectCard] = []
        self._text = ""

    def set_cards(self, cards: Sequence[ProjectCard]) -> None:
        if tuple(cards) != self._all:
            self._all = tuple(cards)
            self._show()

    def search(self, text: str) -> None:
        """Only projects with this in their name; all without."""
        self._text = text.strip().casefold()
        self._show()

    @property
    def all_cards(self) -> tuple[ProjectCard, ...]:
        return self._all

    def card(self, row: int) -> ProjectCard:
        return self._shown[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        card = self._shown[index.row()]
        if role == CARD:
            return card
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return card.name
        return None

    def _show(self) -> None:
        self.beginResetModel()
        self._shown = [card for card in self._all if self._text in card.name.casefold()]
        self.endResetModel()
