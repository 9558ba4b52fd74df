"""What a person says of an answer becomes a label, and one undo takes it back."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest

from app.views.dialogs.name_dialog import NameDialog
from app.views.widgets.class_finder import ClassFinder
from app.views.wishes import Train
from tests.gui.try_page.conftest import Scene

PAIR = {"cat": 2, "dog": 2}


def test_a_right_answer_puts_the_picture_into_its_class(scene: Scene) -> None:
    scene.open(PAIR)
    scene.give(scene.picture())
    scene.answer("cat")
    scene.click(scene.page.panel.acts.right)
    assert scene.classes() == {"cat": 3, "dog": 2}
    message = scene.said[-1]
    assert message.text == "Put in <b>cat</b>. It counts from the next training on."
    assert message.undo
    assert message.action == "Train now"
    assert message.on_action is not None
    message.on_action()
    assert scene.wishes == [Train()]
    scene.take_back()
    assert scene.classes() == PAIR


def test_the_same_again_says_that_it_is_there(scene: Scene) -> None:
    scene.open(PAIR)
    scene.give(scene.picture())
    scene.answer("cat")
    scene.click(scene.page.panel.acts.right)
    scene.click(scene.page.panel.acts.right)
    assert scene.said[-1].text == "The picture is in <b>cat</b> already."
    assert not scene.said[-1].undo
    assert scene.classes() == {"cat": 3, "dog": 2}


def test_a_wrong_answer_finds_the_class_by_typing_above_the_button(scene: Scene) -> None:
    scene.open(PAIR)
    scene.give(scene.picture())
    scene.answer("cat")
    wrong = scene.page.panel.acts.wrong
    scene.click(wrong)
    finder = scene.page.findChild(ClassFinder)
    assert finder is not None
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.contains(finder.geometry())
    assert finder.list.count() == 1  # what it is not is not offered
    QTest.keyClicks(finder.field, "do")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    scene.settle()
    assert scene.classes() == {"cat": 2, "dog": 3}


def test_a_picture_of_the_project_moves_as_one_act(scene: Scene) -> None:
    project = scene.open(PAIR)
    own = scene.folder / "given" / "dog" / "0.png"
    scene.give(own)
    scene.answer("cat")
    scene.click(scene.page.panel.acts.right)
    assert scene.classes() == {"cat": 3, "dog": 1}
    assert project.state.pictures == 4
    scene.take_back()
    assert scene.classes() == PAIR


def test_a_typed_name_becomes_a_class_with_its_words_and_the_chip_goes_with_it(scene: Scene) -> None:
    scene.open(PAIR)
    scene.type_name("horse")
    scene.page.trials.asking.set_words("horse", "a running horse")
    scene.settle()
    scene.give(scene.picture())
    scene.answer("a running horse")
    assert scene.page.panel.acts.right.text() == 'Make "horse" a class'
    scene.click(scene.page.panel.acts.right)
    assert scene.classes() == {"cat": 2, "dog": 2, "horse": 1}
    assert scene.project.state.classes[2].words == "a running horse"
    assert scene.chips() == ()
    scene.answer("a running horse")
    assert scene.page.panel.acts.right.text() == "Add it to horse"
    scene.take_back()
    assert scene.classes() == PAIR
    assert scene.chips() == ("horse",)


def test_what_is_none_of_these_becomes_a_class_of_its_own(scene: Scene) -> None:
    scene.open(PAIR)
    scene.give(scene.picture())
    scene.answer("cat", verdict="none")
    assert scene.page.panel.acts.wrong.text() == "It is one of these..."
    scene.click(scene.page.panel.acts.right)
    dialog = scene.page.findChild(NameDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.field, "snail")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    scene.settle()
    assert scene.classes() == {"cat": 2, "dog": 2, "snail": 1}


def test_a_file_that_went_away_is_told_of_and_keeps_the_chip(scene: Scene) -> None:
    scene.open(PAIR)
    scene.type_name("horse")
    path = scene.picture()
    scene.give(path)
    scene.answer("horse")
    path.unlink()
    scene.click(scene.page.panel.acts.right)
    assert scene.said[-1].kind == "warning"
    assert "field.png" in scene.said[-1].text
    assert scene.classes() == PAIR
    assert scene.chips() == ("horse",)


def test_a_pasted_picture_is_kept_as_a_copy(scene: Scene) -> None:
    scene.open(PAIR)
    image, mime = QImage(20, 20, QImage.Format.Format_RGB32), QMimeData()
    image.fill(QColor("red"))
    mime.setImageData(image)
    scene.page.paste(mime)
    scene.settle()
    scene.answer("dog")
    scene.click(scene.page.panel.acts.right)
    assert scene.classes() == {"cat": 2, "dog": 3}
