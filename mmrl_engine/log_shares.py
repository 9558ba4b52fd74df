"""From scores to the logarithms of shares. NumPy only."""

from __future__ import annotations

from math import log

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def log_sum_exp(scores: Array) -> Array:
    """log sum exp of each row [M, 1], whatever the size of the scores [M, N]."""
    most = scores.max(1, keepdims=True)
    return np.asarray(most + np.log(np.exp(scores - most).sum(1, keepdims=True)))


def log_softmax(scores: Array) -> Array:
    """Logarithms of the shares [M, N] by which each row of scores is divided; they sum to one."""
    found: Array = scores - log_sum_exp(scores)
    return found


def log_odds(scores: Array, first: int) -> Array:
    """log of what the first names [M, `first`] get together over what the others get [M], of scores [M, N]."""
    found: Array = (log_sum_exp(scores[:, :first]) - log_sum_exp(scores[:, first:]))[:, 0]
    return found


def log_share(odds: Array) -> Array:
    """log of the share that has these odds: log p of log p - log (1 - p)."""
    return np.asarray(-np.logaddexp(0.0, -odds))


def mixed_odds(a: Array, b: Array, weight: float) -> Array:
    """The odds of the share `weight` p(a) + (1 - `weight`) p(b), from those of both."""
    if weight in (0.0, 1.0):
        return a if weight else b

    def mixed(sign: float) -> Array:
        return np.logaddexp(log_share(sign * a) + log(weight), log_share(sign * b) + log(1 - weight))

    return mixed(1.0) - mixed(-1.0)
