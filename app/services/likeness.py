"""What plain CLIP features say: which pictures are alike, which fit words, and where an unsorted one may belong.

All vectors are normalised float32 rows of one width. No Qt, no torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

SCALE = 100.0  # of the cosines, as in CLIP's own answers
SURE = 0.80
SPREAD = 1.0  # how many standard deviations above the mean a picture has to fit words to be shown


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where a picture may belong.

    Attributes:
        place: of the class, in the order of the words. probability: among these classes.
    """

    place: int
    probability: float

    @property
    def sure(self) -> bool:
        return self.probability >= SURE


def normalised(vectors: Vectors) -> Vectors:
    """Rows of length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


def probabilities(pictures: Vectors, words: Vectors) -> npt.NDArray[np.float64]:
    """Softmax over the words for each picture: (pictures, words)."""
    scores = SCALE * (pictures.astype(np.float64) @ words.astype(np.float64).T)
    scores -= scores.max(axis=1, keepdims=True)
    weights = np.exp(scores)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def suggestions(pictures: Vectors, words: Vectors) -> list[Suggestion]:
    """For each picture the class whose words fit best."""
    if not len(pictures) or not len(words):
        return []
    found = probabilities(pictures, words)
    best = found.argmax(axis=1)
    return [Suggestion(int(place), float(found[row, place])) for row, place in enumerate(best)]


def most_alike(vector: Vectors, pictures: Vectors, count: int) -> list[tuple[int, float]]:
    """The rows that are most like `vector`, with their cosines, the nearest first."""
    if not len(pictures):
        return []
    cosines = pictures @ vector
    order = np.argsort(-cosines, kind="stable")[:count]
    return [(int(row), float(cosines[row])) for row in order]


def fitting(vector: Vectors, pictures: Vectors) -> list[int]:
    """The rows that fit words, the best first: those that stand out among these pictures."""
    if not len(pictures):
        return []
    cosines = pictures @ vector
    floor = float(cosines.mean() + SPREAD * cosines.std())
    order = np.argsort(-cosines, kind="stable")
    return [int(row) for row in order if cosines[row] >= floor or len(pictures) == 1]


def stacked(vectors: Sequence[Vectors]) -> Vectors:
    """One matrix of them all; without any, one without rows."""
    return normalised(np.stack(vectors)) if vectors else np.zeros((0, 1), np.float32)
