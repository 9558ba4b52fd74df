"""Picture files of the person's own: opened for reading only, never waited for, and nothing else is done to them."""

from __future__ import annotations

import math
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mmrl_engine.errors import PictureError
from mmrl_engine.images import DEFAULT_LIMITS, Limits, printable_path
from mmrl_engine.untrusted import shown

_CHUNK = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Original:
    """An open ordinary file inside the limit.

    Attributes:
        stream: at its start. size, mtime_ns: when it was opened. name: for a sentence.
    """

    stream: BinaryIO
    size: int
    mtime_ns: int
    name: str
    limits: Limits

    def chunks(self) -> Iterator[bytes]:
        """All of its bytes, from where the stream stands.

        Raises:
            PictureError: it cannot be read, is empty or has grown past the limit.
        """
        size = 0
        while chunk := self._chunk():
            size += len(chunk)
            self.check_size(size)
            yield chunk
        self.check_size(size)

    def check_size(self, size: int) -> None:
        """Raises PictureError where a file of `size` bytes is empty or too large."""
        if size == 0:
            raise PictureError.of("picture-empty", path=self.name)
        limit = self.limits.megabytes
        if size > round(limit * 1e6):
            megabytes = f"{math.ceil(size / 1e5) / 10:g}"  # what is past the limit also reads so
            raise PictureError.of("picture-too-many-bytes", path=self.name, megabytes=megabytes, limit=limit)

    def _chunk(self) -> bytes:
        with _told(self.name):
            return self.stream.read(_CHUNK)


@contextmanager
def opened(path: Path, limits: Limits = DEFAULT_LIMITS) -> Iterator[Original]:
    """The file at `path`, open for reading. What goes wrong in the block is the caller's.

    Raises:
        PictureError: it is missing, no ordinary file (a pipe or device is not even opened), may not be read, is empty
            or past the limit.
    """
    name = printable_path(path)
    with _told(name):
        _require_ordinary(path.stat(), name)
        stream = _open_without_waiting(path)
    with stream:
        with _told(name):
            status = os.fstat(stream.fileno())
        _require_ordinary(status, name)  # the name may lead elsewhere since it was looked at
        original = Original(stream, status.st_size, status.st_mtime_ns, name, limits)
        original.check_size(status.st_size)
        yield original


def _require_ordinary(status: os.stat_result, name: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise PictureError.of("picture-not-a-file", path=name)


def _open_without_waiting(path: Path) -> BinaryIO:
    # Windows has O_BINARY and none of the others. Without O_NONBLOCK, opening a FIFO waits for a writer.
    flags = os.O_RDONLY
    for flag in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, flag, 0)
    return os.fdopen(os.open(path, flags), "rb")


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: a zero byte in the name
        raise PictureError.of("picture-missing", path=name) from error
    except PermissionError as error:
        raise PictureError.of("picture-no-permission", path=name) from error
    except OSError as error:
        raise PictureError.of("picture-not-read", path=name, reason=shown(error.strerror or str(error))) from error
