"""What is shown: classes, trash, copies, unreadable files, what is found by words; each with its words when empty."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.models.tiles import Shown, Sort
from app.services.jobs import FeaturesJob, NamesJob
from app.views.dialogs.asking import AskDialog
from app.views.wishes import ShowPictures
from tests.gui.desk_fixture import opened_project
from tests.gui.pictures_page.conftest import CTRL, LEFT, Scene, until


def search(scene: Scene, text: str) -> None:
    scene.page.start_search()
    scene.focus(scene.page.bar.search)
    scene.page.bar.search.selectAll()
    QTest.keyClicks(scene.page.bar.search, text)
    scene.press(Qt.Key.Key_Return, on=scene.page.bar.search)


def test_an_empty_project_says_what_to_do(scene: Scene) -> None:
    scene.open(scene.project())
    assert scene.page.empty.title() == "Drop pictures here."
    scene.show("inbox")
    assert scene.page.empty.title() == "Drop pictures here."
    scene.show("class", "dog")
    assert scene.page.empty.title() == "No pictures of dog yet."
    assert scene.page.inspector.nothing.isVisible()


def test_the_counts_stand_beside_the_names(scene: Scene) -> None:
    project = scene.project()
    scene.fill(project, scene.file("cat"), scene.file("cat"), into="cat")
    scene.fill(project, scene.file("dog"))
    scene.open(project)
    assert scene.page.side.all.accessibleName() == "All pictures, 3"
    assert scene.page.side.inbox.accessibleName() == "Inbox, 1"
    assert not scene.page.side.trash.isVisible()
    assert (scene.page.bar.title.text(), scene.page.bar.how_many.text()) == ("All pictures", "3")


def test_the_trash_gives_back_and_asks_before_it_is_emptied(scene: Scene) -> None:
    project = scene.project()
    scene.fill(project, scene.file("cat"), scene.file("dog"), into="cat")
    scene.open(project)
    scene.press(Qt.Key.Key_A, CTRL)
    scene.press(Qt.Key.Key_Delete)
    assert scene.said[-1].text == "2 picture(s) removed."
    scene.show("trash")
    scene.focus(scene.page.grid)
    scene.choose("cat_1.png")
    scene.press(Qt.Key.Key_2)  # what lies in the trash is not sorted
    assert len(scene.said) == 1
    QTest.mouseClick(scene.page.inspector.back, LEFT)
    scene.settle()
    assert scene.placed() == {"cat_1.png": "cat"}
    QTest.mouseClick(scene.page.bar.empty, LEFT)
    asked = scene.page.findChild(AskDialog)
    assert asked is not None
    assert asked.windowTitle() == "Remove 1 picture(s) for good?"
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    scene.settle()
    assert scene.names() == ["dog_2.png"]
    scene.page.activateWindow()
    scene.focus(scene.page.grid)
    scene.choose("dog_2.png")
    scene.press(Qt.Key.Key_Delete)
    asked = next(item for item in scene.page.findChildren(AskDialog) if item.isVisible())
    QTest.mouseClick(asked.act, LEFT)
    scene.settle()
    assert scene.tiles() == []
    assert scene.page.empty.title() == "The trash is empty."


def test_one_of_each_copy_is_kept_and_comes_back_with_undo(scene: Scene) -> None:
    project = scene.project()
    cat, dog = scene.file("cat"), scene.file("dog")
    scene.fill(project, cat, scene.copy_of(cat), dog, into="cat")
    scene.fill(project, scene.copy_of(dog), into="dog")
    scene.open(project)
    assert scene.page.side.copies.accessibleName() == "Copies, 4"
    scene.show("copies")
    line = scene.page.copies_line
    assert line.words.text() == (
        "1 picture(s) are copies. They make the test look better than it is. "
        "2 picture(s) look the same but sit in different classes."
    )
    QTest.mouseClick(line.fix, LEFT)
    scene.settle()
    assert len(scene.placed()) == 3
    assert not line.fix.isVisible()
    scene.undo()
    assert len(scene.placed()) == 4


def test_a_file_that_cannot_be_read_is_a_tile_with_its_reason(scene: Scene) -> None:
    project = scene.project()
    broken = scene.folder / "IMG_0211.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0broken")
    empty = scene.folder / "nothing.png"
    empty.write_bytes(b"")
    scene.fill(project, broken, empty, scene.file("cat"))
    scene.open(project)
    assert [tile.unreadable for tile in scene.tiles()] == ["", "Damaged file", "Empty file"]
    assert scene.page.bar.how_many.text() == "1"
    scene.show("unreadable")
    scene.focus(scene.page.grid)
    scene.choose("IMG_0211.jpg")
    assert not scene.page.inspector.classes.isVisible()
    scene.press(Qt.Key.Key_1)
    scene.press(Qt.Key.Key_Delete)
    assert scene.names() == ["nothing.png"]
    assert [message.text for message in scene.said] == ["1 file(s) taken off the list."]


def test_the_order_is_chosen_and_the_inbox_has_its_own(scene: Scene) -> None:
    project = scene.project()
    scene.fill(project, scene.file("dog"), scene.file("cat"), scene.file("bird"))
    scene.open(project)
    assert scene.names() == ["bird_3.png", "cat_2.png", "dog_1.png"]
    sort = scene.page.bar.sort
    sort.setFocus()
    scene.press(Qt.Key.Key_End, on=sort)
    assert sort.currentData() is Sort.CLASS
    scene.press(Qt.Key.Key_Up, on=sort)
    assert scene.names() == ["bird_3.png", "cat_2.png", "dog_1.png"]
    assert sort.currentData() is Sort.NAME
    scene.show("inbox")
    assert sort.currentData() is Sort.SURE
    assert scene.names() == ["cat_2.png", "dog_1.png", "bird_3.png"]
    scene.press(Qt.Key.Key_Down, on=sort)
    assert scene.names() == ["bird_3.png", "cat_2.png", "dog_1.png"]
    scene.show("all")
    assert sort.currentData() is Sort.NAME


def test_pictures_are_found_by_words(scene: Scene) -> None:
    project = scene.project()
    scene.fill(project, scene.file("cat"), scene.file("dog"), scene.file("fish"))
    scene.open(project)
    scene.show("inbox")
    search(scene, "fish")
    assert scene.names() == ["fish_3.png"]
    assert scene.page.bar.title.text() == "fish"
    search(scene, "sea")
    assert scene.page.empty.title() == 'Nothing here looks like "sea".'
    scene.press(Qt.Key.Key_Escape, on=scene.page.bar.search)
    assert scene.shown() == Shown("inbox")


def test_what_is_found_too_late_is_not_shown(scene: Scene) -> None:
    project = scene.project()
    scene.fill(project, scene.file("cat"), scene.file("fish"))
    scene.open(project)
    scene.runner.holds = (NamesJob,)
    search(scene, "fish")
    scene.page.bar.search.clear()
    scene.runner.holds = ()
    scene.runner.work()
    scene.settle()
    assert scene.shown() == Shown()
    assert len(scene.names()) == 2


def test_it_says_that_it_is_still_looking(scene: Scene) -> None:
    project = scene.project()
    scene.fill(project, scene.file("cat"), scene.file("fish"))
    scene.runner.holds = (FeaturesJob,)
    scene.open(project)
    search(scene, "fish")
    assert scene.page.empty.title() == "Still looking."
    scene.runner.holds = ()
    scene.runner.work()
    until(scene.qtbot, lambda: scene.names() == ["fish_2.png"])


def test_another_shelf_ends_a_search(scene: Scene) -> None:
    project = scene.project()
    scene.fill(project, scene.file("cat"), scene.file("fish"))
    scene.open(project)
    search(scene, "fish")
    scene.show("inbox")
    assert scene.page.bar.search.text() == ""
    assert scene.shown() == Shown("inbox")


def test_a_picture_that_is_alike_is_shown_even_from_another_shelf(scene: Scene) -> None:
    project = scene.project()
    scene.fill(project, scene.file("cat"), into="cat")
    scene.fill(project, scene.file("cat"), into="dog")
    scene.open(project)
    scene.show("class", "cat")
    scene.focus(scene.page.grid)
    scene.choose("cat_1.png")
    assert scene.page.inspector.similar.verdict.text() == "Maybe"
    scene.page.inspector.similar.alike.chosen.emit(scene.page.inspector.similar.alike.pictures()[0].id)
    assert scene.selected() == ["cat_2.png"]


def test_the_check_page_may_show_some(scene: Scene) -> None:
    project = scene.project()
    scene.fill(project, scene.file("cat"), scene.file("dog"))
    scene.open(project)
    wanted = next(tile.id for tile in scene.tiles() if tile.name == "dog_2.png")
    scene.page.show_what(ShowPictures(placement_ids=(wanted,)))
    assert scene.names() == ["dog_2.png"]
    scene.page.show_what(ShowPictures())
    assert len(scene.names()) == 2


def test_another_project_shows_nothing_of_the_last_one(scene: Scene) -> None:
    first, second = scene.project(name="First"), scene.project(("one", "two"), name="Second")
    cat = scene.file("cat")
    scene.fill(first, cat, scene.copy_of(cat))
    scene.fill(second, scene.file("dog"))
    scene.open(first)
    scene.show("inbox")
    scene.focus(scene.page.grid)
    scene.press(Qt.Key.Key_A, CTRL)
    other = opened_project(scene.qtbot, scene.desk, second)
    QTest.keyClick(scene.page.grid, Qt.Key.Key_1)  # and the answer comes when the other one is open
    scene.page.set_project(other)
    scene.settle()
    assert scene.said == []
    assert scene.names() == ["dog_3.png"]
    assert scene.selected() == []
    assert scene.page.inspector.nothing.isVisible()
    assert not scene.page.side.copies.isVisible()


def test_what_is_seen_is_looked_at_first(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    project = scene.project()
    scene.fill(project, scene.file("cat"))
    seen: list[list[int]] = []

    def hear(ids: Iterable[int]) -> None:
        seen.append(list(ids))

    monkeypatch.setattr(scene.desk.vectors, "set_visible", hear)
    scene.open(project)
    until(scene.qtbot, lambda: seen and seen[-1] == [scene.tiles()[0].id])


def test_the_tile_size_and_the_inspector_are_remembered(scene: Scene) -> None:
    project = scene.project()
    scene.fill(project, scene.file("cat"))
    scene.open(project)
    before = scene.page.grid.side
    scene.press(Qt.Key.Key_Plus, CTRL)
    scene.press(Qt.Key.Key_F9)
    assert not scene.page.inspector.isVisible()
    again = type(scene.page)(scene.desk, scene.page.look)
    scene.qtbot.addWidget(again)
    again.resize(1280, 720)
    again.show()
    assert again.grid.side > before
    assert not again.inspector.isVisible()


def test_a_narrow_window_has_no_inspector(scene: Scene) -> None:
    scene.open(scene.project())
    scene.page.resize(1000, 720)
    assert not scene.page.inspector.isVisible()
    scene.press(Qt.Key.Key_F9, on=scene.page)
    assert scene.page.inspector.isVisible()
    scene.page.resize(1001, 720)
    assert scene.page.inspector.isVisible()
    scene.page.resize(1280, 720)
    assert scene.page.inspector.isVisible()


def test_of_a_class_only_some_pictures_are_shown(scene: Scene) -> None:
    project = scene.project()
    first = scene.file("cat")
    scene.fill(project, first, scene.file("cat"), into="cat")
    scene.fill(project, scene.copy_of(first), into="cat")
    scene.open(project)
    entries = scene.page.bar.filters.entries
    assert not any(entry.isVisible() for entry in entries.values())  # the side bar has the whole project's
    scene.show("class", "cat")
    assert len(scene.names()) == 3
    entries["copies"].trigger()
    scene.settle()
    assert sorted(scene.names()) == ["cat_1.png", "copy_3.bmp"]
    assert scene.page.bar.title.text() == "cat: copies"
    assert entries["copies"].isChecked()
    entries["wrong"].trigger()
    scene.settle()
    assert scene.page.empty.title() == "No picture is likely wrong."
    shown = scene.page.empty.currentWidget()
    assert shown is not None
    button = shown.findChild(QPushButton)
    assert button is not None
    QTest.mouseClick(button, LEFT)
    scene.settle()
    assert len(scene.names()) == 3
    entries["copies"].trigger()
    scene.settle()
    assert scene.page.escape()
    assert scene.shown() == Shown("class", scene.view("cat"))
    entries["copies"].trigger()
    scene.show("class", "dog")
    assert scene.page.empty.title() == "No pictures of dog yet."
