"""Flagged pictures: badge and reason on the tile, why in the inspector with its two fixes, and their shelves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models.pictures_model import PicturesModel
from app.models.tiles import Sort, Tile
from app.services.diagnosis import Diagnosis, Doubt
from app.views.grid.captions import caption_of
from tests.gui.pictures_page.conftest import CTRL, LEFT, Scene

EACH = 10


@pytest.fixture(autouse=True)
def prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.models.doctor.QUIET_MS", 20)


def zoo(scene: Scene, *wrong: str) -> None:
    """Ten cats, ten dogs, and in the class dog pictures of what `wrong` says."""
    project = scene.project()
    for name in ("cat", "dog"):
        scene.fill(project, *(scene.file(name) for _ in range(EACH)), into=name)
    scene.fill(project, *(scene.file(name) for name in wrong), into="dog")
    scene.open(project)
    looked(scene)


def looked(scene: Scene) -> Diagnosis:
    """What is found once nothing changes any more."""
    scene.qtbot.waitUntil(lambda: scene.page.shelves.doctor.looked, timeout=5000)
    scene.qtbot.wait(60)
    scene.qtbot.waitUntil(lambda: not scene.desk.aside_acts.busy, timeout=5000)
    scene.settle()
    return scene.page.shelves.doctor.diagnosis


def tile(scene: Scene, name: str) -> Tile:
    return next(tile for tile in scene.tiles() if tile.name == name)


def test_a_picture_in_a_wrong_class_is_flagged_and_moved(scene: Scene) -> None:
    zoo(scene, "cat")
    found = tile(scene, "cat_21.png")
    assert caption_of(found)[:1] + caption_of(found)[3:] == ("dog", "looks like cat", "", "danger", "like cat")
    row = scene.page.model.row_of(found.id)
    assert row is not None
    spoken = scene.page.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"dog, cat_21.png, likely wrong, looks like cat, {row + 1} of 21"
    assert scene.page.side.wrong.accessibleName() == "Likely wrong, 1"
    assert not scene.page.side.unsure.isVisible()
    scene.show("wrong")
    assert scene.names() == ["cat_21.png"]
    scene.choose("cat_21.png")
    box = scene.page.inspector.flag
    assert box.title.text() == "Likely in the wrong class"
    assert box.text.text() == "It is in <b>dog</b>, but it looks like your pictures of <b>cat</b>."
    seen = scene.page.inspector.similar
    assert seen._sees.text() == "What the computer sees"
    assert seen.answers.accessibleName().startswith("cat ")
    QTest.mouseClick(box.move_to, LEFT)
    scene.settle()
    assert scene.placed()["cat_21.png"] == "cat"
    assert scene.said[-1].text == "1 picture(s) put in <b>cat</b>."
    assert scene.page.empty.title() == "Nothing to look at."
    assert not scene.page.side.wrong.isVisible()
    scene.undo()
    looked(scene)
    assert scene.names() == ["cat_21.png"]


def test_what_is_right_is_kept_for_good(scene: Scene) -> None:
    zoo(scene, "cat")
    scene.choose("cat_21.png")
    box = scene.page.inspector.flag
    assert box.keep.text() == "dog is right"
    box.keep.setFocus()
    scene.press(Qt.Key.Key_Space, on=box.keep)
    assert scene.said[-1].text == "1 picture(s) are right where they are."
    assert scene.said[-1].undo is not None
    assert not box.isVisible()
    assert looked(scene).doubts == {}
    assert tile(scene, "cat_21.png").doubt == ""
    scene.undo()
    looked(scene)
    assert tile(scene, "cat_21.png").doubt == "mislabelled"


def test_several_are_moved_at_once(scene: Scene) -> None:
    zoo(scene, "cat", "cat")
    scene.show("wrong")
    scene.focus(scene.page.grid)
    scene.press(Qt.Key.Key_A, CTRL)
    box = scene.page.inspector.flag
    assert box.isVisible()
    assert (box.move_to.text(), box.keep.text(), box.text.isVisible()) == ("Move to cat", "dog is right", False)
    QTest.mouseClick(box.move_to, LEFT)
    scene.settle()
    assert {scene.placed()[f"cat_{number}.png"] for number in (21, 22)} == {"cat"}
    scene.undo()
    assert {scene.placed()[f"cat_{number}.png"] for number in (21, 22)} == {"dog"}


def test_the_box_is_there_only_if_all_that_is_selected_is_flagged(scene: Scene) -> None:
    zoo(scene, "cat")
    scene.choose("dog_20.png")
    assert not scene.page.inspector.flag.isVisible()
    scene.choose("cat_21.png", "dog_20.png")
    assert not scene.page.inspector.flag.isVisible()


@pytest.mark.parametrize(
    ("doubt", "reason", "spoken", "title", "buttons"),
    [
        (Doubt("unsure", 2, 1), "or cat?", "unsure, or cat", "It could be either", ("Move to cat", "dog is right")),
        (Doubt("outlier", 2), "like no other", "like no other", "Unlike all the others", ("Remove", "dog is right")),
    ],
)
def test_each_kind_has_its_words(
    scene: Scene, doubt: Doubt, reason: str, spoken: str, title: str, buttons: tuple[str, str]
) -> None:
    zoo(scene)
    placement = tile(scene, "dog_20.png").id
    scene.page.shelves.doctor._show(Diagnosis({placement: doubt}))
    assert caption_of(tile(scene, "dog_20.png")).word == reason
    row = scene.page.model.row_of(placement)
    assert row is not None
    assert spoken in str(scene.page.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))
    assert scene.page.side.unsure.accessibleName() == "Unsure, 1"
    scene.choose("dog_20.png")
    box = scene.page.inspector.flag
    assert box.title.text() == title
    shown = [button.text() for button in (box.move_to, box.remove, box.keep) if button.isVisible()]
    assert tuple(shown) == buttons


def test_the_inbox_is_put_in_the_order_of_what_teaches_most(scene: Scene) -> None:
    project = scene.project()
    for name in ("cat", "dog"):
        scene.fill(project, *(scene.file(name) for _ in range(4)), into=name)
    scene.fill(project, scene.file("fish"), scene.file("cat"))
    scene.open(project)
    looked(scene)
    scene.show("inbox")
    bar = scene.page.bar
    place = bar.sort.findData(Sort.USEFUL)
    assert bar.sort.itemText(place) == "Most useful first"
    bar.sort.setCurrentIndex(place)
    bar.sort.activated.emit(place)
    scene.settle()
    assert scene.names() == ["fish_9.png", "cat_10.png"]
    assert scene.page.inbox_line.words.text() == "It learns most from the first ones"


def test_the_next_step_names_what_may_be_wrong(scene: Scene) -> None:
    project = scene.project(("cat", "dog"))
    for name in ("cat", "dog"):
        scene.fill(project, *(scene.file(name) for _ in range(EACH)), into=name)
    scene.fill(project, scene.file("cat"), into="dog")
    scene.open(project)
    looked(scene)
    assert scene.page.side.card.button.text() == "Train"
    assert "1 picture(s) may be in a wrong class." in scene.page.side.card._text.text()


def test_a_flag_is_spoken_once_with_a_copy() -> None:
    model = PicturesModel()
    model.set_tiles([Tile(1, "a", "x.png", 2, "dog", has_copy=True, doubt="unsure", other="cat", other_id=1)])
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "dog, x.png, unsure, or cat, has a copy, 1 of 1"
