"""The zip archive that torch writes, held to what torch writes. No torch.

Every entry that is used is checked for its size first, and storages must lie in the file as they are, so nothing here
grows beyond the file but the description, up to its own limit.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import BinaryIO

from mmrl_engine.pickled import MAX_BYTES
from mmrl_engine.pickled_values import PickleError

_MAX_ENTRIES = 1 << 16
_KINDS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # others take memory by the file's word, fail otherwise
_MAX_READ = 16 << 20  # at once: the list of entries too, which zipfile would read whole

# What zipfile raises over a file that is none, is cut off, changes meanwhile, or lies.
ZIP_FAULTS = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    KeyError,
    IndexError,
    ValueError,
    OverflowError,
    struct.error,
    zlib.error,
)


class _Careful(io.RawIOBase):
    """A file that is never read in large pieces, however long a list of entries it claims to have."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.length = stream.seek(0, io.SEEK_END)

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def read(self, size: int | None = -1) -> bytes:
        if size is None or size < 0:
            size = max(0, self.length - self._stream.tell())
        if size > _MAX_READ:
            raise PickleError("its list of entries is too long")
        return self._stream.read(size)


class TorchZip:
    """The entries of the archive in an open file; `total` is the file's size, `script` whether TorchScript wrote it.

    Raises:
        ZIP_FAULTS: it is no zip archive, or not one of torch.
    """

    def __init__(self, stream: BinaryIO) -> None:
        careful = _Careful(stream)
        self._zip = zipfile.ZipFile(careful)
        self.total = careful.length
        infos = self._zip.infolist()
        if len(infos) > _MAX_ENTRIES:
            raise PickleError("it has too many entries")
        self._infos = {info.filename: info for info in infos}
        if len(self._infos) < len(infos):
            raise PickleError("two of its entries have one name")
        found = [name for name in self._infos if name.endswith("/data.pkl") and name.count("/") == 1]
        if len(found) != 1:
            raise PickleError("it is a zip file, but not one of torch")
        self._folder = found[0].removesuffix("data.pkl")
        self.script = f"{self._folder}constants.pkl" in self._infos
        if self._small("byteorder", b"little") != b"little":
            raise PickleError("its numbers are in the order of another kind of computer")

    def description(self) -> bytes:
        """The pickle that describes what was saved; raises as `numbers`."""
        info = self._infos[f"{self._folder}data.pkl"]
        if info.file_size > MAX_BYTES:
            raise PickleError(f"its description takes {info.file_size >> 20} MB")
        return self._first_bytes(info, MAX_BYTES + 1)

    def _small(self, name: str, default: bytes) -> bytes:
        info = self._infos.get(f"{self._folder}{name}")
        return default if info is None else self._first_bytes(info, 64)

    def _first_bytes(self, info: zipfile.ZipInfo, count: int) -> bytes:
        if info.compress_type not in _KINDS:
            raise PickleError(f"{info.filename} is packed in a way that torch does not use")
        with self._zip.open(info) as stream:
            return stream.read(count)

    def numbers(self, key: str, size: int) -> bytearray:
        """The `size` bytes of the storage `key`.

        Raises:
            ZIP_FAULTS: they are missing, of another size, packed, or not what their checksum says.
        """
        info = self._infos.get(f"{self._folder}data/{key}")
        if info is None:
            raise PickleError(f"the numbers {key} are missing")
        if info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size:
            raise PickleError(f"the numbers {key} are packed")
        if info.file_size != size:
            raise PickleError(f"the numbers {key} take {info.file_size} bytes instead of {size}")
        if size > self.total:
            raise PickleError(f"the numbers {key} are longer than the file")
        made = bytearray(size)
        view = memoryview(made)
        with self._zip.open(info) as stream:
            while view:
                part = stream.read(min(len(view), 1 << 20))
                if not part:
                    raise PickleError(f"the numbers {key} break off")
                view[: len(part)] = part
                view = view[len(part) :]
            stream.read(1)  # the end, where zipfile compares the checksum
        return made
