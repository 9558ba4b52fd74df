"""Tiles are chosen as in any list of files, and what is chosen stays chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.pictures_model import dragged_ids
from app.models.tiles import Tile
from app.views.grid.grid import LARGEST, SMALLEST, USUAL, PictureGrid
from tests.gui.grid.conftest import MakeGrid, a_tile, ids, middle, place, some

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def click(grid: PictureGrid, row: int, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.mouseClick(grid.viewport(), LEFT, modifier, middle(grid, row))


def click_tick(grid: PictureGrid, row: int) -> None:
    QTest.mouseClick(grid.viewport(), LEFT, PLAIN, place(grid, row).topLeft() + QPoint(19, 19))


def press(grid: PictureGrid, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(grid, key, modifier)


def turn(grid: PictureGrid, angle: int, modifiers: Qt.KeyboardModifier) -> None:
    at = QPointF(middle(grid, 0))
    event = QWheelEvent(
        at,
        grid.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(grid.viewport(), event)


def test_by_mouse_with_shift_and_ctrl(make_grid: MakeGrid) -> None:
    grid = make_grid(some(12))
    click(grid, 2)
    assert ids(grid) == [3]
    click(grid, 5, SHIFT)
    assert ids(grid) == [3, 4, 5, 6]
    click(grid, 4, CTRL)
    click(grid, 9, CTRL)
    assert ids(grid) == [3, 4, 6, 10]
    click(grid, 0)
    assert ids(grid) == [1]


def test_a_tick_adds_and_takes_away_one(make_grid: MakeGrid) -> None:
    grid = make_grid(some(12))
    click(grid, 2)
    click_tick(grid, 6)
    click_tick(grid, 0)
    assert ids(grid) == [1, 3, 7]
    click_tick(grid, 6)
    assert ids(grid) == [1, 3]


def test_two_quick_clicks_on_a_tick_open_nothing(make_grid: MakeGrid, qtbot: QtBot) -> None:
    grid, opened = make_grid(some(12)), list[int]()
    grid.opened.connect(opened.append)
    at = place(grid, 3).topLeft() + QPoint(19, 19)
    click_tick(grid, 3)
    QTest.mouseDClick(grid.viewport(), LEFT, PLAIN, at)
    assert opened == []
    QTest.mouseDClick(grid.viewport(), LEFT, PLAIN, middle(grid, 3))
    assert opened == [4]


def test_moving_after_a_tick_selects_nothing_more(make_grid: MakeGrid) -> None:
    grid = make_grid(some(12))
    click(grid, 11)
    at = place(grid, 0).topLeft() + QPoint(19, 19)
    QTest.mousePress(grid.viewport(), LEFT, PLAIN, at)
    QTest.mouseMove(grid.viewport(), at + QPoint(2, 0))
    QTest.mouseRelease(grid.viewport(), LEFT, PLAIN, at + QPoint(2, 0))
    assert ids(grid) == [1, 12]


def test_a_band_drawn_from_the_ground(make_grid: MakeGrid) -> None:
    grid = make_grid(some(7))
    start = QPoint(middle(grid, 3).x(), middle(grid, 6).y())
    QTest.mousePress(grid.viewport(), LEFT, PLAIN, start)
    QTest.mouseMove(grid.viewport(), start - QPoint(30, 30))
    QTest.mouseMove(grid.viewport(), middle(grid, 1))
    QTest.mouseRelease(grid.viewport(), LEFT, PLAIN, middle(grid, 1))
    assert ids(grid) == [2, 3, 4, 7]


def test_by_keys(make_grid: MakeGrid) -> None:
    grid = make_grid(some(12))
    click(grid, 0)
    press(grid, Qt.Key.Key_Right)
    press(grid, Qt.Key.Key_Down)
    assert ids(grid) == [7]
    press(grid, Qt.Key.Key_Right, SHIFT)
    press(grid, Qt.Key.Key_Right, SHIFT)
    assert ids(grid) == [7, 8, 9]
    press(grid, Qt.Key.Key_Home)
    assert ids(grid) == [1]
    press(grid, Qt.Key.Key_A, CTRL)
    assert len(ids(grid)) == 12


def test_letters_go_to_a_class(make_grid: MakeGrid) -> None:
    tiles = some(12)
    tiles[8] = tiles[8]._replace(class_name="horse")
    grid = make_grid(tiles)
    click(grid, 0)
    press(grid, Qt.Key.Key_H)
    assert ids(grid) == [9]


def test_the_focus_that_comes_by_tab_has_somewhere_to_be(make_grid: MakeGrid) -> None:
    grid = make_grid(some(12))
    grid.clearFocus()
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    current = grid.current()
    assert current is not None
    assert current.id == 1
    assert ids(grid) == []


def test_what_is_selected_survives_another_order(make_grid: MakeGrid) -> None:
    grid = make_grid(some(12))
    told = []
    click(grid, 2)
    click(grid, 5, CTRL)
    grid.selection_changed.connect(lambda: told.append(ids(grid)))
    grid.pictures.set_tiles(some(12)[::-1])
    assert sorted(ids(grid)) == [3, 6]
    current = grid.current()
    assert current is not None
    assert current.id == 6
    assert told == []
    grid.pictures.set_tiles([a_tile(number) for number in (20, 6, 21)])
    assert ids(grid) == [6]
    assert told[-1] == [6]


def test_the_next_one_is_current_when_some_are_taken_away(make_grid: MakeGrid) -> None:
    grid = make_grid(some(12))
    click(grid, 4)
    grid.pictures.set_tiles([tile for tile in some(12) if tile.id != 5])
    assert ids(grid) == []
    current = grid.current()
    assert current is not None
    assert current.id == 6


def test_the_place_stays_when_some_come_and_go(make_grid: MakeGrid, qtbot: QtBot) -> None:
    tiles = some(2000)
    grid = make_grid(tiles)
    grid.verticalScrollBar().setValue(20_000)
    top = grid.visible_ids()[0]
    grid.pictures.set_tiles([tile for tile in tiles if tile.id not in (1800, 1900)])
    QApplication.sendPostedEvents()
    assert grid.verticalScrollBar().value() == 20_000
    assert grid.visible_ids()[0] == top


def test_what_is_on_the_screen(make_grid: MakeGrid) -> None:
    grid = make_grid(some(200))
    assert grid.visible_ids()[:16] == list(range(1, 17))
    grid.verticalScrollBar().setValue(10 * grid.gridSize().height())
    assert grid.visible_ids()[0] == 51
    assert len(grid.visible_ids()) < 40


def test_tiles_grow_with_the_wheel_between_two_limits(make_grid: MakeGrid) -> None:
    grid, told = make_grid(some(12)), list[int]()
    grid.size_changed.connect(told.append)
    turn(grid, 120, CTRL)
    turn(grid, -60, CTRL)
    turn(grid, -60, CTRL)
    turn(grid, -120, CTRL)
    assert told == [USUAL + 16, USUAL, USUAL - 16]
    grid.set_side(SMALLEST)
    grid.smaller()
    grid.set_side(LARGEST)
    grid.larger()
    assert told[3:] == []
    turn(grid, -120, CTRL)
    assert place(grid, 1).width() == LARGEST - 16


def test_the_same_tile_is_at_the_top_after_a_change_of_size(make_grid: MakeGrid) -> None:
    grid = make_grid(some(400))
    grid.verticalScrollBar().setValue(30 * grid.gridSize().height())
    top = grid.visible_ids()[0]
    grid.set_side(SMALLEST)
    assert top in grid.visible_ids()[:7]


def test_tiles_stay_whole_at_any_width(make_grid: MakeGrid, qtbot: QtBot) -> None:
    grid = make_grid(some(12))
    grid.resize(400, 560)
    qtbot.waitUntil(lambda: place(grid, 2).top() > place(grid, 0).top())
    assert place(grid, 1).right() < grid.viewport().width()


def test_a_drag_takes_all_that_is_selected_and_can_be_sorted(
    make_grid: MakeGrid, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged = []

    def note(drag: QDrag, actions: Qt.DropAction, default: Qt.DropAction) -> Qt.DropAction:
        dragged.append((dragged_ids(drag.mimeData()), drag.pixmap().isNull()))
        return Qt.DropAction.MoveAction

    monkeypatch.setattr(QDrag, "exec", note)
    grid = make_grid([*some(6), Tile(-1, "", "broken.jpg", unreadable="Empty file")])
    for row in (1, 4, 6):
        click(grid, row, CTRL)
    QTest.mousePress(grid.viewport(), LEFT, PLAIN, middle(grid, 4))
    for step in range(1, 30, 5):
        QTest.mouseMove(grid.viewport(), middle(grid, 4) + QPoint(step, step))
    QTest.mouseRelease(grid.viewport(), LEFT, PLAIN, middle(grid, 4) + QPoint(30, 30))
    assert dragged == [((2, 5), False)]
    assert grid.pictures.rowCount() == 7


def test_ten_thousand_are_there_at_once(make_grid: MakeGrid, qtbot: QtBot) -> None:
    grid = make_grid(some(10_000))
    press(grid, Qt.Key.Key_End)
    assert ids(grid) == [10_000]
    grid.selectAll()
    assert len(ids(grid)) == 10_000
