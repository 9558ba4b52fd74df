"""What plain CLIP features say: which pictures are alike, which fit words, and where an unsorted one may belong.

All vectors are float32 rows of one width and of length 1; a row of zeros stands for words that cannot be used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from mmrl_engine.instant import SCALE
from mmrl_engine.verdicts import SURE

if TYPE_CHECKING:
    from app.services.taught import Taught

Vectors = npt.NDArray[np.float32]
Verdict = Literal["sure", "maybe"]

# How far a picture fits words better than it fits everyday things, in standard deviations of those. Measured on the
# sample with the demo backbone: of 62 things that none of its drawings shows, 52 find nothing.
FLOOR = 2.25
FEWEST_CLASSES = 2  # with one there is nothing to choose between: it would get every picture, surely


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where a picture may belong.

    Attributes:
        place: of the class, in the order of the words. class_id: its id. probability: among these classes.
        line: from which probability it is sure. by_pictures: whether sorted pictures were asked, and not words alone.
    """

    place: int
    class_id: int
    probability: float
    line: float = SURE
    by_pictures: bool = False

    @property
    def sure(self) -> bool:
        return self.probability >= self.line

    @property
    def verdict(self) -> Verdict:
        return "sure" if self.sure else "maybe"


def normalised(vectors: Vectors) -> Vectors:
    """Rows of length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


def can_choose(words: Vectors) -> bool:
    """Whether there are words enough to choose between."""
    return int(words.any(axis=1).sum()) >= FEWEST_CLASSES


def wins(pictures: Vectors, words: Vectors, others: Vectors) -> int:
    """How many pictures [N, d] the `words` [d] of their class fit better than those of any other one [C, d]."""
    best = (pictures @ others.T).max(axis=1)
    return int((pictures @ words > best).sum())


def probabilities(pictures: Vectors, words: Vectors, taught: Taught | None = None) -> npt.NDArray[np.float64]:
    """Softmax over the words for each picture: (pictures, words). Those that cannot be used get nothing.

    Args:
        taught: what sorted pictures say beside the words.
    """
    scores = SCALE * (pictures @ words.T).astype(np.float64) if taught is None else taught.scores(pictures, words)
    scores[:, ~words.any(axis=1)] = -np.inf
    scores -= scores.max(axis=1, keepdims=True)
    weights = np.exp(scores)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def suggestions(
    pictures: Vectors, words: Vectors, class_ids: Sequence[int], taught: Taught | None = None
) -> list[Suggestion]:
    """For each picture the class that fits best; nothing where there is no choice.

    Args:
        class_ids: one for each of the words. taught: what sorted pictures say beside the words.
    """
    if not len(pictures) or not can_choose(words):
        return []
    found = probabilities(pictures, words, taught)
    best = found.argmax(axis=1).tolist()
    likely = found.max(axis=1).tolist()
    lines = [SURE] * len(pictures) if taught is None else taught.lines(pictures)
    return [
        Suggestion(place, class_ids[place], chance, line, by_pictures=taught is not None)
        for place, chance, line in zip(best, likely, lines, strict=True)
    ]


def ranked(
    picture: Vectors, words: Vectors, class_ids: Sequence[int], count: int, taught: Taught | None = None
) -> list[tuple[int, float]]:
    """The classes that fit one picture [d] best, with their probabilities; nothing where there is no choice."""
    if not can_choose(words):
        return []
    found = probabilities(picture[None], words, taught)[0]
    usable = min(count, int(words.any(axis=1).sum()))
    return [(class_ids[place], float(found[place])) for place in _best_first(found)[:usable]]


def most_alike(vector: Vectors, pictures: Vectors, count: int) -> list[tuple[int, float]]:
    """The rows that are most like `vector`, with their cosines, the nearest first."""
    if not len(pictures):
        return []
    cosines = pictures @ vector
    return [(int(row), float(cosines[row])) for row in _best_first(cosines)[:count]]


def fitting(text: Vectors, things: Vectors, pictures: Vectors) -> list[int]:
    """The rows that fit a text, the best first; those are left out that fit everyday things nearly as well.

    Args:
        things: text features of pairs of things, which nobody takes for one another (`KIND_WORDS`). What is nearer to
            the text than any of these pairs means the same, and is not compared with.
    """
    limit = float(np.sum(things[0::2] * things[1::2], axis=1).max())
    others = things[things @ text < limit]
    if not len(pictures) or len(others) < 2:
        return []
    fits, rest = pictures @ text, pictures @ others.T
    outstanding = fits - rest.mean(axis=1) > FLOOR * rest.std(axis=1)
    return [int(row) for row in _best_first(fits) if outstanding[row]]


def _best_first(values: npt.NDArray[np.floating]) -> npt.NDArray[np.intp]:
    return np.argsort(-values, kind="stable")
