"""Pictures that show the same: near duplicates, bursts, one place. They are held out together. No torch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

NEAR = 6  # bits of the 64 in which near duplicates differ at most
BURST_NEAR = 16  # the camera or the thing may have moved
PLAIN = 4  # hashes with fewer bits come from plain areas of any colour and tell nothing
PLACE_SECONDS = 60.0  # between two pictures that look alike and so show one place

_ALL_BITS = 0xFFFFFFFFFFFFFFFF  # makes a signed number an unsigned one

Hashes = npt.NDArray[np.uint64]


def picture_groups(hashes: Sequence[int], taken: Sequence[str | None]) -> list[str]:
    """What each picture belongs to: near duplicates have one name, and so have pictures of one burst or place, which
    look alike and were taken within a minute of each other, and all that hangs together by them.

    The time alone says nothing: programs that edit or copy pictures give hundreds of them the same.

    Args:
        hashes: of how pictures look (`mmrl_engine.dhash`), signed or not.
        taken: when, in ISO 8601 without a zone; None or anything else where that is not known.
    """
    values = np.array([item & _ALL_BITS for item in hashes], dtype=np.uint64)
    parent = list(range(len(values)))
    for first, second in _bonds(values, taken):
        parent[_root(parent, second)] = _root(parent, first)
    return [str(_root(parent, place)) for place in range(len(values))]


def joined_groups(*groups: Sequence[str]) -> list[str]:
    """The groups of equally many pictures that hang together by any of `groups`."""
    parent = list(range(len(groups[0])))
    for listed in groups:
        first_of: dict[str, int] = {}
        for place, name in enumerate(listed):
            parent[_root(parent, place)] = _root(parent, first_of.setdefault(name, place))
    return [str(_root(parent, place)) for place in range(len(parent))]


def held_groups(
    labels: Sequence[object], hashes: Sequence[str], groups: Sequence[str] | None = None
) -> tuple[str, ...]:
    """What is held out together with each picture: its copies (equal `hashes`), and its group.

    In a class whose pictures are all of one group only copies stay together: there would be nothing left to go by.
    """
    copies = joined_groups(hashes)
    if groups is None:
        return tuple(copies)
    joined = joined_groups(hashes, groups)
    different: defaultdict[object, set[str]] = defaultdict(set)
    for label, group in zip(labels, joined, strict=True):
        different[label].add(group)
    return tuple(loosened(labels, copies, joined, [label for label, names in different.items() if len(names) < 2]))


def loosened(
    labels: Sequence[object], copies: Sequence[str], groups: Sequence[str], of: Collection[object]
) -> list[str]:
    """`groups`, but copies alone in the classes `of`, and whatever hangs together by that."""
    if not of:
        return list(groups)
    # A name of the copies says nothing among those of the groups: a letter tells them apart.
    loose = [f"c{copy}" if label in of else group for label, copy, group in zip(labels, copies, groups, strict=True)]
    return joined_groups(copies, loose)


def fewest_different(labels: Sequence[int], groups: Sequence[object] | None, classes: int) -> int:
    """How many different pictures the smallest of the classes has: those of one group count as one."""
    if groups is None:
        return int(np.bincount(np.asarray(labels, np.intp), minlength=classes).min())
    different = {(label, str(group)) for label, group in zip(labels, groups, strict=True)}
    return int(np.bincount([label for label, _ in different], minlength=classes).min())


def near_groups(hashes: Hashes, distance: int = NEAR) -> list[list[int]]:
    """Places in `hashes` that hang together by steps of at most `distance` bits; groups of two or more."""
    values, inverse = np.unique(hashes, return_inverse=True)
    group = np.full(len(values), -1)
    left = np.arange(len(values))
    for start in range(len(values)):
        if group[start] == -1:
            left = _spread(values, start, distance, group, left)
    return _collected(group[inverse].tolist())


def moment_of(text: str | None) -> datetime | None:
    """When a camera says that it was; its clock may say anything."""
    try:
        return None if text is None else datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _bonds(values: Hashes, taken: Sequence[str | None]) -> Iterator[tuple[int, int]]:
    """Pairs that belong together."""
    telling = np.flatnonzero(np.bitwise_count(values) >= PLAIN)
    for places in near_groups(values[telling]):
        yield from pairwise(telling[places].tolist())
    moments = [(moment, place) for place, text in enumerate(taken) if (moment := moment_of(text)) is not None]
    for (before, first), (after, second) in pairwise(sorted(moments)):
        alike = int(np.bitwise_count(values[first] ^ values[second])) <= BURST_NEAR
        if alike and after - before <= timedelta(seconds=PLACE_SECONDS):
            yield first, second


def _root(parent: list[int], place: int) -> int:
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place


def _spread(values: Hashes, start: int, distance: int, group: npt.NDArray[np.intp], left: npt.NDArray[np.intp]) -> Any:
    """Marks all that hang together with `start`; returns what is left unmarked."""
    waiting = [start]
    group[start] = start
    left = left[left != start]
    while waiting and len(left):
        near = np.bitwise_count(values[left] ^ values[waiting.pop()]) <= distance
        if near.any():
            found = left[near]
            group[found] = start
            waiting += found.tolist()
            left = left[~near]
    return left


def _collected(group: Iterable[int]) -> list[list[int]]:
    members: defaultdict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(group):
        members[number].append(place)
    return [places for places in members.values() if len(places) > 1]
