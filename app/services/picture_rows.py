"""Rows of pictures in a project, for use cases inside a transaction of theirs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.storage.journal import RowChange, pack, unpack
from app.storage.schema import Act, ActPart, Placement
from mmrl_engine.errors import InputError
from mmrl_engine.notices import notice


def among(column: InstrumentedAttribute[Any], values: Iterable[object]) -> ColumnElement[bool]:
    """Whether the column is one of `values`, numbers or text, however many: a list of parameters has a limit."""
    listed = func.json_each(json.dumps(list(values))).table_valued("value")
    return column.in_(select(listed.c.value))


def project_holding(session: Session, placement_ids: Sequence[int]) -> int:
    """The project of these pictures.

    Raises:
        InputError: all of them are gone.
        ValueError: they are of several projects.
    """
    found = session.scalars(select(Placement.project_id).where(among(Placement.id, placement_ids)).distinct()).all()
    if not found:
        raise InputError(notice("pictures-not-there"))
    if len(found) > 1:
        raise ValueError("a use case on pictures is for one project")
    return found[0]


def scrub_acts(session: Session, project_id: int, table: str, rows: Iterable[int]) -> None:
    """Takes rows that are gone for good out of what can be undone; acts of which nothing is left go too."""
    gone = set(rows)
    for part in session.scalars(select(ActPart).join(Act).where(Act.project_id == project_id)):
        changes = unpack(part.changes)
        kept = [change for change in changes if not _names(change, table, gone)]
        if not kept:
            session.delete(part)
        elif len(kept) < len(changes):
            part.changes = pack(kept)
    session.flush()
    left = select(ActPart.act_id)
    session.execute(delete(Act).where(Act.project_id == project_id, Act.id.not_in(left)))


def _names(change: RowChange, table: str, rows: set[int]) -> bool:
    return change.table == table and change.row in rows
