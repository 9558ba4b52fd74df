"""Files that can be made again: written whole or not at all, but not so that they outlive a power cut."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mmrl_engine.files import replace_file

UNFINISHED = ".tmp"
_SECONDS_TO_FINISH = 3600.0


@dataclass(frozen=True, slots=True)
class CachedFile:
    """A file with its size in bytes and when it was used last, in nanoseconds since 1970."""

    path: Path
    size: int
    used: int


def write_cached(path: Path, data: bytes) -> None:
    """Makes `path` hold exactly `data`, and its folder where that is missing.

    Raises:
        OSError: it cannot be written; `path` is as it was, and nothing else is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f"{secrets.token_hex(16)}{UNFINISHED}"
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
        replace_file(temporary, path)
    except BaseException:
        with suppress(OSError):  # the first error is the one to tell
            temporary.unlink(missing_ok=True)
        raise


def mark_used(path: Path) -> None:
    """Lets the file count as used now, where that can be written."""
    with suppress(OSError):
        os.utime(path, ns=(time.time_ns(), time.time_ns()))  # finer than what the kernel takes by itself


def oldest_first(paths: Iterable[Path]) -> list[CachedFile]:
    """Those of the files that are there, the one that was not used for longest first."""
    return sorted(_looked_at(paths), key=lambda file: (file.used, file.path))


def remove(path: Path) -> bool:
    """Whether the file is gone now."""
    with suppress(OSError):  # somebody may hold it open, or the folder may not be written: a cache is no data
        path.unlink(missing_ok=True)
        return True
    return False


def remove_unfinished(paths: Iterable[Path]) -> None:
    """Removes those of the files that a writer who was killed left behind, so old that none can be at work on them."""
    before = time.time_ns() - int(_SECONDS_TO_FINISH * 1e9)
    for file in _looked_at(paths):
        if file.path.name.endswith(UNFINISHED) and file.used < before:
            remove(file.path)


def _looked_at(paths: Iterable[Path]) -> Iterator[CachedFile]:
    for path in paths:
        with suppress(OSError):  # gone since
            status = path.stat()
            yield CachedFile(path, status.st_size, status.st_mtime_ns)
