"""Classifiers in closed form on plain features, beside the engine's own: what `quick` compares it with. NumPy only.

Each takes the learned pictures' unit features [N, d], their classes [N] and T0 of the classes [C, d], and gives what is
added to the words' scores s f T0' of features [M, d], with the temperature of the list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from mmrl_engine.instant import SCALE, fit_instant
from mmrl_engine.instant_scatter import Array

Added = Callable[[Array], Array]
Fit = Callable[[Array, Sequence[int], Array], tuple[Added, float]]


def gda(features: Array, labels: Sequence[int], words: Array) -> tuple[Added, float]:
    """The engine's own (`mmrl_engine.instant`)."""
    model = fit_instant(features, labels, words)
    return model.scores, model.temperature


def tip_adapter(strength: float, sharpness: float) -> Fit:
    """strength exp(-sharpness (1 - f F')) L, F the learned pictures and L their classes (arXiv 2207.09519)."""

    def fit(features: Array, labels: Sequence[int], words: Array) -> tuple[Added, float]:
        classes = np.eye(len(words))[list(labels)]
        return lambda asked: strength * _kernel(asked, features, sharpness) @ classes, 1.0

    return fit


def proker(weight: float, sharpness: float) -> Fit:
    """Kernel ridge regression on what the words miss: s k(f, F) (K / weight + I)^-1 (L - F T0'), k as in Tip-Adapter
    (Bendou and others, CVPR 2025).
    """

    def fit(features: Array, labels: Sequence[int], words: Array) -> tuple[Added, float]:
        missed = np.eye(len(words))[list(labels)] - features @ words.T
        inside = _kernel(features, features, sharpness) / weight + np.eye(len(features))
        solved = np.linalg.solve(inside, missed)
        return lambda asked: SCALE * _kernel(asked, features, sharpness) @ solved, 1.0

    return fit


def _kernel(a: Array, b: Array, sharpness: float) -> Array:
    return np.asarray(np.exp(-sharpness * (1.0 - a @ b.T)))


# The two numbers of the last two are the best of a grid on these very splits, which favours them.
FITS: dict[str, Fit] = {"GDA": gda, "Tip-Adapter": tip_adapter(100.0, 1.0), "ProKeR": proker(1.0, 1.0)}
