"""Copies of databases that are in use, and databases that hold some adapters only."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from app.storage.checks import is_broken, problems
from app.storage.columns import now
from app.storage.database import ADAPTERS, connect
from app.storage.driver import Driver
from app.storage.durable import sync_file
from app.storage.errors import driver_text, result_code, told
from mmrl_engine.errors import EngineError
from mmrl_engine.images import printable_path

STEP = 256  # pages, in one of which the writer has to wait
PAUSE = 0.002  # seconds between two steps, in which it gets its turn
ATTEMPTS = 4  # SQLite begins anew when something was written; after as many steps as for so many copies it goes through


class _TooOftenError(Exception):
    """Copying began anew too often."""


class _NotCopiedError(Exception):
    """The target did not take the copy."""


def copy_live(source: Path, target: Path, driver: Driver) -> None:
    """Makes `target` a checked copy of one state of the database `source`, which others may write meanwhile.

    Raises:
        EngineError: `source` is damaged, or `target` cannot be written.
    """
    with told(target), closing(connect(source, driver)) as reading, closing(connect(target, driver, "rwc")) as writing:
        writing.execute("PRAGMA synchronous = OFF")  # it is synced as a whole below
        try:
            _copy(reading, writing, driver)
            writing.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
            wrong = problems(writing, thorough=True)
        except _NotCopiedError as error:
            raise EngineError.of("storage-not-written", path=printable_path(target), reason=str(error)) from error
        except driver.module.Error as error:
            wrong = [driver_text(error)]
            if type(error) is not driver.module.DatabaseError and not is_broken(error):
                raise
    if wrong:
        raise EngineError.of("storage-damaged", path=printable_path(source), reason="; ".join(wrong))
    sync_file(target)


def _copy(reading: Any, writing: Any, driver: Driver) -> None:
    if driver.journal_mode == "wal":
        # Whoever reads one state keeps nobody from writing the next.
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        _copy_pages(reading, writing, driver)
        return
    steps = 0

    def pause(status: int, remaining: int, total: int) -> None:
        nonlocal steps
        steps += 1
        if steps > ATTEMPTS * (1 + total // STEP):
            raise _TooOftenError
        time.sleep(PAUSE)

    try:
        _copy_pages(reading, writing, driver, pages=STEP, progress=pause)
    except _TooOftenError:
        _copy_pages(reading, writing, driver)


def _copy_pages(reading: Any, writing: Any, driver: Driver, **how: Any) -> None:
    try:
        reading.backup(writing, **how)
    except driver.module.OperationalError as error:
        if result_code(error) is None:  # pysqlite3 gives this call's errors none; damage would be a DatabaseError
            raise _NotCopiedError(driver_text(error)) from error
        raise


def write_sections(target: Path, sections: Iterable[tuple[str, bytes]], driver: Driver) -> None:
    """Makes `target` an adapters' database that holds `sections` (SHA-256, bytes) and nothing else.

    Raises:
        EngineError: it cannot be written.
    """
    with told(target), closing(connect(target, driver, "rwc")) as connection:
        connection.execute("BEGIN")
        connection.execute(str(CreateTable(ADAPTERS.metadata.tables["section"]).compile(dialect=sqlite.dialect())))
        connection.execute(f"PRAGMA application_id = {ADAPTERS.application_id}")
        connection.execute(f"PRAGMA user_version = {ADAPTERS.version}")
        insert_sections(connection, sections)
        connection.execute("COMMIT")
    sync_file(target)


def insert_sections(connection: Any, sections: Iterable[tuple[str, bytes]]) -> int:
    """Adds what is not there yet; how many that were."""
    statement = "INSERT OR IGNORE INTO section (sha256, size, stored_at, data) VALUES (?, ?, ?, ?)"
    rows = ((sha256, len(data), now(), data) for sha256, data in sections)
    return sum(connection.execute(statement, row).rowcount for row in rows)


def read_sections(connection: Any, wanted: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Those of the wanted sections that are there and sound, one after another."""
    for sha256 in wanted:
        row = connection.execute("SELECT data FROM section WHERE sha256 = ?", (sha256,)).fetchone()
        if row is not None and isinstance(row[0], bytes) and hashlib.sha256(row[0]).hexdigest() == sha256:
            yield sha256, row[0]
