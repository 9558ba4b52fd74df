"""Features of pictures, kept from one session to the next: plain files that anybody may delete at any time.

A cache is no data. Where its folder cannot be written, or the disk is full, it keeps what fits into a small memory and
says nothing: the features are computed again next time.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from contextlib import suppress
from hashlib import sha256 as hash_of
from pathlib import Path

import numpy as np
import numpy.typing as npt

from app.compute.feature_file import MAX_DIMENSION, FeatureFile

Vector = npt.NDArray[np.float32]

LIMIT = 512 * 2**20
MEMORY_LIMIT = 32 * 2**20
OPEN_FILES = 16

_SUFFIX = ".features"
_HASH_BYTES = 32


class FeatureCache:
    """One file a space. A space is any text that says what made its vectors, such as "FINGERPRINT.plain".

    For one thread of one process at a time. Several writing processes could lose each other's vectors, but not find
    wrong ones. Together the files take at most `limit` bytes: the space that was used least recently goes first, and
    one that is too large by itself is started afresh.
    """

    def __init__(self, folder: Path, *, limit: int = LIMIT, memory_limit: int = MEMORY_LIMIT) -> None:
        """`limit` is in bytes on disk, `memory_limit` in bytes of vectors that the disk did not take."""
        self._folder = folder
        self._limit = limit
        self._memory = _Memory(memory_limit)
        self._open: OrderedDict[Path, FeatureFile] = OrderedDict()  # least recently used first
        self._total: int | None = None  # bytes of all files; None until it was counted

    def read(self, space: str, sha256: str) -> Vector | None:
        """The vector [d] of the picture with this hash (hex), None where it is not kept. It is the caller's own."""
        path, key = self._path(space), _key(sha256)
        vector = self._memory.read((path, key))  # newer than the file's, if both are there
        if vector is None:
            with suppress(OSError):  # as the module says
                file = self._file(path, space, create=False)
                vector = file.read(key) if file else None
        return vector

    def write(self, space: str, sha256: str, vector: Vector) -> None:
        """Keeps `vector` [d], bit for bit. A space takes vectors of one length: another one starts it afresh.

        Raises:
            ValueError: `space` is empty, `sha256` is no hash in hex, or `vector` is no float32 [d].
        """
        path, key = self._path(space), _key(sha256)
        _check(vector)
        try:
            self._append(path, space, key, vector)
        except OSError:  # as the module says
            self._memory.write((path, key), vector)
        else:
            self._memory.drop((path, key))

    def forget(self, space: str) -> None:
        """Drops a space and its file. One that cannot be deleted is left; it then goes when room is needed."""
        path = self._path(space)
        self._memory.drop_space(path)
        self._remove(path)
        self._total = None

    def close(self) -> None:
        """Closes the files. The cache may be used again, and opens them anew."""
        while self._open:
            self._close_one(next(iter(self._open)))

    def _append(self, path: Path, space: str, key: bytes, vector: Vector) -> None:
        file = self._file(path, space, create=True)
        if file is None or _same(file.read(key), vector):
            return
        if vector.size != file.dimension:
            self._memory.drop_space(path)
        self._make_room(path, file, vector.size)
        before = file.end
        file.append(key, vector)
        self._total = (self._total or 0) + file.end - before

    def _make_room(self, path: Path, file: FeatureFile, dimension: int) -> None:
        """Removes other spaces until one more vector fits; starts this one afresh where that is not enough."""
        if self._total is None:
            self._total = sum(self._sizes().values())
        if self._total + file.growth(dimension) <= self._limit:
            return
        sizes = self._sizes()
        self._total = sum(sizes.values())
        for other in self._least_recent(sizes):
            if self._total + file.growth(dimension) <= self._limit:
                return
            if other != path and self._remove(other):
                self._total -= sizes[other]
        if self._total + file.growth(dimension) > self._limit:
            before = file.end
            file.restart(dimension)
            self._total += file.end - before

    def _sizes(self) -> dict[Path, int]:
        """Bytes of each file, the one that was touched least recently first.

        One that somebody deleted takes its room as long as it is open here.
        """
        found = [(0.0, path, file.end) for path, file in self._open.items()]
        for path in self._folder.glob(f"*{_SUFFIX}"):
            with suppress(OSError):  # deleted since
                status = path.stat()
                found.append((status.st_mtime, path, status.st_size))
        return {path: size for _, path, size in sorted(found)}

    def _least_recent(self, sizes: dict[Path, int]) -> list[Path]:
        closed = [path for path in sizes if path not in self._open]
        return closed + list(self._open)

    def _file(self, path: Path, space: str, *, create: bool) -> FeatureFile | None:
        """The open file; None where there is none and `create` is False. Raises OSError."""
        if path in self._open:
            self._open.move_to_end(path)
            return self._open[path]
        try:
            file = FeatureFile(path, space, create=create)
        except FileNotFoundError:
            if create:
                raise
            return None
        self._open[path] = file
        _touch(path)
        while len(self._open) > OPEN_FILES:
            self._close_one(next(iter(self._open)))
        return file

    def _close_one(self, path: Path) -> None:
        """Its time then tells later sessions when it was used last."""
        self._open.pop(path).close()
        _touch(path)

    def _remove(self, path: Path) -> bool:
        file = self._open.pop(path, None)
        if file is not None:
            file.close()
        with suppress(OSError):
            path.unlink(missing_ok=True)
            return True
        return False

    def _path(self, space: str) -> Path:
        """A name that every file system takes, and that two spaces never share."""
        if not space:
            raise ValueError("a space needs a name")
        return self._folder / f"{hash_of(space.encode()).hexdigest()}{_SUFFIX}"


class _Memory:
    """What the disk did not take: the vectors used most recently, up to a limit in bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._vectors: OrderedDict[tuple[Path, bytes], Vector] = OrderedDict()
        self._bytes = 0

    def read(self, key: tuple[Path, bytes]) -> Vector | None:
        if key not in self._vectors:
            return None
        self._vectors.move_to_end(key)
        return self._vectors[key].copy()

    def write(self, key: tuple[Path, bytes], vector: Vector) -> None:
        self.drop(key)
        self._vectors[key] = vector.copy()
        self._bytes += vector.nbytes
        while self._bytes > self._limit:
            self.drop(next(iter(self._vectors)))

    def drop(self, key: tuple[Path, bytes]) -> None:
        vector = self._vectors.pop(key, None)
        if vector is not None:
            self._bytes -= vector.nbytes

    def drop_space(self, path: Path) -> None:
        for key in [key for key in self._vectors if key[0] == path]:
            self.drop(key)


def _key(sha256: str) -> bytes:
    key = bytes.fromhex(sha256)
    if len(key) != _HASH_BYTES:
        raise ValueError(f"{sha256!r} is not a SHA-256 in hex")
    return key


def _check(vector: Vector) -> None:
    if vector.dtype != np.float32 or vector.ndim != 1 or not 0 < vector.size <= MAX_DIMENSION:
        raise ValueError(f"a feature is a float32 [d], not a {vector.dtype} {list(vector.shape)}")


def _same(kept: Vector | None, vector: Vector) -> bool:
    return kept is not None and kept.tobytes() == vector.tobytes()


def _touch(path: Path) -> None:
    with suppress(OSError):  # it may be deleted, or another's
        os.utime(path)
