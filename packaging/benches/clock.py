"""Times that can be compared on a machine that is busy with other things too: all arms in turn, medians of each."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import median

Arm = Callable[[], object]


def in_turn(arms: Mapping[str, Arm], rounds: int, *, warm_up: int = 1) -> dict[str, list[float]]:
    """Seconds of each run of each arm: A B C A B C ..., after `warm_up` rounds that are not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in arms}
    for number in range(warm_up + rounds):
        for name, arm in arms.items():
            taken = timed(arm)
            if number >= warm_up:
                seconds[name].append(taken)
    return seconds


def medians(seconds: Mapping[str, list[float]]) -> dict[str, float]:
    """The median of each arm."""
    return {name: median(values) for name, values in seconds.items()}


def timed(arm: Arm) -> float:
    """Seconds of one run."""
    begin = time.perf_counter()
    arm()
    return time.perf_counter() - begin
