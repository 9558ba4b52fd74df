"""Rows as an import or a training would leave them, and a project's whole state to compare."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import text

from app.services.change import Change, change_of
from app.storage.columns import now
from app.storage.schema import AdapterRow, Picture, Placement, Unreadable
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.backbones import catalogue

STATE = {
    "project": "id, uid, name, created_at, trashed_at, adapter_id, backbone, template, keep, typed_names",
    "class": "*",
    "adapter": "id, name, removed_at",
    "placement": "*",
    "unreadable": "*",
}


def state(storage: Storage) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that an act can change, as SQLite holds it."""
    with storage.read() as session:
        found = {
            table: session.execute(text(f'SELECT {columns} FROM "{table}" ORDER BY id')).all()
            for table, columns in STATE.items()
        }
    return {table: [tuple(row) for row in rows] for table, rows in found.items()}


def add_pictures(storage: Storage, project_id: int, class_id: int | None, count: int, *, first: int = 0) -> list[int]:
    """`count` made-up pictures, counted from `first`; the ids of their places in the project."""
    numbers = range(first, first + count)
    return storage.write(lambda unit: [_place(unit, project_id, class_id, number) for number in numbers]).value


def add_unreadable(storage: Storage, project_id: int, class_id: int | None) -> int:
    """A file that could not be read."""
    return storage.write(lambda unit: _unreadable(unit, project_id, class_id)).value


def import_pictures(
    storage: Storage, project_id: int, class_id: int | None, count: int, *, first: int, unreadable: int
) -> Change:
    """The act of importing: `add_pictures` with as many files that could not be read."""

    def work(unit: UnitOfWork) -> None:
        unit.act(project_id, "pictures-imported")
        for number in range(first, first + count):
            _place(unit, project_id, class_id, number)
        for _ in range(unreadable):
            _unreadable(unit, project_id, class_id)

    return change_of(storage.write(work))


def add_adapter(storage: Storage, project_id: int, class_uids: list[str | None], fingerprint: str = "f") -> int:
    """The row of an adapter for the demo backbone; its tensors are nowhere."""
    demo = catalogue.by_id("demo")
    assert demo is not None

    def work(unit: UnitOfWork) -> int:
        row = AdapterRow(
            uid=str(uuid4()),
            project_id=project_id,
            run_id=1,
            name="1",
            origin="trained",
            section_sha256="0" * 64,
            fingerprint=fingerprint,
            description={
                "backbone": {"id": demo.id, "fingerprint": demo.fingerprint},
                "classes": [{"name": f"{uid}", "words": "w", "pictures": 4} for uid in class_uids],
            },
            class_uids=list(class_uids),
            created_at=now(),
        )
        unit.session.add(row)
        unit.session.flush()
        return row.id

    return storage.write(work).value


def _unreadable(unit: UnitOfWork, project_id: int, class_id: int | None) -> int:
    row = Unreadable(
        project_id=project_id,
        class_id=class_id,
        name="broken.png",
        source=Path("/somewhere/broken.png"),
        notice={"code": "picture-empty", "params": {"path": "broken.png"}},
        found_at=now(),
    )
    unit.session.add(row)
    unit.session.flush()
    return row.id


def _place(unit: UnitOfWork, project_id: int, class_id: int | None, number: int) -> int:
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    if unit.session.get(Picture, sha256) is None:
        unit.session.add(
            Picture(sha256=sha256, size=9, width=3, height=2, kind="PNG", taken=None, dhash=number, added_at=now())
        )
        unit.session.flush()
    row = Placement(
        project_id=project_id,
        sha256=sha256,
        class_id=class_id,
        name=f"{number}.png",
        source=Path(f"/somewhere/{number}.png"),
        in_place=False,
        source_mtime_ns=number,
        split=None,
        added_at=now(),
        removed_at=None,
    )
    unit.session.add(row)
    unit.session.flush()
    return row.id
