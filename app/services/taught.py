"""What the sorted pictures of a project teach about those that are not sorted yet, beside the words of the classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.services.likeness import Vectors, normalised
from mmrl_engine.instant import SCALE, fit_held_out
from mmrl_engine.limits import bound
from mmrl_engine.rejection import MEAN_COSINE
from mmrl_engine.sure import LIKE_ENOUGH, sure_line
from mmrl_engine.verdicts import NEVER_SURE, SURE

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """Of C classes, in the order of the words that it was made with.

    Attributes:
        directions, offsets: float32 [d, C] and [C]: what is added to the words' scores.
        temperature: of all scores together.
        line: the share from which a suggestion is sure, by what the sorted pictures got from the others: the usual one,
            or higher; none reaches it where they are too few to tell.
        centres: float32 [k, d], the unit means of the classes that have pictures.
        likeness: the cosine with the nearest centre that 4 of 5 pictures of the classes have.
    """

    directions: Vectors
    offsets: Vectors
    temperature: float
    line: float
    centres: Vectors
    likeness: float

    def scores(self, pictures: Vectors, words: Vectors) -> Scores:
        """Of vectors [M, d] over words [C, d]: their softmax is what each class gets."""
        found: Scores = (SCALE * (pictures @ words.T) + pictures @ self.directions + self.offsets).astype(np.float64)
        return found / self.temperature

    def lines(self, pictures: Vectors) -> list[float]:
        """From which share each of these [M, d] is sure: never where it is less like the sorted pictures than most of
        them are like each other.
        """
        known = (pictures @ self.centres.T).max(axis=1) >= self.likeness
        return [self.line if near else NEVER_SURE for near in known.tolist()]


def can_teach(places: Sequence[int], words: Vectors) -> bool:
    """Whether pictures in the classes `places` [N] tell at least two classes apart whose words can be used."""
    usable = set(np.flatnonzero(words.any(axis=1)).tolist())
    return len(usable & set(places)) > 1


def teach(pictures: Vectors, places: Sequence[int], words: Vectors) -> Taught:
    """From sorted pictures [N, d] in the classes `places` [N]; words [C, d], zeros where they cannot be used.

    It takes some tenths of a second for a thousand pictures.
    """
    usable = np.flatnonzero(words.any(axis=1))
    row_of = {int(place): row for row, place in enumerate(usable)}
    kept = [number for number, place in enumerate(places) if place in row_of]
    known, own = pictures[kept], [row_of[places[number]] for number in kept]
    model, held_out = fit_held_out(known, own, words[usable])
    offsets = model.scores(np.zeros((1, known.shape[1])))[0]
    directions = model.scores(np.eye(known.shape[1])) - offsets
    made = Taught(
        np.zeros((known.shape[1], len(words)), np.float32),
        np.zeros(len(words), np.float32),
        model.temperature,
        _line(np.exp(held_out), np.asarray(own)),
        *_likeness(known, np.asarray(own)),
    )
    made.directions[:, usable], made.offsets[usable] = directions, offsets
    return made


def _line(shares: Scores, own: npt.NDArray[np.intp]) -> float:
    """By the pictures that have another one of their class beside them: the others say nothing about the pictures.

    Args:
        shares: of each sorted picture by the others [N, C]. own: its class [N].
    """
    told = np.bincount(own)[own] > 1
    right = shares.argmax(axis=1) == own
    return max(SURE, sure_line(shares.max(axis=1)[told], right[told]))


def _likeness(known: Vectors, own: npt.NDArray[np.intp]) -> tuple[Vectors, float]:
    """The centres of the classes that have pictures, and the cosine with the nearest one that most pictures have.

    Each sorted picture that has another one of its class beside it is measured without itself.
    """
    _, place, counts = np.unique(own, return_inverse=True, return_counts=True)
    sums = np.zeros((len(counts), known.shape[1]), np.float32)
    np.add.at(sums, place, known)
    centres = normalised(sums)
    cosines = known @ centres.T
    cosines[np.arange(len(own)), place] = (known * normalised(sums[place] - known)).sum(axis=1)
    told = cosines.max(axis=1)[counts[place] > 1]
    return centres, bound(MEAN_COSINE, told.astype(np.float64), LIKE_ENOUGH, rough=True).limit if len(told) > 1 else 1.0
