"""Rows of one project that move beside today's rows: new ids, new uids, and everything that names them follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, Table

from app.storage.journal import RowChange, Values, pack, unpack
from app.storage.schema import ActPart, ProjectsBase

_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Rows = dict[str, list[Values]]
TABLES: Mapping[str, Table] = ProjectsBase.metadata.tables


@dataclass(frozen=True, slots=True)
class ProjectRows:
    """All rows of one project, as SQLite holds them, by table; and the pictures that they name."""

    rows: Rows
    pictures: list[Values]

    @property
    def project(self) -> Values:
        return self.rows["project"][0]


class Renumbering:
    """New names for what stands in `rows`, and in the undo and redo acts among them.

    Args:
        last: the highest id that each table has given out so far.
    """

    def __init__(self, rows: Rows, last: Mapping[str, int]) -> None:
        self._rows = rows
        self._acts = {part["id"]: unpack(part["changes"]) for part in rows.get(ActPart.__tablename__, [])}
        self._ids = {table: _ranks(ids, last.get(table, 0)) for table, ids in self._all_ids().items()}
        self._uids = {uid: str(uuid4()) for uid in self._all_uids()}

    def rows(self) -> Rows:
        """The rows under their new names."""
        return {table: [self._row(table, row) for row in rows] for table, rows in self._rows.items()}

    def highest(self) -> dict[str, int]:
        """The highest id that is now given out in each table, to rows or in acts."""
        return {table: max(ids.values()) for table, ids in self._ids.items() if ids}

    def _row(self, table: str, row: Values) -> Values:
        moved = self._values(table, row)
        if table == ActPart.__tablename__:
            moved["changes"] = pack(self._change(change) for change in self._acts[row["id"]])
        return moved

    def _change(self, change: RowChange) -> RowChange:
        return replace(
            change,
            row=self._ids[change.table][change.row],
            project_id=self._ids["project"].get(change.project_id or 0),
            old=None if change.old is None else self._values(change.table, change.old),
            new=None if change.new is None else self._values(change.table, change.new),
        )

    def _values(self, table: str, values: Values) -> Values:
        return {column: self._value(table, column, value) for column, value in values.items()}

    def _value(self, table: str, column: str, value: Any) -> Any:
        named = table if column == "id" else column.removesuffix("_id")
        if isinstance(value, int) and (column == "id" or column.endswith("_id")) and named in self._ids:
            return self._ids[named].get(value)  # None where what it named is gone for good
        if column == "uid":
            return self._uids.get(value, value)
        if isinstance(value, str) and isinstance(TABLES[table].c[column].type, JSON):
            return _UID.sub(lambda match: self._uids.get(match[0], match[0]), value)
        return value

    def _changes(self) -> Iterable[RowChange]:
        return (change for changes in self._acts.values() for change in changes)

    def _all_ids(self) -> dict[str, set[int]]:
        found = {table: {row["id"] for row in rows} for table, rows in self._rows.items()}
        for change in self._changes():
            found.setdefault(change.table, set()).add(change.row)
        return found

    def _all_uids(self) -> set[str]:
        listed = [row for rows in self._rows.values() for row in rows]
        listed += [values for change in self._changes() for values in (change.old, change.new) if values]
        return {row["uid"] for row in listed if "uid" in row}


def _ranks(ids: Iterable[int], last: int) -> dict[int, int]:
    return {old: last + place for place, old in enumerate(sorted(ids), 1)}
