"""Which SQLite is used: the newest that is there. Old ones may corrupt a file that has a write-ahead log."""

from __future__ import annotations

import importlib
import sqlite3
from dataclasses import dataclass
from typing import Any

# Below this version two connections that write and clear the log at once may corrupt the file ("WAL reset").
SAFE_LOG_FROM = (3, 51, 3)


@dataclass(frozen=True, slots=True)
class Driver:
    """A DB-API module, and the version of the SQLite inside it."""

    module: Any
    version: tuple[int, int, int]

    @property
    def journal_mode(self) -> str:
        """`wal`, where readers never wait for the writer; `delete` where that is not safe."""
        return "wal" if self.version >= SAFE_LOG_FROM else "delete"


def find_driver() -> Driver:
    """`pysqlite3`, which brings a new SQLite, where it is installed; else Python's own `sqlite3`."""
    try:
        module: Any = importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        module = sqlite3
    version = module.sqlite_version_info
    return Driver(module, (version[0], version[1], version[2]))
