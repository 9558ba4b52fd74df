"""How much a picture is like anything known at all, in numbers. NumPy only.

Scores of a picture, from features of the untouched CLIP (unit rows: f of the picture, t of the names; m_c the mean of
the pictures of class c; P the inverse covariance that the classes share; ^ means scaled to length 1):

- `likeness`: max_c (f ^m_c + 2 f t_c): one class whose pictures and whose words it is like
- `plain-cosine`: max_t f t
- `mcm`: |names| max softmax(f t), the softmax at temperature 1: 1 where no name stands out (Ming et al.,
  arXiv 2211.13445; times the number of names, so that lists of any length compare)
- `mean-cosine`: max_c f ^m_c
- `relative-mahalanobis`: min_c (f - m_c) P (f - m_c) - (f - m) P (f - m), m the mean of all pictures (Ren et al.,
  arXiv 2106.09022); small where it is like a class
- `adapted-cosine`: the largest cosine of f_c with T', where a trained representation answers

`mmrl_engine.limits` learns from them where "none of these" begins.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from mmrl_engine.adapter_config import Direction
from mmrl_engine.instant import InstantModel, default_strength, fit_instant, result_of

Array = npt.NDArray[np.float64]
AnyArray = npt.NDArray[Any]

LIKENESS: Final = "likeness"
PLAIN_COSINE: Final = "plain-cosine"
MCM: Final = "mcm"
MEAN_COSINE: Final = "mean-cosine"
RELATIVE_MAHALANOBIS: Final = "relative-mahalanobis"
ADAPTED_COSINE: Final = "adapted-cosine"

SCORES: Final = (LIKENESS, PLAIN_COSINE, MCM, MEAN_COSINE, RELATIVE_MAHALANOBIS, ADAPTED_COSINE)
# They compare with the pictures learned from, which say nothing about a name that was only typed.
PICTURE_SCORES: Final = frozenset({LIKENESS, MEAN_COSINE, RELATIVE_MAHALANOBIS})
WORDS_COUNT: Final = 2.0  # in the likeness; by measurement
MOST_PARTS: Final = 24  # of pictures held out at a time: each costs an inverse [d, d]


def fit_scores(
    plain: AnyArray,
    words: AnyArray,
    model: InstantModel | None,
    *,
    classes: Sequence[int] | None = None,
    adapted: AnyArray | None = None,
) -> dict[str, Array]:
    """Every score that can be had, each [M].

    Args:
        plain: f_c0 [M, d]. words: T0 of the names of the list [N, d], those of `classes` first and in their order.
        model: means and precision of the learned classes; None leaves the scores of pictures out.
        classes: the places in `model` of the classes that stand in the list; None takes all.
        adapted: the largest cosine of f_c with T' [M].
    """
    f = plain.astype(np.float64)
    cosines = f @ words.astype(np.float64).T
    found: dict[str, Array] = {}
    if cosines.shape[1]:
        found[PLAIN_COSINE] = cosines.max(1)
    if cosines.shape[1] > 1:
        found[MCM] = cosines.shape[1] / np.exp(cosines - cosines.max(1, keepdims=True)).sum(1)
    if model is not None:
        kept = list(range(len(model.means)) if classes is None else classes)
        if kept:
            found |= _picture_scores(f, cosines[:, : len(kept)], model, kept)
    if adapted is not None:
        found[ADAPTED_COSINE] = adapted.astype(np.float64)
    return found


def held_out_scores(
    plain: AnyArray, labels: Sequence[int], words: AnyArray, *, groups: Sequence[object] | None = None
) -> dict[str, Array]:
    """`fit_scores` of the learned pictures themselves [N], each by the pictures outside its group.

    Scores of pictures are nan for a class that has no picture outside the group.

    Args:
        plain: f_c0 [N, d] of pictures with `labels`. words: T0 of the classes [C, d].
        groups: what counts as one picture, such as the hash of exact copies; None takes each for itself.
    """
    return result_of(holding_out(plain, labels, words, groups=groups))


def holding_out(
    plain: AnyArray,
    labels: Sequence[int],
    words: AnyArray,
    *,
    groups: Sequence[object] | None = None,
    parts: int = MOST_PARTS,
) -> Generator[None, None, dict[str, Array]]:
    """`held_out_scores` in steps of some tenths of a second, which can be stopped after each.

    Args:
        parts: into how many the groups are dealt at most; each is held out once and costs a fit.
    """
    own = np.asarray(labels, np.intp)
    found = fit_scores(plain, words, None)
    for held in _parts(len(own) if groups is None else [str(item) for item in groups], parts):
        rows = np.flatnonzero(held & np.isin(own, own[~held]))
        if not len(rows):
            continue
        shots = float(np.bincount(own[~held]).mean())
        model = fit_instant(plain[~held], own[~held].tolist(), words, strength=default_strength(shots))
        for name, values in fit_scores(plain[rows], words, model).items():
            if name in PICTURE_SCORES:
                found.setdefault(name, np.full(len(own), np.nan))[rows] = values
        yield
    return found


def unit_rows(vectors: Array) -> Array:
    """Rows [M, d] scaled to length 1; one that is zero stays."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.finfo(np.float64).tiny))


def direction(score: str) -> Direction:
    """The side on which strangers lie."""
    return "above" if score == RELATIVE_MAHALANOBIS else "below"


def _parts(groups: int | list[str], most: int) -> list[npt.NDArray[np.bool_]]:
    """Which pictures are held out together: each in one part, with its group, and few parts altogether."""
    numbers = np.arange(groups) if isinstance(groups, int) else np.unique(groups, return_inverse=True)[1]
    order = np.random.default_rng(0).permutation(int(numbers.max(initial=-1)) + 1)
    return [np.isin(numbers, part) for part in np.array_split(order, most) if len(part)]


def _picture_scores(f: Array, cosines: Array, model: InstantModel, kept: list[int]) -> dict[str, Array]:
    """`cosines` [M, C] are those with the words of the classes `kept`."""
    every, precision = model.means.astype(np.float64), model.precision.astype(np.float64)
    means, counts = every[kept], model.counts.astype(np.float64)
    near = f @ unit_rows(means).T
    found = {MEAN_COSINE: near.max(1), LIKENESS: (near + WORDS_COUNT * cosines).max(1)}
    if len(every) > 1 and precision.size:
        middle = counts @ every / max(float(counts.sum()), 1.0)
        # (f - a) P (f - a) - (f - b) P (f - b), where f P f falls away
        offsets = np.einsum("cd,de,ce->c", means, precision, means) - middle @ precision @ middle
        found[RELATIVE_MAHALANOBIS] = (offsets - 2 * f @ ((means - middle) @ precision).T).min(1)
    return found
