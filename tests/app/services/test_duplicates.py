"""Pictures that look nearly the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.classes import Classes
from app.services.duplicates import Alike, Duplicates
from app.services.pictures import Pictures
from app.storage.columns import now
from app.storage.schema import Picture, Placement
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.evaluation.groups import near_groups
from tests.app.services.import_help import new_project

BASE = 0x0F0F_3333_5555_A5A5


@dataclass(frozen=True)
class Sample:
    """A picture that looks like `dhash`."""

    dhash: int
    class_id: int | None = None
    width: int = 100
    taken: str | None = None


def put(storage: Storage, project_id: int, *samples: Sample) -> list[int]:
    """The ids of the pictures' places."""

    def work(unit: UnitOfWork) -> list[int]:
        rows = []
        for number, sample in enumerate(samples):
            sha256 = f"{project_id:032x}{number:032x}"
            signed = int(np.array(sample.dhash, dtype=np.uint64).view(np.int64))
            unit.session.add(
                Picture(
                    sha256=sha256,
                    size=1,
                    width=sample.width,
                    height=100,
                    kind="PNG",
                    taken=sample.taken,
                    dhash=signed,
                    added_at=now(),
                )
            )
            row = Placement(
                project_id=project_id,
                sha256=sha256,
                class_id=sample.class_id,
                name=str(number),
                source=Path(str(number)),
                in_place=False,
                source_mtime_ns=0,
                added_at=now(),
            )
            rows.append(row)
        unit.session.flush()
        unit.session.add_all(rows)
        unit.session.flush()
        return [row.id for row in rows]

    return storage.write(work).value


@pytest.fixture
def project(storage: Storage) -> int:
    return new_project(storage)


@pytest.fixture
def duplicates(storage: Storage) -> Duplicates:
    return Duplicates(storage)


def flipped(*bits: int, of: int = BASE) -> int:
    for bit in bits:
        of ^= 1 << bit
    return of


def test_near_pictures_are_grouped_and_others_not(storage: Storage, duplicates: Duplicates, project: int) -> None:
    far = ~BASE & (2**64 - 1)
    a, b, c, d, e, _ = put(
        storage,
        project,
        Sample(BASE),
        Sample(far),
        Sample(flipped(*range(6))),
        Sample(flipped(63, of=far)),
        Sample(flipped(63)),
        Sample(flipped(*range(20, 27))),
    )
    assert duplicates.near(project_id=project) == (Alike((a, c, e), ()), Alike((b, d), ()))
    assert duplicates.near(project_id=project, distance=1) == (Alike((a, e), ()), Alike((b, d), ()))


def test_plain_pictures_are_not_alike(storage: Storage, duplicates: Duplicates, project: int) -> None:
    put(storage, project, Sample(0), Sample(0), Sample(7), Sample(7))
    assert duplicates.near(project_id=project) == ()


def test_twins_across_classes_are_named(storage: Storage, duplicates: Duplicates, project: int) -> None:
    cat, dog = (Classes(storage).add(project_id=project, name=name).made for name in ("cat", "dog"))
    inbox, small, large, other = put(
        storage, project, Sample(BASE), Sample(BASE, dog), Sample(BASE, cat, 200), Sample(BASE, dog)
    )
    (group,) = duplicates.near(project_id=project)
    assert group.classes == ("cat", "dog")
    assert group.across_classes
    assert group.placement_ids == (large, small, other, inbox)
    assert group.surplus == (small, other, inbox)
    Pictures(storage).remove(placement_ids=[large])
    assert not duplicates.near(project_id=project)[0].across_classes
    Pictures(storage).remove(placement_ids=group.surplus[:2])
    assert duplicates.near(project_id=project) == ()


def slow_groups(hashes: list[int], distance: int) -> set[frozenset[int]]:
    """The same by comparing every pair until nothing changes."""
    groups = [{place} for place in range(len(hashes))]
    for one in range(len(hashes)):
        for two in range(one):
            if (hashes[one] ^ hashes[two]).bit_count() <= distance:
                first = next(group for group in groups if one in group)
                second = next(group for group in groups if two in group)
                if first is not second:
                    groups.remove(second)
                    first |= second
    return {frozenset(group) for group in groups if len(group) > 1}


@given(st.lists(st.integers(0, 255).map(lambda low: low | BASE << 8 & (2**64 - 1)), max_size=25), st.integers(0, 3))
def test_groups_are_those_of_every_pair(hashes: list[int], distance: int) -> None:
    found = near_groups(np.array(hashes, dtype=np.uint64), distance)
    assert {frozenset(group) for group in found} == slow_groups(hashes, distance)
    assert sum(map(len, found)) == len({place for group in found for place in group})
