"""A watched folder from its choice to the table of answers, paused, gone and back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.models.folder_rows import FILE
from app.services.folder_listing import list_pictures
from app.services.jobs import ClassifyJob, Failed
from app.views.notice_texts import notice_text
from app.views.use_page.page import SORT, WATCH
from app.views.use_page.watch_dialog import WatchDialog
from app.views.use_page.watch_folder import WatchFolder
from mmrl_engine import watch
from mmrl_engine.notices import notice
from tests.app.services.import_help import write_picture
from tests.gui.use_page.conftest import Answers, Scene

WAIT_MS = 20_000


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files settle sooner than a person would notice."""
    monkeypatch.setattr(watch, "SETTLE_S", 0.05)
    monkeypatch.setattr(watch, "LOOK_S", 0.01)
    monkeypatch.setattr(watch, "PRESENT_S", 0.02)


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def tick(box: QWidget) -> None:
    QTest.keyClick(box, Qt.Key.Key_Space)


def part(scene: Scene) -> WatchFolder:
    return scene.page.watch


def listed(scene: Scene) -> list[str]:
    model = part(scene).answers.table.model()
    rows = [model.index(row, 0).data(FILE) for row in range(model.rowCount())]
    return [f"{row.path} {row.answer.scores[0].name if row.answer.scores else row.state}" for row in rows]


def until(scene: Scene, found: Callable[[], object]) -> None:
    def asked() -> bool:
        part(scene)._refresh()
        scene.settle()
        return bool(found())

    scene.qtbot.waitUntil(asked, timeout=WAIT_MS)


def asked_for(scene: Scene) -> list[str]:
    """Names of the pictures that the last job asks about."""
    jobs = [job for job in scene.runner.jobs.values() if isinstance(job, ClassifyJob)]
    return [item.path.name for item in jobs[-1].pictures] if jobs else []


def choose(scene: Scene, chosen: Answers, folder: Path, prepare: Callable[[WatchDialog], object] | None = None) -> None:
    """Goes to the part, chooses the folder and agrees."""
    click(scene.page.rows[WATCH])
    chosen.path = folder
    click(part(scene).choose)
    scene.settle()
    dialog = scene.dialog()
    assert isinstance(dialog, WatchDialog)
    if prepare is not None:
        prepare(dialog)
    click(dialog.watch)
    scene.settle()
    until(scene, lambda: part(scene).run is not None)


def test_new_pictures_are_listed_as_they_are_answered(scene: Scene, chosen: Answers) -> None:
    folder = scene.pictures("beach")
    choose(scene, chosen, folder)
    card = part(scene).card
    assert card.text.text() == "Watching. New pictures are answered as they come."
    assert card.more.text() == "5 picture(s) were there before and are left out."
    assert listed(scene) == []
    write_picture(folder / "new.png", 70)
    scene.qtbot.waitUntil(lambda: asked_for(scene) == ["new.png"], timeout=WAIT_MS)
    scene.answer(0, "green", verdict="sure")
    until(scene, lambda: part(scene).counts.sure == 1)
    assert listed(scene) == ["new.png green"]
    scene.finish()
    assert part(scene).title.text() == "beach"
    assert scene.said == []  # not at the end of each lot
    assert scene.page.sort.run is None


def test_what_is_there_is_answered_if_wanted_and_deeper_folders_are_not(scene: Scene, chosen: Answers) -> None:
    folder = scene.pictures("beach")

    def prepare(dialog: WatchDialog) -> None:
        assert dialog.count.text() == "5 picture(s) are in it now."
        tick(dialog.deep)
        assert dialog.count.text() == "4 picture(s) are in it now."
        tick(dialog.before)

    choose(scene, chosen, folder, prepare)
    scene.qtbot.waitUntil(lambda: asked_for(scene) == ["a.png", "b.png", "c.png", "d.png"], timeout=WAIT_MS)
    assert "left out" not in part(scene).card.more.text()


