"""Pictures go into classes by keys, by mouse and by the suggestions of the words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.models.tiles import Sort
from app.views.widgets.class_finder import ClassFinder
from tests.gui.pictures_page.conftest import CTRL, LEFT, NONE, Scene

KEYPAD = Qt.KeyboardModifier.KeypadModifier


@pytest.fixture
def inbox(scene: Scene) -> Scene:
    """Three unsorted pictures: cat_1.png, dog_2.png, dog_3.png."""
    project = scene.project()
    scene.fill(project, scene.file("cat"), scene.file("dog"), scene.file("dog"))
    scene.open(project)
    scene.show("inbox")
    scene.focus(scene.page.grid)
    return scene


@pytest.mark.parametrize("modifier", [NONE, KEYPAD])
def test_a_digit_puts_what_is_selected_in_that_class(inbox: Scene, modifier: Qt.KeyboardModifier) -> None:
    inbox.choose("dog_2.png", "dog_3.png")
    inbox.press(Qt.Key.Key_2, modifier)
    assert inbox.placed() == {"cat_1.png": None, "dog_2.png": "dog", "dog_3.png": "dog"}
    assert inbox.names() == ["cat_1.png"]
    assert [message.text for message in inbox.said] == ["2 picture(s) put in <b>dog</b>."]
    assert inbox.said[0].undo is not None


def test_sorting_goes_on_with_the_next_picture(inbox: Scene) -> None:
    inbox.choose(inbox.names()[0])
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        inbox.press(key)
    assert inbox.tiles() == []
    assert sorted(name or "" for name in inbox.placed().values()) == ["bird", "cat", "dog"]
    assert inbox.page.empty.title() == "Everything is sorted."


def test_a_digit_without_a_class_does_nothing(inbox: Scene) -> None:
    inbox.choose("cat_1.png")
    inbox.press(Qt.Key.Key_9)
    assert inbox.said == []
    assert inbox.placed()["cat_1.png"] is None


def test_zero_puts_back_in_the_inbox(inbox: Scene) -> None:
    inbox.choose("cat_1.png")
    inbox.press(Qt.Key.Key_1)
    inbox.show("class", "cat")
    inbox.focus(inbox.page.grid)
    inbox.choose("cat_1.png")
    inbox.press(Qt.Key.Key_0)
    assert inbox.placed()["cat_1.png"] is None
    assert inbox.said[-1].text == "1 picture(s) put back in the inbox."


def test_a_bar_counts_only_what_was_changed(inbox: Scene) -> None:
    inbox.choose("cat_1.png")
    inbox.press(Qt.Key.Key_1)
    inbox.show("all")
    inbox.focus(inbox.page.grid)
    inbox.press(Qt.Key.Key_A, CTRL)
    inbox.press(Qt.Key.Key_1)
    assert inbox.said[-1].text == "2 picture(s) put in <b>cat</b>."


def test_the_inbox_is_grouped_by_what_the_words_say(inbox: Scene) -> None:
    assert [tile.suggested for tile in inbox.tiles()] == ["cat", "dog", "dog"]
    assert not any(tile.suggested_sure for tile in inbox.tiles())  # the demo model is never sure of words
    assert inbox.page.inbox_line.isVisible()


def test_one_button_accepts_all_as_one_act(inbox: Scene) -> None:
    inbox.press(Qt.Key.Key_A, CTRL)
    box = inbox.page.inspector.suggestion
    assert box.accept.text() == "Accept all 3"
    QTest.mouseClick(box.accept, LEFT)
    inbox.settle()
    assert inbox.placed() == {"cat_1.png": "cat", "dog_2.png": "dog", "dog_3.png": "dog"}
    assert len(inbox.said) == 1
    assert all(f"<b>{name}</b>" in inbox.said[0].text for name in ("cat", "dog"))
    inbox.undo()
    assert set(inbox.placed().values()) == {None}


def test_enter_accepts_what_is_selected_and_then_the_next(inbox: Scene) -> None:
    inbox.choose("dog_2.png")
    assert inbox.page.inspector.suggestion.accept.text() == "Put in dog"
    inbox.press(Qt.Key.Key_Return)
    inbox.press(Qt.Key.Key_Return)
    assert sum(name is not None for name in inbox.placed().values()) == 2


def test_without_the_inspector_the_bar_offers_the_suggestions(inbox: Scene) -> None:
    inbox.press(Qt.Key.Key_A, CTRL)
    assert not inbox.page.bar.selection.accept_all.isVisible()
    inbox.press(Qt.Key.Key_F9)
    inbox.press(Qt.Key.Key_Left)
    assert inbox.page.bar.selection.accept_all.isVisible()
    QTest.mouseClick(inbox.page.bar.selection.accept_all, LEFT)
    inbox.settle()
    assert sum(name is not None for name in inbox.placed().values()) == 1
    inbox.press(Qt.Key.Key_F9)
    assert inbox.page.inspector.isVisible()


def test_a_button_of_the_bar_sorts_and_leaves_the_focus_in_the_grid(inbox: Scene) -> None:
    inbox.choose("dog_2.png")
    button = inbox.page.bar.selection.findChildren(type(inbox.page.bar.selection.more))
    cat = next(item for item in button if item.accessibleName() == "Put in cat")
    inbox.focus(cat)
    QTest.keyClick(cat, Qt.Key.Key_Space)
    inbox.settle()
    assert inbox.placed()["dog_2.png"] == "cat"
    assert inbox.page.bar.currentIndex() == 0
    assert inbox.page.grid.hasFocus()


def test_a_class_is_found_by_typing_or_made(inbox: Scene) -> None:
    for typed, expected in (("bi", "bird"), ("horse", "horse")):
        inbox.choose(inbox.names()[0])
        name = inbox.selected()[0]
        inbox.press(Qt.Key.Key_L)
        finder = QApplication.activePopupWidget()
        assert isinstance(finder, ClassFinder)
        QTest.keyClicks(finder.field, typed)
        QTest.keyClick(finder.field, Qt.Key.Key_Return)
        inbox.settle()
        assert inbox.placed()[name] == expected


def test_escape_closes_the_finder_and_then_selects_nothing(inbox: Scene) -> None:
    inbox.choose("cat_1.png")
    inbox.press(Qt.Key.Key_L)
    finder = QApplication.activePopupWidget()
    assert isinstance(finder, ClassFinder)
    QTest.keyClick(finder.field, Qt.Key.Key_Escape)
    inbox.settle()
    assert QApplication.activePopupWidget() is None
    assert inbox.page.escape()
    assert inbox.selected() == []


def test_pictures_are_dropped_on_a_class(inbox: Scene) -> None:
    model = inbox.page.model
    mime = model.mimeData([model.index(row) for row in range(2)])
    assert inbox.drop(mime, inbox.page.side.list.viewport(), inbox.row_place("bird"))
    assert list(inbox.placed().values()).count("bird") == 2


def test_the_list_in_the_inspector_sorts(inbox: Scene) -> None:
    inbox.show("all")
    inbox.focus(inbox.page.grid)
    inbox.choose("cat_1.png")
    inbox.press(Qt.Key.Key_1)
    classes = inbox.page.inspector.classes
    assert classes.currentText() == "cat"
    inbox.press(Qt.Key.Key_Down, on=classes)
    assert inbox.placed()["cat_1.png"] == "dog"


def test_next_unsorted_leads_to_the_inbox(inbox: Scene) -> None:
    inbox.show("class", "cat")
    QTest.mouseClick(inbox.page.side.all, LEFT)
    inbox.settle()
    inbox.focus(inbox.page.grid)
    inbox.choose("dog_3.png")
    inbox.press(Qt.Key.Key_1)
    inbox.press(Qt.Key.Key_N)
    assert inbox.page.grid.current() is not None
    assert inbox.selected() == ["dog_2.png"]


def test_the_large_view_sorts_only_the_picture_that_is_seen(inbox: Scene) -> None:
    inbox.page.shelves.set_sort(Sort.NAME)
    inbox.press(Qt.Key.Key_A, CTRL)
    inbox.page.grid.setCurrentIndex(inbox.page.model.index(0))
    inbox.press(Qt.Key.Key_A, CTRL)
    inbox.press(Qt.Key.Key_Space)
    quick = inbox.page.quick
    assert quick.isVisible()
    assert quick.tile is not None
    seen = quick.tile.name
    inbox.press(Qt.Key.Key_9, on=quick)
    assert quick.tile is not None
    assert quick.tile.name == seen
    inbox.press(Qt.Key.Key_3, on=quick)
    assert [name for name, group in inbox.placed().items() if group == "bird"] == [seen]
    assert quick.tile is not None
    assert quick.tile.name != seen
    inbox.press(Qt.Key.Key_Escape, on=quick)
    assert not quick.isVisible()
    assert inbox.page.grid.hasFocus()


def test_the_large_view_survives_that_nothing_is_left(inbox: Scene) -> None:
    inbox.choose("cat_1.png")
    inbox.press(Qt.Key.Key_Space)
    inbox.page.model.set_tiles([])
    inbox.press(Qt.Key.Key_Right, on=inbox.page.quick)
    assert inbox.broken == []
