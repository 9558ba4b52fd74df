"""A folder from its choice to the table of answers: shown while it comes, stopped, gone on with, found again."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.services.jobs import Failed
from app.views.wishes import GoTo
from mmrl_engine.notices import notice
from tests.gui.use_page.conftest import Answers, Scene, child

UNREAD = notice("picture-empty", path="b.png")


def shown(scene: Scene) -> str:
    return "answers" if scene.page.sort.answers.isVisible() else "empty"


def pills(scene: Scene) -> list[str]:
    filters = scene.page.sort.answers.filters
    return [pill.text().replace("  ", " ") for pill in filters.pills.values() if pill.isVisible()]


def test_without_a_folder_it_asks_for_one(scene: Scene, qtbot: QtBot, chosen: Answers) -> None:
    assert shown(scene) == "empty"
    QTest.mouseClick(scene.page.sort.choose, Qt.MouseButton.LeftButton)
    scene.settle()
    assert scene.runner.jobs == {}
    chosen.path = scene.pictures("beach")
    QTest.mouseClick(scene.page.sort.choose, Qt.MouseButton.LeftButton)
    scene.settle()
    assert shown(scene) == "answers"
    assert scene.page.sort.title.text() == "beach"
    assert scene.page.sort.text.text().startswith("5 picture(s), answered from words alone")
    QTest.mouseClick(scene.page.sort.other, Qt.MouseButton.LeftButton)
    assert chosen.suggested == str(scene.folder)


def test_answers_show_while_they_come(scene: Scene) -> None:
    scene.start(scene.pictures("beach"))
    assert scene.listed() == []
    scene.answer(0, "red", "green", verdict="sure")
    scene.page.sort.strip._delay.timeout.emit()
    assert scene.page.sort.strip.what.text() == "2 of 5 picture(s)"
    assert scene.page.sort.strip.pace.text() == "41 a second, about 5 second(s) left"
    activity = scene.desk.activity.of("folder")
    assert activity is not None
    assert activity.fraction == 0.4
    scene.answer(2, "red", verdict="maybe")
    scene.answer(3, "red", verdict="none")
    scene.answer(4, UNREAD)
    scene.finish()
    assert scene.listed() == ["a.png", "b.png", "c.png", "d.png", str(Path("Ä/e.png"))]
    assert pills(scene) == ["All 5", "Sure 2", "Maybe 1", "None of these 1", "Could not be read 1"]
    assert scene.desk.activity.items() == ()
    assert scene.message() == ("4 picture(s) answered: 2 sure, 1 maybe, 1 none of these. 1 could not be read.")


def test_what_could_not_be_read_is_shown_from_its_message(scene: Scene) -> None:
    scene.answered(scene.pictures("beach"), "red", UNREAD, "red", "red", "red")
    action = scene.said[-1].on_action
    assert action is not None
    action()
    (wish,) = scene.wishes
    assert isinstance(wish, GoTo)
    scene.page._show(1)
    scene.page.show_what(wish.what)
    scene.settle()
    assert scene.page.sort.isVisible()
    assert scene.listed() == ["b.png"]


def test_it_stops_and_goes_on_with_the_rest(scene: Scene, qtbot: QtBot) -> None:
    scene.start(scene.pictures("beach"))
    scene.answer(0, "red", "green", verdict="sure")
    scene.page.sort.strip._delay.timeout.emit()
    QTest.mouseClick(scene.page.sort.strip.stop, Qt.MouseButton.LeftButton)
    scene.settle()
    scene.refresh()
    rest = scene.page.sort.rest
    assert rest.isVisible()
    assert rest.text.text() == "Stopped at 2 of 5 picture(s). Nothing is lost."
    assert scene.desk.activity.items() == ()
    QTest.mouseClick(rest.go_on, Qt.MouseButton.LeftButton)
    scene.settle()
    assert not rest.isVisible()
    assert [item.path.name for item in scene.job.pictures] == ["c.png", "d.png", "e.png"]
    scene.answer(0, "red", "red", "red", verdict="sure")
    live = scene.page.sort.work.live(scene.page.sort.run.id if scene.page.sort.run else 0)
    assert live is not None
    assert (live.done, live.total) == (5, 5)
    scene.finish()
    assert pills(scene)[0] == "All 5"
    assert not rest.isVisible()


def test_before_any_training_the_quick_answer_answers_as_on_the_try_page(scene: Scene) -> None:
    scene.quick = True
    scene.start(scene.pictures("beach"))
    quick = scene.desk.program.quick_answers.prepare(project_id=scene.page.sort.run.project_id)  # type: ignore[union-attr]
    assert quick is not None
    assert (scene.job.adapter, scene.job.typed) == (quick.file, ())
    assert scene.page.sort.text.text() == "5 picture(s), answered by the quick answer"
    jobs = len(scene.runner.jobs)
    scene.page.sort.stop()
    scene.settle()
    scene.refresh()
    QTest.mouseClick(scene.page.sort.rest.go_on, Qt.MouseButton.LeftButton)
    scene.settle()
    assert len(scene.runner.jobs) == jobs + 1
    assert scene.job.adapter == quick.file
    scene.page.sort.stop()
    scene.settle()
    quick.file.unlink()
    scene.page.sort._go_on()
    scene.settle()
    assert scene.failed == ["folder-run-adapter-gone"]


def test_after_a_restart_it_can_go_on(scene: Scene) -> None:
    project = scene.page.project
    assert project is not None
    made = scene.desk.program.folder_runs.start(project_id=project.id, folder=scene.pictures("beach"))
    scene.desk.program.folder_runs.recover()  # as at the next start, when nobody works at it
    scene.page.set_project(None)
    scene.open(project)
    assert scene.page.sort.run is not None
    assert scene.page.sort.run.id == made.made
    assert scene.page.sort.rest.isVisible()
    assert scene.page.sort.rest.text.text().startswith("Stopped at 0 of 5")


def test_a_full_disk_is_told_and_it_can_go_on(scene: Scene) -> None:
    scene.start(scene.pictures("beach"))
    scene.tell(Failed((notice("file-disk-full", path="/data/projects.sqlite"),)))
    scene.refresh()
    assert scene.said[-1].kind == "danger"
    rest = scene.page.sort.rest
    assert "the disk is full" in rest.text.text()
    assert rest.property("surface") == "message-danger"
    assert rest.go_on.isVisible()


def test_what_is_no_folder_of_pictures_is_told(scene: Scene) -> None:
    empty, file = scene.folder / "empty", scene.folder / "file.txt"
    empty.mkdir()
    file.write_text("no folder")
    for path, code in (
        (empty, "folder-no-pictures"),
        (file, "folder-not-a-folder"),
        (scene.folder / "gone", "folder-missing"),
    ):
        scene.page.sort.start(path)
        scene.settle()
        assert scene.failed[-1] == code
    assert shown(scene) == "empty"
    assert not scene.page.sort.strip.isVisible()


def test_a_folder_that_is_gone_does_not_go_on(scene: Scene, qtbot: QtBot) -> None:
    folder = scene.pictures("beach")
    scene.start(folder)
    scene.answer(0, "red", verdict="sure")
    scene.page.sort.stop()
    scene.settle()
    scene.refresh()
    shutil.rmtree(folder)
    QTest.mouseClick(scene.page.sort.rest.go_on, Qt.MouseButton.LeftButton)
    scene.settle()
    assert scene.failed == ["folder-missing"]
    assert scene.page.sort.rest.isVisible()
    assert scene.listed() == ["a.png"]


def test_another_project_meanwhile_changes_nothing(scene: Scene) -> None:
    first = scene.page.project
    assert first is not None
    scene.start(scene.pictures("beach"))
    second = scene.open(scene.new_project())
    assert shown(scene) == "empty"
    scene.answer(0, "red", "red", "red", "red", "red", verdict="sure")
    assert shown(scene) == "empty"
    assert scene.desk.activity.of("folder") is not None
    scene.open(first)
    assert len(scene.listed()) == 5
    scene.open(second)
    scene.finish()
    assert scene.message() == "5 picture(s) answered: 5 sure, 0 maybe, 0 none of these."
    scene.page.set_project(None)
    scene.settle()
    assert shown(scene) == "empty"


def test_several_folders_can_be_chosen_among_and_forgotten(scene: Scene) -> None:
    for name in ("beach", "wood"):
        scene.answered(scene.pictures(name, ("one.png",)), "red")
    menu = scene.page.sort.earlier.menu_
    names = [action.text().split(",")[0] for action in menu.actions()]
    assert names == ["wood", "beach", "", "Forget these answers..."]
    menu.actions()[1].trigger()
    scene.settle()
    assert scene.page.sort.title.text() == "beach"
    menu.actions()[-1].trigger()
    dialog = scene.dialog()
    forget = next(item for item in dialog.findChildren(QPushButton) if item.text() == "Forget")
    forget.click()
    scene.settle()
    assert scene.page.sort.title.text() == "wood"
    assert "beach" in scene.message()
    assert (scene.folder / "beach" / "one.png").exists()


def test_pills_and_names_narrow_the_table(scene: Scene, qtbot: QtBot) -> None:
    scene.start(scene.pictures("beach"))
    scene.answer(0, "red", "red", verdict="sure")
    scene.answer(2, "red", "red", "red", verdict="maybe")
    scene.finish()
    filters, answers = scene.page.sort.answers.filters, scene.page.sort.answers
    QTest.mouseClick(filters.pills["maybe"], Qt.MouseButton.LeftButton)
    scene.settle()
    assert scene.listed() == ["c.png", "d.png", str(Path("Ä/e.png"))]
    assert "Maybe" in scene.page.sort.panel.hint.text()
    scene.page.start_search()
    assert QApplication.focusWidget() is filters.field
    QTest.keyClicks(scene.page.sort.answers.filters.field, "E.PN")
    qtbot.waitUntil(lambda: scene.listed() == [str(Path("Ä/e.png"))])
    QTest.keyClicks(scene.page.sort.answers.filters.field, "x")
    qtbot.waitUntil(answers.nothing.isVisible)
    assert answers.nothing.title() == 'No picture here is called "E.PNx".'
    child(answers.nothing, QPushButton).click()
    scene.settle()
    assert len(scene.listed()) == 5
    assert answers.table.isVisible()


def test_the_maybes_are_one_press_away(scene: Scene, qtbot: QtBot) -> None:
    scene.start(scene.pictures("beach"))
    scene.answer(0, "red", verdict="maybe")
    assert not scene.page.sort.panel.maybe.isVisible()
    scene.answer(1, "red", "red", "red", "red", verdict="sure")
    scene.finish()
    QTest.mouseClick(scene.page.sort.panel.show_maybe, Qt.MouseButton.LeftButton)
    scene.settle()
    assert scene.listed() == ["a.png"]
    assert "1 answer(s) are a maybe" in scene.page.sort.panel.maybe_text.text()


def test_what_comes_leaves_scroll_and_selection(scene: Scene) -> None:
    files = tuple(f"{number:03}.png" for number in range(40))
    scene.start(scene.pictures("many", files))
    scene.answer(0, *["red"] * 30, verdict="sure")
    scene.refresh()
    table = scene.page.sort.answers.table
    table.choose(20)
    bar = table.verticalScrollBar()
    place = bar.value()
    assert place > 0
    scene.answer(30, *["red"] * 10, verdict="sure")
    scene.finish()
    assert len(scene.listed()) == 40
    assert (table.currentIndex().row(), bar.value()) == (20, place)


def test_the_keyboard_looks_at_pictures(scene: Scene, qtbot: QtBot) -> None:
    scene.answered(scene.pictures("beach"), "red", UNREAD, "green", "red", "red")
    table, preview = scene.page.sort.answers.table, scene.page.sort.preview
    table.setFocus()
    table.choose(0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert preview.isVisible()
    assert preview.answer.text() == "red 80%"
    qtbot.waitUntil(lambda: preview.picture.pixmap is not None)
    QTest.keyClick(preview, Qt.Key.Key_Down)
    assert preview.name.text() == "b.png"
    assert preview.picture.pixmap is None
    QTest.keyClick(preview, Qt.Key.Key_Up)
    QTest.keyClick(preview, Qt.Key.Key_Up)
    assert preview.name.text() == "a.png"
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()
    assert table.hasFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert preview.isVisible()
    assert scene.page.escape()
    assert not preview.isVisible()


def test_rows_speak(scene: Scene) -> None:
    scene.start(scene.pictures("beach"))
    scene.answer(0, "red", verdict="sure")
    scene.answer(1, "green", verdict="none")
    scene.answer(2, UNREAD)
    scene.refresh()
    model = scene.page.sort.answers.table.model()
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken[0] == "a.png, red, 80%, sure, next best green 20%"
    assert spoken[1] == "b.png, none of these, closest: green"
    assert spoken[2].startswith("c.png, b.png: this file is empty")


def test_what_was_found_speaks_too(scene: Scene) -> None:
    scene.answered(scene.pictures("beach"), "red", "red", "red", "green", "green")
    assert scene.page.sort.panel.found.accessibleName() == "red 3, green 2, none of these 0"
