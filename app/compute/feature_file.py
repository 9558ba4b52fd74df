"""One file of feature vectors of equal length under the hashes of their pictures: appended to, never changed.

A header, then records of equal size, each with a CRC32 of its own. What a crash, a full disk or another program left
unsound is not found, and nothing else: whatever is in the file, a vector comes back bit for bit or not at all.
"""

from __future__ import annotations

import errno
import io
import os
import struct
import zlib
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]

MAGIC = b"MMRLFEAT"
VERSION = 1
MAX_DIMENSION = 65_536

_FIELDS = struct.Struct("<8sII32s")  # magic, version, dimension, SHA-256 of the space's name
_CRC = struct.Struct("<I")
_KEY = 32  # bytes of a picture's SHA-256
_HEADER = _FIELDS.size + _CRC.size
_SCAN = 4 * 2**20  # bytes read at once where the keys are collected


class FeatureFile:
    """The vectors of one space. For one thread of one process.

    Attributes:
        dimension: numbers of each vector; 0 where the file holds none that can be read.
        end: bytes of the file that hold the header and the records.
    """

    def __init__(self, path: Path, space: str, *, create: bool = False) -> None:
        """Opens the file and reads its keys, not its vectors.

        Raises:
            FileNotFoundError: it is not there, and `create` is False. OSError: it cannot be opened.
        """
        self._space = sha256(space.encode()).digest()
        self._stream = _open(path, create=create)
        self._rows: dict[bytes, int] = {}
        self.dimension = 0
        self.end = 0
        try:
            self._load()
        except BaseException:
            self._stream.close()
            raise

    def read(self, key: bytes) -> Vector | None:
        """The vector under `key` (32 bytes), None where there is no sound one. Raises OSError."""
        row = self._rows.get(key)
        if row is None:
            return None
        vector = self._record(row, key)
        if vector is None:
            del self._rows[key]
        return vector

    def append(self, key: bytes, vector: Vector) -> None:
        """Adds `vector` [d]. A file of another dimension, another version or another kind is started afresh.

        Raises:
            OSError: the disk did not take it. The next append tries at the same place.
        """
        if vector.size != self.dimension:
            self.restart(vector.size)
        body = key + vector.astype("<f4").tobytes()
        self._write(self.end, body + _CRC.pack(zlib.crc32(body)))
        self._rows[key] = (self.end - _HEADER) // self._record_size
        self.end += self._record_size

    def restart(self, dimension: int) -> None:
        """Drops all vectors; those to come have `dimension` numbers. Raises OSError."""
        self._rows.clear()
        self.dimension, self.end = 0, 0
        fields = _FIELDS.pack(MAGIC, VERSION, dimension, self._space)
        self._write(0, fields + _CRC.pack(zlib.crc32(fields)))
        self.dimension, self.end = dimension, _HEADER

    def growth(self, dimension: int) -> int:
        """Bytes that one more vector of `dimension` numbers takes."""
        return _record_size(dimension) + (0 if dimension == self.dimension else _HEADER - self.end)

    def close(self) -> None:
        """Closes the file. Nothing waits to be written."""
        self._stream.close()

    @property
    def _record_size(self) -> int:
        return _record_size(self.dimension)

    def _load(self) -> None:
        dimension = self._header_dimension()
        if dimension is None:
            return
        size = os.fstat(self._stream.fileno()).st_size
        rows = (size - _HEADER) // _record_size(dimension)
        self.dimension = dimension
        while rows and self._record(rows - 1) is None:  # a power cut leaves zeros, or half a record
            rows -= 1
        self._collect_keys(rows)
        self.end = _HEADER + rows * self._record_size

    def _header_dimension(self) -> int | None:
        header = self._read(0, _HEADER)
        if len(header) < _HEADER or zlib.crc32(header[: _FIELDS.size]) != _CRC.unpack(header[_FIELDS.size :])[0]:
            return None
        magic, version, dimension, space = _FIELDS.unpack(header[: _FIELDS.size])
        if (magic, version, space) != (MAGIC, VERSION, self._space) or not 0 < dimension <= MAX_DIMENSION:
            return None
        return int(dimension)

    def _collect_keys(self, rows: int) -> None:
        """Of two records under one key the later counts."""
        size = self._record_size
        step = max(1, _SCAN // size)
        for start in range(0, rows, step):
            data = self._read(_HEADER + start * size, min(step, rows - start) * size)
            self._rows.update((data[at : at + _KEY], start + at // size) for at in range(0, len(data) - size + 1, size))

    def _record(self, row: int, key: bytes | None = None) -> Vector | None:
        size = self._record_size
        data = self._read(_HEADER + row * size, size)
        if len(data) < size or zlib.crc32(data[: -_CRC.size]) != _CRC.unpack(data[-_CRC.size :])[0]:
            return None
        if key is not None and data[:_KEY] != key:
            return None
        return np.frombuffer(data, "<f4", self.dimension, _KEY).astype(np.float32)

    def _read(self, offset: int, size: int) -> bytes:
        self._stream.seek(offset)
        return self._stream.read(size) or b""

    def _write(self, offset: int, data: bytes) -> None:
        """Cuts off what lies behind `offset` first: it was not whole."""
        if os.fstat(self._stream.fileno()).st_size > offset:
            self._stream.truncate(offset)
        self._stream.seek(offset)
        if self._stream.write(data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _record_size(dimension: int) -> int:
    return _KEY + 4 * dimension + _CRC.size


def _open(path: Path, *, create: bool) -> io.FileIO:
    """Without a buffer: what was appended outlives the process."""
    try:
        return path.open("r+b", buffering=0)
    except FileNotFoundError:
        if not create:
            raise
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("x+b", buffering=0)
