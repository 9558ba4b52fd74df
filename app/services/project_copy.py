"""Copies a project's rows. Picture files and adapters' tensors are shared: they are known by their hashes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, insert, literal, select
from sqlalchemy.orm import Session, aliased

from app.services.class_rows import classes_of
from app.storage.columns import now
from app.storage.schema import AdapterRow, ClassRow, Placement, Project, Unreadable


def copy_project(session: Session, project: Project, name: str) -> Project:
    """A new project `name` with the classes, pictures, unreadable files and adapters of `project`; flushed.

    What lies in its trash, its trainings and its acts stay behind.
    """
    moment = now()
    copy = Project(
        uid=str(uuid4()),
        name=name,
        created_at=moment,
        opened_at=moment,
        backbone=project.backbone,
        template=project.template,
        keep=project.keep,
        typed_names=project.typed_names,
    )
    session.add(copy)
    session.flush()
    # A class and what an adapter knows of it are tied by uids; the copy's are new, and tied in the same way.
    uids: defaultdict[str, str] = defaultdict(lambda: str(uuid4()))
    _copy_classes(session, project.id, copy.id, uids)
    _copy_placements(session, project.id, copy.id)
    _copy_unreadable(session, project.id, copy.id)
    adapters = _copy_adapters(session, project.id, copy.id, uids)
    copy.adapter_id = adapters.get(project.adapter_id)
    session.flush()
    return copy


def _copy_classes(session: Session, project_id: int, copy_id: int, uids: Mapping[str, str]) -> None:
    for row in classes_of(session, project_id):
        values = _values(row) | {"uid": uids[row.uid], "project_id": copy_id}
        session.add(ClassRow(**values | {"absorbed": [uids[uid] for uid in row.absorbed], "created_at": now()}))
    session.flush()


def _copy_placements(session: Session, project_id: int, copy_id: int) -> None:
    columns = ("sha256", "name", "source", "in_place", "source_mtime_ns", "split", "added_at", "kept")
    rows = _moved(Placement, project_id, copy_id, columns).where(Placement.removed_at.is_(None))
    session.execute(insert(Placement).from_select(["project_id", "class_id", *columns], rows.order_by(Placement.id)))


def _copy_unreadable(session: Session, project_id: int, copy_id: int) -> None:
    columns = ("name", "source", "notice", "found_at")
    rows = _moved(Unreadable, project_id, copy_id, columns).order_by(Unreadable.id)
    session.execute(insert(Unreadable).from_select(["project_id", "class_id", *columns], rows))


def _moved(
    table: type[Placement] | type[Unreadable], project_id: int, copy_id: int, columns: tuple[str, ...]
) -> Select[Any]:
    """The project's rows of `table` with the copy's id and its class of the same name in front."""
    old, new = aliased(ClassRow), aliased(ClassRow)
    wanted = select(literal(copy_id), new.id, *(getattr(table, column) for column in columns))
    joined = wanted.select_from(table).outerjoin(old, table.class_id == old.id)
    twin = (new.project_id == copy_id) & (new.name_key == old.name_key)
    return joined.outerjoin(new, twin).where(table.project_id == project_id)


def _copy_adapters(session: Session, project_id: int, copy_id: int, uids: Mapping[str, str]) -> dict[int | None, int]:
    """The copies' ids by the ids of what they are copies of."""
    wanted = select(AdapterRow).where(AdapterRow.project_id == project_id, AdapterRow.removed_at.is_(None))
    made: dict[int | None, int] = {}
    for row in session.scalars(wanted.order_by(AdapterRow.id)).all():
        values = _values(row) | {"uid": str(uuid4()), "project_id": copy_id, "run_id": None}
        known = [None if uid is None else uids[uid] for uid in row.class_uids]
        copy = AdapterRow(**values | {"class_uids": known})
        session.add(copy)
        session.flush()
        made[row.id] = copy.id
    return made


def _values(row: ClassRow | AdapterRow) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key != "id"}
