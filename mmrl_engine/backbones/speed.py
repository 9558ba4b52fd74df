"""About how fast this computer's processor would look at pictures, from one short measurement. No torch."""

from __future__ import annotations

import time

import numpy as np

SIDE = 512  # of the matrix products that are timed: some thousandths of a second each
SECONDS = 0.2  # for all of them; what else the computer does leaves a quiet moment in that
# Of the speed of one such product, so much is left over a whole picture: between what ViT-B/32 (0.4) and ViT-B/16 (0.8)
# keep of it, one picture at a time (`packaging/bench.py speed`). An estimate, and said to be one.
SHARE = 0.6


def processor_speed() -> float:
    """Floating-point operations a second of a matrix product in float32 on all cores; the best of many tries."""
    ones = np.ones((SIDE, SIDE), np.float32)
    ones @ ones
    best, until = float("inf"), time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        begin = time.perf_counter()
        ones @ ones
        best = min(best, time.perf_counter() - begin)
    return 2 * SIDE**3 / best


def seconds_a_picture(flops: int, speed: float) -> float:
    """About how long the processor takes for one picture with a model of so many operations, where a matrix product
    runs at `speed` operations a second. A graphics card is many times faster.
    """
    return flops / (SHARE * speed)
