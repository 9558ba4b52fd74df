"""The Train page from before a run to after it, driven by the events that the child process would tell."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.jobs import Cancelled, EvaluateJob, Failed, Moved, TrainJob
from app.views.train_page.page import TrainPage
from app.views.train_page.settings import CAREFUL_RATE
from app.views.train_page.situation import Face
from app.views.train_page.sources_card import SourceRow
from app.views.wishes import AddPictures, GoTo, ShowPictures, Train
from mmrl_engine.notices import notice
from mmrl_engine.types import TrainConfig
from tests.gui.train_page.conftest import STEPS, Scene

PAIR = {"cat": 4, "dog": 4}


def texts(page: TrainPage) -> str:
    card = next(card for card in (page.ready, page.work, page.result) if card.isVisible())
    return f"{card.headline.text()}. {card.text.text()}"


def pill(scene: Scene, place: int = 0) -> str:
    return scene.page.runs.rows()[place].row.text


def test_without_classes_it_says_what_is_needed(scene: Scene) -> None:
    scene.open({})
    assert scene.page.face is Face.NOT_READY
    assert texts(scene.page).startswith("Not ready yet. Make two classes with a picture each")
    scene.page.ready.pictures_button.click()
    assert scene.wishes == [GoTo("pictures")]


def test_a_wish_to_train_what_is_not_ready_starts_nothing(scene: Scene) -> None:
    scene.open({"cat": 2})
    scene.page.show_what(Train())
    scene.settle()
    assert scene.project.state.runs == ()
    assert scene.page.face is Face.ONE_CLASS
    assert 'It can only say "cat" or "none of these"' in texts(scene.page)


def test_one_class_alone_is_learned_before_it_is_tried(scene: Scene) -> None:
    scene.open({"cat": 2})
    scene.page.ready.try_button.click()
    scene.until(Face.RUNNING)
    assert scene.wishes == [GoTo("try")]
    scene.finish()
    scene.until(Face.ONE_CLASS)
    assert scene.project.state.adapter is not None
    assert len(scene.runner.jobs) == 1  # type: ignore[attr-defined]


def test_ready_says_what_will_happen_and_what_to_mend(scene: Scene) -> None:
    project = scene.open({"cat": 9, "dog": 2})
    assert texts(scene.page) == "Ready to train. It will read 11 picture(s), learn 2 class(es) and test itself."
    (hint,) = scene.page.ready.hints
    assert "only 2" in hint.text
    assert hint.wish == AddPictures(project.state.classes[1].id)


def test_a_wish_to_train_begins_with_its_settings(scene: Scene) -> None:
    scene.open(PAIR)
    scene.page.show_what(Train(TrainConfig(seed=7)))
    scene.until(Face.RUNNING)
    assert isinstance(scene.job, TrainJob)
    assert scene.job.config.seed == 7
    activity = scene.desk.activity.of("train")
    assert activity is not None
    assert activity.title == "Test"


def test_a_run_shows_how_far_it_is(scene: Scene) -> None:
    scene.open(PAIR)
    scene.start()
    scene.tell(Moved("prepare", 5, 10))
    scene.learn(460, right=0.94, left=35.0)
    work = scene.page.work
    assert work.headline.text() == "Learning your 2 class(es)"
    assert (work._percent.text(), work._left.text()) == ("46%", "about 35 second(s) left")
    assert "round 24 of 50" in work.steps.accessibleName()
    assert scene.page.chart.summary == "now 94%, words only 72%"
    activity = scene.desk.activity.of("train")
    assert activity is not None
    assert activity.fraction == pytest.approx(0.46)
    assert pill(scene) == "Learning"


def test_it_says_when_it_improves_no_more(scene: Scene) -> None:
    scene.open(PAIR)
    scene.start()
    scene.learn(20, right=0.7, loss=3.0)
    assert scene.page.work._how.text() == "Still improving"
    for place in range(2, 40):
        scene.learn(20 * place, right=0.9, loss=3.0 / place if place < 15 else 0.2)
    assert scene.page.work._how.text() == "Has stopped improving; you can stop now and keep it"


def test_it_is_tested_after_it_has_learned_and_used_if_better(scene: Scene) -> None:
    scene.open(PAIR)
    scene.start()
    scene.learn(STEPS, right=1.0)
    scene.finish()
    job = scene.until_test()
    assert len(job.pictures) == 8
    assert scene.desk.activity.of("evaluate") is not None
    scene.tell(Moved("train", 50, 100, part=1, parts=4))
    assert "part 2 of 4" in scene.page.work.steps.accessibleName()
    scene.end_test(7, 4)
    scene.until(Face.DONE)
    assert texts(scene.page).startswith("Learned. 7 of 8 right, likely ")
    assert texts(scene.page).endswith("That is 3 more than from words alone.")
    assert pill(scene) == "In use"
    assert scene.desk.activity.items() == ()
    scene.page.result.check_button.click()
    assert scene.wishes == [GoTo("check")]


def answers(scene: Scene) -> str:
    """Who answers for the adapter in use."""
    adapter = scene.project.state.adapter
    return "" if adapter is None else adapter.answers


def test_without_gain_words_are_used_and_the_learned_one_if_it_is_wanted(scene: Scene) -> None:
    project = scene.open(PAIR)
    scene.start()
    scene.finish()
    scene.end_test(6, 6)
    scene.until(Face.DONE)
    scene.qtbot.waitUntil(lambda: answers(scene) == "words")
    assert texts(scene.page).startswith("Learning did not help. 6 of 8 right, 6 from words alone. The words are used.")
    scene.page.result.anyway_button.click()
    scene.qtbot.waitUntil(lambda: answers(scene) == "mmrl")
    assert "The learned one is used." in texts(scene.page)
    assert not scene.page.result.anyway_button.isVisible()
    scene.desk.do(lambda: scene.desk.program.undo.undo(project_id=project.id))
    scene.qtbot.waitUntil(lambda: answers(scene) == "words")
    scene.page.acts.use(None)
    scene.qtbot.waitUntil(lambda: project.state.adapter is None)
    assert "The words are used." in texts(scene.page)
    scene.page.result.anyway_button.click()
    scene.qtbot.waitUntil(lambda: answers(scene) == "mmrl")


def test_the_quick_answer_is_used_where_learning_adds_nothing_to_it(scene: Scene) -> None:
    scene.open(PAIR)
    scene.start()
    scene.finish()
    scene.end_test(6, 4, quick=7)
    scene.until(Face.DONE)
    scene.qtbot.waitUntil(lambda: answers(scene) == "instant")
    assert texts(scene.page).startswith("Learned at a glance. 7 of 8 right by the quick answer, likely ")
    assert texts(scene.page).endswith("Learning at length had 6 right, which is not more: the quick answer is used.")
    assert "7 of 8 right" in scene.page.runs.rows()[0].row.caption


@pytest.mark.parametrize(("first", "second", "new_is_used"), [(7, 5, False), (5, 7, True), (6, 6, True)])
def test_after_a_new_run_the_better_one_of_both_is_used(
    scene: Scene, first: int, second: int, new_is_used: bool
) -> None:
    scene.open(PAIR)
    for right in (first, second):
        scene.page.start_again()
        scene.until(Face.RUNNING)
        scene.finish()
        scene.end_test(right, 3, quick=4)
        scene.until(Face.DONE)
    new, old = scene.project.state.runs
    wanted = new.adapter_id if new_is_used else old.adapter_id
    scene.qtbot.waitUntil(lambda: scene.project.state.view.adapter_id == wanted)
    if new_is_used:
        told = f"The run before had {first} of 8 right where this one has {second}. This one is used."
        assert texts(scene.page).endswith(told)
        return
    told = f"The run before was better. {first} of 8 right before, {second} now, on the same pictures. "
    assert texts(scene.page) == told + "The run before is used."
    scene.page.result.anyway_button.click()
    scene.qtbot.waitUntil(lambda: scene.project.state.view.adapter_id == new.adapter_id)
    assert texts(scene.page) == told + "The new run is used."
    scene.page.test_it()
    scene.until(Face.RUNNING)
    scene.end_test(second, 3, quick=4)
    scene.until(Face.DONE)
    assert scene.project.state.view.adapter_id == new.adapter_id, "a person has chosen it"


def test_one_picture_in_a_class_is_learned_but_not_tested(scene: Scene) -> None:
    scene.open({"cat": 3, "dog": 1})
    assert "To test itself too, it needs two pictures in each class." in texts(scene.page)
    scene.start()
    scene.finish()
    scene.until(Face.DONE)
    assert texts(scene.page) == "Learned. It was not tested: that needs two pictures in each class."
    assert not any(isinstance(job, EvaluateJob) for job in scene.runner.jobs.values())  # type: ignore[attr-defined]


def test_a_test_that_was_stopped_can_be_made_later(scene: Scene) -> None:
    scene.open(PAIR)
    scene.start()
    scene.finish()
    scene.until_test()
    scene.page.stop()
    scene.until(Face.DONE)
    assert texts(scene.page) == "Learned. It was not tested yet."
    scene.page.result.test_button.click()
    scene.until(Face.RUNNING)
    scene.end_test(8, 4)
    scene.until(Face.DONE)
    assert texts(scene.page).startswith("Learned. 8 of 8 right")


def test_it_says_when_it_was_saved_last(scene: Scene) -> None:
    scene.open(PAIR)
    scene.start()
    scene.learn(20, right=0.7)
    assert scene.page.foot.saved.text() == ""
    assert isinstance(scene.job, TrainJob)
    scene.job.checkpoint.write_bytes(b"what was learned so far")
    wanted = r"Saved \d+ second\(s\) ago\. If the computer goes off now, learning goes on from there\."
    scene.qtbot.waitUntil(lambda: re.fullmatch(wanted, scene.page.foot.saved.text()) is not None, timeout=10_000)


def test_it_pauses_and_goes_on_by_key(scene: Scene) -> None:
    scene.open(PAIR)
    scene.start()
    scene.learn(460, right=0.9)
    window = scene.page.window()
    window.activateWindow()
    scene.qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(scene.page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    scene.until(Face.PAUSED)
    assert scene.page.work.headline.text() == "Paused at 46%"
    assert scene.desk.activity.items() == ()
    QTest.keyClick(scene.page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    scene.until(Face.RUNNING)
    assert isinstance(scene.job, TrainJob)
    assert not scene.job.enough
    scene.learn(480, right=0.95)
    scene.qtbot.waitUntil(lambda: bool(scene.page.chart.plot._curve.points))  # it is drawn a few times a second
    assert scene.page.chart.plot._curve.points[0][1] == pytest.approx(0.9)


def test_a_paused_run_that_is_stopped_waits_no_more(scene: Scene) -> None:
    scene.open(PAIR)
    scene.start()
    scene.learn(460, right=0.9)
    scene.page.pause_or_go_on()
    scene.until(Face.PAUSED)
    scene.page.work.stop_button.click()
    scene.until(Face.STOPPED)
    assert pill(scene) == "Stopped by you"


def test_what_a_stopped_run_has_learned_can_be_kept(scene: Scene) -> None:
    scene.open(PAIR)
    scene.start()
    scene.learn(600, right=0.9)
    scene.page.work.stop_button.click()
    scene.until(Face.STOPPED)
    assert texts(scene.page) == "Stopped at 60%. It can go on from there, or be used as it is."
    scene.page.work.keep_button.click()
    scene.until(Face.RUNNING)
    assert isinstance(scene.job, TrainJob)
    assert scene.job.enough
    scene.finish()
    scene.end_test(8, 4)
    scene.until(Face.DONE)
    assert pill(scene) == "In use"


def test_a_run_that_failed_says_why_and_can_go_on(scene: Scene) -> None:
    scene.open(PAIR)
    scene.start()
    scene.learn(500, right=0.9)
    scene.tell(Failed((notice("memory-smallest-step"),)))
    scene.until(Face.FAILED)
    assert scene.page.work.fault.text().startswith("Even the smallest step does not fit.")
    assert scene.page.work.fault.isVisible()
    assert not scene.page.work.strip.isVisible()
    scene.page.work.go_on_button.click()
    scene.until(Face.RUNNING)


def test_a_run_whose_saved_state_is_damaged_only_starts_again(scene: Scene) -> None:
    scene.open(PAIR)
    scene.start()
    scene.learn(500, right=0.9)
    scene.tell(Failed((notice("checkpoint-damaged", path="x.checkpoint.safetensors"),)))
    scene.until(Face.FAILED)
    assert scene.page.work.fault.text().startswith("What was saved of the run is damaged")
    assert not scene.page.work.go_on_button.isVisible()
    scene.page.saved.at = "2026-01-01T00:00:00.000000+00:00"
    scene.page.show_saved()
    assert scene.page.foot.saved.text() == ""
    scene.page.work.again_button.click()
    scene.until(Face.RUNNING)


def test_a_run_that_went_astray_is_repeated_carefully(scene: Scene) -> None:
    scene.open(PAIR)
    scene.start()
    scene.learn(100, right=0.5)
    scene.tell(Failed((notice("training-not-finite", step=120, rate=0.02),)))
    scene.until(Face.FAILED)
    assert scene.page.work.fault.text().startswith("Learning went astray and was stopped at round ")
    scene.page.work.careful_button.click()
    scene.until(Face.RUNNING)
    assert isinstance(scene.job, TrainJob)
    assert scene.job.config.learning_rate == CAREFUL_RATE


def test_a_run_that_the_end_of_the_program_cut_off_goes_on(scene: Scene) -> None:
    project = scene.open(PAIR)
    scene.start()
    scene.learn(400, right=0.9)
    live = scene.page.following.of_project(project.id)
    assert live is not None
    scene.page.following._end(live.run_id, "failed")  # a new window knows nothing of it
    scene.page.following._past.clear()
    scene.desk.program.trainings.recover()
    project.refresh()
    scene.until(Face.CUT_OFF)
    assert scene.page.work.headline.text() == "The last run was cut off at 40%"
    scene.page.start()
    scene.until(Face.RUNNING)


def test_new_pictures_make_it_ready_again(scene: Scene) -> None:
    project = scene.open(PAIR)
    scene.start()
    scene.finish()
    scene.end_test(7, 4)
    scene.until(Face.DONE)
    first = project.state.listed[0].id
    scene.desk.do(lambda: scene.desk.program.pictures.label(placement_ids=(first,), class_id=None))
    scene.until(Face.READY)
    assert pill(scene) == "In use"


def test_how_long_it_takes_is_known_after_the_first_run(scene: Scene) -> None:
    project = scene.open(PAIR)
    assert "on this computer" not in texts(scene.page)
    scene.start()
    scene.learn(10, right=0.5)
    scene.finish()
    scene.end_test(7, 4)
    scene.until(Face.DONE)
    first = project.state.listed[0].id
    scene.desk.do(lambda: scene.desk.program.pictures.label(placement_ids=(first,), class_id=None))
    scene.until(Face.READY)
    assert "on this computer." in texts(scene.page)


def test_a_run_of_another_project_goes_on_and_is_tested(scene: Scene) -> None:
    first = scene.open(PAIR)
    scene.start()
    scene.open({"red": 2, "blue": 2})
    assert scene.page.face is Face.READY
    scene.finish()
    scene.end_test(7, 4)
    scene.settle()
    assert scene.page.face is Face.READY
    assert scene.desk.activity.items() == ()
    (run,) = scene.desk.program.trainings.list(project_id=first.id)
    assert run.figures is not None
    assert "evaluation" in run.figures


def test_a_removed_run_can_be_brought_back(scene: Scene) -> None:
    project = scene.open(PAIR)
    scene.start()
    scene.tell(Cancelled())
    scene.until(Face.STOPPED)
    (row,) = scene.page.runs.rows()
    assert "remove" in [name for name, _, _ in row.acts()]
    scene.page.acts.do("remove", row.row)
    scene.until(Face.READY)
    assert scene.said[-1].undo
    assert scene.page.runs.rows() == ()
    scene.desk.do(lambda: scene.desk.program.undo.undo(project_id=project.id))
    scene.until(Face.STOPPED)


def test_the_run_in_use_can_be_renamed_but_not_removed(scene: Scene) -> None:
    project = scene.open(PAIR)
    scene.start()
    scene.finish()
    scene.end_test(7, 4)
    scene.until(Face.DONE)
    (row,) = scene.page.runs.rows()
    assert [name for name, _, _ in row.acts()] == ["words", "rename", "details"]
    adapter = row.row.adapter
    assert adapter is not None
    scene.page.acts._rename(adapter.id, "Good one")
    scene.qtbot.waitUntil(lambda: scene.page.runs.rows()[0].row.title == "Good one")
    assert project.state.adapter is not None


def test_advanced_is_folded_away_and_kept_with_the_project(scene: Scene) -> None:
    first = scene.open(PAIR)
    advanced = scene.page.advanced
    assert not advanced.isVisible()
    scene.page.toggle_advanced()
    assert advanced.isVisible()
    advanced.rounds.setValue(12)
    advanced.alpha.setValue(0.0)
    scene.open({"red": 2, "blue": 2})
    assert advanced.choice().rounds is None
    scene.page.set_project(first)
    choice = advanced.choice()
    assert (choice.rounds, choice.alpha, choice.config().epochs) == (12, 0.0, 12)


def test_a_class_row_leads_to_its_pictures(scene: Scene) -> None:
    project = scene.open(PAIR)
    scene.page.sources.findChildren(SourceRow)[1].click()
    assert scene.wishes == [ShowPictures(project.state.classes[1].id)]


def test_narrow_windows_have_one_column(scene: Scene) -> None:
    scene.open(PAIR)
    assert not scene.page.columns.stacked
    scene.page.resize(960, 640)
    scene.qtbot.waitUntil(lambda: scene.page.columns.stacked)


def test_everything_has_a_name(scene: Scene) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox

    scene.open(PAIR)
    scene.page.toggle_advanced()
    scene.start()
    kinds = (QAbstractButton, QAbstractSpinBox, QComboBox)
    for kind in kinds:
        for widget in scene.page.findChildren(kind):
            if widget.isVisible():
                assert widget.accessibleName() or str(widget.property("text") or ""), widget
