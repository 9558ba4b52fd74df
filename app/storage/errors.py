"""SQLite's failures as sentences: a full or broken disk, a file that may not be written, a file that another holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from mmrl_engine.errors import EngineError
from mmrl_engine.images import printable_path

# SQLite's primary result codes (the low 8 bits of an extended one), from its documentation.
_CODES = {
    3: "storage-no-permission",
    5: "storage-busy",
    6: "storage-busy",
    8: "storage-no-permission",
    10: "storage-not-written",
    11: "storage-damaged",
    13: "storage-disk-full",
    14: "storage-not-opened",
    26: "storage-damaged",
}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raises what the disk or the file is at fault for as an EngineError; our own mistakes in SQL pass as they are."""
    try:
        yield
    except DBAPIError as error:
        code = getattr(error.orig, "sqlite_errorcode", None)
        known = _CODES.get(code & 0xFF) if isinstance(code, int) else None
        if known is None:
            raise
        raise EngineError.of(known, path=printable_path(path), reason=str(error.orig)) from error
