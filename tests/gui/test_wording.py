"""Numbers, sizes, times and names in English and German."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from app.storage.columns import now
from app.views import wording
from tests.gui.speaking import speaking

NOON = datetime(2026, 3, 18, 12, 0).astimezone()  # a Wednesday


class At(datetime):
    """A clock that stands."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return NOON


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    with speaking(qapp, "en"):
        yield


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    with speaking(qapp, "de"):
        yield


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "datetime", At)


def stored(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


@pytest.mark.usefixtures("english")
def test_percent_rounds_but_never_to_all_or_nothing() -> None:
    said = [wording.percent(part) for part in (0, 0.001, 0.5, 0.944, 0.999, 1)]
    assert said == ["0%", "1%", "50%", "94%", "99%", "100%"]
    assert [wording.share_percent(part) for part in (0, 0.001, 0.009, 0.01, 0.999)] == ["0%", "<1%", "<1%", "1%", "99%"]


@pytest.mark.usefixtures("german")
def test_percent_has_a_gap_in_german() -> None:
    assert wording.percent(0.94) == "94\u00a0%"


def test_numbers_have_the_separators_of_the_language(qapp: QApplication) -> None:
    with speaking(qapp, "en"):
        assert wording.number(12345) == "12,345"
    with speaking(qapp, "de"):
        assert wording.number(12345) == "12.345"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 KB"),
        (350_400_000, "350 MB"),
        (1_550_000_000, "1.6 GB"),
        (2e15, "2,000 TB"),
    ],
)
def test_sizes_take_the_largest_unit_that_fits(count: float, said: str) -> None:
    assert wording.size(count) == said


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "about 5 seconds"),
        (33, "about 35 seconds"),
        (57.4, "about 55 seconds"),
        (57.6, "about 1 minute"),
        (89, "about 1 minute"),
        (91, "about 2 minutes"),
        (3569, "about 59 minutes"),
        (3571, "about 1 hour"),
        (7300, "about 2 hours"),
    ],
)
def test_durations_are_rounded_as_one_says_them(seconds: float, said: str) -> None:
    assert wording.duration(seconds) == said


@pytest.mark.usefixtures("german")
def test_durations_in_german_have_plural_forms() -> None:
    assert wording.duration(60) == "etwa 1 Minute"
    assert wording.duration(240) == "etwa 4 Minuten"


@pytest.mark.usefixtures("english", "noon")
@pytest.mark.parametrize(
    ("back", "said"),
    [
        (timedelta(), "Today, 12:00"),
        (timedelta(hours=11, minutes=55), "Today, 00:05"),
        (timedelta(hours=12, minutes=5), "Yesterday, 23:55"),
        (timedelta(days=6), "Thursday, 12:00"),
        (timedelta(days=7), "11 March, 12:00"),
    ],
)
def test_when_is_told_by_the_day_of_this_computer(back: timedelta, said: str) -> None:
    assert wording.when(stored(NOON - back)) == said


@pytest.mark.usefixtures("english", "noon")
def test_another_year_is_named() -> None:
    assert wording.day(stored(NOON.replace(year=2024))) == "18 March 2024"


@pytest.mark.usefixtures("german", "noon")
def test_days_in_german() -> None:
    days = [wording.day(stored(NOON - timedelta(days=count))) for count in (0, 1, 2, 40)]
    assert days == ["Heute", "Gestern", "Montag", "6. Februar"]


@pytest.mark.usefixtures("english")
def test_what_the_storage_calls_now_is_today() -> None:
    assert wording.day(now()) in ("Today", "Yesterday")  # the latter where midnight falls between the two
    assert wording.ago(now()) == "0 seconds ago"


def test_a_time_without_a_zone_is_utc() -> None:
    assert wording.local("2026-03-18 12:00") == datetime(2026, 3, 18, 12, 0, tzinfo=UTC)


def test_strong_names_cannot_bring_tags() -> None:
    assert wording.strong("<b>cat & dog") == "<b>&lt;b&gt;cat &amp; dog</b>"


def test_lists_end_with_the_word_of_the_language(qapp: QApplication) -> None:
    names = ["cat", "dog", "bird"]
    with speaking(qapp, "en"):
        assert wording.and_list(names) == "cat, dog, and bird"
        assert wording.and_list(names[:2]) == "cat and dog"
    with speaking(qapp, "de"):
        assert wording.and_list(names) == "cat, dog und bird"
        assert wording.and_list([]) == ""
