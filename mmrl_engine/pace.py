"""How fast long work goes and how long it still takes, for whoever shows progress. No torch."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

# Seconds, but for the last. MEMORY: after it, a measured rate has lost 63 % of its weight.
MEMORY = 30.0
RATE_AFTER = 1.0
TIME_LEFT_AFTER = 3.0
STEPS_BEFORE_TIME_LEFT = 3


@dataclass(frozen=True, slots=True)
class PaceReport:
    """What can be said by now.

    Attributes:
        rate: steps a second; None in a stage's first second, and until a step was done.
        seconds_left: until the stage ends; None in its first 3 seconds and first 3 steps.
    """

    rate: float | None = None
    seconds_left: float | None = None


class Pace:
    """A smoothed rate of one stage of work at a time.

    The rate is the mean over the time seen so far, where a moment weighs exp(-age / 30 s). Steps reported at one moment
    therefore count as steps, never as an infinite rate, and a long gap weighs no more than everything before it. What
    was done before the first report of a stage (a training that goes on from a checkpoint) is not counted as speed.

    Args:
        clock: gives the time in seconds for reports that bring none.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._stage: str | None = None

    def update(self, stage: str, done: int, total: int, now: float | None = None) -> PaceReport:
        """Takes in that `done` of `total` steps of `stage` are done at `now`, and says how fast it goes.

        A stage other than the last one, or a `done` that went back, starts the measurement afresh.

        Args:
            stage: what is going on.
            done: steps done so far, those before the first report included.
            total: steps in all; it may change between reports.
            now: seconds on a clock that never goes back; None asks the clock.
        """
        moment = self._clock() if now is None else now
        if stage != self._stage or done < self._done:
            self._restart(stage, done, moment)
        else:
            self._advance(done, moment)
        return self._report(total)

    def _restart(self, stage: str, done: int, moment: float) -> None:
        self._stage = stage
        self._first_done = self._done = done
        self._first_moment = self._moment = moment
        self._weighted_steps = 0.0
        self._weighted_seconds = 0.0

    def _advance(self, done: int, moment: float) -> None:
        seconds = max(moment - self._moment, 0.0)
        kept = math.exp(-seconds / MEMORY)
        # The interval's weight: the integral of exp(-age / MEMORY) over it, and the same as a share of its length.
        weight = -MEMORY * math.expm1(-seconds / MEMORY)
        share = weight / seconds if seconds > 0.0 else 1.0
        self._weighted_seconds = kept * self._weighted_seconds + weight
        self._weighted_steps = kept * self._weighted_steps + share * (done - self._done)
        self._done = done
        self._moment = max(moment, self._moment)

    def _report(self, total: int) -> PaceReport:
        seconds = self._moment - self._first_moment
        steps = self._done - self._first_done
        if seconds < RATE_AFTER or steps == 0:
            return PaceReport()
        rate = self._weighted_steps / self._weighted_seconds
        if seconds < TIME_LEFT_AFTER or steps < STEPS_BEFORE_TIME_LEFT or rate == 0.0:
            return PaceReport(rate)
        return PaceReport(rate, max(total - self._done, 0) / rate)


def in_words(seconds: float) -> str:
    """A time left as a person would say it, rounded to what an estimate can carry: "about 20 seconds left".

    Raises:
        ValueError: `seconds` is not a number of 0 or more.
    """
    if not (math.isfinite(seconds) and seconds >= 0.0):
        raise ValueError(f"no time left can be {seconds} seconds")
    if seconds < 10.0:
        return "a few seconds left"
    return f"about {_rounded(seconds)} left"


def counted(number: int, unit: str) -> str:
    """ "1 minute", "2 minutes", "2 classes"."""
    if number == 1:
        return f"1 {unit}"
    return f"{number} {unit}es" if unit.endswith("s") else f"{number} {unit}s"


def _rounded(seconds: float) -> str:
    tens_of_seconds = _nearest(seconds / 10) * 10
    minutes = _nearest(seconds / 60)
    if tens_of_seconds < 60:
        return counted(tens_of_seconds, "second")
    if minutes < 60:
        return counted(minutes, "minute")
    return _hours_or_days(seconds)


def _hours_or_days(seconds: float) -> str:
    hours, minutes = divmod(_nearest(seconds / 600) * 10, 60)
    if hours < 10:
        return counted(hours, "hour") + (f" {counted(minutes, 'minute')}" if minutes else "")
    hours = _nearest(seconds / 3600)
    return counted(hours, "hour") if hours < 48 else counted(_nearest(hours / 24), "day")


def _nearest(value: float) -> int:
    """Halves go up; `round` would send them to the even neighbour."""
    return math.floor(value + 0.5)
