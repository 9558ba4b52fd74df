"""Have I done enough: what is predicted of features whose classes are known to lie near or far from each other."""

from __future__ import annotations

import time
from collections.abc import Generator

import numpy as np
import pytest

from mmrl_engine.evaluation.learning_curve import Features, LearningCurve, learning_curve
from mmrl_engine.instant import SCALE, fit_instant

WIDTH, CLASSES = 64, 4


def drawn(count: int, spread: float, seed: int = 0) -> tuple[Features, list[int], Features]:
    """Unit features around the classes' own directions, `count` a class; words that say nothing."""
    draw = np.random.default_rng(seed)
    centres = np.random.default_rng(7).normal(size=(CLASSES, WIDTH))
    labels = np.repeat(np.arange(CLASSES), count)
    rows = centres[labels] + spread * draw.normal(size=(len(labels), WIDTH))
    words = np.full((CLASSES, WIDTH), WIDTH**-0.5)
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit.astype(np.float32), labels.tolist(), words.astype(np.float32)


def right(learned: tuple[Features, list[int], Features], asked: Features, truth: list[int]) -> list[bool]:
    features, labels, words = learned
    scores = SCALE * asked @ words.T + fit_instant(features, labels, words).scores(asked)
    return [bool(item) for item in scores.argmax(1) == np.array(truth)]


def curve(count: int, spread: float, *, groups: list[str] | None = None) -> LearningCurve | None:
    features, labels, words = drawn(count, spread)
    now = right(drawn(count, spread, seed=1), features, labels)
    names = groups or [str(number) for number in range(len(labels))]
    steps = learning_curve(features, labels, words, now, 0.75, groups=names)
    return result(steps)


def result(steps: Generator[None, None, LearningCurve | None]) -> LearningCurve | None:
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            found: LearningCurve | None = stop.value
            return found


def test_its_points_are_the_doubling_numbers_and_now() -> None:
    found = curve(8, 2.0)
    assert found is not None
    assert [point.shots for point in found.points] == [1, 2, 4, 8]
    assert found.next.shots == 16
    assert (found.pictures, found.even) == (32, True)
    for point in found.points:
        assert 0 <= point.low <= point.share <= point.high <= 1
    assert found.next.low <= found.next.share <= found.next.high <= 1


def test_the_next_step_is_what_twice_as_many_pictures_bring() -> None:
    """On many pictures the prediction is near what more pictures bring indeed."""
    found = curve(32, 3.5)
    assert found is not None
    asked, truth, _ = drawn(200, 3.5, seed=9)
    now, then = (np.mean(right(drawn(count, 3.5, seed=3), asked, truth)) for count in (24, 48))
    assert then - now > 0.03, "there is something to gain"
    expected, low, high = found.gain
    assert low <= then - now <= high
    assert expected == pytest.approx(then - now, abs=0.05)


def test_where_everything_is_right_nothing_is_to_be_gained() -> None:
    found = curve(8, 0.2)
    assert found is not None
    assert found.points[-1].share == 1.0
    assert found.gain[0] == 0.0
    assert round(found.gain[2] * found.pictures) == 0


def test_one_picture_a_class_tells_nothing() -> None:
    assert curve(1, 1.0) is None


def test_no_picture_is_asked_by_what_saw_one_of_its_group() -> None:
    """Copies of one picture in each class: alone in a group they would be right always."""
    features, labels, words = drawn(8, 6.0)
    features = features.copy()
    features[::2] = features[1::2]
    alone = [str(number) for number in range(len(labels))]
    pairs = [str(number // 2) for number in range(len(labels))]

    def share(groups: list[str]) -> float:
        steps = learning_curve(features, labels, words, [True] * len(labels), 0.75, groups=groups)
        found = result(steps)
        assert found is not None
        return found.points[2].share

    assert share(alone) > share(pairs) + 0.1


def test_groups_that_hold_every_class_leave_nothing_to_ask() -> None:
    """Two pictures a class, all of the one group or the other: whatever is learned, both groups have been seen."""
    draw = np.random.default_rng(0)
    features = draw.normal(size=(24, 8)).astype(np.float32)
    features /= np.linalg.norm(features, axis=1, keepdims=True)
    labels = [place // 2 for place in range(24)]
    steps = learning_curve(features, labels, features[:12], [True] * 24, 0.75, groups=["a", "b"] * 12)
    assert result(steps) is None


def test_many_pictures_are_learned_in_steps_that_can_be_stopped() -> None:
    """No step lasts longer than stopping is promised to take."""
    draw = np.random.default_rng(0)
    features = draw.normal(size=(600, 512)).astype(np.float32)
    features /= np.linalg.norm(features, axis=1, keepdims=True)
    labels = [place % 20 for place in range(600)]
    names = [str(place) for place in range(600)]
    steps = learning_curve(features, labels, features[:20], [True] * 600, 0.75, groups=names)
    took, begin = list[float](), time.thread_time()
    for _, _ in zip(range(80), steps, strict=False):
        took.append(time.thread_time() - begin)
        begin = time.thread_time()
    assert len(took) == 80
    assert max(took) < 0.4
