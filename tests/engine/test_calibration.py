"""What held-out pictures teach: temperature, the line of "sure", limits of "none of these"."""

from __future__ import annotations

from dataclasses import replace
from math import isclose

import numpy as np
import pytest

from mmrl_engine.adapter_config import Reject
from mmrl_engine.calibration import (
    COLDEST,
    HOTTEST,
    HeldOut,
    calibrate,
    expected_calibration_error,
    fit_scores,
    fit_temperature,
    shares,
    sure_line,
)
from mmrl_engine.packing import words_config
from mmrl_engine.sure import like_enough
from mmrl_engine.verdicts import NEVER_SURE, SURE_SHARE
from tests.engine import small

Array = np.ndarray


def config(**changes: object):  # type: ignore[no-untyped-def]
    return replace(words_config(small.backbone(), "a photo of a {}."), **changes)  # type: ignore[arg-type]


def drawn(heat: float, *, classes: int = 3, each: int = 200, seed: int = 0) -> HeldOut:
    """Pictures whose classes are drawn from the softmax of their scores divided by `heat`."""
    draw = np.random.default_rng(seed)
    scores = draw.normal(size=(classes * each, classes)) * 4
    chances = np.exp(scores / heat)
    chances /= chances.sum(1, keepdims=True)
    truth = np.array([draw.choice(classes, p=row) for row in chances])
    return HeldOut(scores, None, truth)


@pytest.mark.parametrize("heat", [0.5, 1.0, 2.5, 9.0])
def test_the_temperature_is_that_of_the_pictures(heat: float) -> None:
    assert fit_temperature(drawn(heat), config()) == pytest.approx(heat, rel=0.15)


def test_no_other_temperature_is_better() -> None:
    """Also with two sources of scores: the smallest cross entropy over a fine grid."""
    held = drawn(2.0, each=30)
    both = replace(held, rep=held.cls * 1.5 + np.random.default_rng(1).normal(size=held.cls.shape))

    def loss(temperature: float) -> float:
        table = shares(both, config(alpha=0.7), temperature)
        return float(-np.log(table[np.arange(len(table)), both.truth]).mean())

    found = fit_temperature(both, config(alpha=0.7))
    assert loss(found) <= min(loss(float(t)) for t in np.geomspace(0.2, 5.0, 200)) + 1e-9


def test_it_stays_in_its_bounds() -> None:
    draw = np.random.default_rng(0)
    nonsense = HeldOut(draw.normal(size=(60, 3)) * 50, None, draw.integers(0, 3, 60))
    assert isclose(fit_temperature(nonsense, config()), HOTTEST, rel_tol=1e-3)
    certain = HeldOut(np.eye(3)[np.arange(60) % 3], None, np.arange(60) % 3)
    assert isclose(fit_temperature(certain, config()), COLDEST, rel_tol=1e-3)


def test_fewer_than_four_pictures_of_a_class_teach_nothing_sure() -> None:
    held = drawn(3.0, each=5)
    rows = np.concatenate([np.flatnonzero(held.truth == place)[: 3 if place == 0 else 9] for place in range(3)])
    few = replace(held, cls=held.cls[rows], truth=held.truth[rows], fit={"plain-cosine": np.linspace(0, 1, len(rows))})
    found = calibrate(few, config())
    assert (found.temperature, found.sure, found.rough) == (1.0, None, True)
    assert found.error_after == found.error_before
    assert [(rule.score, rule.rough) for rule in found.reject] == [("plain-cosine", True)]


def test_enough_pictures_teach_line_and_temperature() -> None:
    held = drawn(3.0)
    found = calibrate(replace(held, fit={"plain-cosine": np.linspace(0, 1, len(held.truth))}), config())
    assert found.error_after < found.error_before
    assert found.temperature == pytest.approx(3.0, rel=0.2)
    table = shares(held, config(), found.temperature)
    assert found.sure is not None
    above = table.max(1) >= found.sure
    assert np.mean((table.argmax(1) == held.truth)[above]) >= 0.9
    assert found.reject[-1] == Reject(SURE_SHARE, "below", found.sure, rough=False)
    assert [rule.rough for rule in found.reject] == [False, False]


def test_pictures_of_something_else_choose_the_limits() -> None:
    held, places = drawn(1.0), np.linspace(0, 1, 600)
    fit = {"plain-cosine": places, "mcm": 1 + places[::-1]}
    others = {"plain-cosine": np.full(20, 2.0), "mcm": np.full(20, 0.5)}
    found = calibrate(replace(held, fit=fit), config(), others=others)
    assert [rule.score for rule in found.reject] == ["mcm", SURE_SHARE]
    assert 0.5 < found.reject[0].limit <= 1.05


@pytest.mark.parametrize(
    ("best", "right", "want"),
    [
        ([0.9] * 9, [True] * 9, 0.9),
        ([0.9] * 8, [True] * 8, NEVER_SURE),  # nine right ones at least
        ([0.9] * 8 + [0.6] * 20, [True] * 28, 0.8),  # few answers do not lower the guess
        ([0.9] * 8 + [0.6] * 50, [True] * 58, 0.6),
        ([0.9] * 20 + [0.6] * 20, [True] * 20 + [False] * 20, 0.9),
        ([0.9] * 20 + [0.9] * 20, [True] * 20 + [False] * 20, NEVER_SURE),  # equal shares are above the line together
        ([], [], NEVER_SURE),
    ],
)
def test_sure_begins_where_answers_were_right(best: list[float], right: list[bool], want: float) -> None:
    assert sure_line(np.array(best), np.array(right, bool)) == want


def test_the_calibration_error_is_the_distance_of_share_and_accuracy() -> None:
    assert expected_calibration_error([0.8] * 10, [True] * 8 + [False] * 2) == pytest.approx(0.0)
    assert expected_calibration_error([1.0] * 4, [True, True, False, False]) == pytest.approx(0.5)
    assert expected_calibration_error([0.95] * 5 + [0.55] * 5, [True] * 5 + [False] * 5) == pytest.approx(0.3)
    assert expected_calibration_error([], []) == 0.0


def test_scores_come_through_calibration_too() -> None:
    rows = np.eye(4)[:2]
    assert set(fit_scores(rows, rows, None)) == {"plain-cosine", "mcm"}


def test_a_sure_answer_asks_for_what_most_pictures_are_like() -> None:
    draw = np.random.default_rng(0)
    (rule,) = like_enough({"likeness": draw.normal(5, 1, 400)}, rough=False)
    assert (rule.score, rule.direction, rule.rough) == ("sure-likeness", "below", False)
    assert rule.limit == pytest.approx(5 - 0.84, abs=0.15)
    assert like_enough({"likeness": np.array([1.0, np.nan])}, rough=True) == ()
    assert like_enough({"plain-cosine": np.ones(9)}, rough=True) == ()
