"""One picture over the page: small at once, then large; the page hears of the keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import Program, build
from app.models.desk import Desk, Events
from app.models.thumbs import OnLarge
from app.models.tiles import Tile, make_tiles
from app.models.window_memory import WindowMemory
from app.storage.folders import find_folders
from app.views.grid.quick_look import QuickLook
from app.views.theme.look import Look
from mmrl_engine.notices import notice

SOON = 20_000
WIDE, TALL = 900, 600


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    made = build(find_folders(tmp_path / "data"))
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, program: Program, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(program, Events(), WindowMemory(tmp_path))
    yield made
    made.close()


@pytest.fixture
def tiles(program: Program, tmp_path: Path) -> list[Tile]:
    """A red and a blue picture."""
    files = [tmp_path / "1 red.png", tmp_path / "2 blue.png"]
    for file in files:
        Image.new("RGB", (WIDE, TALL), file.stem[2:]).save(file)
    project = program.projects.create(name="Test").made
    assert project is not None
    program.importing.run(project_id=project, plan=program.importing.plan(paths=files))
    found = make_tiles(program.pictures.page(project_id=project), (), {}, frozenset())
    return sorted(found, key=lambda tile: tile.name)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(640, 480)
    return made


@pytest.fixture
def quick(desk: Desk, look: Look, page: QWidget) -> QuickLook:
    made = QuickLook(desk, look, page)
    page.show()
    page.activateWindow()
    return made


def middle(quick: QuickLook) -> QColor:
    return quick.grab().toImage().pixelColor(quick.width() // 2, quick.height() // 2 - 20)


def large(quick: QuickLook) -> bool:
    return quick.pixmap is not None and quick.pixmap.width() == WIDE


def test_a_large_view_of_one_after_another(qtbot: QtBot, page: QWidget, quick: QuickLook, tiles: list[Tile]) -> None:
    quick.show_tile(tiles[0])
    assert quick.geometry() == page.rect()
    qtbot.waitUntil(lambda: large(quick), timeout=SOON)
    assert middle(quick).red() > 240
    quick.show_tile(tiles[1])
    qtbot.waitUntil(lambda: large(quick) and middle(quick).blue() > 240, timeout=SOON)


def test_what_comes_late_is_not_shown_for_another(
    qtbot: QtBot, quick: QuickLook, tiles: list[Tile], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[OnLarge] = []
    monkeypatch.setattr(desk.thumbs, "large", lambda path, longest, on_done: asked.append(on_done))
    quick.show_tile(tiles[0])
    qtbot.waitUntil(lambda: len(asked) == 1)
    quick.show_tile(tiles[1])
    qtbot.waitUntil(lambda: len(asked) == 2)
    first, second = QPixmap(30, 20), QPixmap(40, 20)
    asked[1](second, None)
    asked[0](first, None)
    assert quick.pixmap is second
    asked[0](None, notice("picture-empty", path="x"))
    assert quick.reason == ""


def test_a_picture_that_cannot_be_opened_says_why(
    qtbot: QtBot, quick: QuickLook, tiles: list[Tile], program: Program
) -> None:
    program.pictures.path_of(placement_id=tiles[0].id).unlink()
    quick.show_tile(tiles[0])
    qtbot.waitUntil(lambda: bool(quick.reason), timeout=SOON)
    assert quick.pixmap is None
    quick.show_tile(tiles[1])
    assert quick.reason == ""
    quick.show_tile(Tile(-1, "", "x.jpg", unreadable="Empty file"))
    assert quick.reason == "Empty file"
    assert quick.accessibleName() == "x.jpg, Empty file"


def test_keys_are_told_and_not_taken_by_the_window(
    qtbot: QtBot, page: QWidget, quick: QuickLook, tiles: list[Tile]
) -> None:
    taken: list[bool] = []
    for shortcut in ("3", "Right", "Escape"):
        action = QAction(page)
        action.setShortcut(shortcut)
        action.triggered.connect(taken.append)
        page.addAction(action)
    moved, digits = list[int](), list[int]()
    quick.moved.connect(moved.append)
    quick.sorted_into.connect(digits.append)
    quick.show_tile(tiles[0])
    qtbot.waitUntil(quick.hasFocus)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_3, Qt.Key.Key_0):
        QTest.keyClick(quick, key)
    assert moved == [1, 1, -1, -1]
    assert digits == [3, 0]
    with qtbot.waitSignal(quick.closed):
        QTest.keyClick(quick, Qt.Key.Key_Escape)
    assert not quick.isVisible()
    assert taken == []


def test_space_closes_it_but_not_the_one_that_is_still_held(qtbot: QtBot, quick: QuickLook, tiles: list[Tile]) -> None:
    quick.show_tile(tiles[0])
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(quick, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Space, none, " ", autorep=True))
    assert quick.isVisible()
    QTest.keyClick(quick, Qt.Key.Key_Space)
    assert not quick.isVisible()


def test_by_mouse(qtbot: QtBot, quick: QuickLook, tiles: list[Tile]) -> None:
    moved = list[int]()
    quick.moved.connect(moved.append)
    quick.show_tile(tiles[0])
    qtbot.waitUntil(lambda: large(quick), timeout=SOON)
    for name, expected in (("Next picture", 1), ("Previous picture", -1)):
        button = next(item for item in quick.findChildren(QWidget) if item.accessibleName() == name)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert moved[-1] == expected
    assert quick.hasFocus()
    QTest.mouseClick(quick, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, quick.rect().center())
    assert quick.isVisible()
    QTest.mouseClick(quick, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 200))
    assert not quick.isVisible()


def test_tab_stays_inside(qtbot: QtBot, quick: QuickLook, tiles: list[Tile]) -> None:
    quick.show_tile(tiles[0])
    qtbot.waitUntil(quick.hasFocus)
    seen = []
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName())
    assert seen == ["Previous picture", "Next picture", "Close", "1 red.png"]


def test_it_covers_a_page_that_grows(page: QWidget, quick: QuickLook, tiles: list[Tile]) -> None:
    quick.show_tile(tiles[0])
    page.resize(900, 700)
    assert quick.size() == page.size()
