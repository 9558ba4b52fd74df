"""Classes are made, named, put in order and taken away in the side bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from app.models.class_list import ORDER
from app.models.tiles import Shown
from app.services.next_step import next_step
from app.views.dialogs.words import WordsDialog
from app.views.pictures_page.class_menu import ClassMenu
from tests.gui.pictures_page.conftest import LEFT, Scene, until

ALT = Qt.KeyboardModifier.AltModifier


def class_names(scene: Scene) -> list[str]:
    assert scene.page.project is not None
    return [view.name for view in scene.page.project.state.classes]


def editor(scene: Scene) -> QLineEdit:
    found = [item for item in scene.page.side.list.findChildren(QLineEdit) if item.isVisible()]
    assert len(found) == 1
    return found[0]


def test_a_class_is_made_by_typing(scene: Scene) -> None:
    scene.open(scene.project(()))
    side = scene.page.side
    assert side.hint.isVisible()
    scene.page.activateWindow()
    side.ask_class()
    for name in ("cat", "dog"):
        QTest.keyClicks(side.field.field, name)
        scene.press(Qt.Key.Key_Return, on=side.field.field)
    assert class_names(scene) == ["cat", "dog"]
    assert not side.hint.isVisible()
    assert side.field.field.text() == ""


def test_a_name_that_is_taken_is_told_while_it_is_typed(scene: Scene) -> None:
    scene.open(scene.project())
    field = scene.page.side.field
    QTest.keyClicks(field.field, "CAT")
    assert field.problem.isVisible()
    assert field.problem.text() == 'There is already a class "cat".'
    scene.press(Qt.Key.Key_Return, on=field.field)
    assert class_names(scene) == ["cat", "dog", "bird"]
    assert field.field.text() == "CAT"
    QTest.keyClicks(field.field, "s")
    assert not field.problem.isVisible()
    field.clear()
    scene.press(Qt.Key.Key_Return, on=field.field)
    assert field.problem.text() == "Type a name."


def test_a_class_is_renamed_in_its_row(scene: Scene) -> None:
    scene.open(scene.project())
    scene.show("class", "dog")
    scene.press(Qt.Key.Key_F2, on=scene.page.side.list)
    field = editor(scene)
    field.selectAll()
    QTest.keyClicks(field, "bird")
    assert scene.page.side.rename_problem.text() == 'There is already a class "bird".'
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert editor(scene) is field
    assert class_names(scene) == ["cat", "dog", "bird"]
    QTest.keyClicks(field, "ie")
    assert not scene.page.side.rename_problem.isVisible()
    scene.press(Qt.Key.Key_Return, on=field)
    assert class_names(scene) == ["cat", "birdie", "bird"]
    assert "is now called <b>birdie</b>" in scene.said[-1].text


def test_escape_gives_a_new_name_up(scene: Scene) -> None:
    scene.open(scene.project())
    scene.show("class", "dog")
    scene.press(Qt.Key.Key_F2, on=scene.page.side.list)
    QTest.keyClicks(editor(scene), "bird")
    scene.press(Qt.Key.Key_Escape, on=editor(scene))
    assert class_names(scene) == ["cat", "dog", "bird"]
    assert not scene.page.side.rename_problem.isVisible()


def test_classes_are_put_in_order_by_dragging(scene: Scene) -> None:
    scene.open(scene.project())
    mime = QMimeData()
    mime.setData(ORDER, str(scene.view("bird")).encode())
    assert scene.drop(mime, scene.page.side.list.viewport(), QPoint(20, 2))
    assert class_names(scene) == ["bird", "cat", "dog"]
    mime.setData(ORDER, str(scene.view("bird")).encode())
    scene.drop(mime, scene.page.side.list.viewport(), scene.row_place("dog") + QPoint(0, 14))
    assert class_names(scene) == ["cat", "dog", "bird"]


def test_classes_are_put_in_order_by_keys(scene: Scene) -> None:
    scene.open(scene.project())
    scene.show("class", "cat")
    scene.press(Qt.Key.Key_Down, ALT, on=scene.page.side.list)
    assert class_names(scene) == ["dog", "cat", "bird"]
    scene.press(Qt.Key.Key_Up, ALT, on=scene.page.side.list)
    scene.press(Qt.Key.Key_Up, ALT, on=scene.page.side.list)
    assert class_names(scene) == ["cat", "dog", "bird"]


def test_a_class_that_was_dragged_and_is_gone_does_no_harm(scene: Scene) -> None:
    scene.open(scene.project())
    mime = QMimeData()
    mime.setData(ORDER, b"4711")
    scene.drop(mime, scene.page.side.list.viewport(), QPoint(20, 2))
    assert class_names(scene) == ["cat", "dog", "bird"]


def test_what_is_shown_stays_marked_when_a_class_comes(scene: Scene) -> None:
    scene.open(scene.project())
    scene.show("class", "dog")
    scene.focus(scene.page.side.field.field)
    QTest.keyClicks(scene.page.side.field.field, "fish")
    scene.press(Qt.Key.Key_Return, on=scene.page.side.field.field)
    assert scene.page.side.list.currentIndex().row() == 1


def test_a_class_that_is_removed_is_not_shown_any_more(scene: Scene) -> None:
    project = scene.project()
    scene.fill(project, scene.file("dog"), into="dog")
    scene.open(project)
    scene.show("class", "dog")
    scene.page.side.list.menu_asked.emit(scene.view("dog"), QPoint(100, 100))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, ClassMenu)
    next(action for action in menu.actions() if action.text() == "Remove the class").trigger()
    menu.close()
    scene.settle()
    assert class_names(scene) == ["cat", "bird"]
    assert scene.shown().shelf == "all"
    assert scene.said[-1].text == "Class <b>dog</b> removed, its 1 picture(s) are in the inbox."


def test_words_are_checked_as_they_are_typed(scene: Scene) -> None:
    scene.open(scene.project())
    scene.page.work.ask_words(scene.view("cat"))
    dialog = scene.page.findChild(WordsDialog)
    assert dialog is not None
    dialog.field.selectAll()
    QTest.keyClicks(dialog.field, "dog")
    assert dialog.problem.isVisible()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClicks(dialog.field, "like cat")
    assert not dialog.problem.isVisible()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    scene.settle()
    assert scene.page.project is not None
    assert scene.page.project.state.classes[0].words == "doglike cat"
    assert len(scene.said) == 1


def test_other_words_say_how_many_pictures_they_win(scene: Scene) -> None:
    project = scene.project(("cat", "dog"))
    scene.fill(project, scene.file("cat"), scene.file("cat"), scene.file("fish"), into="cat")
    scene.open(project)
    until(scene.qtbot, lambda: scene.desk.vectors.ready_count == 3)
    scene.page.work.ask_words(scene.view("cat"))
    dialog = scene.page.findChild(WordsDialog)
    assert dialog is not None
    assert not dialog.hint.isVisible()
    dialog.field.selectAll()
    QTest.keyClicks(dialog.field, "fish")
    until(scene.qtbot, dialog.hint.isVisible)
    assert dialog.hint.text() == 'These words win 1 of your 3 picture(s) ("cat" wins 2).'
    QTest.keyClicks(dialog.field, "y")
    assert not dialog.hint.isVisible()
    dialog.reject()


def test_a_bar_takes_back_what_it_tells_of_whatever_was_done_since(scene: Scene) -> None:
    project = scene.project()
    scene.fill(project, scene.file("cat"), scene.file("dog"))
    scene.open(project)
    scene.choose("cat_1.png")
    scene.press(Qt.Key.Key_1)
    scene.choose("dog_2.png")
    scene.press(Qt.Key.Key_2)
    first = scene.said[0].undo
    assert first is not None
    scene.undoing.take_back(first)
    scene.settle()
    assert scene.placed() == {"cat_1.png": None, "dog_2.png": "dog"}
    assert scene.said[-1].text == "Taken back: 1 picture(s) put in cat."


def test_the_card_names_the_next_step(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    project = scene.project(("cat", "dog"))
    scene.fill(project, scene.file("cat"), scene.file("cat"), into="cat")
    scene.fill(project, scene.file("dog"), scene.file("dog"), into="dog")
    scene.fill(project, scene.file("cat"), scene.file("cat"))
    scene.open(project)
    assert scene.page.project is not None
    state = scene.page.project.state
    assert next_step(state.classes, (), learned=False, inbox=2).kind == "inbox"
    assert not scene.page.side.card.button.isVisible()
    scene.focus(scene.page.grid)
    scene.choose("cat_5.png", "cat_6.png")
    scene.press(Qt.Key.Key_Delete)
    asked: list[Shown] = []

    def choose_none(*_: object) -> tuple[list[str], str]:
        asked.append(scene.shown())
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose_none)
    QTest.mouseClick(scene.page.side.card.button, LEFT)
    assert asked == [Shown("class", scene.view("cat"))]
