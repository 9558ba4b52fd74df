"""Small pictures, kept from one session to the next. Without a usable folder they are made again each time."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.storage.cached_files import UNFINISHED, oldest_first, remove, remove_unfinished, write_cached

_SUFFIX = ".webp"
_RIFF_BYTES = 8  # "RIFF", then the number of bytes after these eight, little-endian


class Thumbnails:
    """A WebP file for each picture, by the SHA-256 of the picture. Calls may come from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, sha256: str) -> bytes | None:
        """The WebP file's bytes; None where there is none that is whole."""
        with suppress(OSError):
            data = self._path(sha256).read_bytes()
            return data if _is_whole(data) else None
        return None

    def write(self, sha256: str, data: bytes) -> None:
        """Keeps the bytes of a WebP file, if that can be done."""
        with suppress(OSError):
            write_cached(self._path(sha256), data)

    def trim(self, max_bytes: int) -> int:
        """Drops those that were written first until all take at most `max_bytes`; the bytes that were freed."""
        remove_unfinished(self._folder.glob(f"??/*{UNFINISHED}"))
        files = oldest_first(self._folder.glob(f"??/*{_SUFFIX}"))
        excess = sum(file.size for file in files) - max_bytes
        freed = 0
        for file in files:
            if freed >= excess:
                break
            freed += file.size if remove(file.path) else 0
        return freed

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}{_SUFFIX}"


def _is_whole(data: bytes) -> bool:
    """After a power cut a file may have its name and its size but not all of its bytes."""
    return data[:4] == b"RIFF" and int.from_bytes(data[4:_RIFF_BYTES], "little") == len(data) - _RIFF_BYTES
