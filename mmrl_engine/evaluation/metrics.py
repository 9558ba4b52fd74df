"""Figures for how often answers are right, each with the range that its number of pictures allows.

Everything here takes names: the true class of each picture and the name it was answered with. No torch. A wrong call
(unequal lengths, a name outside the list) is the caller's mistake and raises ValueError.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

CONFIDENCE = 0.95
_DRAWS = 20_000


def wilson_range(right: int, total: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The Wilson score interval of a share (E. B. Wilson, 1927), without continuity correction.

    Args:
        right: pictures answered rightly, 0..total.
        total: pictures asked. With none, nothing is known: (0.0, 1.0).
        confidence: how often such ranges hold the true share, strictly between 0 and 1.

    Returns:
        (low, high) in 0..1; `right / total` lies between them.

    Raises:
        ValueError: a count or the confidence is out of its limits.
    """
    _check_counts(right, total)
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"confidence must be between 0 and 1, not {confidence}")
    if total == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = right / total
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + (z / (2 * total)) ** 2) / (1 + z * z / total)
    # Rounding may put an end past the share by an ulp where the two are equal (none right, all right).
    return min(max(centre - half, 0.0), share), max(min(centre + half, 1.0), share)


def harmonic_mean(trained: float, typed: float) -> float:
    """2 / (1/trained + 1/typed) of two shares in 0..1; 0 when either is 0."""
    if trained == 0.0 or typed == 0.0:
        return 0.0
    return 2.0 * trained * typed / (trained + typed)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """`right` of `total` pictures were answered rightly.

    With `total` 0, nothing was measured: `value` is 0.0 and the range is the whole of 0..1. Look at `total` first.
    """

    right: int
    total: int

    def __post_init__(self) -> None:
        _check_counts(self.right, self.total)

    @property
    def value(self) -> float:
        """The share that was right, 0..1."""
        return self.right / self.total if self.total else 0.0

    @property
    def low(self) -> float:
        """The lower end of the 95 % Wilson range."""
        return wilson_range(self.right, self.total)[0]

    @property
    def high(self) -> float:
        """The upper end of the 95 % Wilson range."""
        return wilson_range(self.right, self.total)[1]


@dataclass(frozen=True, slots=True, eq=False)
class ConfusionMatrix:
    """How often each class was answered with each name.

    Attributes:
        names: C names, in the order of both axes.
        counts: int64 [C true, C answered], read-only.
    """

    names: tuple[str, ...]
    counts: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class JointAccuracy:
    """Accuracy over ONE list that holds trained and typed names together.

    Attributes:
        trained: over the pictures whose true class was trained.
        typed: over the pictures whose true class was only typed.
        joint: over all pictures.
    """

    trained: Accuracy
    typed: Accuracy
    joint: Accuracy

    @property
    def harmonic_mean(self) -> float:
        """Of the trained and the typed share. 0.0 too where one of the groups had no pictures: look at `total`."""
        return harmonic_mean(self.trained.value, self.typed.value)

    @property
    def harmonic_range(self) -> tuple[float, float]:
        """A 95 % range for `harmonic_mean`; (0.0, 1.0) where one of the groups had no pictures.

        Method: each share is drawn 20,000 times, on its own, from its Jeffreys posterior, Beta(right + 1/2,
        wrong + 1/2); the range runs from the 2.5th to the 97.5th percentile of the draws' harmonic means, widened where
        needed to hold the measured value. The draws have a fixed seed, so equal counts give equal ranges. Unlike the
        delta method it stays sensible where all or none were right. Pictures are taken as independent of each other.
        """
        if self.trained.total == 0 or self.typed.total == 0:
            return 0.0, 1.0
        generator = np.random.default_rng(0)
        trained = _posterior(self.trained, generator)
        typed = _posterior(self.typed, generator)
        tail = (1.0 - CONFIDENCE) / 2
        low, high = np.quantile(2 * trained * typed / (trained + typed), [tail, 1 - tail])
        return min(float(low), self.harmonic_mean), max(float(high), self.harmonic_mean)


def confusion_matrix(truth: Sequence[str], answers: Sequence[str], names: Sequence[str]) -> ConfusionMatrix:
    """Counts each pair of true class and answer.

    Args:
        truth: the true class of each picture.
        answers: the name that each picture was answered with, in the same order.
        names: every name that may occur, each once; the order of both axes.

    Raises:
        ValueError: `truth` and `answers` differ in length, a name is not in `names`, or `names` holds one twice.
    """
    _check_lengths(truth, answers)
    place = {name: index for index, name in enumerate(names)}
    if len(place) != len(names):
        raise ValueError("a name stands twice in the list of names")
    strangers = sorted({*truth, *answers} - place.keys())
    if strangers:
        raise ValueError(f"not in the list of names: {', '.join(strangers)}")
    counts = np.zeros((len(names), len(names)), dtype=np.int64)
    for true_name, answer in zip(truth, answers, strict=True):
        counts[place[true_name], place[answer]] += 1
    counts.setflags(write=False)
    return ConfusionMatrix(tuple(names), counts)


def joint_accuracy(truth: Sequence[str], answers: Sequence[str], trained_names: Collection[str]) -> JointAccuracy:
    """Accuracy on trained and on typed classes, both answered over the joint list.

    Args:
        truth: the true class of each picture, trained or typed.
        answers: the likeliest name of the joint list for each picture, in the same order.
        trained_names: the names that were trained; every other name in `truth` was only typed.

    Raises:
        ValueError: `truth` and `answers` differ in length.
    """
    _check_lengths(truth, answers)
    trained_set = frozenset(trained_names)
    hits = [(name in trained_set, name == answer) for name, answer in zip(truth, answers, strict=True)]
    return JointAccuracy(
        trained=_accuracy([hit for is_trained, hit in hits if is_trained]),
        typed=_accuracy([hit for is_trained, hit in hits if not is_trained]),
        joint=_accuracy([hit for _, hit in hits]),
    )


def per_class(truth: Sequence[str], answers: Sequence[str], names: Sequence[str]) -> dict[str, Accuracy]:
    """For each of `names`, in order: the accuracy over the pictures whose true class it is (its recall).

    Raises:
        ValueError: as `confusion_matrix`.
    """
    counts = confusion_matrix(truth, answers, names).counts
    return {name: Accuracy(int(counts[i, i]), int(counts[i].sum())) for i, name in enumerate(names)}


def _posterior(accuracy: Accuracy, generator: np.random.Generator) -> npt.NDArray[np.float64]:
    """Draws [20000] of the share from Beta(right + 1/2, wrong + 1/2), kept off 0 so that two of them can be divided."""
    draws = generator.beta(accuracy.right + 0.5, accuracy.total - accuracy.right + 0.5, size=_DRAWS)
    return np.maximum(draws, np.finfo(np.float64).tiny)


def _accuracy(hits: Collection[bool]) -> Accuracy:
    return Accuracy(sum(hits), len(hits))


def _check_counts(right: int, total: int) -> None:
    if not 0 <= right <= total:
        raise ValueError(f"{right} right of {total} is not possible")


def _check_lengths(truth: Sequence[str], answers: Sequence[str]) -> None:
    if len(truth) != len(answers):
        raise ValueError(f"{len(truth)} true classes, but {len(answers)} answers")