def test_cancel_watches_nothing(scene: Scene, chosen: Answers) -> None:
    click(scene.page.rows[WATCH])
    chosen.path = scene.pictures("beach")
    click(part(scene).choose)
    scene.settle()
    dialog = scene.dialog()
    assert isinstance(dialog, WatchDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    scene.settle()
    assert part(scene).run is None
    assert part(scene).empty.isVisible()


def test_it_pauses_and_goes_on(scene: Scene, chosen: Answers) -> None:
    folder = scene.pictures("beach")
    choose(scene, chosen, folder)
    card = part(scene).card
    click(card.button)
    until(scene, lambda: card.button.text() == "Go on watching")
    assert card.text.text() == "Not watched just now. What comes meanwhile is answered when it goes on."
    write_picture(folder / "meanwhile.png", 71)
    click(card.button)
    until(scene, lambda: card.button.text() == "Pause")
    scene.qtbot.waitUntil(lambda: asked_for(scene) == ["meanwhile.png"], timeout=WAIT_MS)


def test_a_folder_that_is_unplugged_is_told(scene: Scene, chosen: Answers) -> None:
    folder = scene.pictures("card")
    choose(scene, chosen, folder)
    card = part(scene).card
    folder.rename(scene.folder / "away")
    scene.qtbot.waitUntil(lambda: "is not there for now" in card.text.text(), timeout=WAIT_MS)
    assert card.property("surface") == "message-warning"
    (scene.folder / "away").rename(folder)
    scene.qtbot.waitUntil(lambda: card.text.text().startswith("Watching."), timeout=WAIT_MS)


def test_a_picture_that_changed_gets_its_new_answer_where_it_stands(scene: Scene, chosen: Answers) -> None:
    folder = scene.pictures("beach")
    choose(scene, chosen, folder)
    write_picture(folder / "one.png", 70)
    scene.qtbot.waitUntil(lambda: asked_for(scene) == ["one.png"], timeout=WAIT_MS)
    scene.answer(0, notice("picture-empty", path="one.png"))
    scene.finish()
    until(scene, lambda: listed(scene) == ["one.png failed"])
    jobs = len(scene.runner.jobs)
    write_picture(folder / "one.png", 71)
    scene.qtbot.waitUntil(lambda: len(scene.runner.jobs) > jobs, timeout=WAIT_MS)
    scene.answer(0, "red", verdict="sure")
    scene.finish()
    until(scene, lambda: listed(scene) == ["one.png red"])


def test_why_it_ended_by_itself_is_told(scene: Scene, chosen: Answers) -> None:
    folder = scene.pictures("beach")
    choose(scene, chosen, folder)
    write_picture(folder / "one.png", 70)
    scene.qtbot.waitUntil(lambda: asked_for(scene) == ["one.png"], timeout=WAIT_MS)
    scene.tell(Failed((notice("picture-empty", path="one.png"),)))
    until(scene, lambda: part(scene).card.property("surface") == "message-danger")
    assert part(scene).card.button.text() == "Go on watching"
    assert [message.kind for message in scene.said] == ["danger"]


def test_the_next_start_shows_it_paused(scene: Scene, chosen: Answers) -> None:
    folder = scene.pictures("beach")
    choose(scene, chosen, folder)
    run = part(scene).run
    assert run is not None
    scene.desk.program.watching.close()
    project = scene.page.project
    scene.page.set_project(None)
    scene.settle()
    scene.page.set_project(project)
    until(scene, lambda: part(scene).run is not None)
    assert part(scene).card.button.text() == "Go on watching"
    assert scene.page.sort.run is None


def test_new_pictures_go_to_the_inbox_and_the_choice_is_kept(scene: Scene, chosen: Answers) -> None:
    folder = scene.pictures("beach")
    choose(scene, chosen, folder, lambda dialog: tick(dialog.inbox))
    project = scene.page.project
    assert project is not None
    pictures = scene.desk.program.pictures
    before = len(pictures.page(project_id=project.id))
    write_picture(folder / "one.png", 99)
    until(scene, lambda: len(pictures.page(project_id=project.id)) == before + 1)
    click(part(scene).card.button)
    until(scene, lambda: part(scene).card.button.text() == "Go on watching")
    part(scene).look_into(folder)
    dialog = scene.dialog()
    assert isinstance(dialog, WatchDialog)
    assert dialog.inbox.isChecked()
    dialog.reject()


def test_a_drop_on_the_part_watches(scene: Scene) -> None:
    folder = scene.pictures("beach")
    click(scene.page.rows[WATCH])
    assert scene.page.drop_text([folder]) == ("Drop a folder to watch it", "Nothing in the folder is changed.")
    scene.page.take_drop([folder])
    dialog = scene.dialog()
    assert isinstance(dialog, WatchDialog)
    dialog.reject()
    click(scene.page.rows[SORT])
    assert scene.page.sort.isVisible()


def test_a_folder_that_is_gone_cannot_be_watched(scene: Scene, chosen: Answers) -> None:
    folder = scene.pictures("beach")
    click(scene.page.rows[WATCH])
    shutil.rmtree(folder)
    part(scene).look_into(folder)
    scene.settle()
    assert scene.failed == ["folder-missing"]


def test_a_folder_chosen_for_a_project_that_was_left_asks_nothing(scene: Scene) -> None:
    folder, other = scene.pictures("beach"), scene.new_project()
    click(scene.page.rows[WATCH])
    part(scene).look_into(folder)
    scene.open(other)
    assert not [item for item in scene.page.window().findChildren(WatchDialog) if item.isVisible()]


def test_of_two_folders_the_last_one_is_asked_about(scene: Scene) -> None:
    first, last = scene.pictures("beach"), scene.pictures("wood")
    click(scene.page.rows[WATCH])
    part(scene).look_into(first)
    part(scene).look_into(last)
    scene.settle()
    (dialog,) = [item for item in scene.page.window().findChildren(WatchDialog) if item.isVisible()]
    assert dialog.windowTitle() == 'Watch "wood"?'
    dialog.reject()


def test_what_cannot_be_looked_into_is_told(scene: Scene, chosen: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = notice("folder-no-permission", path="deep")
    monkeypatch.setattr(
        "app.services.watching.list_pictures",
        lambda folder, *, recursive: (list_pictures(folder, recursive=recursive)[0], (lost,)),
    )
    choose(scene, chosen, scene.pictures("beach"))
    assert [message.text for message in scene.said] == [notice_text(lost)]
