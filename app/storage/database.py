"""A SQLite file of ours: its connections, and what is set on each of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, MetaData, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from app.storage.driver import Driver
from app.storage.errors import DamagedValueError
from app.storage.schema import AdaptersBase, ProjectsBase

BUSY_SECONDS = 10.0
Prepare = Callable[[Any], None]
Mode = Literal["rwc", "rw", "ro", "still"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One of our two files.

    Attributes:
        name: in words for ourselves. application_id: in the file's header, by which it is known as ours.
        version: the newest schema's number, which is the header's `user_version`.
        migrations: the folder of its Alembic revisions, which are "0001" for the schema 1 and so on.
    """

    name: str
    application_id: int
    version: int
    metadata: MetaData
    migrations: Traversable


_MIGRATIONS = files("app.storage.migrations")
PROJECTS = Kind("projects", 0x4D4D5250, 2, ProjectsBase.metadata, _MIGRATIONS / "projects")
ADAPTERS = Kind("adapters", 0x4D4D5241, 1, AdaptersBase.metadata, _MIGRATIONS / "adapters")


class Database:
    """Connections to one file that was opened and checked before.

    Args:
        prepare: called with the writer's DB-API connection once it is open.
        read_only: nothing can be written: the file is of a newer version.
    """

    def __init__(
        self, path: Path, kind: Kind, driver: Driver, *, prepare: Prepare | None = None, read_only: bool = False
    ) -> None:
        self.path, self.kind, self.read_only = path, kind, read_only
        # However many read at once, none waits for another: connections past the pool's size are made and closed.
        self._reader = make_engine(path, driver, begin="BEGIN", size=4, overflow=-1, query_only=True)
        self._writer = make_engine(path, driver, begin="BEGIN IMMEDIATE", size=1, query_only=read_only)
        if prepare is not None and not read_only:
            event.listen(self._writer, "connect", lambda connection, record: prepare(connection))
        self.write_sessions = sessionmaker(self._writer, expire_on_commit=False)
        self._read_sessions = sessionmaker(self._reader, expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the file from its first statement on, and cannot write."""
        with self._read_sessions() as session:
            yield session

    @contextmanager
    def raw(self) -> Iterator[Any]:
        """The writer's DB-API connection outside a transaction, for backups and checks; on the writer's thread only."""
        connection = self._writer.raw_connection()
        try:
            yield connection.driver_connection
        finally:
            connection.close()

    def close(self) -> None:
        """Closes every connection; SQLite then empties its log into the file."""
        self._reader.dispose()
        self._writer.dispose()


def make_engine(
    path: Path,
    driver: Driver,
    *,
    begin: str,
    size: int,
    overflow: int = 0,
    query_only: bool = False,
    foreign_keys: bool = True,
    mode: Mode = "rw",
) -> Engine:
    """An engine whose transactions open with the statement `begin`: the driver's own way of opening them loses updates
    and commits half a migration. `mode` is that of `connect`.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=driver.module,
        creator=lambda: connect(path, driver, mode),
        pool_size=size,
        max_overflow=overflow,
        pool_timeout=BUSY_SECONDS,
        json_deserializer=_read_json,
    )

    def connected(connection: Any, record: object) -> None:
        set_pragmas(connection, driver, foreign_keys=foreign_keys, query_only=query_only)

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


def set_pragmas(connection: Any, driver: Driver, *, foreign_keys: bool = True, query_only: bool = False) -> None:
    """What holds on every connection of ours."""
    settings = {
        "foreign_keys": "ON" if foreign_keys else "OFF",
        # A row that another replaces fires its delete trigger only then; the journal needs that.
        "recursive_triggers": "ON",
        "temp_store": "MEMORY",
        # Without a log the deletion of the journal is what commits: only EXTRA syncs the folder after it.
        "synchronous": "FULL" if driver.journal_mode == "wal" else "EXTRA",
        # On macOS a plain fsync leaves data in the disk's own memory.
        "fullfsync": "ON",
        "checkpoint_fullfsync": "ON",
    }
    for name, value in settings.items():
        connection.execute(f"PRAGMA {name} = {value}")
    if query_only:
        connection.execute("PRAGMA query_only = ON")
    else:
        connection.execute(f"PRAGMA journal_mode = {driver.journal_mode}")


# What may be set before a file's content is known to be sound: nothing here reads it.
_DISTRUST = {"trusted_schema": "OFF", "cell_size_check": "ON", "mmap_size": "0"}


def connect(path: Path, driver: Driver, mode: Mode = "rw") -> Any:
    """A DB-API connection that trusts nothing in the file.

    Args:
        mode: `rwc` makes the file where it is missing; `ro` leaves its log as it is; `still` reads a file that nobody
            writes, and leaves nothing beside it.
    """
    query = "mode=ro&immutable=1" if mode == "still" else f"mode={mode}"
    connection = driver.module.connect(
        f"{path.absolute().as_uri()}?{query}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for name, value in _DISTRUST.items():
            connection.execute(f"PRAGMA {name} = {value}")
    except BaseException:
        connection.close()
        raise
    return connection


def settle(path: Path, driver: Driver) -> None:
    """Makes a file that nobody else has open whole by itself: whoever closes it empties its log into it, but says
    nothing where the disk has no room for that.

    Raises:
        The driver's error: there is no room, or the disk failed.
    """
    with closing(connect(path, driver)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        if mode != "delete":
            raise RuntimeError(f"the log of {path.name} is in use")


def _read_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise DamagedValueError(f"no JSON: {error}") from error
