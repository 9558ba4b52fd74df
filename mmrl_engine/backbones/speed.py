"""About how fast this computer's processor would look at pictures, from one short measurement. No torch."""

from __future__ import annotations

import time

import numpy as np

SIDE, ROUNDS = 512, 8  # of the matrix products that are timed: some hundredths of a second
# Of the speed of one such product, so much is left over a whole picture: between what ViT-B/32 (0.4) and ViT-B/16 (0.8)
# keep of it, one picture at a time on one core (EXPERIMENTS.md, 2026-11-30). An estimate, and said to be one.
SHARE = 0.6


def processor_speed() -> float:
    """Floating-point operations a second of a matrix product in float32 on all cores; the best of some tries."""
    ones = np.ones((SIDE, SIDE), np.float32)
    ones @ ones
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        ones @ ones
        best = min(best, time.perf_counter() - begin)
    return 2 * SIDE**3 / best


def seconds_a_picture(flops: int, speed: float) -> float:
    """About how long the processor takes for one picture with a model of so many operations, where a matrix product
    runs at `speed` operations a second. A graphics card is many times faster.
    """
    return flops / (SHARE * speed)
