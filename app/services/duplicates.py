"""Pictures of a project that look nearly the same, and pictures taken in one burst."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Row, select

from app.storage.schema import ClassRow, Picture, Placement
from app.storage.storage import Storage
from mmrl_engine.evaluation.groups import NEAR, PLAIN, Hashes, near_groups

_ALL_BITS = 0xFFFFFFFFFFFFFFFF  # makes the signed number that the database holds an unsigned one


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

    def _rows(self, project_id: int) -> list[Row[Any]]:
        wanted = (
            select(
                Placement.id,
                Picture.dhash,
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


def _alike(rows: Sequence[Row[Any]], groups: Sequence[Sequence[int]]) -> tuple[Alike, ...]:
    made = [_group([rows[place] for place in places]) for places in groups]
    return tuple(sorted(made, key=lambda item: (-len(item.placement_ids), item.placement_ids)))


def _group(rows: list[Row[Any]]) -> Alike:
    rows.sort(key=lambda row: (row.class_name is None, -row.pixels, row.id))
    classes = {row.class_name: row.position for row in rows if row.class_name is not None}
    return Alike(tuple(row.id for row in rows), tuple(sorted(classes, key=classes.__getitem__)))


def _hashes(rows: Sequence[Row[Any]]) -> Hashes:
    return np.array([row.dhash for row in rows], dtype=np.int64).view(np.uint64)
