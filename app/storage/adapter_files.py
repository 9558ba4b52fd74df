"""Adapters as whole files for the child process, which are put together from the two databases."""

from __future__ import annotations

import hashlib
from pathlib import Path

from app.storage.cached_files import UNFINISHED, mark_used, oldest_first, remove, remove_unfinished, write_cached
from app.storage.durable import files_told
from mmrl_engine.adapter import Adapter

KEPT = 20
_SUFFIX = ".mmrl.safetensors"


class AdapterFiles:
    """A folder of adapter files, each named by the SHA-256 of its bytes or of what it was made of. Only those that were
    used last are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()

    def path_for(self, adapter: Adapter) -> Path:
        """A file that holds the adapter.

        Raises:
            EngineError: it cannot be written. AdapterError: this is nothing that could be read again.
        """
        data = adapter.to_bytes()
        path = self._folder / f"{hashlib.sha256(data).hexdigest()}{_SUFFIX}"
        with files_told(self._folder):
            if not _holds(path, data):
                write_cached(path, data)
        mark_used(path)
        self._trim()
        return path

    def place_for(self, key: str) -> tuple[Path, bool]:
        """Where an adapter is kept that the child process makes of what `key` stands for, and whether it is there.

        Raises:
            EngineError: the folder cannot be made.
        """
        path = self._folder / f"{key}{_SUFFIX}"
        with files_told(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
        there = path.is_file()
        if there:
            mark_used(path)
        else:
            self._trim()
        return path, there

    def _trim(self) -> None:
        remove_unfinished(self._folder.glob(f"*{UNFINISHED}"))
        for file in oldest_first(self._folder.glob(f"*{_SUFFIX}"))[:-KEPT]:
            remove(file.path)


def _holds(path: Path, data: bytes) -> bool:
    """Whether the file is there as it was written: it was not made to outlive a power cut."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
