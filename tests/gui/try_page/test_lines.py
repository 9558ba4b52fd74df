"""The lines beside an answer: where none of these begins, and where sure does."""

from __future__ import annotations

from mmrl_engine.types import Fit
from tests.gui.try_page.conftest import Scene

FOUR = {"cat": 4, "dog": 4}


def test_the_gauge_is_there_where_there_is_a_limit(scene: Scene) -> None:
    scene.open(FOUR)
    scene.give(scene.picture())
    panel = scene.page.panel
    scene.answer("cat")
    assert not panel.gauge.isVisible()
    scene.type_name("horse")
    scene.answer("cat", 0.9, "none", fit=Fit(0.2, False))
    assert panel.gauge.isVisible()
    assert panel.gauge.accessibleName().startswith("Like nothing it knows")
    scene.type_name("cow")
    scene.answer("cat", 0.9, "sure", fit=Fit(0.9, False))
    assert panel.gauge.accessibleName().startswith("Fits what it knows")


def test_the_line_of_sure_is_the_learned_one(scene: Scene) -> None:
    scene.open(FOUR)
    scene.give(scene.picture())
    panel = scene.page.panel
    scene.answer("cat", 0.75, "sure", sure_from=0.7)
    assert panel.line.text() == "sure from 70%"
    assert not panel.rough.isVisible()
    assert panel.answers.answers.row(0).sure_line == 0.7


def test_a_guess_is_called_one(scene: Scene) -> None:
    scene.open(FOUR)
    scene.give(scene.picture())
    panel = scene.page.panel
    scene.answer("cat", 0.9, "sure")
    assert panel.line.text() == "sure from 80%"
    assert panel.rough.text() == "The line between sure and maybe is a guess until Check has tested it."
    scene.open({"cat": 4, "dog": 3}, "few")
    scene.give(scene.picture())
    scene.answer("cat", 0.9, "sure")
    assert panel.rough.text() == "The line between sure and maybe is a guess until each class has 4 pictures."


def test_where_nothing_can_be_sure_there_is_no_line(scene: Scene) -> None:
    scene.open(FOUR)
    scene.give(scene.picture())
    panel = scene.page.panel
    scene.answer("cat", 0.99, "maybe", sure_from=2.0)
    assert panel.line.text() == ""
    assert panel.rough.text() == "No test has shown yet that its answers are right often enough to call one sure."
    assert panel.answers.answers.row(0).sure_line is None


def test_a_large_share_that_is_not_sure_says_why(scene: Scene) -> None:
    scene.open(FOUR)
    scene.give(scene.picture())
    head = scene.page.panel.head
    scene.answer("cat", 0.99, "maybe", fit=Fit(0.5, False, like_enough=False), sure_from=0.8)
    assert head.sentence.text().startswith("cat is most likely, but it is less like your pictures")
    scene.type_name("horse")
    scene.answer("cat", 0.7, "maybe", fit=Fit(0.5, False, like_enough=False), sure_from=0.8)
    assert head.sentence.text().startswith("cat is most likely, but not by enough")
