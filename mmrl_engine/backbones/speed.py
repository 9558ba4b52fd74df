"""About how fast this computer's processor would look at pictures, from one short measurement. No torch."""

from __future__ import annotations

import os
import time

import numpy as np
import psutil

# Small enough that NumPy's libraries keep the product on one core: on several it would show, on a busy computer, how
# they wait for each other. So it takes microseconds, and some of the tries fall into a quiet moment.
SIDE = 64
SECONDS = 0.1  # for all tries
# Of the speed of one such product, so much is taken to be left over a whole picture. `packaging/bench.py speed` prints
# what each shape keeps of it; they differ, so this is an estimate, and said to be one.
SHARE = 0.6


def processor_speed() -> float:
    """Floating-point operations a second of a matrix product in float32: the best of many tries, times the cores."""
    ones, product = np.ones((SIDE, SIDE), np.float32), np.empty((SIDE, SIDE), np.float32)
    best, until = float("inf"), time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        begin = time.perf_counter()
        np.matmul(ones, ones, out=product)
        best = min(best, time.perf_counter() - begin)
    return _cores() * 2 * SIDE**3 / best


def seconds_a_picture(flops: int, speed: float) -> float:
    """About how long the processor takes for one picture with a model of so many operations, where matrix products run
    at `speed` operations a second. A graphics card is many times faster.
    """
    return flops / (SHARE * speed)


def _cores() -> int:
    """Cores that this process may use, each counted once however many threads it runs."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, psutil.cpu_count(logical=False) or allowed)
