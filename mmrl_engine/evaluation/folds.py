"""Which pictures are held out together: stratified folds for cross-validation. No torch."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mmrl_engine.errors import InputError
from mmrl_engine.evaluation.groups import joined_groups, loosened
from mmrl_engine.notices import Notice, notice

DEFAULT_FOLDS = 4
FEW = 8  # so many different pictures, or fewer, are each left out once


def fold_count(different: int) -> int:
    """How many folds so many different pictures are checked in.

    A few are each left out once: what is measured is then a model that learned from nearly all of them. More folds
    than there are pictures of a class are no trouble: the answers are counted over all folds together.
    """
    return different if different <= FEW else DEFAULT_FOLDS


@dataclass(frozen=True, slots=True)
class Dealt:
    """Folds of an evaluation.

    Attributes:
        folds: the places of each one's pictures. groups: what each picture belongs to. notices: what had to give way.
    """

    folds: list[list[int]]
    groups: tuple[str, ...]
    notices: tuple[Notice, ...] = ()


def deal(
    labels: Sequence[str], folds: int | None, seed: int, hashes: Sequence[str], groups: Sequence[str] | None
) -> Dealt:
    """The folds of an evaluation: copies (equal `hashes`) and pictures of one group stay together.

    Where the pictures of a class are all of one group, groups give way to copies alone, as there would be nothing left
    to learn from; the Notice names the classes.

    Args:
        folds: None takes what `fold_count` says.

    Raises:
        InputError: as `stratified_folds`, of the copies.
    """
    copies = joined_groups(hashes)
    if groups is None:
        return _dealt(labels, folds, seed, copies)
    joined = joined_groups(hashes, groups)
    try:
        return _dealt(labels, folds, seed, joined)
    except InputError as error:
        listed = [item.params.get("names") for item in error.notices]
        names = [str(name) for item in listed if isinstance(item, (list, tuple)) for name in item]
        if not names:
            raise
    try:
        dealt = _dealt(labels, folds, seed, loosened(labels, copies, joined, names))
    except InputError:  # groups of several classes hang together
        dealt = _dealt(labels, folds, seed, copies)
    return Dealt(dealt.folds, dealt.groups, (notice("check-alike", names=names),))


def _dealt(labels: Sequence[str], folds: int | None, seed: int, groups: Sequence[str]) -> Dealt:
    count = fold_count(len(set(groups))) if folds is None else folds
    return Dealt(stratified_folds(labels, count, seed, groups), tuple(groups))


def stratified_folds(
    labels: Sequence[str],
    folds: int | None = None,
    seed: int = 0,
    groups: Sequence[str] | None = None,
) -> list[list[int]]:
    """Deals pictures into folds; each fold is tested once by a model trained on the others.

    Without groups, the counts of each class differ by at most 1 between folds, and so do the folds' sizes. With groups
    both are as even as placing the largest group first makes them. Every class stands in at least two folds, so that
    no model is tested on a class that it never saw. Equal arguments give equal folds on every machine.

    Args:
        labels: the class of each picture.
        folds: how many; None takes 4, or as many as the smallest class has different pictures where that is less.
        seed: of the order in which pictures of a class are dealt.
        groups: what each picture belongs to; pictures of one group (exact copies, say) stay in one fold, and count as
            one picture where a class's different pictures are counted. None: each picture is a group of its own.

    Returns:
        The indices of each fold's pictures, ascending. Each index is in exactly one fold, and no fold is empty.

    Raises:
        InputError: there are no pictures; a class has fewer than 2 different ones; `folds` is below 2 or above the
            number of different pictures; or one group's pictures stand in several classes in such a way that all of a
            class would fall into one fold.
        ValueError: `groups` is not as long as `labels`.
    """
    units = _units(labels, groups)
    count = _fold_count(labels, units, folds)
    dealt = _deal(_dealing_order(labels, units, seed), labels, count)
    _check_spread(labels, dealt)
    return [sorted(fold) for fold in dealt]


def _units(labels: Sequence[str], groups: Sequence[str] | None) -> list[list[int]]:
    """The indices that must stay together, in the order in which they first occur."""
    if groups is None:
        return [[index] for index in range(len(labels))]
    if len(groups) != len(labels):
        raise ValueError(f"{len(labels)} labels, but {len(groups)} groups")
    members: dict[str, list[int]] = {}
    for index, group in enumerate(groups):
        members.setdefault(group, []).append(index)
    return list(members.values())


def _fold_count(labels: Sequence[str], units: Sequence[Sequence[int]], folds: int | None) -> int:
    if not units:
        raise InputError.of("check-no-pictures")
    different = Counter(label for unit in units for label in {labels[index] for index in unit})
    lonely = sorted(label for label, number in different.items() if number < 2)
    if lonely:
        raise InputError.of("check-too-few-pictures", names=lonely)
    if folds is None:
        return min(DEFAULT_FOLDS, *different.values())
    if not 2 <= folds <= len(units):
        raise InputError.of("check-fold-count", folds=folds, most=len(units))
    return folds


def _dealing_order(labels: Sequence[str], units: Sequence[list[int]], seed: int) -> list[list[int]]:
    """Units of several classes first (the hardest to place), then class by class, the larger first.

    Equals are in an order drawn from `seed`.
    """
    generator = random.Random(seed)
    # Sorting by random() and not shuffle(): only random()'s sequence is promised to stay the same between Pythons.
    drawn = [(generator.random(), unit) for unit in units]

    def key(entry: tuple[float, list[int]]) -> tuple[int, list[str], int, float]:
        names = sorted({labels[index] for index in entry[1]})
        return -len(names), names, -len(entry[1]), entry[0]

    return [unit for _, unit in sorted(drawn, key=key)]


def _deal(units: Sequence[Sequence[int]], labels: Sequence[str], count: int) -> list[list[int]]:
    """Each unit goes where its classes are rarest; among equals to the smallest fold, then the first.

    With units of one picture, class by class, the smallest-fold rule continues each class where the one before
    ended: both the class counts and the sizes stay within 1. An empty fold always comes first, so none stays empty.
    """
    dealt: list[list[int]] = [[] for _ in range(count)]
    classes: list[Counter[str]] = [Counter() for _ in range(count)]
    for unit in units:
        held = Counter(labels[index] for index in unit)
        costs = [(sum(classes[fold][label] for label in held), len(dealt[fold]), fold) for fold in range(count)]
        target = min(costs)[2]
        dealt[target].extend(unit)
        classes[target].update(held)
    return dealt


def _check_spread(labels: Sequence[str], dealt: Sequence[Sequence[int]]) -> None:
    """Only units of several classes can push all of a class into one fold."""
    places: defaultdict[str, set[int]] = defaultdict(set)
    for fold, indices in enumerate(dealt):
        for index in indices:
            places[labels[index]].add(fold)
    stuck = sorted(label for label, where in places.items() if len(where) < 2)
    if stuck:
        raise InputError.of("check-shared-pictures", names=stuck)
