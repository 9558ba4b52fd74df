"""Where it looked: asked for when it is wanted, for the answer that is chosen, and told in words too."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from app.services.jobs import ExplainJob, Failed, Finished, Where
from app.views.try_page.veil import place_text
from mmrl_engine.notices import notice
from tests.gui.try_page.conftest import Scene

PAIR = {"cat": 2, "dog": 2}
WHOLE = (0.0, 0.0, 1.0, 1.0)


def spot(row: int, column: int, side: int = 6) -> Where:
    """Bright in one place."""
    values = np.zeros((side, side), np.float32)
    values[row, column] = 1
    return Where(values, WHOLE)


def asked(scene: Scene) -> ExplainJob:
    """The last one that was asked for."""
    found = [job for job in scene.runner.jobs.values() if isinstance(job, ExplainJob)]
    assert found, "nothing was asked"
    return found[-1]


def tell(scene: Scene, where: Where) -> None:
    for name in scene.waiting(ExplainJob):
        scene.tell(Finished(where), name)
    scene.settle()


def answered(scene: Scene) -> None:
    """A white picture of which `cat` is said."""
    scene.open(PAIR)
    path = scene.folder / "white.png"
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    assert image.save(str(path))
    scene.give(path)
    scene.answer("cat")
    scene.qtbot.waitUntil(lambda: scene.page.stage.pixmap is not None and scene.page.stage.pixmap.width() >= 200)


def brightness(scene: Scene, across: float, down: float) -> int:
    """Of the picture as it is seen; places are shares of its sides."""
    stage = scene.page.stage
    assert stage.pixmap is not None
    target = stage._target(stage.pixmap)
    place = target.topLeft() + QPoint(round(across * target.width()), round(down * target.height()))
    return stage.grab().toImage().pixelColor(place.toPoint()).value()


def test_nothing_is_asked_until_it_is_wanted_and_the_picture_is_as_it_is(scene: Scene) -> None:
    answered(scene)
    assert scene.page.where.switch.isVisible()
    assert not scene.page.where.switch.isChecked()
    assert scene.waiting(ExplainJob) == []
    assert brightness(scene, 0.1, 0.1) == brightness(scene, 0.9, 0.9) == 255


def test_the_rest_of_the_picture_is_darkened_and_the_class_is_named(scene: Scene) -> None:
    answered(scene)
    scene.click(scene.page.where.switch)
    assert asked(scene).names == ("cat",)
    tell(scene, spot(0, 0))
    stage = scene.page.stage
    assert stage.name.text() == "Bright: what spoke for cat"
    assert stage.accessibleDescription() == "What spoke for cat is mostly in the upper left."
    assert brightness(scene, 0.05, 0.05) > 220
    assert brightness(scene, 0.9, 0.9) < 90
    scene.click(scene.page.where.switch)
    assert stage.name.text() == "white.png"
    assert stage.accessibleDescription() == ""
    assert brightness(scene, 0.9, 0.9) == 255


def test_the_key_switches_it_and_types_an_h_in_a_field(scene: Scene) -> None:
    answered(scene)
    scene.page.activateWindow()
    scene.page.stage.setFocus()
    QTest.keyClick(scene.page.stage, Qt.Key.Key_H)
    assert scene.page.where.switch.isChecked()
    assert scene.desk.memory.text("try_where") == "1"
    field = scene.page.panel.names.field
    field.setFocus()
    QTest.keyClicks(field, "horse")
    assert field.text() == "horse"
    assert scene.page.where.switch.isChecked()


def test_a_chosen_answer_is_the_one_it_speaks_for(scene: Scene) -> None:
    answered(scene)
    scene.click(scene.page.where.switch)
    tell(scene, spot(0, 0))
    answers = scene.page.panel.answers
    answers.setFocus()
    QTest.keyClick(answers, Qt.Key.Key_Down)
    QTest.keyClick(answers, Qt.Key.Key_Down)
    scene.settle()
    assert asked(scene).names == ("dog",)
    assert scene.page.stage.name.text() == "Bright: what spoke for cat", "what is seen is named until the next is there"
    tell(scene, spot(5, 5))
    assert scene.page.stage.name.text() == "Bright: what spoke for dog"
    assert brightness(scene, 0.95, 0.95) > 220
    QTest.keyClick(answers, Qt.Key.Key_Up)
    scene.settle()
    assert scene.page.stage.name.text() == "Bright: what spoke for cat"
    assert scene.waiting(ExplainJob) == [], "what was found is kept"


def test_another_picture_is_never_under_the_veil_of_the_one_before(scene: Scene) -> None:
    answered(scene)
    scene.click(scene.page.where.switch)
    tell(scene, spot(0, 0))
    QTest.keyClick(scene.page.panel.answers, Qt.Key.Key_Down)
    scene.give(scene.picture("second.png"))
    assert scene.page.stage.name.text() == "second.png"
    scene.answer("dog")
    assert asked(scene).names == ("dog",), "of another picture it speaks for the likeliest again"
    assert asked(scene).picture.path.name == "second.png"
    assert len(scene.waiting(ExplainJob)) == 1, "the one before is not waited for any more"


def test_a_reason_is_told_where_it_cannot_be_found(scene: Scene) -> None:
    answered(scene)
    scene.click(scene.page.where.switch)
    assert scene.page.stage.accessibleDescription() == ""
    for name in scene.waiting(ExplainJob):
        scene.tell(Failed((notice("memory-smallest-step"),)), name)
    scene.settle()
    assert scene.page.stage.name.text() == "Where it looked could not be found."
    assert scene.page.stage.accessibleDescription().startswith("Where it looked could not be found. ")
    assert len(scene.page.stage.accessibleDescription()) > 60
    assert brightness(scene, 0.9, 0.9) == 255


def test_with_one_name_alone_there_is_nothing_to_say(scene: Scene) -> None:
    scene.open({})
    scene.give(scene.picture())
    assert not scene.page.where.switch.isVisible()
    scene.type_name("horse")
    scene.answer("horse", 1.0, None)
    assert not scene.page.where.switch.isVisible()
    assert not scene.page.where.action.isEnabled()


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (spot(0, 0), "mostly in the upper left"),
        (spot(2, 2, 5), "mostly in the middle"),
        (spot(3, 5), "mostly on the right"),
        (Where(np.eye(6, dtype=np.float32), WHOLE), "in many places"),
        (Where(np.zeros((6, 6), np.float32), WHOLE), "in many places"),
        (Where(spot(5, 5).map, (0.4, 0.0, 0.6, 1.0)), "mostly in the lower middle"),
    ],
)
def test_where_in_words(where: Where, text: str) -> None:
    assert place_text(where) == text
