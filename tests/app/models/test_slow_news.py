"""What comes many a second is told at once first, and then together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.models.slow_news import SlowNews
from app.services.change import Change


def a_change(*placements: int, table: str = "placement", project: int = 1) -> Change:
    return Change({table: frozenset(placements)}, frozenset({project}))


@pytest.fixture
def news() -> Iterator[SlowNews]:
    made = SlowNews()
    yield made
    made.close()


def test_the_first_is_told_at_once_and_the_rest_as_one(news: SlowNews, qtbot: QtBot) -> None:
    told: list[Change] = []
    news.told.connect(told.append)
    news.add(a_change(1))
    assert told == [a_change(1)]
    news.add(a_change(2, 3))
    news.add(a_change(3, 4))
    news.add(a_change(7, table="class", project=2))
    assert len(told) == 1
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1].rows == {"placement": frozenset({2, 3, 4}), "class": frozenset({7})}
    assert told[1].projects == {1, 2}


def test_nothing_is_kept_back_at_the_end(news: SlowNews) -> None:
    told: list[Change] = []
    news.told.connect(told.append)
    news.add(a_change(1))
    news.add(a_change(2))
    news.tell_now()
    news.tell_now()
    assert told == [a_change(1), a_change(2)]


def test_after_its_end_it_tells_nothing(news: SlowNews, qtbot: QtBot) -> None:
    news.add(a_change(1))
    news.add(a_change(2))
    news.close()
    with qtbot.assertNotEmitted(news.told, wait=1200):
        pass
