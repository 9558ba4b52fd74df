"""What is wrong with a file of ours: told before anything else is asked of it."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from app.storage.database import Kind, connect
from app.storage.driver import Driver
from app.storage.errors import CORRUPT, NOT_A_DATABASE, driver_text, is_undecodable, result_code, told
from mmrl_engine.errors import EngineError
from mmrl_engine.images import printable_path

GENERAL = 1  # SQLite's code where it does not know what a schema or a header says: our statements are all sound
_BROKEN = frozenset({GENERAL, CORRUPT, NOT_A_DATABASE})
_PROBLEMS = 10  # as many of SQLite's own messages are asked for


class State(Enum):
    """What a file is."""

    SOUND = "sound"
    OLDER = "older"  # of a schema that a migration brings up to date
    NEWER = "newer"
    MISSING = "missing"
    NOT_A_FILE = "not a file"
    EMPTY = "empty"
    FOREIGN = "foreign"  # a sound SQLite file, but none of ours
    DAMAGED = "damaged"


READABLE = frozenset({State.SOUND, State.OLDER, State.NEWER})


@dataclass(frozen=True, slots=True)
class Orphan:
    """A row whose reference leads nowhere. `action`: what its table says is done then, such as "CASCADE"."""

    table: str
    rowid: int
    column: str
    action: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Attributes:
        version: of the schema, 0 as long as unknown. reason: SQLite's words on the damage.
        opened: SQLite takes it for a database, if a damaged one.
        orphans: looked for in a thorough check only.
    """

    state: State
    version: int = 0
    reason: str = ""
    opened: bool = True
    orphans: tuple[Orphan, ...] = ()


def examine(path: Path, kind: Kind, driver: Driver, *, thorough: bool) -> Finding:
    """Checks the file at `path`; nothing of it is changed.

    Args:
        thorough: compares indexes with their tables and looks for references that lead nowhere, too.

    Raises:
        EngineError: the file may not be read or written, another program holds it, or the disk failed.
    """
    state = _without_opening(path)
    if state is not None:
        return Finding(state)
    try:
        with closing(open_gently(path, driver)) as connection:
            return _examine(connection, kind, thorough)
    except driver.module.Error as error:
        if is_broken(error):
            opened = result_code(error) != NOT_A_DATABASE
            return Finding(State.DAMAGED, reason=driver_text(error), opened=opened)
        with told(path):
            raise


def open_gently(path: Path, driver: Driver) -> Any:
    """A connection that leaves the file's log as it is, as long as nothing has to be taken back with a journal."""
    log, journal = (path.with_name(path.name + suffix) for suffix in ("-wal", "-journal"))
    return connect(path, driver, "ro" if log.exists() and not journal.exists() else "rw")


def is_broken(error: BaseException) -> bool:
    """Whether the driver's `error`, after a statement that is right in itself, comes from a damaged file."""
    return result_code(error) in _BROKEN or is_undecodable(error)


def problems(connection: Any, *, thorough: bool) -> list[str]:
    """SQLite's own words on what is wrong with the file; empty where it is sound."""
    check = "integrity_check" if thorough else "quick_check"
    rows = [str(row[0]) for row in connection.execute(f"PRAGMA {check}({_PROBLEMS})")]
    return [] if rows == ["ok"] else rows


def find_orphans(connection: Any) -> tuple[Orphan, ...]:
    """Rows whose reference leads nowhere, once for each such reference."""
    references: dict[str, dict[int, tuple[str, str]]] = {}
    found = []
    for table, rowid, _, number in connection.execute("PRAGMA foreign_key_check").fetchall():
        if table not in references:
            listed = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
            references[table] = {row[0]: (row[3], row[6]) for row in listed}
        found.append(Orphan(table, rowid, *references[table][number]))
    return tuple(found)


def drop_orphan(connection: Any, orphan: Orphan) -> None:
    """Takes the reference out of the row where its table allows that, else the row out of the table."""
    clears = orphan.action == "SET NULL"
    change = f'UPDATE "{orphan.table}" SET "{orphan.column}" = NULL' if clears else f'DELETE FROM "{orphan.table}"'
    connection.execute(f"{change} WHERE rowid = ?", (orphan.rowid,))


def _without_opening(path: Path) -> State | None:
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return State.NOT_A_FILE if path.is_symlink() else State.MISSING
    except OSError as error:
        raise EngineError.of("storage-not-opened", path=printable_path(path), reason=error.strerror) from error
    if not stat.S_ISREG(status.st_mode):
        return State.NOT_A_FILE
    if status.st_size == 0:
        return State.EMPTY
    if not os.access(path, os.R_OK | os.W_OK):
        raise EngineError.of("storage-no-permission", path=printable_path(path))
    return None


def _examine(connection: Any, kind: Kind, thorough: bool) -> Finding:
    wrong = problems(connection, thorough=thorough)
    if wrong:
        return Finding(State.DAMAGED, _number(connection, "user_version"), "; ".join(wrong))
    version = _number(connection, "user_version")
    if _number(connection, "application_id") != kind.application_id or version < 1:
        return Finding(State.FOREIGN, version)
    state = State.SOUND if version == kind.version else State.OLDER if version < kind.version else State.NEWER
    return Finding(state, version, orphans=find_orphans(connection) if thorough else ())


def _number(connection: Any, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
