"""The gauge that says whether a picture is like anything known at all."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.views.theme.look import Look
from app.views.widgets.fit_gauge import FitGauge
from mmrl_engine.types import FIT_LINE


def shown(qtbot: QtBot, look: Look, place: float, width: int = 372) -> FitGauge:
    gauge = FitGauge(look)
    qtbot.addWidget(gauge)
    gauge.show_place(place)
    gauge.resize(width, gauge.heightForWidth(width))
    return gauge


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (1.0, "Fits what it knows, far from the line"),
        (FIT_LINE, "Fits what it knows, close to the line"),
        (FIT_LINE - 0.01, "Like nothing it knows, close to the line"),
        (0.0, "Like nothing it knows, far from the line"),
    ],
)
def test_it_says_on_which_side_of_the_line_it_is(qtbot: QtBot, look: Look, place: float, said: str) -> None:
    assert shown(qtbot, look, place).accessibleName() == said


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("place", [0.0, 0.2, 0.8, 1.0])
def test_the_dot_stands_where_the_picture_lies(qtbot: QtBot, look: Look, theme: str, place: float) -> None:
    look.set(theme=theme)
    gauge = shown(qtbot, look, place)
    image = gauge.grab().toImage()
    wanted = look.color("accent" if place > FIT_LINE else "text").rgb()
    row = look.px(14) // 2
    inked = [x for x in range(image.width()) if QColor(image.pixel(x, row)).rgb() == wanted]
    centre = sum(inked) / len(inked) / image.width()
    assert centre == pytest.approx(min(max(place, 0.02), 0.98), abs=0.02)


def test_large_letters_get_a_row_each(qtbot: QtBot, look: Look) -> None:
    usual = shown(qtbot, look, 0.8).heightForWidth(372)
    look.set(text_size=200)
    gauge = shown(qtbot, look, 0.8)
    assert gauge.heightForWidth(372) > 2 * usual
    assert gauge.heightForWidth(372) > gauge.heightForWidth(1200)
