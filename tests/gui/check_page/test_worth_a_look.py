"""The card "Worth a look": one finding a line, each with one fix that undo takes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.services.diagnosis import DOUBTS, NOTHING, Diagnosis, Doubt, Remark
from app.views.check_page.worth_a_look import MOST, WorthALook
from app.views.dialogs.words import WordsDialog
from app.views.message import Message
from app.views.theme.look import Look
from app.views.wishes import AddPictures, ShowPictures
from tests.app.filled import filled_project
from tests.gui.desk_fixture import opened_desk, opened_project

COUNTS = {"cat": 4, "dog": 4, "bird": 3}


class Scene:
    """The card, to which a test says what was found."""

    def __init__(self, qtbot: QtBot, desk: Desk, look: Look, folder: Path) -> None:
        self.qtbot, self.desk, self.folder = qtbot, desk, folder
        self.card = WorthALook(desk, look)
        self.said: list[Message] = []
        self.wishes: list[object] = []
        self.card.said.connect(self.said.append)
        self.card.wished.connect(self.wishes.append)
        self.project: OpenProject | None = None

    def open(self) -> None:
        made = filled_project(self.desk.program.storage, self.folder, COUNTS)
        self.project = opened_project(self.qtbot, self.desk, made)
        self.card.set_project(self.project)
        self.card.show()

    def ids(self, name: str) -> list[int]:
        assert self.project is not None
        return [view.id for view in self.project.state.listed if view.class_id == self.class_id(name)]

    def class_id(self, name: str) -> int:
        assert self.project is not None
        return next(view.id for view in self.project.state.classes if view.name == name)

    def find(self, *remarks: Remark) -> None:
        doubts = {
            item.placement_ids[0]: Doubt(item.kind, item.class_ids[0], (*item.class_ids[1:], None)[0])
            for item in remarks
            if item.kind in DOUBTS
        }
        self.card._doctor._show(Diagnosis(doubts, remarks))

    def mislabelled(self, placement: int) -> Remark:
        return Remark("mislabelled", (placement,), (self.class_id("dog"), self.class_id("cat")))

    def press(self, place: int = 0) -> None:
        self.card.fixes[place].setFocus()
        QTest.keyClick(self.card.fixes[place], Qt.Key.Key_Space)
        self.settle()

    def undo(self) -> None:
        assert self.project is not None
        call = partial(self.desk.program.undo.undo, project_id=self.project.id)
        self.desk.do(call)
        self.settle()

    def settle(self) -> None:
        self.qtbot.wait(1)
        self.qtbot.waitUntil(lambda: not self.desk.acts.busy)

    def names(self) -> Sequence[str]:
        return [button.text() for button in self.card.fixes]


@pytest.fixture
def scene(qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Scene]:
    with opened_desk(monkeypatch, tmp_path / "data") as (desk, _):
        made = Scene(qtbot, desk, look, tmp_path / "given")
        qtbot.addWidget(made.card)
        yield made
        made.settle()
        made.card.set_project(None)


def test_it_says_that_it_looks_and_that_there_is_nothing(scene: Scene) -> None:
    assert scene.card.state.text() == "There are no pictures yet."
    scene.open()
    assert scene.card.state.text() == "Looking at your pictures."
    scene.card._doctor._show(Diagnosis({}))
    assert scene.card.state.text() == "Nothing to look at. Well sorted."
    assert (scene.card.lines(), scene.card.all.isVisible()) == ([], False)


def test_a_wrong_picture_is_moved_by_its_line_and_the_line_goes(scene: Scene) -> None:
    scene.open()
    first, second = scene.ids("dog")[:2]
    scene.find(scene.mislabelled(first), scene.mislabelled(second))
    assert scene.card.lines()[0].endswith(" is in dog, but looks like cat.")
    assert scene.names() == ["Move to cat", "Move to cat"]
    assert scene.card.fixes[0].accessibleDescription() == scene.card.lines()[0]
    scene.press()
    assert first in scene.ids("cat")
    assert scene.said[-1].text == "1 picture(s) put in <b>cat</b>."
    assert scene.said[-1].undo is not None
    assert len(scene.names()) == 1
    assert scene.card.fixes[0].hasFocus(), "the keyboard goes on with the next line"
    scene.undo()
    assert first in scene.ids("dog")


def test_many_wrong_ones_share_a_line(scene: Scene) -> None:
    scene.open()
    scene.find(*map(scene.mislabelled, scene.ids("dog")))
    assert scene.card.lines()[3] == "1 more picture(s) are likely in a wrong class."
    scene.press(3)
    assert scene.wishes == [ShowPictures(placement_ids=(scene.ids("dog")[3],))]


def test_of_copies_one_is_kept(scene: Scene) -> None:
    scene.open()
    cats = scene.ids("cat")
    scene.find(Remark("copies", tuple(cats[:3]), (scene.class_id("cat"),)))
    assert scene.card.lines() == ["2 picture(s) are copies. They make the test look better than it is."]
    scene.press()
    assert scene.ids("cat") == [cats[0], cats[3]]
    assert scene.card.lines() == []
    scene.undo()
    assert scene.ids("cat") == cats


def test_each_finding_has_its_words_and_its_fix(scene: Scene) -> None:
    scene.open()
    cat, dog, bird = map(scene.class_id, COUNTS)
    twins = (scene.ids("cat")[0], scene.ids("dog")[0])
    scene.find(
        Remark("twins", twins, (cat, dog)),
        Remark("leak", tuple(scene.ids("cat")[:2]), (cat,)),
        Remark("few", (), (bird,)),
        Remark("uneven", (), (cat, bird)),
        Remark("outlier", (scene.ids("cat")[0],), (cat,)),
        Remark("unsure", (scene.ids("cat")[1],), (cat, dog)),
    )
    assert scene.card.lines() == [
        "2 picture(s) are almost the same but sit in cat and dog.",
        "2 picture(s) to learn from and to test on are almost the same.",
        "bird has 3 picture(s). It may be guessing.",
        "cat has 4 picture(s), bird only 3. Answers may lean towards cat.",
        "1 picture(s) look like none of the others.",
        "1 picture(s) could as well be in another class.",
    ]
    assert scene.names() == ["Show them", "Show them", "Add pictures", "Add to bird", "Show them", "Show them"]
    for place in range(6):
        scene.press(place)
    assert scene.wishes == [
        ShowPictures(placement_ids=twins),
        ShowPictures(placement_ids=tuple(scene.ids("cat")[:2])),
        AddPictures(class_id=bird),
        AddPictures(class_id=bird),
        ShowPictures(placement_ids=(scene.ids("cat")[0],)),
        ShowPictures(placement_ids=(scene.ids("cat")[1],)),
    ]


def test_very_small_pictures_share_a_line(scene: Scene) -> None:
    scene.open()
    few = tuple(scene.ids("dog")[:2])
    scene.find(*(Remark("small", (placement,), (scene.class_id("dog"),)) for placement in few))
    assert scene.card.lines() == ["2 picture(s) have very few pixels. Larger ones would teach it more."]
    scene.press(0)
    assert scene.wishes == [ShowPictures(placement_ids=few)]


def test_words_that_mean_the_same_are_changed(scene: Scene) -> None:
    scene.open()
    scene.find(Remark("alike", (), (scene.class_id("cat"), scene.class_id("dog"))))
    assert scene.card.lines() == ["The words for cat and dog mean almost the same to it. Try other words."]
    scene.press()
    dialog = scene.card.findChild(WordsDialog)
    assert dialog is not None
    dialog.reject()


def test_a_long_list_is_cut_until_all_is_asked_for(scene: Scene) -> None:
    scene.open()
    cat, dog = scene.class_id("cat"), scene.class_id("dog")
    pairs = [(one, other) for one in scene.ids("cat")[:4] for other in scene.ids("dog")[:2]]
    scene.find(*(Remark("twins", pair, (cat, dog)) for pair in pairs))
    assert (len(scene.card.lines()), scene.card.all.text()) == (MOST, "Show all 8")
    QTest.mouseClick(scene.card.all, Qt.MouseButton.LeftButton)
    assert (len(scene.card.lines()), scene.card.all.isVisible()) == (8, False)


def test_a_picture_in_its_line_is_shown_by_a_click(scene: Scene) -> None:
    scene.open()
    first = scene.ids("dog")[0]
    scene.find(scene.mislabelled(first))
    picture = scene.card._picture(scene.card._lines[0])
    assert picture is not None
    scene.qtbot.addWidget(picture)
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton)
    assert scene.wishes == [ShowPictures(placement_ids=(first,))]


def test_another_project_begins_anew(scene: Scene) -> None:
    scene.open()
    scene.find(scene.mislabelled(scene.ids("dog")[0]))
    scene.card.set_project(None)
    assert scene.card.lines() == []
    assert scene.card._doctor.diagnosis is NOTHING
