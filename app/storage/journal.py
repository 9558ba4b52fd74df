"""The journal: which rows a transaction changed, so that every act can be told, undone and done again.

Temporary triggers on the writer's connection note each change as JSON, whether it came from the ORM, from one statement
over thousands of rows or from a foreign key's action. Undoing puts the old values back and leaves alone the columns
that the act did not touch.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, MetaData, Table, text

from app.storage.errors import DamagedValueError

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One changed row. `old` is None where it was made, `new` where it was deleted; else both hold what differs."""

    table: str
    row: int
    project_id: int | None
    old: Values | None
    new: Values | None


class Journal:
    """Notes changes on one connection, which must be the only one that writes.

    Args:
        tables: the columns to watch in each table; `*` stands for all.
    """

    def __init__(self, metadata: MetaData, tables: dict[str, tuple[str, ...]]) -> None:
        self._tables = {name: metadata.tables[name] for name in tables}
        self._columns = {name: _columns(self._tables[name], chosen) for name, chosen in tables.items()}

    def install(self, connection: Any) -> None:
        """Makes the triggers on a DB-API connection, for as long as it is open."""
        connection.execute(
            "CREATE TEMP TABLE change_log (id INTEGER PRIMARY KEY, name TEXT, row INTEGER, old TEXT, new TEXT)"
        )
        for name, columns in self._columns.items():
            for statement in _triggers(name, columns):
                connection.execute(statement)

    def take(self, connection: Connection) -> list[RowChange]:
        """The changes since the last call, in their order; the log is empty afterwards."""
        rows = connection.execute(text("SELECT name, row, old, new FROM temp.change_log ORDER BY id")).all()
        connection.execute(text("DELETE FROM temp.change_log"))
        # One text for all: a call for each of thousands of rows would take as long as everything else here together.
        pairs = json.loads("[" + ",".join(f"[{old or 'null'},{new or 'null'}]" for _, _, old, new in rows) + "]")
        changes = (_change(name, row, old, new) for (name, row, _, _), (old, new) in zip(rows, pairs, strict=True))
        return [change for change in changes if change.old != change.new]

    def undo(self, connection: Connection, changes: Sequence[RowChange]) -> None:
        """Puts back what `changes` replaced, the last one first."""
        for change in reversed(changes):
            self._put(connection, change.table, change.row, change.new, change.old)

    def redo(self, connection: Connection, changes: Sequence[RowChange]) -> None:
        """Makes `changes` again."""
        for change in changes:
            self._put(connection, change.table, change.row, change.old, change.new)

    def stands(self, connection: Connection, changes: Iterable[RowChange]) -> bool:
        """Whether the rows still are as `changes` left them."""
        for (name, row), values in _left(changes).items():
            columns = self._columns[name] if values is None else values
            wanted = ", ".join(f"'{column}', \"{column}\"" for column in columns)
            query = text(f'SELECT json_object({wanted}) FROM "{name}" WHERE id = :row')
            here = connection.execute(query, {"row": row}).scalar()
            if (None if here is None else json.loads(here)) != values:
                return False
        return True

    def _put(self, connection: Connection, name: str, row: int, there: Values | None, wanted: Values | None) -> None:
        """A row that is gone for good is passed over: what removes rows for good removes them from the journal too, but
        a change that names other columns of such a row may be left.
        """
        if name not in self._tables:
            raise ValueError(f"the journal does not know the table {name!r}")
        if wanted is None:
            connection.execute(text(f'DELETE FROM "{name}" WHERE id = :row'), {"row": row})
            return
        columns = [column for column in self._columns[name] if column in wanted]
        if there is None:
            listed = ", ".join(f'"{column}"' for column in columns)
            places = ", ".join(f":{column}" for column in columns)
            connection.execute(text(f'INSERT INTO "{name}" ({listed}) VALUES ({places})'), wanted)
            return
        settings = ", ".join(f'"{column}" = :{column}' for column in columns)
        if settings:
            connection.execute(text(f'UPDATE "{name}" SET {settings} WHERE id = :row'), {**wanted, "row": row})


def pack(changes: Iterable[RowChange]) -> bytes:
    """The changes as a compressed text, for `ActPart.changes`."""
    listed = [[change.table, change.row, change.project_id, change.old, change.new] for change in changes]
    return zlib.compress(json.dumps(listed, separators=(",", ":")).encode())


def unpack(data: bytes) -> list[RowChange]:
    """What `pack` made.

    Raises:
        DamagedValueError: it is not what `pack` made.
    """
    try:
        return [RowChange(*entry) for entry in json.loads(zlib.decompress(data))]
    except (zlib.error, ValueError, TypeError) as error:
        raise DamagedValueError(f"a list of changes cannot be read: {error}") from error


def named_pictures(changes: Iterable[RowChange]) -> set[str]:
    """SHA-256 of the pictures whose places `changes` made or deleted: undoing or redoing them needs the files."""
    placements = [change for change in changes if change.table == "placement"]
    wholes = [values for change in placements for values in (change.old, change.new) if values and "sha256" in values]
    return {values["sha256"] for values in wholes}


def builds_on(later: Iterable[RowChange], changes: Sequence[RowChange]) -> bool:
    """Whether one of `later` needs what `changes` did: it touches a value that they touched, or names a row that they
    made or took away. Changes of classes are never told apart, since their names and places depend on each other.
    """
    cells = {cell for change in changes for cell in _cells(change)}
    ends = {(f"{change.table}_id", change.row) for change in changes if change.old is None or change.new is None}
    classes = any(change.table == "class" for change in changes)
    return any(
        (classes and change.table == "class")
        or not cells.isdisjoint(_cells(change))
        or any(pair in ends for values in (change.old, change.new) for pair in (values or {}).items())
        for change in later
    )


def _cells(change: RowChange) -> set[tuple[str, int, str]]:
    return {(change.table, change.row, column) for values in (change.old, change.new) for column in values or ()}


def _left(changes: Iterable[RowChange]) -> dict[tuple[str, int], Values | None]:
    """How the rows were after all of `changes`: what had changed in each, None where it was gone."""
    left: dict[tuple[str, int], Values | None] = {}
    for change in changes:
        place = (change.table, change.row)
        before = left.get(place)
        left[place] = None if change.new is None else {**(before or {}), **change.new}
    return left


def _columns(table: Table, chosen: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns) if chosen == ("*",) else chosen


def _triggers(name: str, columns: tuple[str, ...]) -> list[str]:
    def values(row: str) -> str:
        return "json_object(" + ", ".join(f"'{column}', {row}.\"{column}\"" for column in columns) + ")"

    into = "INSERT INTO change_log (name, row, old, new) VALUES"
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
    events = (
        ("insert", "INSERT", "", "NULL", values("NEW"), "NEW"),
        ("update", "UPDATE", f" WHEN {changed}", values("OLD"), values("NEW"), "NEW"),
        ("delete", "DELETE", "", values("OLD"), "NULL", "OLD"),
    )
    return [
        f'CREATE TEMP TRIGGER "log_{name}_{label}" AFTER {event} ON main."{name}"{condition} '
        f"BEGIN {into} ('{name}', {row}.id, {old}, {new}); END"
        for label, event, condition, old, new, row in events
    ]


def _change(name: str, row: int, old: Values | None, new: Values | None) -> RowChange:
    whole = new or old or {}
    project = row if name == "project" else whole.get("project_id")
    if old is not None and new is not None:
        differ = [column for column in new if old[column] != new[column]]
        old, new = {column: old[column] for column in differ}, {column: new[column] for column in differ}
    return RowChange(name, row, project, old, new)
