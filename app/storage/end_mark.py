"""The mark in the data folder by which the next start knows whether this run ended as it should."""

from __future__ import annotations

import os
from pathlib import Path

from mmrl_engine.files import atomic_write


class EndMark:
    """A file that lies in the data folder while the program runs, and stays there when it is cut off."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "running"
        self._trusted = True

    def begin(self) -> bool:
        """Sets the mark. Whether the run before ended as it should, or there was none.

        Raises:
            EngineError: the data folder cannot be written.
        """
        clean = not self._path.exists()
        atomic_write(self._path, f"{os.getpid()}\n".encode())
        return clean

    def distrust(self) -> None:
        """Lets the mark stay for good: the next start is to check everything."""
        self._trusted = False

    def end(self) -> None:
        """Takes the mark away, once everything is closed."""
        if self._trusted:
            self._path.unlink(missing_ok=True)
