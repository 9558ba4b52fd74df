"""What is seen of a tile: its picture, its state, and its caption."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.models.thumbs import Thumbs
from app.models.tiles import Tile
from app.services.colors import mark
from app.views.grid.grid import PictureGrid
from app.views.grid.tile_pictures import KeptPixmaps
from app.views.theme.look import Look
from tests.gui.grid.conftest import MakeGrid, a_tile, middle, place, some

RED = QColor("#FE0000")
NEAR = 40  # what compression makes of a colour, and what smooth edges do


def painted(grid: PictureGrid) -> QImage:
    return grid.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def near(one: QColor, other: QColor) -> bool:
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue())) < NEAR


def count(image: QImage, rect: QRect, color: QColor) -> int:
    points = ((x, y) for x in range(rect.left(), rect.right() + 1) for y in range(rect.top(), rect.bottom() + 1))
    return sum(near(image.pixelColor(x, y), color) for x, y in points)


def corner(grid: PictureGrid, row: int, *, right: bool = False) -> QRect:
    square = place(grid, row)
    return QRect(square.right() - 34 if right else square.left() + 8, square.top() + 8, 26, 26)


def caption(grid: PictureGrid, row: int) -> QRect:
    square = place(grid, row)
    return QRect(square.left(), square.bottom() + 3, square.width(), 20)


def seen(qtbot: QtBot, grid: PictureGrid, row: int) -> None:
    """Waits for the picture."""
    qtbot.waitUntil(lambda: near(painted(grid).pixelColor(middle(grid, row)), RED), timeout=20_000)


def test_a_picture_fills_its_square_when_it_is_there(make_grid: MakeGrid, qtbot: QtBot, look: Look) -> None:
    grid = make_grid([*some(2), a_tile(3)._replace(sha256="f" * 64)])
    seen(qtbot, grid, 0)
    image, square = painted(grid), place(grid, 0)
    assert near(image.pixelColor(square.left() + 2, square.center().y()), RED)
    assert near(image.pixelColor(square.topLeft()), look.color("surface"))  # round
    assert near(image.pixelColor(middle(grid, 2)), look.color("sunken"))  # it cannot be had


def test_a_tile_under_the_pointer_offers_a_tick(make_grid: MakeGrid, qtbot: QtBot, look: Look) -> None:
    grid = make_grid(some(3))
    seen(qtbot, grid, 1)
    assert count(painted(grid), corner(grid, 1), look.color("raised")) == 0
    QTest.mouseMove(grid.viewport(), middle(grid, 1))
    qtbot.waitUntil(lambda: count(painted(grid), corner(grid, 1), look.color("raised")) > 100)
    QTest.mouseMove(grid.viewport(), middle(grid, 0))
    qtbot.waitUntil(lambda: count(painted(grid), corner(grid, 1), look.color("raised")) == 0)


def test_a_selected_tile_has_tick_edge_and_caption(make_grid: MakeGrid, qtbot: QtBot, look: Look) -> None:
    grid = make_grid(some(3))
    seen(qtbot, grid, 1)
    grid.choose(2)
    image, square = painted(grid), place(grid, 1)
    assert count(image, corner(grid, 1), look.color("accent")) > 100
    assert near(image.pixelColor(square.left() + 2, square.center().y()), look.color("accent"))
    assert image.pixelColor(caption(grid, 1).center()) == look.color("accent-soft")
    assert image.pixelColor(caption(grid, 2).center()) == look.color("surface")


def test_the_keyboard_has_a_ring_and_the_mouse_has_none(make_grid: MakeGrid, look: Look) -> None:
    grid = make_grid(some(3))
    at = QPoint(place(grid, 0).center().x(), place(grid, 0).top() - 3)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(grid, 0))
    assert painted(grid).pixelColor(at) == look.color("surface")
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Left)
    assert painted(grid).pixelColor(at) == look.color("focus")
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(grid, 0))
    assert painted(grid).pixelColor(at) == look.color("surface")


def test_a_copy_has_a_badge_and_says_so(make_grid: MakeGrid, qtbot: QtBot, look: Look) -> None:
    grid = make_grid([a_tile(1), a_tile(2)._replace(has_copy=True)])
    seen(qtbot, grid, 1)
    image = painted(grid)
    assert count(image, corner(grid, 0, right=True), look.color("raised")) == 0
    assert count(image, corner(grid, 1, right=True), look.color("raised")) > 100
    right = caption(grid, 0).adjusted(60, 0, 0, 0)
    assert count(image, right, look.color("muted")) == 0
    assert count(image, right.translated(grid.gridSize().width(), 0), look.color("muted")) > 0


def test_how_sure_a_suggestion_is_has_a_word_or_an_icon(make_grid: MakeGrid, look: Look) -> None:
    hint = Tile(1, "", "a.png", suggested_id=3, suggested="bird", suggested_mark=mark(2))
    grid = make_grid([hint, hint._replace(id=2, suggested_sure=True)])
    for _ in range(2):
        image = painted(grid)
        for row, token in enumerate(("warning", "success")):
            right = caption(grid, row).adjusted(90, 0, 0, 0)
            assert count(image, right, look.color(token)) > 5, (row, token)
            assert count(image, caption(grid, row).adjusted(0, 0, -100, 0), look.class_color("green")) > 20
        look.set(text_size=200)  # there is no room for "maybe" beside a name now


def test_a_file_that_cannot_be_read_says_why(make_grid: MakeGrid, look: Look) -> None:
    grid = make_grid([Tile(-1, "", "IMG_0211.jpg", unreadable="Damaged file")])
    image, square = painted(grid), place(grid, 0)
    assert near(image.pixelColor(square.left() + 8, square.center().y()), look.color("sunken"))
    assert count(image, square.adjusted(10, 65, -10, -10), look.color("muted")) > 20  # the words
    assert count(image, square.adjusted(10, 10, -10, -70), look.color("muted")) > 20  # the icon
    assert count(image, caption(grid, 0), look.color("muted")) > 20


def test_another_theme_is_worn_at_once(make_grid: MakeGrid, qtbot: QtBot, look: Look) -> None:
    grid = make_grid(some(2))
    seen(qtbot, grid, 0)
    look.set(theme="dark")
    image = painted(grid)
    assert image.pixelColor(caption(grid, 0).right() - 2, caption(grid, 0).center().y()) == look.color("surface")
    assert count(image, caption(grid, 0), look.color("text")) > 5


def test_what_was_copied_while_scrolling_is_what_would_be_painted(
    make_grid: MakeGrid, qtbot: QtBot, thumbs: Thumbs
) -> None:
    grid = make_grid([tile._replace(class_name=f"class {tile.id}") for tile in some(30)])
    qtbot.waitUntil(lambda: all(thumbs.pixmap(f"{number:064x}") is not None for number in range(1, 31)))
    seen(qtbot, grid, 0)
    for value in (40, 170, 55, 333):
        grid.verticalScrollBar().setValue(value)
        qtbot.waitUntil(lambda: on_screen(grid) == painted(grid))


def on_screen(grid: PictureGrid) -> QImage:
    window = grid.screen().grabWindow(grid.winId())
    return window.copy(grid.viewport().geometry()).toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_kept_pixmaps_are_bounded_and_the_last_used_stay() -> None:
    kept = KeptPixmaps(most_bytes=2 * 4 * 100)
    for name in ("a", "b"):
        kept.keep(name, QPixmap(10, 10))
    assert kept.get("a") is not None
    kept.keep("c", QPixmap(10, 10))
    assert [name for name in "abc" if kept.get(name) is not None] == ["a", "c"]
    kept.clear()
    assert kept.get("a") is None


def test_a_tile_looks_the_same_from_kept_parts_and_afresh(make_grid: MakeGrid, qtbot: QtBot, look: Look) -> None:
    grid = make_grid([a_tile(1)._replace(has_copy=True, class_name="horse"), *some(3)[1:]])
    seen(qtbot, grid, 0)
    first = painted(grid)
    assert painted(grid) == first
    look.set(theme="dark")
    assert painted(grid) != first
    look.set(theme="light")
    assert painted(grid) == first
