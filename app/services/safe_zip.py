"""Zip files from anybody: every name and size is checked before the first byte is unpacked, and bytes are counted while
they are read.

Nothing here decides where a file goes: an entry's name is only a name, and `SafeZip.extract` writes to the place that
its caller chose.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from app.services.zip_names import is_folder, is_harmless, twice
from mmrl_engine.errors import InputError
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice, notice
from mmrl_engine.untrusted import listed, shown

CHUNK = 1 << 20
# A list of contents that is longer than this is refused unread: 20,000 entries of 800 bytes each.
MOST_DIRECTORY = 16_000_000
_LINK_MASK, _ORDINARY, _FOLDER = 0o170000, 0o100000, 0o040000
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """What a zip file may hold at most.

    Attributes:
        entries: files and folders. size: bytes of all files, unpacked.
        ratio: unpacked to packed size, of files above `ratio_from` bytes.
    """

    entries: int = 20_000
    size: int = 20_000_000_000
    ratio: int = 200
    ratio_from: int = 10_000_000


DEFAULT_ZIP_LIMITS = ZipLimits()


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """A file in a zip file: its whole name with `/` between folders, its unpacked size in bytes, its place inside."""

    name: str
    size: int
    index: int

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of its folders, and its own."""
        return tuple(part for part in self.name.split("/") if part not in ("", "."))


class SafeZip:
    """An open zip file that was found harmless. Several threads may read from it at once.

    Attributes:
        entries: its files, in their order. folders: the names of the folders that it lists, in parts.
    """

    def __init__(self, path: Path, archive: zipfile.ZipFile, stream: BinaryIO) -> None:
        self.path, self._archive, self._stream = path, archive, stream
        self._infos = archive.infolist()
        numbered = list(enumerate(self._infos))
        self.entries = tuple(
            ZipEntry(info.orig_filename, info.file_size, at)
            for at, info in numbered
            if not is_folder(info.orig_filename)
        )
        self.folders = tuple(
            ZipEntry(info.orig_filename, 0, at).parts for at, info in numbered if is_folder(info.orig_filename)
        )

    def __enter__(self) -> SafeZip:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._archive.close()
        self._stream.close()

    def read(self, entry: ZipEntry, *, most: int) -> bytes:
        """The entry's bytes, for small ones.

        Raises:
            InputError: the entry is damaged, or has more than `most` bytes.
        """
        if entry.size > most:
            name, size = shown(entry.name), _megabytes(entry.size)
            raise InputError(
                notice("zip-entry-too-large", path=_name(self.path), name=name, megabytes=size, limit=_megabytes(most))
            )
        return b"".join(self._chunks(entry))

    def _chunks(self, entry: ZipEntry) -> Iterator[bytes]:
        with self._told(entry), self._archive.open(self._infos[entry.index]) as source:
            left = entry.size
            while chunk := source.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    break
                yield chunk
        if left != 0:
            raise self._damaged(entry, "its size is not what the list of contents says")

    @contextmanager
    def _told(self, entry: ZipEntry) -> Iterator[None]:
        try:
            yield
        except _DAMAGED as error:
            raise self._damaged(entry, str(error) or type(error).__name__) from error

    def _damaged(self, entry: ZipEntry, reason: str) -> InputError:
        name, short = shown(entry.name), shown(reason, limit=120)
        return InputError(notice("zip-entry-damaged", path=_name(self.path), name=name, reason=short))


def open_zip(path: Path, *, free: int | None = None, limits: ZipLimits = DEFAULT_ZIP_LIMITS) -> SafeZip:
    """The zip file at `path`, once everything in its list of contents is harmless; close it after use.

    Args:
        free: bytes free where it is to be unpacked; at most half of them may be filled.

    Raises:
        InputError: it cannot be read, or holds what could do harm; all problems together.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise _not_read(path, error.strerror or str(error)) from error
    try:
        archive = _opened(path, stream)
        problems = list(_problems(path, archive.infolist(), os.fstat(stream.fileno()).st_size, free, limits))
        if problems:
            raise InputError(*problems)
        return SafeZip(path, archive, stream)
    except BaseException:
        stream.close()
        raise


class _DirectoryTooLongError(Exception):
    """The list of contents is longer than `MOST_DIRECTORY`."""


class _BoundedReads:
    """A file that refuses to give very much at once: Python's zipfile reads a whole list of contents into memory before
    anybody can count it.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seekable, self.seek, self.tell, self.close = stream.seekable, stream.seek, stream.tell, stream.close

    def read(self, size: int = -1) -> bytes:
        if size > MOST_DIRECTORY:
            raise _DirectoryTooLongError
        return self._stream.read(size)


def _opened(path: Path, stream: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(_BoundedReads(stream))
    except _DirectoryTooLongError:
        limit = DEFAULT_ZIP_LIMITS.entries
        raise InputError(notice("zip-too-many", path=_name(path), limit=limit)) from None
    except _DAMAGED as error:
        raise _not_read(path, str(error) or type(error).__name__) from error


def _problems(
    path: Path, infos: Sequence[zipfile.ZipInfo], length: int, free: int | None, limits: ZipLimits
) -> Iterator[Notice]:
    name = _name(path)
    if len(infos) > limits.entries:
        yield notice("zip-too-many", path=name, limit=limits.entries)
    harmless = {info.orig_filename: is_harmless(info.orig_filename) for info in infos}
    names = {
        "zip-unsafe-names": [info.orig_filename for info in infos if not harmless[info.orig_filename]],
        "zip-names-twice": twice([info.orig_filename for info in infos if harmless[info.orig_filename]]),
        "zip-links": [info.orig_filename for info in infos if not _is_ordinary(info)],
        "zip-encrypted": [info.orig_filename for info in infos if info.flag_bits & 0x41],
        # The other methods may ask for gigabytes of memory.
        "zip-method": [
            info.orig_filename for info in infos if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        ],
        "zip-packed-too-much": [info.orig_filename for info in infos if _is_bomb(info, limits)],
    }
    yield from (notice(code, path=name, names=listed(found)) for code, found in names.items() if found)
    total = sum(info.file_size for info in infos)
    limit = limits.size if free is None else min(limits.size, free // 2)
    if total > limit:
        yield notice("zip-too-large", path=name, megabytes=_megabytes(total), limit=_megabytes(limit))
    if sum(info.compress_size for info in infos) > length:  # entries that share their bytes
        yield notice("zip-not-read", path=name, reason="its files overlap")


def _is_ordinary(info: zipfile.ZipInfo) -> bool:
    kind = (info.external_attr >> 16) & _LINK_MASK
    return kind in (0, _FOLDER if is_folder(info.orig_filename) else _ORDINARY)


def _is_bomb(info: zipfile.ZipInfo, limits: ZipLimits) -> bool:
    return info.file_size > limits.ratio_from and info.file_size > limits.ratio * info.compress_size


def _not_read(path: Path, reason: str) -> InputError:
    return InputError(notice("zip-not-read", path=_name(path), reason=shown(reason, limit=120)))


def _name(path: Path) -> str:
    return printable_path(path)


def _megabytes(size: int) -> int:
    return -(-size // 1_000_000)
