"""Have I done enough? How often the instant classifier is right with 1, 2, 4 ... pictures a class, and what more would
bring. On plain features, no torch.

Every point but the last comes from random draws of so many pictures a class, the others being asked; the last one from
the folds of the evaluation. The step after it follows the power law by which errors usually fall with the number of
pictures: error = a k^-b. b is fitted to the last points and held near what is usual as much as their few pictures ask
for (a normal prior), not below 0. Its range comes from pictures drawn with replacement (bootstrap) and from how far b
may be from the usual; it does not know of a law that does not hold.

Shapes: N pictures, C classes, d the width of the features, P points.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mmrl_engine.evaluation.metrics import wilson_range
from mmrl_engine.instant import SCALE, InstantModel, default_strength, fit_instant, fitting

Array = npt.NDArray[np.float64]
Features = npt.NDArray[np.float32]

DRAWS, FEWEST_DRAWS, MANY = 12, 3, 200  # for each number of pictures a class; fewer above so many pictures
MOST_SHOTS = 64  # pictures a class of the last point before now
LAST_POINTS = 3  # which the law is fitted to: early pictures bring more than it says
USUAL_SLOPE, SLOPE_SPREAD = 0.4, 0.3  # b of few pictures: from 0.2 on photographs of many kinds to 0.8 on drawings
RESAMPLES = 400
MOST_NUMBERS = 30_000_000  # N C d: beyond that choosing the strength for every draw takes too long


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """`share` of the pictures were right with `shots` pictures a class, likely `low` to `high`; all 0..1."""

    shots: float
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LearningCurve:
    """How the instant classifier gets better.

    Attributes:
        points: by rising `shots`; the last is now, with the mean number of pictures in a class.
        next: with twice as many pictures, and its range.
        pictures: how many were asked. even: whether all classes have equally many pictures.
        gain: what the next step brings: expected, least and most, as shares of the pictures, none below 0.
    """

    points: tuple[CurvePoint, ...]
    next: CurvePoint
    pictures: int
    even: bool
    gain: tuple[float, float, float]


def learning_curve(
    features: Features,
    labels: Sequence[int],
    words: Features,
    right_now: Sequence[bool],
    learned_from: float,
    *,
    groups: Sequence[str],
    seed: int = 0,
) -> Generator[None, None, LearningCurve | None]:
    """The curve; None where the classes have too few pictures for a first point. Yields after each small step.

    Args:
        features: f_c0, unit rows [N, d]. words: T0 of the classes [C, d].
        right_now: whether the instant classifier was right about each picture when it was held out.
        learned_from: the share of the pictures that it had then learned from.
        groups: of pictures that show the same; no picture is asked about by a model that saw one of its group.
        seed: of the draws.
    """
    places = np.asarray(labels, np.intp)
    counts = np.bincount(places, minlength=len(words))
    now = float(counts.mean())
    shots, rows = list[float](), list[Array]()
    for number, k in enumerate(_steps(now * learned_from)):
        right = yield from _right(features, places, words, groups, k, np.random.default_rng([seed, number]))
        if np.isfinite(right).any():  # else what was learned left no group to ask about
            shots.append(float(k))
            rows.append(right)
    if not rows:
        return None
    table = np.stack([*rows, np.asarray(right_now, np.float64)])
    used = np.array([*shots, now * learned_from])
    return _curve(np.array([*shots, now]), used, table, even=len(set(counts.tolist())) == 1)


def _steps(now: float) -> Iterator[int]:
    k = 1
    while k < now and k <= MOST_SHOTS:
        yield k
        k *= 2


def _right(
    features: Features,
    labels: npt.NDArray[np.intp],
    words: Features,
    groups: Sequence[str],
    shots: int,
    draw: np.random.Generator,
) -> Generator[None, None, Array]:
    """How often each picture [N] was right when others, `shots` a class, were learned; nan where it was never asked."""
    names = np.array(groups)
    right, asked = np.zeros(len(labels)), np.zeros(len(labels))
    for _ in range(max(FEWEST_DRAWS, min(DRAWS, DRAWS * MANY // len(labels)))):
        learned = _drawn(labels, names, shots, draw)
        rest = np.flatnonzero(~np.isin(names, names[learned]))
        model = yield from _fitted(features[learned], labels[learned].tolist(), words, shots)
        scores = SCALE * (features[rest] @ words.T) + model.scores(features[rest])
        right[rest] += scores.argmax(1) == labels[rest]
        asked[rest] += 1
        yield
    return np.where(asked > 0, right / np.maximum(asked, 1), np.nan)


def _fitted(
    features: Features, labels: Sequence[int], words: Features, shots: int
) -> Generator[None, None, InstantModel]:
    """Its strength is chosen by leave-one-out, where that does not take too long."""
    if len(labels) * words.size > MOST_NUMBERS:
        return fit_instant(features, labels, words, strength=default_strength(shots))
    model, _ = yield from fitting(features, labels, words)
    return model


def _drawn(
    labels: npt.NDArray[np.intp], names: npt.NDArray[np.str_], shots: int, draw: np.random.Generator
) -> npt.NDArray[np.intp]:
    """`shots` pictures of each class, each of another group; where a class has no more, one is left to be asked."""
    found: list[int] = []
    for label in np.unique(labels):
        shuffled = draw.permutation(np.flatnonzero(labels == label))
        _, first = np.unique(names[shuffled], return_index=True)
        different = shuffled[np.sort(first)]
        found += different[: max(1, min(shots, len(different) - 1))].tolist()
    return np.array(found, np.intp)


def _curve(shown: Array, used: Array, table: Array, *, even: bool) -> LearningCurve:
    """Args:
    shown, used: pictures a class [P], as they are told and as they were learned from. table: right or not [P, N].
    """
    pictures = table.shape[1]
    shares = np.nanmean(table, axis=1)
    gain, draw = _gain(used, table, USUAL_SLOPE), np.random.default_rng(0)
    usual = draw.normal(USUAL_SLOPE, SLOPE_SPREAD, RESAMPLES)
    gains = np.array([_gain(used, table[:, draw.integers(0, pictures, pictures)], slope) for slope in usual])
    least, most = np.quantile(gains, [0.025, 0.975])
    points = tuple(
        CurvePoint(float(k), float(share), *wilson_range(round(share * pictures), pictures))
        for k, share in zip(shown, shares, strict=True)
    )
    low, high = min(float(least), gain), max(float(most), gain)
    end = points[-1]
    ahead = CurvePoint(2 * end.shots, min(1.0, end.share + gain), end.share + low, min(1.0, end.share + high))
    return LearningCurve(points, ahead, pictures, even, (gain, low, high))


def _gain(used: Array, table: Array, usual: float) -> float:
    """The share of pictures that would be right with twice as many pictures and are not now; `usual` is b's prior."""
    used, table = used[-LAST_POINTS:], table[-LAST_POINTS:]
    asked = np.isfinite(table).sum(1)
    wrong = asked - np.nansum(table, axis=1)
    error = (wrong + 0.5) / (asked + 1.0)
    x, y = np.log2(used), np.log2(error)
    weight = np.log(2.0) ** 2 * asked * error / (1.0 - error)  # of y: the inverse of its variance
    away = x - (weight @ x) / weight.sum()
    slope = (usual / SLOPE_SPREAD**2 - weight * away @ y) / (1 / SLOPE_SPREAD**2 + weight @ away**2)
    now = float(wrong[-1] / asked[-1])
    return float(now * (1.0 - 2.0 ** -max(float(slope), 0.0)))
