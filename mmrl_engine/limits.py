"""Limits beyond which a picture is "none of these", learned from scores of the person's own pictures. NumPy only.

A list of limits turns a picture away where one of them does. From own pictures alone `likeness` is limited, by a
one-sided prediction bound under the scores of pictures held out (normal theory; from 39 pictures on their order), such
that the share `kept` of new pictures is expected to pass it; and `plain-cosine` as a guard against what is no picture
of anything, such that half as many fail. Most of these fail both. Where classes have one picture nothing can be held
out for the likeness, and the guard has its place; nor does it say anything where the answer is a name only typed.

With pictures of something else at hand the limits of all scores are chosen together to turn most of those away, at the
price of at most the share 1 - `kept` of the own ones. Where only scores are chosen that say nothing of a name only
typed, the guard stands beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import floor, sqrt
from statistics import NormalDist
from typing import Final

import numpy as np
import numpy.typing as npt

from mmrl_engine.adapter_config import Reject
from mmrl_engine.rejection import LIKENESS, PICTURE_SCORES, PLAIN_COSINE, SCORES, Array, direction

KEPT: Final = 0.95
FEWEST: Final = 4  # pictures of each class below which limits are rough
_ENOUGH_TO_COUNT = 39  # pictures of which two lie beyond a limit that keeps 95 %
_LEAST_SPREAD = 1e-5
_NOISE = 1e-5  # a score's last digits depend on the device, and on which pictures pass the towers together


def fit_limits(
    own: Mapping[str, Array], *, rough: bool, others: Mapping[str, Array] | None = None, kept: float = KEPT
) -> tuple[Reject, ...]:
    """The limits that let about the share `kept` of the person's own pictures pass.

    Args:
        own: scores of pictures by models that never saw them, each [M]; nan where a picture has none.
        rough: whether they are too few.
        others: scores of pictures that show something else, each [M'].
    """
    if others is not None and any(len(values) for values in others.values()):
        found = _limits_beside(own, others, rough=rough, kept=kept)
        return (*found, *_guard_of_typed(found, own, rough=rough, kept=kept))
    if not _is_known(own, LIKENESS):
        return (bound(PLAIN_COSINE, own[PLAIN_COSINE], kept, rough=rough),) if _is_known(own, PLAIN_COSINE) else ()
    guard = bound(PLAIN_COSINE, own[PLAIN_COSINE], (1 + kept) / 2, rough=rough)
    return bound(LIKENESS, own[LIKENESS], kept, rough=rough), guard


def bound(score: str, values: Array, kept: float, *, rough: bool) -> Reject:
    """The limit of one score alone, from at least two values [M]; nan among them are left out."""
    ordered = np.sort(_sign(score) * values[np.isfinite(values)])
    count = len(ordered)
    if count >= _ENOUGH_TO_COUNT:
        place = floor((1 - kept) * (count + 1)) - 1
        limit = float(ordered[place]) if place >= 0 else float(ordered[0]) - _gap(ordered)
    else:
        spread = max(float(ordered.std(ddof=1)), _LEAST_SPREAD) * sqrt(1 + 1 / count)
        limit = float(ordered.mean()) - t_quantile(kept, count - 1) * spread
    return Reject(score, direction(score), _sign(score) * limit, rough)


def turned_away(limits: Sequence[Reject], scores: Mapping[str, Array]) -> npt.NDArray[np.bool_]:
    """Which pictures [M], answered with a learned name, lie beyond one of the limits; a score of nan does not."""
    found = np.zeros(len(next(iter(scores.values()), ())), bool)
    for rule in limits:
        if rule.score in scores:
            found |= is_beyond(rule, scores[rule.score])
    return found


def is_beyond(rule: Reject, values: Array) -> npt.NDArray[np.bool_]:
    """Which values [M] lie beyond the limit; on it, they do not."""
    noise = _NOISE * max(1.0, abs(rule.limit))
    return values < rule.limit - noise if rule.direction == "below" else values > rule.limit + noise


def applies(rule: Reject, *, typed: bool) -> bool:
    """Whether the limit is asked where the answer is a name that was only typed, or a learned one."""
    return rule.score in SCORES and not (typed and rule.score in PICTURE_SCORES)


def t_quantile(share: float, freedom: int) -> float:
    """Student's t below which `share` lies, by Cornish and Fisher's expansion: within 2 % from 3 degrees on."""
    z = NormalDist().inv_cdf(share)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def _is_known(own: Mapping[str, Array], score: str) -> bool:
    """Whether most pictures, and two at least, have the score."""
    values = own.get(score)
    return values is not None and np.isfinite(values).sum() >= max(2.0, len(values) / 2)


def _limits_beside(
    own: Mapping[str, Array], others: Mapping[str, Array], *, rough: bool, kept: float
) -> tuple[Reject, ...]:
    """Step by step the limit that turns away most of the other pictures that are left, for the fewest own ones.

    None lies beyond the bound that it would have alone: the lowest of a few pictures says little of the next.
    """
    names = [name for name in SCORES if name in others and _is_known(own, name)]
    mine = {name: _sign(name) * own[name] for name in names}
    strange = {name: _sign(name) * others[name] for name in names}
    count = len(next(iter(own.values())))
    budget = floor((1 - kept) * count + _NOISE)
    most = {name: _sign(name) * bound(name, own[name], kept, rough=rough).limit for name in names}
    choices = [
        (name, min(limit, most[name])) for name in names for limit in _choices(mine[name], strange[name], budget)
    ]
    lost, caught = np.zeros(count, bool), np.zeros(len(next(iter(others.values()))), bool)
    limits: dict[str, float] = {}

    def worth(choice: tuple[str, float]) -> float:
        name, limit = choice
        given = int((~lost & (mine[name] < limit)).sum())
        if int(lost.sum()) + given > budget:
            return 0.0
        return int((~caught & (strange[name] < limit)).sum()) / (given + 0.5)

    while choices and worth(chosen := max(choices, key=worth)) > 0:
        name, limit = chosen
        limits[name] = max(limit, limits.get(name, limit))
        lost, caught = lost | (mine[name] < limit), caught | (strange[name] < limit)
    return tuple(Reject(name, direction(name), _sign(name) * limit, rough) for name, limit in limits.items())


def _guard_of_typed(
    found: Sequence[Reject], own: Mapping[str, Array], *, rough: bool, kept: float
) -> tuple[Reject, ...]:
    """A limit of `plain-cosine` beside limits of which none is asked where the answer is a typed name; it turns no own
    picture away.
    """
    if not found or any(applies(rule, typed=True) for rule in found) or not _is_known(own, PLAIN_COSINE):
        return ()
    guard = bound(PLAIN_COSINE, own[PLAIN_COSINE], (1 + kept) / 2, rough=rough)
    return (replace(guard, limit=min(guard.limit, float(np.nanmin(own[PLAIN_COSINE])))),)


def _choices(mine: Array, strange: Array, budget: int) -> list[float]:
    """Limits that cost at most `budget` own pictures: each midway between an own one and what lies next below it."""
    ordered = np.sort(mine[np.isfinite(mine)])
    every = np.sort(np.concatenate([ordered, strange]))
    places = np.searchsorted(every, ordered[: budget + 1])
    return [float(every[place] + every[place - 1]) / 2 for place in places if place > 0]


def _gap(ordered: Array) -> float:
    """The mean distance between neighbours."""
    return float(ordered[-1] - ordered[0]) / (len(ordered) - 1)


def _sign(score: str) -> int:
    return 1 if direction(score) == "below" else -1
