"""Opening somebody's file as an adapter: what it may be, how large, and every refusal as an AdapterError. No torch."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from mmrl_engine.errors import AdapterError
from mmrl_engine.untrusted import listed

SUFFIX = ".mmrl.safetensors"

# The largest open_clip model (ViT-bigG) with n = 19 and d_r = 512 makes about 125 MB, ViT-B/16 with n = 7 makes 20 MB.
MAX_ADAPTER_BYTES = 256 << 20


def check_size(size: int, file: str) -> None:
    """Raises AdapterError where `size` bytes are more than an adapter can have."""
    if size > MAX_ADAPTER_BYTES:
        megabytes, limit = size >> 20, MAX_ADAPTER_BYTES >> 20
        raise AdapterError.of("adapter-too-large", file=file, megabytes=megabytes, limit=limit)


@contextmanager
def opened(path: str | PathLike[str]) -> Iterator[tuple[BinaryIO, int]]:
    """The ordinary file `path`, or the one adapter in the folder `path`, open for reading, and its size; an OSError
    here or inside becomes an AdapterError.
    """
    file = str(path)
    try:
        place = _in_folder(Path(path)) if os.path.isdir(path) else Path(path)  # noqa: PTH112 (answers "no" to a NUL)
        if not _is_ordinary(place):
            raise AdapterError.of("adapter-not-a-file", file=file)
        with place.open("rb") as stream:
            yield stream, os.fstat(stream.fileno()).st_size
    except (FileNotFoundError, NotADirectoryError) as error:
        raise AdapterError.of("adapter-missing", file=file) from error
    except PermissionError as error:
        raise AdapterError.of("adapter-no-permission", file=file) from error
    except OSError as error:
        raise AdapterError.of("adapter-unreadable", file=file, reason=error.strerror or str(error)) from error


def _in_folder(folder: Path) -> Path:
    """The adapter in an exported folder."""
    found = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX))
    if not found:
        raise AdapterError.of("adapter-folder-none", folder=folder)
    if len(found) > 1:
        raise AdapterError.of("adapter-folder-many", folder=folder, names=listed(path.name for path in found))
    return found[0]


def _is_ordinary(path: Path) -> bool:
    """Whether `path` is a file with bytes of its own. Opening a pipe would wait for its other end for ever."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except ValueError:  # a NUL in the name
        return False
