"""The line of none of these, moved by a person."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.adapters import AdapterView
from app.services.jobs import Done, Finished, OthersJob
from app.services.none_line import STEPS
from app.views.check_page.none_card import NoneCard
from mmrl_engine.adapter_config import Reject
from mmrl_engine.calibrated import BesideOthers
from tests.gui.check_page.conftest import Scene


def adapter(scene: Scene) -> AdapterView:
    (found,) = scene.project.state.adapters
    return found


def limits(scene: Scene) -> dict[str, float]:
    scene.project.refresh()
    scene.settle()
    return {rule.score: rule.limit for rule in adapter(scene).reject}


def wait_written(scene: Scene) -> None:
    scene.qtbot.waitUntil(lambda: not scene.page.none._pause.isActive(), timeout=3000)
    scene.settle()


def test_it_is_there_only_where_a_test_knows_the_line(scene: Scene) -> None:
    scene.open()
    scene.learn()
    scene.page.show()
    assert scene.page.none.isHidden()
    scene.learn_in_full()
    card: NoneCard = scene.page.none
    assert card.isVisible()
    assert card.slider.accessibleName() == "Where none of these begins"
    assert "of 12 pictures of the test" in card.says.text()
    assert not card.rough.isVisible()


def test_the_count_follows_the_slider_and_is_written_when_it_is_let_go(scene: Scene) -> None:
    scene.open()
    scene.learn_in_full()
    card, before = scene.page.none, limits(scene)
    card.slider.setSliderDown(True)
    card.slider.setValue(STEPS)
    said = card.says.text()
    assert said != ""
    assert int(said.split("turn away ")[1].split()[0]) > 3
    assert card.slider.accessibleDescription() == said
    assert limits(scene) == before
    card.slider.setSliderDown(False)
    scene.settle()
    assert limits(scene)["likeness"] > before.get("likeness", 0)
    assert card.slider.value() == STEPS
    assert [message.text for message in scene.said] == ["The line of none of these was moved."]


def test_keys_move_it_and_undo_brings_it_back(scene: Scene) -> None:
    scene.open()
    scene.learn_in_full()
    scene.page.show()
    card, before = scene.page.none, limits(scene)
    card.slider.setFocus()
    for _ in range(4):
        QTest.keyClick(card.slider, Qt.Key.Key_Right)
    wait_written(scene)
    moved = limits(scene)
    assert moved["likeness"] > 0
    assert len(scene.said) == 1  # one act for all of it
    scene.desk.program.undo.undo(project_id=scene.project.id)
    assert limits(scene) == before


def test_what_is_turned_away_stands_in_the_table_and_opens(scene: Scene) -> None:
    scene.open()
    scene.learn()
    assert scene.page.model.columnCount() == 4  # nothing is known of a line
    scene.learn_in_full(learned=12)
    page = scene.page
    page.show()
    assert page.model.columnCount() == 5
    assert not page.overview.away.isVisible()
    page.none.slider.setValue(STEPS)
    wait_written(scene)
    places = [page.model.index(row, 3) for row in range(page.model.rowCount())]
    away = [place for place in places if page.model.cell(place).count]
    count = sum(page.model.cell(place).count for place in away)
    assert count > 3
    assert page.overview.away.text().startswith(f"{count} right answer(s) are called none of these")
    assert f"{count} right answer(s) of these are called none of these." in page.overview.good.note.text()
    page.matrix.clicked.emit(away[0])
    cell = page.model.cell(away[0])
    assert page.pictures.title.text() == f"{cell.count} picture(s) of {cell.truth} called none of these"
    assert len(page.pictures.ids()) == cell.count
    assert f"{cell.truth} was the likeliest name" in page.pictures.text.text()
    assert page.pictures.keep.isVisible()
    assert not page.pictures.move_to.isVisible()


def test_reset_puts_it_where_the_test_had_it(scene: Scene) -> None:
    scene.open()
    scene.learn_in_full()
    scene.page.show()
    card = scene.page.none
    usual = card.slider.value()
    assert not card.reset.isEnabled()
    card.slider.setValue(STEPS)
    wait_written(scene)
    assert card.reset.isEnabled()
    card.reset.click()
    wait_written(scene)
    assert card.slider.value() == usual
    assert not card.reset.isEnabled()
    assert len(scene.said) == 2


def test_a_line_on_its_way_is_written_before_another_project_is_looked_at(scene: Scene) -> None:
    scene.open()
    scene.learn_in_full()
    scene.page.show()
    before, first = limits(scene), scene.project
    scene.page.none.slider.setValue(STEPS)
    scene.page.none.set_judgement(None, None)
    scene.settle()
    first.refresh()
    scene.settle()
    (found,) = first.state.adapters
    assert {rule.score: rule.limit for rule in found.reject} != before


def others_in(scene: Scene, count: int) -> Path:
    folder = scene.folder / "others"
    (folder / "deeper").mkdir(parents=True)
    for number in range(count):
        Image.new("RGB", (8, 8), (number, 0, 0)).save(folder / "deeper" / f"{number}.png")
    return folder


def show(scene: Scene, run_id: int, folder: Path) -> OthersJob:
    """As the button does once a folder was chosen."""
    scene.page.none.others.start(run_id, adapter(scene).id, folder)
    assert not scene.page.none.show_others.isEnabled()
    scene.qtbot.waitUntil(lambda: bool(scene.page.none.others._job), timeout=20_000)
    job = scene.runner.last
    assert isinstance(job, OthersJob)
    return job


def test_other_pictures_move_the_line_and_it_says_what_that_does(scene: Scene) -> None:
    scene.open()
    run_id = scene.learn_in_full()
    before = adapter(scene).reject
    job = show(scene, run_id, others_in(scene, 3))
    assert [item.path.name for item in job.others] == ["0.png", "1.png", "2.png"]
    assert (len(job.pictures), len(job.groups), set(job.labels)) == (12, 12, {"bird", "cat", "dog"})
    new = (Reject("likeness", "below", 1.5, rough=False), *(rule for rule in before if rule.score == "sure-share"))
    scene.tell(Finished(BesideOthers(new, away=2, others=3, lost=1, own=12)))
    scene.project.refresh()
    scene.settle()
    assert adapter(scene).reject == new
    assert scene.page.none.show_others.isEnabled()
    (message,) = scene.said
    assert message.text == "The line was moved. It would turn away 2 of 3 other pictures, and 1 of 12 of yours."
    assert message.undo is not None
    scene.desk.program.undo.take_back(act_id=message.undo.id)
    scene.project.refresh()
    scene.settle()
    assert adapter(scene).reject == before


def test_other_pictures_that_tell_nothing_leave_the_line(scene: Scene) -> None:
    scene.open()
    run_id = scene.learn_in_full()
    before, folder = adapter(scene).reject, others_in(scene, 1)
    show(scene, run_id, folder)
    scene.tell(Finished(Done(13)))
    show(scene, run_id, folder)
    scene.page.none.others.stop()
    assert scene.page.none.show_others.isEnabled()
    (scene.folder / "empty").mkdir()
    scene.page.none.others.start(run_id, adapter(scene).id, scene.folder / "empty")
    scene.qtbot.waitUntil(lambda: len(scene.said) == 2, timeout=20_000)
    assert adapter(scene).reject == before
    texts = [message.text for message in scene.said]
    assert texts[0].startswith("These pictures are too much like yours")
    assert texts[1].endswith("there is no picture in this folder.")
    assert len(texts) == 2


def test_what_was_stopped_before_it_began_does_not_begin_with_the_next(scene: Scene) -> None:
    scene.open()
    run_id = scene.learn_in_full()
    folder, others, before = others_in(scene, 1), scene.page.none.others, len(scene.runner.jobs)
    others.start(run_id, adapter(scene).id, folder)
    others.stop()
    show(scene, run_id, folder)
    scene.settle()
    assert len(scene.runner.jobs) == before + 1
    others.stop()
