"""Pictures that may lie in a wrong class: confident learning on answers of models that never saw them. No torch.

A picture is likely mislabelled where another class is about as likely for it as it usually is for its own pictures, and
much likelier than its own (Northcutt, Jiang and Chuang, "Confident Learning", 2021: the off-diagonal of the
confident joint). Shares are calibrated first: a model that is often wrong about these pictures is no witness.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from mmrl_engine.evaluation.findings import Finding
from mmrl_engine.log_shares import log_softmax

FEWEST = 3  # pictures of a class: with fewer, a model that misses one of them knows next to nothing of the class
MARGIN = 3.0  # by which the other class's log share is larger: twenty times as likely
USUAL = 0.9  # of the other class's mean share among its own pictures
NEAR = 0.7  # by which it may be smaller where the picture could be either: half as likely
WRONG = 0.1  # of the labels, as is expected; without it a wrong label or two would make every share look unsure
TEMPERATURES = 2.0 ** np.arange(-1.0, 7.1, 0.25)

LogShares = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


def doubtful(
    log_shares: LogShares, labels: Sequence[int], *, margin: float = MARGIN, near: float = NEAR
) -> list[Finding]:
    """Those that are likely mislabelled, and those of which it is unsure.

    Args:
        log_shares: of each picture [N, C], by models that never saw it.
        labels: the class of each picture.
        margin, near: of log shares.

    Returns:
        "mislabelled" and "unsure"; of neither any where the class or the other has fewer than `FEWEST` pictures.
    """
    own = np.asarray(labels, np.intp)
    counts = np.bincount(own, minlength=log_shares.shape[1])
    if not len(own) or (counts >= FEWEST).sum() < 2:
        return []
    shares = calibrated(log_shares, own)
    usual = np.bincount(own, np.exp(shares[np.arange(len(own)), own]), minlength=len(counts)) / np.maximum(counts, 1)
    return [*_judged(np.where(counts >= FEWEST, shares, -np.inf), own, usual, margin, near)]


def calibrated(log_shares: LogShares, own: Places) -> LogShares:
    """The same shares at the temperature under which the labels are likeliest, if some of them are wrong by chance."""
    rows, classes = np.arange(len(own)), log_shares.shape[1]

    def likelihood(found: LogShares) -> float:
        return float(np.log((1 - WRONG) * np.exp(found[rows, own]) + WRONG / classes).sum())

    return max((log_softmax(log_shares / temperature) for temperature in TEMPERATURES), key=likelihood)


def _judged(known: LogShares, own: Places, usual: LogShares, margin: float, near: float) -> Iterator[Finding]:
    """`usual`: each class's mean share among its own pictures [C], the thresholds of confident learning."""
    rows = np.arange(len(own))
    mine = known[rows, own]
    others = known.copy()
    others[rows, own] = -np.inf
    best = others.argmax(axis=1)
    theirs = others[rows, best]
    for row in np.flatnonzero(np.isfinite(mine)).tolist():
        lead = float(theirs[row] - mine[row])
        between = (int(own[row]), int(best[row]))
        if lead >= margin and np.exp(theirs[row]) >= USUAL * usual[best[row]]:
            yield Finding("mislabelled", (row,), between, lead)
        elif lead > -near:
            yield Finding("unsure", (row,), between, lead)
