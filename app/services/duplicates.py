"""Pictures of a project that look nearly the same, and pictures taken in one burst."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Row, select

from app.storage.schema import ClassRow, Picture, Placement
from app.storage.storage import Storage

NEAR = 6  # bits of the 64 in which near duplicates differ at most
BURST_NEAR = 16  # the camera or the thing may have moved
PLAIN = 4  # hashes with fewer bits come from plain areas of any colour and tell nothing
BURST_SECONDS = 2.0  # between one picture of a burst and the next

_ALL_BITS = 0xFFFFFFFFFFFFFFFF  # makes the signed number that the database holds an unsigned one

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Alike:
    """Pictures that look alike.

    Attributes:
        placement_ids: two or more; the first is the one to keep if only one is kept: in a class rather than not, then
            the largest, then the oldest.
        classes: the names of the classes that they lie in, in the classes' order; without the inbox.
    """

    placement_ids: tuple[int, ...]
    classes: tuple[str, ...]

    @property
    def across_classes(self) -> bool:
        """Whether they lie in several classes: some are then in a wrong one."""
        return len(self.classes) > 1

    @property
    def surplus(self) -> tuple[int, ...]:
        """All but the one to keep."""
        return self.placement_ids[1:]


class Duplicates:
    """Finds pictures that look alike; exact copies never come in twice."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def near(self, *, project_id: int, distance: int = NEAR) -> tuple[Alike, ...]:
        """Groups of near duplicates, the largest first. A picture belongs to a group if it is near to one in it.
        Plain pictures, in which nothing is brighter than what is beside it, are left out.

        Args:
            distance: bits in which the hashes of how they look (`Look.dhash`) differ at most.
        """
        rows = [row for row in self._rows(project_id) if (row.dhash & _ALL_BITS).bit_count() >= PLAIN]
        return _alike(rows, near_groups(_hashes(rows), distance))

    def bursts(self, *, project_id: int, seconds: float = BURST_SECONDS) -> tuple[Alike, ...]:
        """Groups of pictures that were taken right after each other and look alike, the largest first."""
        rows = [row for row in self._rows(project_id) if row.taken is not None]
        rows.sort(key=lambda row: (row.taken, row.id))
        return _alike(rows, burst_groups([row.taken for row in rows], _hashes(rows), seconds))

    def _rows(self, project_id: int) -> list[Row[Any]]:
        wanted = (
            select(
                Placement.id,
                Picture.dhash,
                Picture.taken,
                (Picture.width * Picture.height).label("pixels"),
                ClassRow.name.label("class_name"),
                ClassRow.position,
            )
            .join(Picture, Placement.sha256 == Picture.sha256)
            .outerjoin(ClassRow, Placement.class_id == ClassRow.id)
            .where(Placement.project_id == project_id, Placement.removed_at.is_(None))
            .order_by(Placement.id)
        )
        with self._storage.read() as session:
            return list(session.execute(wanted))


def near_groups(hashes: Hashes, distance: int) -> list[list[int]]:
    """Places in `hashes` that hang together by steps of at most `distance` bits; groups of two or more."""
    values, inverse = np.unique(hashes, return_inverse=True)
    group = np.full(len(values), -1)
    left = np.arange(len(values))
    for start in range(len(values)):
        if group[start] == -1:
            left = _spread(values, start, distance, group, left)
    return _collected(group[inverse].tolist())


def burst_groups(taken: Sequence[str], hashes: Hashes, seconds: float) -> list[list[int]]:
    """Places of pictures, sorted by `taken` (ISO 8601), that follow each other within `seconds` and look alike."""
    group: list[int] = []
    moments = [_moment(item) for item in taken]
    for place, moment in enumerate(moments):
        before = moments[place - 1] if place else None
        close = moment is not None and before is not None and moment - before <= timedelta(seconds=seconds)
        near = place > 0 and int(np.bitwise_count(hashes[place] ^ hashes[place - 1])) <= BURST_NEAR
        group.append(group[-1] if close and near else place)
    return _collected(group)


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


def _alike(rows: Sequence[Row[Any]], groups: Sequence[Sequence[int]]) -> tuple[Alike, ...]:
    made = [_group([rows[place] for place in places]) for places in groups]
    return tuple(sorted(made, key=lambda item: (-len(item.placement_ids), item.placement_ids)))


def _group(rows: list[Row[Any]]) -> Alike:
    rows.sort(key=lambda row: (row.class_name is None, -row.pixels, row.id))
    classes = {row.class_name: row.position for row in rows if row.class_name is not None}
    return Alike(tuple(row.id for row in rows), tuple(sorted(classes, key=classes.__getitem__)))


def _hashes(rows: Sequence[Row[Any]]) -> Hashes:
    return np.array([row.dhash for row in rows], dtype=np.int64).view(np.uint64)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:  # a camera's clock may say anything
        return None
