"""The chart draws no more than can be seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from app.views.theme.look import Look
from app.views.train_page.chart import ChartCard
from app.views.train_page.curve import Curve


def a_curve(right: float) -> Curve:
    return Curve(10, 0.5, ((1.0, 0.2), (2.0, right)))


@pytest.fixture
def chart(qtbot: QtBot, look: Look) -> ChartCard:
    card = ChartCard(look)
    qtbot.addWidget(card)
    return card


def drawn(chart: ChartCard, monkeypatch: pytest.MonkeyPatch) -> list[Curve]:
    """What is drawn from now on."""
    found: list[Curve] = []
    draw = chart.plot.show_curve

    def note(curve: Curve, now: str, words: str, *, going: bool) -> None:
        found.append(curve)
        draw(curve, now, words, going=going)

    monkeypatch.setattr(chart.plot, "show_curve", note)
    return found


def test_of_many_curves_in_a_row_the_first_and_the_last_are_drawn(
    chart: ChartCard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = drawn(chart, monkeypatch)
    chart.show()
    for step in range(20):
        chart.show_curve(a_curve(step / 20), going=True)
    assert chart.summary == "now 95%, words only 50%"
    qtbot.waitUntil(lambda: found[-1] == a_curve(0.95))
    assert len(found) == 2


def test_what_nobody_sees_is_drawn_when_somebody_does(
    chart: ChartCard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = drawn(chart, monkeypatch)
    chart.show_curve(a_curve(0.3), going=True)
    chart.show_curve(a_curve(0.4), going=True)
    assert found == []
    chart.show()
    assert found == [a_curve(0.4)]


@pytest.mark.parametrize("end", [5, 20])
def test_the_last_figure_is_whole_and_clear_of_the_line_where_all_is_right(
    chart: ChartCard, qtbot: QtBot, end: int
) -> None:
    points = tuple((float(place), 0.9 if place == end - 1 else 1.0) for place in range(1, end + 1))
    chart.resize(800, 420)
    chart.show()
    chart.show_curve(Curve(20, 0.5, points), going=end < 20)
    qtbot.wait(50)
    plot, label = chart.plot, chart.plot._now_label
    box = label.sceneBoundingRect()
    assert plot.getPlotItem().vb.sceneBoundingRect().contains(box.adjusted(2, 2, -2, -2))
    dip = plot.getPlotItem().vb.mapViewToScene(QPointF(end - 1, 0.9))
    assert not box.adjusted(4, 4, -4, -4).contains(dip)
