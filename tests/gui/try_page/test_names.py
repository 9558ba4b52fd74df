"""Typed names: taken, refused with a reason, or noted as near to another one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.jobs import ClassifyJob, Failed
from app.services.typed import Typed
from app.views.dialogs.words import WordsDialog
from app.views.try_page.page import TryPage
from mmrl_engine.notices import notice
from tests.gui.try_page.conftest import Scene

PAIR = {"cat": 2, "dog": 2}


def problem(scene: Scene) -> str:
    label = scene.page.panel.names.problem
    return label.text() if label.isVisible() else ""


def test_a_name_that_is_a_class_is_refused_with_a_hint(scene: Scene) -> None:
    scene.open(PAIR)
    scene.type_name("Cat")
    assert scene.chips() == ()
    assert problem(scene) == 'There is already a class "cat". It is asked about anyway.'
    QTest.keyClicks(scene.page.panel.names.field, "h")
    assert problem(scene) == ""


def test_escape_clears_the_field_and_then_leaves_it(scene: Scene) -> None:
    scene.open(PAIR)
    scene.give(scene.picture())
    field = scene.page.panel.names.field
    assert not scene.page.escape()
    field.setFocus()
    QTest.keyClicks(field, "ho")
    assert scene.page.escape()
    assert (field.text(), field.hasFocus()) == ("", True)
    assert scene.page.escape()
    assert scene.page.stage.hasFocus()


def test_a_name_twice_is_refused(scene: Scene) -> None:
    scene.open(PAIR)
    scene.type_name("horse")
    scene.type_name("Horse")
    assert scene.chips() == ("horse",)
    assert "twice" in problem(scene)


def test_a_name_that_the_model_cannot_read_is_taken_back(scene: Scene) -> None:
    scene.open(PAIR)
    scene.type_name("horse")
    scene.type_name("word " * 30)
    scene.give(scene.picture())
    (asked,) = scene.waiting(ClassifyJob)
    long = ("word " * 30).strip()
    scene.tell(Failed((notice("class-name-long", name=long, count=95, limit=77),)), asked)
    scene.settle()
    assert scene.chips() == ("horse",)
    assert "Use fewer words" in problem(scene)
    scene.answer("horse")
    assert scene.page.panel.headline.text() == "horse"


def test_near_synonyms_are_noted_below_the_chips(scene: Scene) -> None:
    scene.open(PAIR)
    scene.type_name("kitty")
    scene.tell_names(cat=(1, 0), kitty=(1, 0))
    note = scene.page.panel.names.note
    assert note.isVisible()
    assert '"kitty" and "cat" mean nearly the same' in note.text()
    QTest.keyClick(scene.page.panel.names.field, Qt.Key.Key_Backspace)
    scene.settle()
    assert scene.chips() == ()
    assert not note.isVisible()


def test_other_words_are_read_for_a_name_that_stays(scene: Scene) -> None:
    scene.open(PAIR)
    scene.type_name("horse")
    scene.page.panel.names.chips.edited.emit("horse")
    dialog = scene.page.findChild(WordsDialog)
    assert dialog is not None
    dialog.field.setText("a running pony")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    scene.settle()
    scene.give(scene.picture())
    assert "a running pony" in scene.job().typed
    scene.answer("a running pony")
    assert scene.page.panel.headline.text() == "horse"
    assert scene.chips() == ("horse",)


def test_words_that_are_a_class_are_refused(scene: Scene) -> None:
    scene.open(PAIR)
    scene.type_name("horse")
    scene.page.trials.asking.set_words("horse", "dog")
    scene.settle()
    assert scene.chips() == ("horse",)
    assert "dog" in problem(scene)


def test_names_are_kept_with_the_project(scene: Scene) -> None:
    project = scene.open(PAIR)
    scene.type_name("horse")
    assert project.state.view.typed == (Typed("horse"),)
    again = TryPage(scene.desk, scene.page.look)
    again.set_project(project)
    scene.settle()
    assert again.panel.names.chips.names() == ("horse",)
    again.set_project(None)
    again.deleteLater()


def test_undo_takes_a_name_back_and_its_words(scene: Scene) -> None:
    scene.open(PAIR)
    scene.type_name("horse")
    scene.type_name("otter")
    scene.page.trials.asking.set_words("horse", "a running pony")
    scene.settle()
    scene.take_back()
    assert [(item.name, item.words) for item in scene.page.trials.asking.typed] == [("horse", ""), ("otter", "")]
    QTest.keyClick(scene.page.panel.names.field, Qt.Key.Key_Backspace)
    scene.settle()
    assert scene.chips() == ("horse",)
    scene.take_back()
    assert scene.chips() == ("horse", "otter")
    scene.take_back()
    scene.take_back()
    assert scene.chips() == ()


def test_a_name_of_too_many_letters_is_refused(scene: Scene) -> None:
    scene.open(PAIR)
    scene.type_name("word " * 90)
    scene.settle()
    assert scene.chips() == ()
    assert "letters" in problem(scene)


def test_ctrl_l_leads_to_the_field(scene: Scene) -> None:
    scene.open(PAIR)
    scene.page.activateWindow()
    scene.page.open.setFocus()
    scene.page.start_search()
    assert scene.page.panel.names.field.hasFocus()
