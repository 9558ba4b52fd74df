"""Reading a backbone's files, whatever lies at their paths: a name that is none, a closed folder, a pipe. No torch."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from mmrl_engine.errors import BackboneError
from mmrl_engine.images import printable_path
from mmrl_engine.notices import notice

_NO_PATH_ON_WINDOWS = 123  # ERROR_INVALID_NAME, as for "hf-hub:x"


def file_mode(path: Path) -> int | None:
    """What lies at `path` (`stat`'s mode; links are followed), None where there is nothing.

    Raises:
        BackboneError: it cannot be told: a folder on the way is closed, the name is too long.
    """
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        return None
    except OSError as error:
        if getattr(error, "winerror", None) == _NO_PATH_ON_WINDOWS:
            return None
        raise _unreadable(path, error) from error


def read_file(path: Path, limit: int = -1) -> bytes:
    """The first `limit` bytes of an ordinary file, or all. Raises as `opened`."""
    with opened(path) as stream:
        return stream.read(limit)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """An ordinary file, open for reading. Nothing is mapped: a memory map of a file that somebody cuts short would end
    the program (SIGBUS).

    Raises:
        FileNotFoundError: there is none.
        BackboneError: it is a folder, a pipe or a device, or cannot be read, here or in the context.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise BackboneError.of("backbone-not-a-file", path=printable_path(path))
            yield stream
    except FileNotFoundError:
        raise
    except IsADirectoryError as error:
        raise BackboneError.of("backbone-not-a-file", path=printable_path(path)) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _without_waiting(path: str, flags: int) -> int:
    """Opening a pipe would wait for its other end for ever. Windows has no such flag, and no pipes among its files."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _unreadable(path: Path, error: OSError) -> BackboneError:
    reason = error.strerror or str(error)
    return BackboneError(notice("backbone-unreadable", path=printable_path(path), reason=reason))
