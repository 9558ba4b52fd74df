"""The Check page: figures, what gets mixed up and what is done about it, and tests that go on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services.jobs import Cancelled, EvaluateJob, Failed, Moved, Queued
from app.views.wishes import GoTo, ShowPictures
from mmrl_engine.notices import notice
from tests.gui.check_page.conftest import Scene


def open_cell(scene: Scene, qtbot: QtBot, truth: str, answer: str) -> None:
    """With the keyboard."""
    matrix = scene.page.matrix
    matrix.setFocus()
    matrix.setCurrentIndex(scene.index(truth, answer))
    QTest.keyClick(matrix, Qt.Key.Key_Return)


def test_before_anything_is_learned_it_leads_to_train(scene: Scene) -> None:
    scene.open()
    assert scene.page.empty.isVisible()
    scene.page._go.click()
    assert scene.wishes == [GoTo("train")]


def test_figures_come_with_their_range_and_words_beside_them(scene: Scene) -> None:
    scene.open()
    scene.learn({"dog": "cat"})
    overview = scene.page.overview
    assert overview.good.figure.text() == "11 of 12"
    assert overview.good.state.text() == "In use"
    assert overview.good.bar.accessibleName() == "11 of 12 right, likely 8 to 12"
    assert "<b>8 to 12</b> of 12" in overview.good.expect.text()
    rows = overview.helped.rows
    assert (rows["words"].figure.text(), rows["mmrl"].figure.text()) == ("4 of 12", "11 of 12")
    assert not rows["instant"].button.isVisible(), "a test of before did not ask for it"
    assert not overview.enough.isVisible()
    assert not overview.few.isVisible()
    assert not overview.stale.isVisible()


def test_all_who_can_answer_stand_beside_each_other(scene: Scene) -> None:
    scene.open()
    scene.learn_in_full(words=6, quick=9, learned=11)
    overview = scene.page.overview
    rows = overview.helped.rows
    assert [row.figure.text() for row in rows.values()] == ["6 of 12", "9 of 12", "11 of 12"]
    assert rows["instant"].bar.accessibleName() == "9 of 12 right, likely 6 to 11"
    assert [row.button.isChecked() for row in rows.values()] == [False, False, True]
    assert [row.button.text() for row in rows.values()] == ["Only words", "Quick answer", "Learned"]
    assert overview.enough.says.text() == (
        "With 8 in each class, expect about <b>1 more</b> right answer(s), likely 0 to 2."
    )
    wanted = "5 right with 1, 7 right with 2, 9 right with 4, about 10 expected with 8"
    assert overview.enough.plot.accessibleName() == wanted
    assert not overview.enough.plot.grab().isNull()


def test_who_answers_is_chosen_with_the_keyboard_and_taken_back(scene: Scene, qtbot: QtBot) -> None:
    project = scene.open()
    scene.learn_in_full(words=6, quick=9, learned=11)
    overview = scene.page.overview
    learned = overview.helped.rows["mmrl"].button
    learned.setFocus()
    QTest.keyClick(learned, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: overview.good.figure.text() == "9 of 12")
    assert overview.good.note.text().startswith("Counted for the quick answer, which is used.")
    assert overview.helped.rows["instant"].button.isChecked()
    assert project.state.adapter is not None
    assert (project.state.adapter.answers, project.state.adapter.chosen) == ("instant", True)
    assert scene.said[-1].text == "The quick answer is used now."
    assert scene.said[-1].undo
    wrong = sum(cell.count for row in scene.page.model._cells for cell in row[:-1] if not cell.right)
    assert wrong == 3, "the table shows who answers"
    scene.desk.do(lambda: scene.desk.program.undo.undo(project_id=project.id))
    qtbot.waitUntil(lambda: overview.good.figure.text() == "11 of 12")
    assert learned.isChecked()


def test_whoever_is_chosen_is_used(scene: Scene, qtbot: QtBot) -> None:
    project = scene.open()
    scene.learn_in_full(words=6, quick=9, learned=11)
    program, rows = scene.desk.program, scene.page.overview.helped.rows
    scene.desk.do(lambda: program.adapters.choose(project_id=project.id, adapter_id=None))
    qtbot.waitUntil(lambda: project.state.adapter is None)
    scene.settle()
    assert scene.page.overview.good.state.text() == "Not in use"
    assert not any(row.button.isChecked() for row in rows.values())
    QTest.mouseClick(rows["mmrl"].button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: project.state.adapter is not None)
    scene.settle()
    assert rows["mmrl"].button.isChecked()
    scene.desk.do(lambda: program.undo.undo(project_id=project.id))
    qtbot.waitUntil(lambda: project.state.adapter is None)


def test_the_better_one_answers_by_itself(scene: Scene) -> None:
    project = scene.open()
    scene.learn_in_full(words=9, quick=8, learned=9)
    assert project.state.adapter is not None
    assert (project.state.adapter.answers, project.state.adapter.chosen) == ("words", False)
    assert scene.page.overview.helped.rows["words"].button.isChecked()


def test_few_pictures_make_rough_figures(scene: Scene) -> None:
    scene.open({"cat": 4, "dog": 3})
    scene.learn()
    assert scene.page.overview.few.text.text().startswith("With 3 picture(s) in a class the figures are rough.")
    scene.page.overview.few.button.click()
    assert scene.wishes == [GoTo("pictures")]


def test_the_table_speaks(scene: Scene) -> None:
    scene.open()
    scene.learn({"dog": "cat"})
    spoken = [
        scene.page.model.data(scene.index(*pair), Qt.ItemDataRole.AccessibleTextRole)
        for pair in (("dog", "cat"), ("cat", "cat"), ("dog", ""))
    ]
    assert spoken == ["dog taken for cat, 1 picture(s)", "cat right, 4 picture(s)", "dog: 3 of 4 right"]


def test_a_cell_opens_its_pictures_and_one_is_moved(scene: Scene, qtbot: QtBot) -> None:
    scene.open()
    scene.learn({"dog": "cat"})
    open_cell(scene, qtbot, "dog", "bird")
    assert not scene.page.pictures.isVisible()
    QTest.keyClick(scene.page.matrix, Qt.Key.Key_Left)
    QTest.keyClick(scene.page.matrix, Qt.Key.Key_Left)
    QTest.keyClick(scene.page.matrix, Qt.Key.Key_Enter)
    pictures = scene.page.pictures
    assert pictures.isVisible()
    assert pictures.title.text() == "1 picture(s) of dog taken for cat"
    assert pictures.text.text().endswith("It answered cat.")
    assert (pictures.move_to.text(), pictures.keep.text()) == ("Move to cat", "dog is right")
    QTest.keyClick(scene.page.matrix, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: len(scene.in_class("cat")) == 5)
    scene.settle()
    assert scene.said[-1].text == "1 picture(s) put in <b>cat</b>."
    assert scene.said[-1].undo
    assert not pictures.isVisible()
    assert scene.page.overview.stale.text.text().startswith("1 picture(s) came, went or moved since.")
    scene.desk.do(lambda: scene.desk.program.undo.undo(project_id=scene.project.id))
    qtbot.waitUntil(lambda: len(scene.in_class("cat")) == 4)
    scene.settle()
    assert not scene.page.overview.stale.isVisible()


def test_a_picture_tells_how_sure_its_answer_was(scene: Scene, qtbot: QtBot) -> None:
    scene.open()
    scene.learn_in_full(learned=11)
    open_cell(scene, qtbot, "bird", "cat")
    assert scene.page.pictures.text.text().endswith("It answered cat 64%, dog 27%.")


def test_what_is_right_after_all_is_kept(scene: Scene, qtbot: QtBot) -> None:
    scene.open()
    scene.learn({"dog": "cat"})
    open_cell(scene, qtbot, "dog", "cat")
    QTest.keyClick(scene.page.matrix, Qt.Key.Key_K)
    scene.settle()
    assert not scene.page.pictures.isVisible()
    assert len(scene.in_class("dog")) == 4
    assert [picture.kept for picture in scene.project.state.listed].count(True) == 1
    assert scene.said[-1].text == "1 picture(s) are right where they are."
    assert scene.said[-1].undo is not None
    assert scene.page.matrix.hasFocus()


def test_a_picture_is_removed_or_shown_among_the_others(scene: Scene, qtbot: QtBot) -> None:
    scene.open()
    scene.learn()
    open_cell(scene, qtbot, "dog", "dog")
    pictures = scene.page.pictures
    assert pictures.title.text() == "4 picture(s) of dog answered rightly"
    assert not pictures.move_to.isVisible()
    assert not pictures.keep.isVisible()
    first = pictures.text.text()
    pictures.after.click()
    assert pictures.text.text() != first
    pictures.all.click()
    (wish,) = scene.wishes
    assert isinstance(wish, ShowPictures)
    assert len(wish.placement_ids) == 4
    pictures.remove.click()
    qtbot.waitUntil(lambda: len(scene.in_class("dog")) == 3)
    scene.settle()
    assert scene.said[-1].undo
    assert len(pictures.ids()) == 3
    assert scene.page.escape()
    assert not pictures.isVisible()
    assert not scene.page.escape()


def test_classes_go_by_their_names_of_today(scene: Scene, qtbot: QtBot) -> None:
    project = scene.open()
    scene.learn({"dog": "cat", "bird": "dog"})
    cat, dog, bird = (view.id for view in project.state.classes)
    scene.desk.do(lambda: scene.desk.program.classes.rename(class_id=cat, name="tomcat"))
    scene.settle()
    assert scene.page.model.headerData(0, Qt.Orientation.Horizontal) == "tomcat"
    open_cell(scene, qtbot, "dog", "tomcat")
    assert scene.page.pictures.move_to.text() == "Move to tomcat"
    scene.page.pictures.move_to.click()
    qtbot.waitUntil(lambda: len(scene.in_class("tomcat")) == 5)
    scene.desk.do(lambda: scene.desk.program.classes.merge(from_ids=(dog,), into_id=bird))
    scene.settle()
    assert scene.page.model.headerData(1, Qt.Orientation.Horizontal) == "dog"
    open_cell(scene, qtbot, "bird", "dog")
    assert not scene.page.pictures.move_to.isVisible()
    assert scene.page.pictures.keep.isVisible()


def test_pictures_that_went_elsewhere_are_not_offered(scene: Scene, qtbot: QtBot) -> None:
    scene.open()
    scene.learn({"dog": "cat"})
    open_cell(scene, qtbot, "dog", "cat")
    (moved,) = scene.page.pictures.ids()
    scene.page._close_cell()
    scene.desk.do(lambda: scene.desk.program.pictures.label(placement_ids=(moved,), class_id=None))
    scene.settle()
    open_cell(scene, qtbot, "dog", "cat")
    assert scene.page.pictures.text.text() == "By now they are elsewhere, or were removed."
    assert not scene.page.pictures.remove.isVisible()


def test_a_class_that_is_too_small_is_named(scene: Scene) -> None:
    project = scene.open()
    scene.learn()
    scene.desk.do(lambda: scene.desk.program.classes.add(project_id=project.id, name="fish"))
    scene.settle()
    assert scene.page.overview.short.text() == "Not in the test: fish needs 2"


def test_what_cannot_be_tested_says_what_it_needs(scene: Scene) -> None:
    scene.open({"cat": 4, "dog": 1})
    scene.learn(tested=False)
    untested = scene.page.untested
    assert untested.isVisible()
    assert untested.button.text() == "Go to Pictures"
    untested.button.click()
    assert scene.wishes == [GoTo("pictures")]


def test_it_is_tested_from_here(scene: Scene) -> None:
    scene.open()
    run = scene.learn(tested=False)
    scene.page.untested.button.click()
    scene.settle()
    assert isinstance(scene.runner.last, EvaluateJob)
    activity = scene.desk.activity.of("evaluate")
    assert activity is not None
    scene.tell(Moved("train", 50, 100, part=0, parts=4))
    scene.tell(Moved("evaluate", 3, 12, part=0, parts=4))
    assert scene.page.strip.what.text() == "Testing, 3 of 12"
    assert activity.fraction == 0.25
    assert not scene.page.untested.button.isEnabled()
    scene.finish()
    assert scene.page.testing.of(run) is None
    assert scene.page.overview.good.figure.text() == "12 of 12"
    assert scene.desk.activity.items() == ()


def test_the_last_figures_are_grey_while_it_is_tested_again(scene: Scene) -> None:
    scene.open()
    scene.learn({"dog": "cat"})
    scene.page.overview.again.click()
    scene.page.test()
    scene.settle()
    assert len(scene.runner.jobs) == 1
    assert not scene.page.overview.good.isEnabled()
    assert not scene.page.overview.again.isEnabled()
    assert scene.page.overview.good.figure.text() == "11 of 12"
    scene.finish(right=False)
    assert scene.page.overview.good.isEnabled()
    assert scene.page.overview.good.figure.text() == "4 of 12"
    assert scene.cell("bird", "cat").count == 4


def test_a_test_that_others_began_is_followed(scene: Scene) -> None:
    scene.open()
    run = scene.learn({"dog": "cat"})
    stopped: list[bool] = []
    activity = scene.desk.activity.begin("evaluate", "Test", "verify", lambda: stopped.append(True))
    scene.desk.evaluation_told.emit(run, Queued())
    assert not scene.page.overview.again.isEnabled()
    scene.page.test()
    scene.settle()
    assert scene.runner.jobs == {}
    scene.page.stop()
    assert stopped == [True]
    activity.finish()
    scene.desk.evaluation_told.emit(run, Cancelled())
    assert scene.page.overview.again.isEnabled()
    assert scene.said == []


def test_a_test_is_stopped(scene: Scene, qtbot: QtBot) -> None:
    scene.open()
    scene.learn()
    scene.page.test()
    scene.page.stop()  # before it has a name
    scene.settle()
    assert scene.desk.activity.items() == ()
    assert scene.page.overview.again.isEnabled()
    scene.page.test()
    scene.settle()
    scene.page.strip._delay.timeout.emit()
    QTest.mouseClick(scene.page.strip.stop, Qt.MouseButton.LeftButton)
    scene.settle()
    assert scene.desk.activity.items() == ()
    assert scene.said == []


def test_a_test_that_fails_says_why(scene: Scene) -> None:
    scene.open()
    scene.learn()
    scene.page.test()
    scene.settle()
    scene.tell(Failed((notice("check-too-few-pictures", names=["dog"]),)))
    assert "dog" in scene.said[-1].text
    assert scene.said[-1].kind == "warning"
    assert scene.page.overview.good.isEnabled()


def test_another_project_shows_its_own(scene: Scene) -> None:
    first = scene.open()
    scene.learn({"dog": "cat"})
    scene.page.test()
    scene.settle()
    scene.open({"red": 2, "green": 2})
    assert scene.page.empty.isVisible()
    scene.finish()
    scene.page.set_project(first)
    scene.settle()
    assert scene.page.overview.good.figure.text() == "12 of 12"


@pytest.mark.parametrize("width", [960, 1280])
def test_fifty_classes_scroll_under_their_names(scene: Scene, width: int) -> None:
    scene.page.resize(width, 640)
    scene.open({f"class {number}": 1 for number in range(50)})
    scene.learn()
    matrix = scene.page.matrix
    scene.settle()
    assert matrix.horizontalScrollBar().maximum() > 0
    assert matrix.verticalScrollBar().maximum() > 0
    matrix.setCurrentIndex(scene.index("class 49", "class 49"))
    assert matrix.visualRect(matrix.currentIndex()).intersects(matrix.viewport().rect())
    assert matrix.verticalHeader().isVisible()
    assert matrix.width() <= width
    assert scene.page.overview.horizontalScrollBar().maximum() == 0
