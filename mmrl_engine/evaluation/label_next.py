"""Which unlabelled pictures a person should label first: those that it is unsure of, and no two alike. No torch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mmrl_engine.instant import SCALE, fit_instant
from mmrl_engine.log_shares import log_softmax

MOST_CHOSEN = 200  # one after another; nobody labels more before things change
Features = npt.NDArray[np.float32]


def shares_of(
    features: Features, known: Features, labels: Sequence[int], words: Features
) -> npt.NDArray[np.float64] | None:
    """Logarithms of the shares [M, C] that unlabelled pictures get; None where there is nothing to choose between.

    Args:
        features: of the unlabelled pictures, unit rows [M, d].
        known, labels: of the labelled ones [N, d], [N]. As long as they are of fewer than two classes, words decide.
        words: T0 of the classes [C, d]; zeros where the words cannot be used.
    """
    filled = np.unique(np.asarray(labels, np.intp))
    usable = np.asarray(words.any(axis=1))
    open_ = np.isin(np.arange(len(words)), filled) if len(filled) > 1 else usable
    if open_.sum() < 2:
        return None
    texts = words[open_] if usable[open_].all() else np.zeros_like(words[open_])
    scores = SCALE * features.astype(np.float64) @ texts.T
    if len(filled) > 1:
        scores = scores + fit_instant(known, np.searchsorted(filled, labels).tolist(), texts).scores(features)
    found = np.full((len(features), len(words)), -np.inf)
    found[:, open_] = log_softmax(scores)
    return found


def label_next(features: Features, log_shares: npt.NDArray[np.float64], known: Features) -> list[int]:
    """All of them, the most useful first.

    The first is the one with the largest product of doubt (the entropy of its shares) and novelty (how far it is from
    everything that is labelled, or chosen before it); then the next in the same way. After `MOST_CHOSEN` the rest
    follows by its doubt alone.

    Args:
        features: of the unlabelled pictures, unit rows [M, d].
        log_shares: theirs [M, C]; -inf where a class cannot be.
        known: of the labelled pictures [N, d].
    """
    doubt = entropy(log_shares)
    novelty = 1.0 - _nearest(features, known)
    chosen: list[int] = []
    left = np.ones(len(features), bool)
    for _ in range(min(MOST_CHOSEN, len(features))):
        row = int(np.argmax(np.where(left, doubt * np.maximum(novelty, 0), -1.0)))
        chosen.append(row)
        left[row] = False
        novelty = np.minimum(novelty, 1.0 - features @ features[row])
    rest = np.flatnonzero(left)
    return [*chosen, *rest[np.argsort(-doubt[rest], kind="stable")].tolist()]


def entropy(log_shares: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Of each row, in nats."""
    shares = np.exp(log_shares)
    return np.asarray(-(shares * np.where(shares > 0, log_shares, 0)).sum(axis=1))


def _nearest(features: Features, known: Features) -> npt.NDArray[np.float64]:
    """Each one's largest cosine with what is known [M]; 0 where nothing is."""
    if not len(known):
        return np.zeros(len(features))
    return np.asarray((features @ known.T).max(axis=1), np.float64)
