"""Bytes that outlive a power cut, and the operating system's failures as sentences."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mmrl_engine.errors import EngineError
from mmrl_engine.images import printable_path

_CHUNK = 1 << 20  # bytes
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def sync_file(path: Path) -> None:
    """Puts on the disk what was written to the file."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Puts on the disk which files the folder holds. Windows has no such call, and some file systems neither."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def copy_synced(source: Path, target: Path) -> None:
    """Makes `target`, which must not be there yet, a copy that outlives a power cut once its folder is synced."""
    with source.open("rb") as reading, target.open("xb") as writing:
        while chunk := reading.read(_CHUNK):
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())


def file_sha256(path: Path) -> str:
    """SHA-256 of the file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def files_told(path: Path) -> Iterator[None]:
    """Raises what the disk is at fault for as an EngineError that names `path`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno in _FULL:
            raise EngineError.of("storage-disk-full", path=printable_path(path)) from error
        raise EngineError.of("storage-not-written", path=printable_path(path), reason=reason) from error
