"""The tiles as a list that Qt's views show."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QByteArray,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    Slot,
)

from app.models.runs import runs
from app.models.tiles import Tile

TILE = Qt.ItemDataRole.UserRole
MIME = "application/x-mmrl-pictures"
Index = QModelIndex | QPersistentModelIndex
MOST_STEPS = 50  # each puts in or takes out neighbours; beyond that the whole list is taken anew


class PicturesModel(QStringListModel):
    """Thin: a list of tiles. Beside it stands Qt's own list, of empty texts: a view asks with each tile that it lays
    out how many there are, and ten thousand answers from Python take 18 ms, or half a second beside a busy thread.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles: list[Tile] = []
        self._next: list[Tile] = []  # the tiles after the step that is being taken
        for done in (self.modelReset, self.rowsInserted, self.rowsRemoved):
            done.connect(self._take_next)  # as the first, before any view hears of it
        self._given: Sequence[Tile] = ()  # what was set last
        self._rows: dict[int, int] | None = {}  # None: to be counted anew

    def tiles(self) -> Sequence[Tile]:
        return self._tiles

    def tile(self, row: int) -> Tile:
        return self._tiles[row]

    def row_of(self, tile_id: int) -> int | None:
        """Where the tile is."""
        return self._numbers().get(tile_id)

    def set_tiles(self, tiles: Sequence[Tile]) -> None:
        """Shows these; selection and place stay where most of the tiles do. The same list again changes nothing."""
        if tiles is self._given:
            return
        self._given = tiles
        old, new = [tile.id for tile in self._tiles], [tile.id for tile in tiles]
        if old == new:
            self._replace_same(tiles)
        elif not self._step_by_step(tiles):
            self._next = list(tiles)
            self.setStringList([""] * len(tiles))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        tile = self._tiles[index.row()]
        if role == TILE:
            return tile
        if role == Qt.ItemDataRole.DisplayRole:
            return tile.class_name or tile.suggested or tile.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tile.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(tile, index.row())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self._tiles[index.row()].readable:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        mime = QMimeData()
        ids = [self._tiles[index.row()].id for index in indexes]
        mime.setData(MIME, QByteArray(json.dumps([found for found in ids if found > 0]).encode()))
        return mime

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def _replace_same(self, tiles: Sequence[Tile]) -> None:
        changed = [row for row, (old, new) in enumerate(zip(self._tiles, tiles, strict=True)) if old != new]
        self._tiles = list(tiles)
        found = runs(changed)
        if len(found) > MOST_STEPS:
            found = [(changed[0], changed[-1])]
        for first, last in found:
            self.dataChanged.emit(self.index(first), self.index(last))

    def _step_by_step(self, tiles: Sequence[Tile]) -> bool:
        """Takes out and puts in, if what stays keeps its order and it takes few steps."""
        before, after = self._numbers(), {tile.id for tile in tiles}
        gone = runs(row for row, tile in enumerate(self._tiles) if tile.id not in after)
        come = runs(row for row, tile in enumerate(tiles) if tile.id not in before)
        stay = [tile.id for tile in self._tiles if tile.id in after]
        if not stay or len(gone) + len(come) > MOST_STEPS:
            return False
        if stay != [tile.id for tile in tiles if tile.id in before]:
            return False
        for first, last in reversed(gone):
            self._take_out(first, last)
        for first, last in come:
            self._put_in(first, tiles[first : last + 1])
        self._replace_same(tiles)
        return True

    def _take_out(self, first: int, last: int) -> None:
        self._next = self._tiles[:first] + self._tiles[last + 1 :]
        self.removeRows(first, last - first + 1)

    def _put_in(self, row: int, tiles: Sequence[Tile]) -> None:
        self._next = [*self._tiles[:row], *tiles, *self._tiles[row:]]
        self.insertRows(row, len(tiles))

    @Slot()
    def _take_next(self) -> None:
        self._tiles, self._rows = self._next, None

    def _numbers(self) -> dict[int, int]:
        if self._rows is None:
            self._rows = {tile.id: row for row, tile in enumerate(self._tiles)}
        return self._rows

    def _spoken(self, tile: Tile, row: int) -> str:
        translate = QCoreApplication.translate
        unsorted = translate("PicturesModel", "not sorted") if tile.readable else ""
        parts = [part for part in (tile.class_name or unsorted, tile.name) if part]
        if tile.unreadable:
            parts.append(tile.unreadable)
        if tile.suggested:
            sure = translate("PicturesModel", "sure") if tile.suggested_sure else translate("PicturesModel", "maybe")
            parts.append(translate("PicturesModel", "{name} suggested, {sure}").format(name=tile.suggested, sure=sure))
        parts += _doubts(tile)
        if tile.has_copy:
            parts.append(translate("PicturesModel", "has a copy"))
        parts.append(translate("PicturesModel", "{k} of {n}").format(k=row + 1, n=len(self._tiles)))
        return ", ".join(parts)


def _doubts(tile: Tile) -> list[str]:
    """Why it is flagged."""
    translate = QCoreApplication.translate
    match tile.doubt:
        case "mislabelled":
            like = translate("PicturesModel", "looks like {name}").format(name=tile.other)
            return [translate("PicturesModel", "likely wrong"), like]
        case "unsure":
            return [translate("PicturesModel", "unsure, or {name}").format(name=tile.other)]
        case "outlier":
            return [translate("PicturesModel", "like no other")]
    return []


def dragged_ids(mime: QMimeData) -> tuple[int, ...]:
    """The placements in a drag out of the grid; none in any other."""
    if not mime.hasFormat(MIME):
        return ()
    try:
        found = json.loads(bytes(mime.data(MIME).data()))
    except ValueError:
        return ()
    return tuple(item for item in found if isinstance(item, int)) if isinstance(found, list) else ()
