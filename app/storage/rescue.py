"""Reads what can be read of a damaged database, table by table, into a fresh one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Float, Integer, LargeBinary, Table

from app.storage.checks import drop_orphan, find_orphans, is_broken, open_gently
from app.storage.database import Kind, connect
from app.storage.driver import Driver

_FARTHEST = 1 << 40  # no row has a higher id
_DANGLING = ("project", "run", "folder_run")  # tables whose `adapter_id` names an adapter without a foreign key


@dataclass(slots=True)
class Rescued:
    """What was read.

    Attributes:
        counts: of rows by table. complete: every table was read from end to end, and every row made sense.
    """

    counts: Counter[str] = field(default_factory=Counter)
    complete: bool = False


def rescue(damaged: Path, fresh: Path, kind: Kind, driver: Driver) -> Rescued:
    """Copies every row that can be read and makes sense into the empty database `fresh`.

    Where some are lost, the acts are left out: undoing one whose rows are lost would fail or bring back half of it.
    """
    with closing(connect(fresh, driver)) as writing:
        writing.execute("PRAGMA foreign_keys = OFF")
        writing.execute("BEGIN")
        rescued = Rescued(complete=True)
        for table in kind.metadata.sorted_tables:
            _copy(damaged, table, writing, driver, rescued)
        _copy_last_ids(damaged, writing, driver)
        if not rescued.complete or find_orphans(writing):
            rescued.complete = False
            _make_consistent(writing, kind)
        for table in kind.metadata.sorted_tables:
            rescued.counts[table.name] = writing.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
        writing.execute("COMMIT")
    return rescued


def readable_rows(
    path: Path, statement: str, driver: Driver, met_damage: Callable[[], None] = lambda: None
) -> Iterator[tuple[Any, ...]]:
    """The rows of a damaged file, past what cannot be read.

    Args:
        statement: selects columns, the first of which is the rowid; its one place is for the rowid to begin after.
        met_damage: called wherever something cannot be read.
    """
    after, step = 0, 1
    while after < _FARTHEST:
        # A connection anew each time: one that has met damage may not see what lies behind it.
        try:
            with closing(open_gently(path, driver)) as connection:
                connection.execute("PRAGMA query_only = ON")
                connection.execute("PRAGMA writable_schema = ON")  # reads what it can of a damaged schema
                connection.text_factory = _text_or_bytes
                for row in connection.execute(statement, (after,)):
                    after, step = max(after, int(row[0])), 1
                    yield row
                return
        except driver.module.Error as error:
            if not is_broken(error):
                raise
            met_damage()
        after, step = after + step, step * 2


def _copy(damaged: Path, table: Table, writing: Any, driver: Driver, rescued: Rescued) -> None:
    def lost() -> None:
        rescued.complete = False

    there = {row[1] for row in writing.execute(f'PRAGMA table_info("{table.name}")')}
    columns = [column for column in table.columns if column.name in there]
    listed = ", ".join(f'"{column.name}"' for column in columns)
    places = ", ".join("?" * len(columns))
    statement = f'SELECT rowid, {listed} FROM "{table.name}" WHERE rowid > ? ORDER BY rowid'
    tests = [_test(column) for column in columns]
    for _, *values in readable_rows(damaged, statement, driver, lost):
        if all(test(value) for test, value in zip(tests, values, strict=True)):
            # A row without a value that it must have, or with one that another has, is passed over.
            insert = f'INSERT OR IGNORE INTO "{table.name}" ({listed}) VALUES ({places})'
            if writing.execute(insert, values).rowcount == 1:
                continue
        lost()


def _copy_last_ids(damaged: Path, writing: Any, driver: Driver) -> None:
    """Ids of rows that are gone are not given out again."""
    statement = "SELECT rowid, name, seq FROM sqlite_sequence WHERE rowid > ? ORDER BY rowid"
    for _, name, last in readable_rows(damaged, statement, driver):
        if isinstance(name, str) and isinstance(last, int) and last < _FARTHEST:
            writing.execute("DELETE FROM sqlite_sequence WHERE name = ? AND seq < ?", (name, last))
            gap = "SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)"
            writing.execute(f"INSERT INTO sqlite_sequence (name, seq) {gap}", (name, last, name))


def _make_consistent(writing: Any, kind: Kind) -> None:
    _drop_orphans(writing)
    if "project" in kind.metadata.tables:
        writing.execute("DELETE FROM act_part")
        writing.execute("DELETE FROM act")
        _drop_dangling(writing)


def _test(column: Column[Any]) -> Callable[[Any], bool]:
    """Whether a value can stand in the column: a damaged page may hold anything."""
    if isinstance(column.type, JSON):
        return lambda value: value is None or _is_json(value)
    kinds: tuple[type, ...] = (str,)
    if isinstance(column.type, Integer | Boolean):
        kinds = (int,)
    elif isinstance(column.type, Float):
        kinds = (int, float)
    elif isinstance(column.type, LargeBinary):
        kinds = (bytes,)
    return lambda value: value is None or isinstance(value, kinds)


def _is_json(value: Any) -> bool:
    try:
        json.loads(value)
    except (ValueError, TypeError):
        return False
    return isinstance(value, str)


def _text_or_bytes(data: bytes) -> str | bytes:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def _drop_orphans(writing: Any) -> None:
    while orphans := find_orphans(writing):
        for orphan in orphans:
            drop_orphan(writing, orphan)


def _drop_dangling(writing: Any) -> None:
    for table in _DANGLING:
        writing.execute(f'UPDATE "{table}" SET adapter_id = NULL WHERE adapter_id NOT IN (SELECT id FROM adapter)')
