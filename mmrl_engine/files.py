"""Writing a file whole or not at all, so that a crash or a power cut leaves the old one or the new one. No torch."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from mmrl_engine.errors import EngineError

# On Windows a virus scanner or an indexer may hold the old file open for a moment; seconds between the tries.
REPLACE_WAITS: tuple[float, ...] = (0.05, 0.1, 0.2, 0.4) if os.name == "nt" else ()

# A folder that cannot be synced says so in one of these ways: its file system has no such call, or it may be written to
# but not read (and so not opened).
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EACCES, errno.EPERM})

_NOTICE_CODES: Mapping[int, str] = {
    errno.ENOSPC: "file-disk-full",
    errno.EDQUOT: "file-disk-full",
    errno.EACCES: "file-no-permission",
    errno.EPERM: "file-no-permission",
    errno.EROFS: "file-no-permission",
    errno.ENOENT: "file-no-folder",
    errno.ENOTDIR: "file-no-folder",
    errno.ENAMETOOLONG: "file-name-too-long",
}


def atomic_write(path: Path, data: bytes) -> None:
    """Makes `path` hold exactly `data`: temporary file in the same folder, fsync, rename, fsync of the folder.

    After a failure no temporary file is left, and `path` is as it was; only where the folder's fsync failed (a broken
    disk, mostly) it holds `data` already, which a power cut could still undo. A folder that cannot be synced at all is
    no failure.

    Raises:
        EngineError: the disk is full, the place may not be written, or the operating system failed otherwise; the
            OSError is its `__cause__`.
    """
    # A short name of its own: one made from `path.name` could exceed what the file system allows.
    temporary = path.parent / f".mmrl-{secrets.token_hex(8)}.tmp"
    try:
        write_synced(temporary, [data])
        replace_file(temporary, path)
        sync_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):  # it may not exist, and the first error is the one to tell
            temporary.unlink()
        if isinstance(error, OSError):
            raise told(path, error) from error
        raise


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """An empty folder to fill, which stands at `path` once the block has ended well; otherwise nothing is left of it.

    Raises:
        EngineError: something is at `path` already, or the disk is full, or the place may not be written; also for an
            OSError of the block, which then is its `__cause__`.
    """
    if file_status(path) is not None:
        raise EngineError.of("file-there-already", path=path)
    temporary = path.parent / f".mmrl-{secrets.token_hex(8)}.tmp"
    try:
        temporary.mkdir()
        yield temporary
        sync_folder(temporary)
        temporary.rename(path)
        sync_folder(path.parent)
    except BaseException as error:
        shutil.rmtree(temporary, ignore_errors=True)
        if isinstance(error, OSError):
            raise told(path, error) from error
        raise


def file_status(path: Path) -> os.stat_result | None:
    """What lies where `path` is to be written, None where there is nothing yet. Links are followed.

    Raises:
        EngineError: nobody could write there: the folder is closed, the name too long, a folder on the way is a file.
    """
    try:
        return path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise told(path, error) from error


def write_synced(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Writes a new file, part by part, and waits until the disk has it.

    Raises:
        OSError: it is there already, or cannot be written.
    """
    with path.open("xb") as stream:
        for part in parts:
            stream.write(part)
        stream.flush()
        os.fsync(stream.fileno())


def replace_file(source: Path, target: Path) -> None:
    """Renames `source` to `target`, which may be there; tried again where somebody holds that open for a moment.

    Raises:
        OSError: it cannot be renamed; both are as they were.
    """
    for wait in REPLACE_WAITS:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    source.replace(target)


def sync_folder(folder: Path) -> None:
    """Makes the rename itself outlive a power cut. Windows has no such call."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def told(path: Path, error: OSError) -> EngineError:
    """What `error` means for a person who wanted to write `path`."""
    code = _NOTICE_CODES.get(error.errno or 0)
    if code is None:
        return EngineError.of("file-not-written", path=path, reason=error.strerror or str(error))
    return EngineError.of(code, path=path)
