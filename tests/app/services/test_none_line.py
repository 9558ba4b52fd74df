"""The line of "none of these" over the pictures of a test."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from app.services.judgement import JudgedPicture, Judgement
from app.services.none_line import STEPS, NoneLine
from app.services.run_views import RunView
from mmrl_engine.adapter_config import Reject
from mmrl_engine.limits import fit_limits


def judgement(count: int = 24, fit: Mapping[str, float] | None = None, *, wrong: int = 0) -> Judgement:
    """Two classes; the first pictures are the least like them, and so many of them were answered wrong."""
    draw = np.random.default_rng(0)
    scores = np.sort(draw.normal(1.0, 0.2, count))
    pictures = tuple(
        JudgedPicture(
            f"{place}",
            "cat" if place % 2 else "dog",
            "bird" if place < wrong else "cat" if place % 2 else "dog",
            "cat",
            fit={"likeness": float(scores[place]), "plain-cosine": 0.25 + 0.001 * place} if fit is None else fit,
        )
        for place in range(count)
    )
    return Judgement(cast(RunView, SimpleNamespace()), ("bird", "cat", "dog"), pictures)


def test_the_further_it_is_moved_the_more_is_turned_away() -> None:
    line = NoneLine(judgement())
    counts = [line.turned_away(line.limits(step)).count for step in range(STEPS + 1)]
    assert counts == sorted(counts)
    assert counts[0] == 0
    assert counts[-1] >= 8
    assert line.turned_away(line.limits(0)).total == 24


def test_the_usual_step_is_what_a_test_settles() -> None:
    found = judgement()
    own = {name: np.array([item.fit[name] for item in found.pictures]) for name in ("likeness", "plain-cosine")}
    line = NoneLine(found)
    assert line.limits(line.usual) == fit_limits(own, rough=False)
    assert 0 < line.usual < STEPS


def test_wrong_answers_that_would_be_turned_away_are_counted() -> None:
    line = NoneLine(judgement(wrong=3))
    last = line.turned_away(line.limits(STEPS))
    assert last.wrong == 3
    assert line.turned_away(line.limits(0)).wrong == 0


@pytest.mark.parametrize("step", [0, 7, 20, STEPS])
def test_a_step_is_found_again_from_its_limits(step: int) -> None:
    line = NoneLine(judgement())
    sure = Reject("sure-share", "below", 0.7, rough=False)
    settled = line.settled((sure, Reject("likeness", "below", 0.1, rough=False)), line.limits(step))
    assert settled == (*line.limits(step), sure)
    assert line.step_of(settled) == step


def test_limits_of_other_scores_leave_it_where_it_usually_is() -> None:
    line = NoneLine(judgement())
    assert line.step_of((Reject("mcm", "below", 1.0, rough=False),)) == line.usual


def test_few_pictures_make_it_rough_and_tests_of_before_know_nothing() -> None:
    assert {rule.rough for rule in NoneLine(judgement(6)).limits(5)} == {True}
    assert not NoneLine(judgement(24, {})).is_known
    assert NoneLine(judgement()).is_known
