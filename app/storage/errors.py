"""SQLite's failures as sentences: a full or broken disk, a file that may not be written, a file that another holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from mmrl_engine.errors import EngineError
from mmrl_engine.images import printable_path

# SQLite's primary result codes (the low 8 bits of an extended one), from its documentation.
BUSY, LOCKED, CORRUPT, NOT_A_DATABASE = 5, 6, 11, 26
_CODES = {
    3: "storage-no-permission",
    BUSY: "storage-busy",
    LOCKED: "storage-busy",
    8: "storage-no-permission",
    10: "storage-not-written",
    CORRUPT: "storage-damaged",
    13: "storage-disk-full",
    14: "storage-not-opened",
    NOT_A_DATABASE: "storage-damaged",
}


class DamagedValueError(ValueError):
    """A value in one of our files is not what was written: no JSON where JSON was, a list that cannot be unpacked."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raises what the disk or the file is at fault for as an EngineError; our own mistakes in SQL pass as they are."""
    try:
        yield
    except DamagedValueError as error:
        raise EngineError.of("storage-entry-damaged", path=printable_path(path), reason=str(error)) from error
    except Exception as error:
        known = notice_code(error)
        if known is None:
            raise
        raise EngineError.of(known, path=printable_path(path), reason=driver_text(error)) from error


def notice_code(error: BaseException) -> str | None:
    """The Notice's code for an error of the driver, alone or inside SQLAlchemy's; None where it is our mistake."""
    if is_undecodable(error):
        return "storage-entry-damaged"
    return _CODES.get(result_code(error) or 0)


def result_code(error: BaseException) -> int | None:
    """SQLite's primary result code, None where the error is not SQLite's."""
    code = getattr(_original(error), "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def is_undecodable(error: BaseException) -> bool:
    """Whether text in the file is no UTF-8: the driver itself says that, without a result code of SQLite's."""
    original = _original(error)
    return type(original).__name__ == "OperationalError" and result_code(original) is None


def driver_text(error: BaseException) -> str:
    """What SQLite says, without the statement."""
    return printable_path(Path(str(_original(error))))


def _original(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
