"""One copy on its way to the disk: written whole under a name of its own, then put in its place, over nothing."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from app.services.copy_place import holds
from app.storage.durable import files_told
from app.storage.originals import opened
from mmrl_engine.files import replace_file

# How file systems say that they have no second names for a file (FAT and exFAT, many network drives).
_NO_LINKS = frozenset(
    {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL, errno.EACCES}
)


def write_copy(source: Path, target: Path) -> tuple[str, int]:
    """Makes the new file `target` a lasting copy of `source`, with its date; SHA-256 and bytes of what was copied.

    Raises:
        PictureError: the source is missing, or cannot be read. EngineError: the target's disk is full or failed.
        After both there is no such target.
    """
    with opened(source) as original:
        with files_told(target.parent):
            stream = target.open("xb")
        try:
            with files_told(target.parent), stream:
                sha256, size = _filled(stream, original.chunks())
        except BaseException:
            with suppress(OSError):  # the first error is the one to tell
                target.unlink()
            raise
        with suppress(OSError):  # a date that the file system cannot hold
            os.utime(target, ns=(original.mtime_ns, original.mtime_ns))
    return sha256, size


def put_in_place(temporary: Path, target: Path) -> None:
    """Renames `temporary` to `target`, which must not be there.

    Raises:
        FileExistsError: it is there, and is as it was.
        OSError: the file system does not take the name.
    """
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _take_over(temporary, target)
    else:
        temporary.unlink()


def has_arrived(temporary: Path, target: Path, sha256: str) -> bool:
    """Whether `put_in_place` came to its end, or at least gave the file its name, before the program was cut off. What
    it left half done is tidied up.

    Args:
        sha256: of what was to be put there.
    """
    if not os.path.lexists(temporary):
        return holds(target, sha256)
    if _is_same(temporary, target):
        temporary.unlink()
        return True
    if holds(target, hashlib.sha256(_mark(temporary)).hexdigest()):
        target.unlink()
    return False


def _filled(stream: BinaryIO, chunks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        stream.write(chunk)
        digest.update(chunk)
        size += len(chunk)
    stream.flush()
    os.fsync(stream.fileno())
    return digest.hexdigest(), size


def _take_over(temporary: Path, target: Path) -> None:
    """Takes the name first, which fails where somebody has it, and then replaces what is known to be ours."""
    with target.open("xb") as stream:
        stream.write(_mark(temporary))
    try:
        replace_file(temporary, target)
    except OSError:
        target.unlink()
        raise


def _mark(temporary: Path) -> bytes:
    """What stands for a moment where the copy will be; nobody else's file holds this."""
    return temporary.name.encode()


def _is_same(temporary: Path, target: Path) -> bool:
    try:
        return os.path.samestat(temporary.lstat(), target.lstat())
    except FileNotFoundError:
        return False
