from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mmrl_engine.pace import Pace, PaceReport, in_words

UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


def _feed(pace: Pace, reports: Iterable[tuple[float, int]], total: int = 1000, stage: str = "train") -> PaceReport:
    """The last report after (now, done) were handed in one after the other."""
    report = PaceReport()
    for now, done in reports:
        report = pace.update(stage, done, total, now)
    return report


@given(st.floats(0.05, 20), st.integers(5, 300))
def test_a_steady_pace_is_found_exactly(step: float, steps: int) -> None:
    assume(steps * step > 3.01)
    report = _feed(Pace(), ((100 + i * step, i) for i in range(steps + 1)), total=400)
    assert report.rate == pytest.approx(1 / step)
    assert report.seconds_left == pytest.approx((400 - steps) * step)


def test_the_first_report_says_nothing() -> None:
    assert Pace().update("train", 0, 10, 5.0) == PaceReport(None, None)


def test_time_left_waits_for_3_seconds() -> None:
    pace = Pace()
    early = _feed(pace, [(0.0, 0), (0.5, 10), (2.9, 58)])
    assert early.rate == pytest.approx(20.0)
    assert early.seconds_left is None
    assert pace.update("train", 60, 1000, 3.0).seconds_left == pytest.approx(47.0, rel=0.01)


def test_time_left_waits_for_a_few_steps() -> None:
    pace = Pace()
    early = _feed(pace, [(0.0, 0), (10.0, 1), (20.0, 2)], total=6)
    assert early.rate == pytest.approx(0.1)
    assert early.seconds_left is None
    assert pace.update("train", 3, 6, 30.0).seconds_left == pytest.approx(30.0)


def test_the_rate_waits_for_a_second_and_a_step() -> None:
    assert _feed(Pace(), [(0.0, 0), (0.001, 50)]).rate is None
    assert _feed(Pace(), [(0.0, 0), (60.0, 0)]) == PaceReport(None, None)


def test_many_reports_at_one_moment_are_no_infinite_rate() -> None:
    """40 steps every 4 seconds, reported one by one at the same moment."""
    reports = [(4.0 * burst, 40 * (burst - 1) + i) for burst in range(1, 20) for i in range(1, 41)]
    report = _feed(Pace(), [(0.0, 0), *reports], total=2000)
    assert report.rate == pytest.approx(10.0, rel=0.1)
    assert report.seconds_left == pytest.approx((2000 - 760) / 10, rel=0.1)


def test_the_size_of_the_steps_between_reports_does_not_matter() -> None:
    fine = _feed(Pace(), ((i * 0.1, i) for i in range(601)))
    coarse = _feed(Pace(), ((i * 2.0, i * 20) for i in range(31)))
    assert fine.rate == pytest.approx(10.0)
    assert coarse.rate == pytest.approx(10.0)


def test_a_changed_speed_is_followed() -> None:
    pace = Pace()
    _feed(pace, ((float(i), i * 10) for i in range(61)), total=5000)
    report = _feed(pace, ((60.0 + i, 600 + i) for i in range(1, 151)), total=5000)
    assert report.rate == pytest.approx(1.0, rel=0.1)


def test_a_single_slow_step_moves_the_rate_little() -> None:
    pace = Pace()
    _feed(pace, ((float(i), i) for i in range(61)))
    assert pace.update("train", 61, 1000, 64.0).rate == pytest.approx(1.0, rel=0.15)


def test_an_hours_gap_is_forgotten_within_minutes() -> None:
    pace = Pace()
    _feed(pace, ((float(i), i) for i in range(61)))
    report = _feed(pace, ((3660.0 + i, 60 + i) for i in range(1, 121)))
    assert report.rate == pytest.approx(1.0, rel=0.05)


def test_a_standstill_lowers_the_rate() -> None:
    pace = Pace()
    before = _feed(pace, ((float(i), i) for i in range(31)))
    after = pace.update("train", 30, 1000, 60.0)
    assert before.rate is not None
    assert after.rate is not None
    assert after.rate < before.rate / 2
    assert before.seconds_left is not None
    assert after.seconds_left is not None
    assert after.seconds_left > 2 * before.seconds_left


