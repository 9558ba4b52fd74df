"""From scores to the logarithms of shares. NumPy only."""

from __future__ import annotations

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
