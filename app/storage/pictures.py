"""The store of pictures: copies, each in a file named by the SHA-256 of its bytes, and never changed.

A picture comes in two steps. It is staged under a name of chance, where it can be looked at; keeping it makes it
lasting and gives it its own name, so under a hash there is always a whole file. Its row is to be committed after that.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import stat
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path

from app.storage.durable import file_sha256, files_told, sync_file, sync_folder
from app.storage.originals import Original, opened
from app.storage.reflink import clone
from mmrl_engine.errors import EngineError
from mmrl_engine.files import replace_file
from mmrl_engine.images import DEFAULT_LIMITS, Limits, printable_path

INCOMING = "incoming"
RESERVE = 50_000_000  # bytes that stay free: the databases must be able to go on, if only to delete something
_SYNCS_AT_ONCE = 8  # the file system then writes several files down together; more gained little
_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Staged:
    """A copy that is not kept yet. `mtime_ns` is that of the file it came from, in nanoseconds since 1970."""

    path: Path
    sha256: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file that stays in its place is known by again."""

    sha256: str
    size: int
    mtime_ns: int


class PictureStore:
    """The folder of pictures; nothing is written outside of it. Calls may come from any thread of one process."""

    def __init__(self, folder: Path, *, limits: Limits = DEFAULT_LIMITS) -> None:
        self._folder, self._incoming, self._limits = folder, folder / INCOMING, limits
        # Held where a file gets its name or loses it: what is kept at this moment must not be collected.
        self._lock = threading.Lock()
        self._lasting: set[Path] = set()  # folders that a power cut does not take away any more

    def path(self, sha256: str) -> Path:
        """Where the picture is, or would be."""
        if not _HASH.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is not a SHA-256 in lower-case hex")
        return self._folder / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        """Whether the picture is here."""
        return self.path(sha256).is_file()

    def verify(self, sha256: str) -> bool:
        """Whether the picture is here, can be read, and has the bytes that it came with."""
        try:
            return file_sha256(self.path(sha256)) == sha256
        except OSError:
            return False

    def facts(self, path: Path) -> FileFacts:
        """Of a file that stays where it is.

        Raises:
            PictureError: it is missing, no ordinary file, empty, too large, or cannot be read.
        """
        with opened(path, self._limits) as original:
            digest, size = hashlib.sha256(), 0
            for chunk in original.chunks():
                digest.update(chunk)
                size += len(chunk)
            return FileFacts(digest.hexdigest(), size, original.mtime_ns)

    def stage(self, source: Path) -> Staged:
        """A copy of the file, which is only read; sharing its bytes where the file system can do that.

        Raises:
            PictureError: it is missing, no ordinary file, empty, too large, or cannot be read.
            EngineError: the disk of this store is full or failed. Nothing is left here.
        """
        with opened(source, self._limits) as original, self._incoming_file() as (path, stream):
            sha256, size = _taken(original, stream)
            return Staged(path, sha256, size, original.mtime_ns)

    def stage_bytes(self, data: bytes) -> Staged:
        """`data` as a file.

        Raises:
            EngineError: the disk is full or failed. Nothing is left.
        """
        with self._incoming_file() as (path, stream):
            stream.write(data)
            return Staged(path, hashlib.sha256(data).hexdigest(), len(data), time.time_ns())

    def keep(self, staged: Staged) -> None:
        """As `keep_all`, for one."""
        self.keep_all([staged])

    def keep_all(self, staged: Iterable[Staged]) -> None:
        """Makes copies lasting, under their hashes. Many at once take little longer than one.

        One that is here already is dropped, and what is here counts as new. None is staged any more afterwards.

        Raises:
            EngineError: the disk is full or failed. Some may be kept, whole; the rest is dropped.
        """
        listed = list(staged)
        try:
            with files_told(self._folder):
                self._keep({item.sha256: item for item in listed})
        finally:
            for item in listed:
                self.drop(item)

    def drop(self, staged: Staged) -> None:
        """Removes a copy that is not wanted."""
        with suppress(OSError):  # somebody may be reading it; it is then swept away some day
            staged.path.unlink(missing_ok=True)

    def require_room(self, size: int) -> None:
        """Raises EngineError where the disk has no room for `size` more bytes."""
        there = next(folder for folder in (self._folder, *self._folder.parents) if folder.exists())
        with files_told(self._folder):
            free = max(0, shutil.disk_usage(there).free - RESERVE)
        if free < size:
            needed = -(-size // 10**6)
            path = printable_path(self._folder)
            raise EngineError.of("pictures-no-room", path=path, megabytes=needed, free=free // 10**6)

    def hashes(self) -> Iterator[str]:
        """Of every picture that is here. Files of other names are none of ours."""
        for folder in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.glob("*")):
                if _HASH.fullmatch(path.name) and path.name.startswith(folder.name):
                    yield path.name

    def remove(self, sha256: str, *, before: float) -> int | None:
        """Deletes a picture that was last kept before a moment (seconds since 1970); its bytes, None if it stays."""
        return self._remove(self.path(sha256), before)

    def sweep(self, *, before: float) -> list[int]:
        """Deletes copies that were staged before a moment (seconds since 1970) and never kept; the bytes of each."""
        sizes = (self._remove(path, before) for path in sorted(self._incoming.glob("*")))
        return [size for size in sizes if size is not None]

    @contextmanager
    def _incoming_file(self) -> Iterator[tuple[Path, BufferedRandom]]:
        """A new file, which is removed if anything goes wrong."""
        path = self._incoming / secrets.token_hex(16)
        with files_told(self._folder):
            self._incoming.mkdir(parents=True, exist_ok=True)
            try:
                with path.open("x+b") as stream:
                    yield path, stream
            except BaseException:
                with suppress(OSError):  # the first error is the one to tell
                    path.unlink(missing_ok=True)
                raise

    def _keep(self, wanted: dict[str, Staged]) -> None:
        with self._lock:
            new = [item for item in wanted.values() if not self._renew(item)]
        _each([item.path for item in new], _make_lasting)
        targets = {self.path(item.sha256): item.path for item in new}
        with self._lock:
            for folder in {target.parent for target in targets}:
                folder.mkdir(exist_ok=True)
            for target, source in targets.items():
                replace_file(source, target)
        # Those that were here already, too: whoever put them there may not have come so far.
        self._sync_folders({self.path(sha256).parent for sha256 in wanted})

    def _renew(self, staged: Staged) -> bool:
        """Whether the picture is here; it then counts as kept now. A damaged one (by its size) does not count."""
        path = self.path(staged.sha256)
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode) or status.st_size != staged.size:
                return False
            os.utime(path)
        except OSError:  # what was staged replaces it
            return False
        return True

    def _sync_folders(self, folders: set[Path]) -> None:
        _each(sorted(folders), sync_folder)
        if not folders <= self._lasting:
            sync_folder(self._folder)
        if not self._lasting:
            sync_folder(self._folder.parent)
        self._lasting |= folders

    def _remove(self, path: Path, before: float) -> int | None:
        with self._lock, suppress(OSError):  # gone since, or held open: it is tried again some day
            status = path.stat()
            if stat.S_ISREG(status.st_mode) and status.st_mtime < before:
                path.unlink()
                return status.st_size
        return None


def _taken(original: Original, target: BufferedRandom) -> tuple[str, int]:
    """Copies all bytes; SHA-256 and size of what is in `target` afterwards."""
    if clone(original.stream.fileno(), target.fileno()):
        original.check_size(os.fstat(target.fileno()).st_size)
        return hashlib.file_digest(target, "sha256").hexdigest(), target.tell()
    digest = hashlib.sha256()
    for chunk in original.chunks():
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest(), target.tell()


def _make_lasting(path: Path) -> None:
    os.utime(path)  # its age is counted from here on
    sync_file(path)


def _each(paths: Sequence[Path], work: Callable[[Path], None]) -> None:
    """Several at a time; raises the first error, once all are through."""
    with ThreadPoolExecutor(_SYNCS_AT_ONCE, thread_name_prefix="pictures") as pool:
        for _ in pool.map(work, paths):
            pass