def test_an_endless_standstill_has_no_time_left() -> None:
    pace = Pace()
    _feed(pace, ((float(i), i) for i in range(31)))
    assert pace.update("train", 30, 1000, 1e9) == PaceReport(0.0, None)


def test_what_a_checkpoint_had_done_is_not_speed() -> None:
    report = _feed(Pace(), ((float(i), 900 + i) for i in range(11)))
    assert report.rate == pytest.approx(1.0)
    assert report.seconds_left == pytest.approx(90.0)


def test_a_new_stage_starts_afresh() -> None:
    pace = Pace()
    _feed(pace, ((float(i), i * 100) for i in range(10)), stage="prepare")
    assert pace.update("train", 0, 1000, 10.0) == PaceReport(None, None)
    report = _feed(pace, ((10.0 + i, i) for i in range(1, 11)))
    assert report.rate == pytest.approx(1.0)


def test_going_back_starts_afresh() -> None:
    pace = Pace()
    _feed(pace, ((float(i), i * 100) for i in range(10)))
    assert pace.update("train", 0, 1000, 10.0) == PaceReport(None, None)
    assert _feed(pace, ((10.0 + i, i) for i in range(1, 11))).rate == pytest.approx(1.0)


def test_at_the_end_nothing_is_left() -> None:
    assert _feed(Pace(), ((float(i), i) for i in range(11)), total=10).seconds_left == 0.0


def test_a_clock_that_steps_back_does_no_harm() -> None:
    report = _feed(Pace(), [(0.0, 0), (5.0, 5), (4.0, 6), (10.0, 10)])
    assert report.rate == pytest.approx(1.0, rel=0.02)


def test_the_clock_is_asked_where_no_time_is_handed_in() -> None:
    moments = iter([7.0, 11.0])
    pace = Pace(clock=lambda: next(moments))
    pace.update("train", 0, 20)
    assert pace.update("train", 8, 20).rate == pytest.approx(2.0)


@given(st.lists(st.tuples(st.floats(0, 1e4), st.integers(0, 50)), min_size=1, max_size=60))
def test_reports_are_never_negative_and_follow_their_rules(moves: list[tuple[float, int]]) -> None:
    pace, now, done = Pace(), 0.0, 0
    pace.update("train", 0, 500, now)
    for seconds, steps in moves:
        now, done = now + seconds, done + steps
        report = pace.update("train", done, 500, now)
        assert report.rate is None or report.rate >= 0.0
        if report.seconds_left is not None:
            assert report.rate is not None
            assert report.seconds_left >= 0.0
            assert now >= 3.0
            assert done >= 3


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "a few seconds left"),
        (9.9, "a few seconds left"),
        (10, "about 10 seconds left"),
        (18, "about 20 seconds left"),
        (54, "about 50 seconds left"),
        (55, "about 1 minute left"),
        (89, "about 1 minute left"),
        (110, "about 2 minutes left"),
        (59 * 60, "about 59 minutes left"),
        (59.6 * 60, "about 1 hour left"),
        (80 * 60, "about 1 hour 20 minutes left"),
        (3 * 3600, "about 3 hours left"),
        (9.95 * 3600, "about 10 hours left"),
        (30 * 3600, "about 30 hours left"),
        (70 * 3600, "about 3 days left"),
    ],
)
def test_time_left_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


@given(st.floats(10, 1e7))
def test_words_say_about_the_right_time(seconds: float) -> None:
    said = sum(int(n) * UNITS[unit] for n, unit in re.findall(r"(\d+) (second|minute|hour|day)", in_words(seconds)))
    assert abs(said - seconds) <= 0.34 * seconds


@pytest.mark.parametrize("seconds", [-1.0, float("nan"), float("inf")])
def test_no_time_left_is_refused(seconds: float) -> None:
    with pytest.raises(ValueError, match="no time left"):
        in_words(seconds)
