"""Pictures that are like none of the others. No torch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mmrl_engine.evaluation.findings import Finding

NEIGHBOURS = 3
FEWEST = 16  # pictures, below which nothing can be said about what is usual
LIMIT = 4.5  # robust standard deviations; of well sorted pictures one often lies beyond 3.5
_TO_DEVIATION = 1.4826  # from the median of distances to the standard deviation, where they are normal
_NOISE = 1e-6  # of a cosine in float32
_ROWS = 512  # at once: their cosines with all others are held in memory


def outliers(
    features: npt.NDArray[np.float32], labels: Sequence[int], words: npt.NDArray[np.float32], *, limit: float = LIMIT
) -> list[Finding]:
    """Pictures that are unusually far from the nearest others and from the words of every class.

    Args:
        features: unit rows [N, d].
        labels: the class of each picture.
        words: T0 of the classes [C, d]; zeros where the words cannot be used.
        limit: of how far both together lie beyond the median, in robust standard deviations.
    """
    if len(features) < FEWEST:
        return []
    far = _beyond(-_likeness(features))
    usable = words[words.any(axis=1)]
    if len(usable):
        far = _beyond(far + _beyond(-np.asarray((features @ usable.T).max(axis=1), np.float64)))
    own = np.asarray(labels, np.intp)
    far[np.bincount(own)[own] <= NEIGHBOURS] = 0  # they have too few of their kind to be near to
    return [Finding("outlier", (row,), (labels[row],), float(far[row])) for row in np.flatnonzero(far > limit).tolist()]


def _beyond(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How far above the median, in robust standard deviations; zeros where nearly all are equal."""
    away = values - np.median(values)
    spread = _TO_DEVIATION * float(np.median(np.abs(away)))
    return away / spread if spread > _NOISE else np.zeros_like(away)


def _likeness(features: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Mean cosine of each picture with the `NEIGHBOURS` that are most like it [N]."""
    found = np.empty(len(features))
    for start in range(0, len(features), _ROWS):
        part = features[start : start + _ROWS]
        cosines = part @ features.T
        cosines[np.arange(len(part)), start + np.arange(len(part))] = -np.inf
        found[start : start + len(part)] = np.partition(cosines, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS:].mean(axis=1)
    return found
