"""Which names mean so nearly the same to the model that they take the answers for the same pictures from each other."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from app.services.jobs import Vectors

# Things that are much alike, and that nobody takes for one another. Two names that are nearer than any of these pairs
# mean nearly the same. A measure by words, since how near is near differs a lot between backbones.
KINDS = (
    ("cat", "dog"),
    ("cup", "bowl"),
    ("apple", "pear"),
    ("car", "bus"),
    ("table", "chair"),
    ("rose", "tulip"),
    ("shirt", "trousers"),
    ("hammer", "saw"),
    ("guitar", "violin"),
    ("house", "church"),
    ("bicycle", "motorcycle"),
    ("horse", "cow"),
    ("eagle", "owl"),
    ("bread", "cheese"),
    ("boat", "airplane"),
)
KIND_WORDS = tuple(word for pair in KINDS for word in pair)


def rivals(vectors: Vectors, kinds: Vectors, among: Collection[int]) -> list[tuple[int, int]]:
    """Pairs of places in `vectors` that are nearer than every pair of `KINDS`, the nearest first.

    Args:
        vectors: text features [N, d] of the untouched CLIP, unit length; a row of zeros is near to nothing.
        kinds: those of `KIND_WORDS`.
        among: at least one of each pair is among these places.
    """
    limit = rival_limit(kinds)
    near = vectors @ vectors.T
    places = range(len(vectors))
    found = [(first, second) for first in among for second in places if _is_pair(first, second, among)]
    return sorted((pair for pair in found if near[pair] > limit), key=lambda pair: -float(near[pair]))


def rival_limit(kinds: Vectors) -> float:
    """The cosine of the nearest pair of `KINDS`; `kinds`: the features of `KIND_WORDS`."""
    return float(np.sum(kinds[0::2] * kinds[1::2], axis=1).max())


def _is_pair(first: int, second: int, among: Collection[int]) -> bool:
    """Whether the two are a pair that is not named the other way round as well."""
    return first != second and (second not in among or first < second)
