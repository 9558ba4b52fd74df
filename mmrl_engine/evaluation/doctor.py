"""The doctor: what is worth a look in a set of labelled pictures before a model learns from it. No torch.

It says nothing where it cannot know: every finding needs so many pictures that chance does not make it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from mmrl_engine.evaluation.doubts import doubtful
from mmrl_engine.evaluation.findings import Finding, FindingKind, by_usefulness
from mmrl_engine.evaluation.outliers import outliers
from mmrl_engine.instant import leave_one_out

FEW = 4  # pictures of a class, below which it may be guessing
SMALL = 32  # pixels of the shorter side, below which a picture shows little
UNEVEN = 4  # times as many as the smallest class
MOST_AT_ONCE = 1000  # pictures of one leave-one-out, which holds an array [pictures, classes, width]

Features = npt.NDArray[np.float32]
LogShares = npt.NDArray[np.float64]


def examine(
    features: Features,
    labels: Sequence[int],
    words: Features,
    *,
    counts: Sequence[int] | None = None,
    alike: Sequence[Sequence[int]] = (),
    parts: Sequence[int] | None = None,
    sides: Sequence[int] | None = None,
    rivals: float | None = None,
    seen: LogShares | None = None,
) -> tuple[Finding, ...]:
    """What is worth a look, the most useful first.

    Args:
        features: f_c0 of the pictures, unit rows [N, d].
        labels: the class of each, below C.
        words: T0 of the classes, unit rows [C, d]; zeros where the words cannot be used.
        counts: how many pictures each class has, where more are labelled than are given here.
        alike: groups of pictures that look the same, by their hashes say.
        parts: what each picture is for, where some are learned from and others tested on.
        sides: the shorter side of each picture in pixels, where that is known.
        rivals: the cosine above which the words of two classes mean almost the same; None says nothing of that.
        seen: what `seen_as` says of these, where it was asked already.

    Raises:
        ValueError: there is a different number of labels or parts.
    """
    if len(labels) != len(features) or (parts is not None and len(parts) != len(labels)):
        raise ValueError(f"{len(features)} pictures, {len(labels)} labels")
    given = np.bincount(np.asarray(labels, np.intp), minlength=len(words))
    grouped, filled = [group for group in alike if len(group) > 1], np.flatnonzero(given)
    found = [
        *_of_groups(grouped, labels, parts),
        *_of_counts(given if counts is None else np.asarray(counts, np.intp)),
        *_of_words(words, rivals),
        *_of_sides(sides or (), labels),
        *outliers(features, labels, words),
        *_of_labels(seen_as(features, labels, words, alike=grouped) if seen is None else seen, labels, filled),
    ]
    return by_usefulness(found)


def held_out_shares(
    features: Features, labels: Sequence[int], words: Features, groups: Sequence[object] | None = None
) -> npt.NDArray[np.float64]:
    """Logarithms of each picture's shares [N, C] by models that never saw it, nor any other of its class and group.

    Many pictures are dealt into parts, every class evenly, and each is judged among its part alone.
    """
    own = np.asarray(labels, np.intp)
    found = np.empty((len(own), len(words)))
    count = max(1, -(-len(own) // MOST_AT_ONCE))
    order = np.argsort(own, kind="stable")
    for first in range(count):
        rows = order[first::count]
        names = None if groups is None else [groups[row] for row in rows.tolist()]
        found[rows] = leave_one_out(features[rows], own[rows].tolist(), words, groups=names)
    return found


def seen_as(
    features: Features, labels: Sequence[int], words: Features, *, alike: Sequence[Sequence[int]] = ()
) -> LogShares:
    """Logarithms of each picture's shares [N, C] by models that never saw it, among the classes that have pictures:
    what is known of the others is of another kind. Of those, and with fewer than two classes, -inf.

    Args:
        alike: groups of pictures that look the same: in one class these are left out together.
    """
    found = np.full((len(features), len(words)), -np.inf)
    filled = np.unique(np.asarray(labels, np.intp))
    if len(filled) > 1:
        texts = words[filled] if words[filled].any(axis=1).all() else np.zeros_like(words[filled])
        places = np.searchsorted(filled, np.asarray(labels, np.intp)).tolist()
        names = [f"{row}" for row in range(len(features))]
        for number, group in enumerate(alike):
            for row in group:
                names[row] = f"alike {number}"
        found[:, filled] = held_out_shares(features, places, texts, names if alike else None)
    return found


def _of_labels(seen: LogShares, labels: Sequence[int], filled: npt.NDArray[np.intp]) -> Iterator[Finding]:
    """Among the classes that have pictures (`filled`)."""
    if len(filled) < 2:
        return
    places = np.searchsorted(filled, np.asarray(labels, np.intp)).tolist()
    for item in doubtful(seen[:, filled], places):
        yield Finding(item.kind, item.pictures, tuple(int(filled[place]) for place in item.classes), item.score)


def _of_groups(
    groups: Sequence[Sequence[int]], labels: Sequence[int], parts: Sequence[int] | None
) -> Iterator[Finding]:
    """Each group once, by the worst that is wrong with it."""
    for group in groups:
        classes = tuple(sorted({labels[row] for row in group}))
        apart = parts is not None and len({parts[row] for row in group}) > 1
        kind: FindingKind = "twins" if len(classes) > 1 else "leak" if apart else "copies"
        yield Finding(kind, tuple(group), classes, float(len(group)))


def _of_counts(counts: npt.NDArray[np.intp]) -> Iterator[Finding]:
    """Of classes that have pictures at all; where one has few, that it has fewer than others goes without saying."""
    filled = np.flatnonzero(counts)
    for row in filled[counts[filled] < FEW].tolist():
        yield Finding("few", (), (row,), float(FEW - counts[row]))
    if len(filled) < 2:
        return
    most, fewest = int(filled[counts[filled].argmax()]), int(filled[counts[filled].argmin()])
    if counts[fewest] >= FEW and counts[most] >= UNEVEN * counts[fewest]:
        yield Finding("uneven", (), (most, fewest), float(counts[most] / counts[fewest]))


def _of_sides(sides: Sequence[int], labels: Sequence[int]) -> Iterator[Finding]:
    for row, side in enumerate(sides):
        if side < SMALL:
            yield Finding("small", (row,), (labels[row],), SMALL / max(side, 1))


def _of_words(words: Features, limit: float | None) -> Iterator[Finding]:
    if limit is None or len(words) < 2:
        return
    cosines = words @ words.T
    for first, second in zip(*np.nonzero(np.triu(cosines > limit, k=1)), strict=True):
        yield Finding("alike", (), (int(first), int(second)), float(cosines[first, second]))
