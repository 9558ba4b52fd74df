"""A grid with pictures in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from pytestqt.qtbot import QtBot

from app.compute.decode_pool import DecodePool
from app.models.pictures_model import PicturesModel
from app.models.thumbs import Thumbs
from app.models.tiles import Tile
from app.services.colors import mark
from app.storage.thumbnails import Thumbnails
from app.views.grid.grid import PictureGrid
from app.views.theme.look import Look
from tests.app.models.drawn import webp

MakeGrid = Callable[[Sequence[Tile]], PictureGrid]


def a_tile(number: int) -> Tile:
    return Tile(number, f"{number:064x}", f"{number}.png", 1, "cat", mark(0))


def some(count: int) -> list[Tile]:
    return [a_tile(number + 1) for number in range(count)]


def place(grid: PictureGrid, row: int) -> QRect:
    """The picture of a tile, in the viewport."""
    item = grid.visualRect(grid.pictures.index(row))
    return QRect(item.left() + 6, item.top() + 6, grid.side, grid.side)


def middle(grid: PictureGrid, row: int) -> QPoint:
    return place(grid, row).center()


def ids(grid: PictureGrid) -> list[int]:
    return [tile.id for tile in grid.selected()]


@pytest.fixture
def kept(tmp_path: Path) -> Thumbnails:
    """A red picture for each of the first tiles."""
    found = Thumbnails(tmp_path / "thumbs")
    for number in range(1, 31):
        found.write(f"{number:064x}", webp("red", 60, 40))
    return found


@pytest.fixture
def thumbs(qtbot: QtBot, kept: Thumbnails) -> Iterator[Thumbs]:
    with DecodePool(1) as pool:
        made = Thumbs(kept, lambda sha256: None, pool)
        yield made
        made.close()


@pytest.fixture
def make_grid(qtbot: QtBot, look: Look, thumbs: Thumbs) -> MakeGrid:
    """Five tiles in a row, three rows and a bit."""
    models = []

    def make(tiles: Sequence[Tile]) -> PictureGrid:
        models.append(PicturesModel())
        models[-1].set_tiles(tiles)
        grid = PictureGrid(models[-1], look, thumbs)
        qtbot.addWidget(grid)
        grid.resize(764, 560)
        grid.show()
        qtbot.waitUntil(lambda: not tiles or grid.visualRect(models[-1].index(len(tiles) - 1)).isValid())
        grid.activateWindow()
        grid.setFocus()
        qtbot.waitUntil(grid.hasFocus)
        return grid

    return make
