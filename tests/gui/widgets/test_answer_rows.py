"""Ranked answers, seen, heard and walked through."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.services.colors import mark
from app.views.theme.look import Look
from app.views.widgets.answer_rows import AnswerList, AnswerModel, AnswerRow

ROWS = (
    AnswerRow("horse", 0.82, None, None, "sure", 0.7),
    AnswerRow("dog", 0.09, mark(1), 8, None, 0.7),
    AnswerRow("cat", 0.04, mark(0), 1, None, 0.7),
    AnswerRow("bee", 0.02),
    AnswerRow("frog", 0.01, mark(4), 8),
    AnswerRow("fish", 0.01, mark(3), 8),
    AnswerRow("bird", 0.01, mark(2), 8),
)


@pytest.fixture
def answers(qtbot: QtBot, look: Look) -> AnswerList:
    view = AnswerList(look)
    qtbot.addWidget(view)
    view.resize(402, 300)
    view.show()
    return view


def spoken(view: AnswerList, row: int) -> str:
    return str(view.answers.index(row).data(Qt.ItemDataRole.AccessibleTextRole))


def track(view: AnswerList, image: QImage, row: int) -> list[str]:
    """The colours along the middle of a row's bar."""
    place: QRect = view.visualRect(view.answers.index(row))
    return [image.pixelColor(x, place.top() + 37).name() for x in range(place.left() + 8, place.right() - 8)]


def test_model_keeps_the_rules(qtmodeltester: ModelTester) -> None:
    model = AnswerModel()
    check: Callable[[AnswerModel], None] = qtmodeltester.check
    check(model)
    for rows, first in ((ROWS, 5), (ROWS, None), (ROWS[:2], None), ((), None), (ROWS, 3)):
        model.set_rows(rows, first)
        assert model.rowCount() == len(rows[:first])


def test_row_is_heard_whole(answers: AnswerList) -> None:
    answers.set_rows(ROWS)
    assert spoken(answers, 0) == "horse, 82 percent, sure, only from words, 1 of 7"
    assert spoken(answers, 1).startswith("dog, 9 percent, learned from 8 picture")
    assert spoken(answers, 1).endswith(", 2 of 7")


def test_first_five_then_all(answers: AnswerList, look: Look) -> None:
    answers.set_rows(ROWS, 5)
    assert answers.height() == 5 * look.px(48)
    assert spoken(answers, 4).endswith("5 of 7")
    answers.set_rows(ROWS)
    assert answers.height() == 7 * look.px(48)


def test_arrows_walk_and_a_new_answer_keeps_the_place(qtbot: QtBot, answers: AnswerList) -> None:
    answers.set_rows(ROWS, 5)
    answers.setCurrentIndex(answers.answers.index(0))
    QTest.keyClick(answers, Qt.Key.Key_Down)
    QTest.keyClick(answers, Qt.Key.Key_Down)
    QTest.keyClick(answers, Qt.Key.Key_Up)
    assert answers.currentIndex().row() == 1
    answers.set_rows(ROWS)
    assert answers.currentIndex().row() == 1


def test_learned_is_solid_and_typed_is_striped(answers: AnswerList, look: Look) -> None:
    answers.set_rows([AnswerRow("dog", 0.9, mark(1), 8), AnswerRow("bee", 0.9), AnswerRow("cat", 0.9, mark(0), 8)])
    image = answers.viewport().grab().toImage()
    accent, bar, groove = (look.color(token).name() for token in ("accent", "bar", "track"))
    best, typed, other = (track(answers, image, row)[:300] for row in range(3))
    assert set(best) == {accent}
    assert set(other) == {bar}
    assert bar in typed
    assert groove in typed
    assert len(typed) / 4 < sum(color == groove for color in typed) + sum(color == bar for color in typed)


def test_bar_is_as_long_as_the_answer_is_likely(answers: AnswerList, look: Look) -> None:
    answers.set_rows([AnswerRow("dog", 0.5, mark(1), 8)])
    colors = track(answers, answers.viewport().grab().toImage(), 0)
    filled = sum(color == look.color("accent").name() for color in colors)
    assert abs(filled / answers.viewport().width() - 0.5) < 0.04


def test_line_marks_where_sure_begins(answers: AnswerList, look: Look) -> None:
    answers.set_rows([AnswerRow("dog", 0.1, mark(1), 8, "none", 0.7)])
    image = answers.viewport().grab().toImage()
    marks = [x for x in range(image.width()) if image.pixelColor(x, 31).name() == look.color("muted").name()]
    assert marks == [round(0.7 * answers.viewport().width())]


def test_long_name_leaves_room_for_its_figure(answers: AnswerList, look: Look) -> None:
    answers.set_rows([AnswerRow("a name that goes on and on " * 5, 0.5)])
    long = answers.viewport().grab().toImage()
    answers.set_rows([AnswerRow("a", 0.5)])
    short = answers.viewport().grab().toImage()
    figure = QRect(long.width() - 28, 5, 28, 22)
    assert long.copy(figure) == short.copy(figure)
