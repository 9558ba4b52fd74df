"""How well a run does, as a curve over its rounds, and whether it still gets better. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil

from app.services.run_log import STANDING
from app.services.run_views import RunView

FIRST_ROUNDS = 4  # too early to say anything
STILL, NEARLY = 0.05, 0.01  # of all that the loss fell since the start
EARLY = 0.3  # of the rounds: before, the learning rate still grows


class Trend(Enum):
    IMPROVING = "improving"
    NEARLY = "nearly there"
    OVER = "improves no more"


@dataclass(frozen=True, slots=True)
class Curve:
    """Attributes:
    rounds: in all; 0 while that is not known. words: the share that words alone get right.
    points: (round, share of its own pictures that is right), one a round.
    """

    rounds: int = 0
    words: float | None = None
    points: tuple[tuple[float, float], ...] = ()

    @property
    def now(self) -> float | None:
        return self.points[-1][1] if self.points else None


def by_round(points: Iterable[tuple[float, float]], total: int, rounds: int) -> tuple[tuple[float, float], ...]:
    """The last value of each round, at its end; the newest one where it is."""
    if not total or not rounds:
        return ()
    last: dict[int, tuple[float, float]] = {}
    for done, value in points:
        place = done * rounds / total
        last[max(1, ceil(place - 1e-9))] = (place, value)
    numbers = sorted(last)
    ended = [(float(number), last[number][1]) for number in numbers[:-1]]
    return (*ended, *(last[number] for number in numbers[-1:]))


def curve_of(run: RunView) -> Curve:
    """What is stored of a run."""
    kept = (run.figures or {}).get(STANDING)
    if not kept:
        return Curve()
    points = [(float(done), float(value)) for done, value in kept["points"]]
    total = run.total if run.stage == "train" else 0
    return Curve(kept["rounds"], kept["words"], by_round(points, total, kept["rounds"]))


def trend(losses: Sequence[tuple[float, float]], total: int, rounds: int) -> Trend:
    """From (done, loss) pairs: how much the last tenth of the rounds brought, against all before."""
    means = _means(losses, total, rounds)
    width = max(3, rounds // 10)
    if len(means) < max(FIRST_ROUNDS, 2 * width, round(EARLY * rounds)):
        return Trend.IMPROVING
    before, last = _mean(means[-2 * width : -width]), _mean(means[-width:])
    fallen = max(means[0] - min(before, last), 1e-9)
    gain = (before - last) / fallen
    if gain > STILL:
        return Trend.IMPROVING
    return Trend.NEARLY if gain > NEARLY else Trend.OVER


def _means(losses: Sequence[tuple[float, float]], total: int, rounds: int) -> list[float]:
    """The mean loss of each round that has any."""
    found: dict[int, list[float]] = {}
    for done, loss in losses:
        found.setdefault(ceil(done * max(1, rounds) / max(1, total)), []).append(loss)
    return [_mean(found[number]) for number in sorted(found)]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
