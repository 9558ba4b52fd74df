"""The programs that starts are compared with, each in an environment of its own outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEERS = {"labelme": "labelme", "napari": "napari[pyqt6]"}  # and what pip installs for it
_MADE = "made-by-bench"


@dataclass(frozen=True)
class Program:
    """A program that opens a window.

    Attributes:
        command: starts it. keys: open a menu, or something as small, once it listens.
        home: its home folder. files: folders that it is read from.
    """

    name: str
    command: tuple[str, ...]
    keys: str
    home: Path
    files: tuple[Path, ...]


def peers(folder: Path, names: Iterable[str]) -> list[Program]:
    """The programs; what is not there yet is installed, with the Python that runs this bench."""
    return [_peer(folder / name, name) for name in names]


def ours(folder: Path, name: str, data: Path) -> Program:
    """This program with a data folder, from the checkout, with the Python that runs this bench."""
    command = (sys.executable, "-m", "app", "--data-dir", os.fspath(data))
    files = (Path(sys.prefix), Path(os.__file__).parent, *(ROOT / part for part in ("app", "mmrl_engine", "resources")))
    return Program(name, command, "ctrl+k", folder / "our home", files)


def forget_files(program: Program) -> None:
    """Has the system read what the program consists of from the disk the next time, as after a start of the computer.

    What another running program has mapped stays in memory, and so do the system's own libraries.
    """
    os.sync()
    for file in _all_files(program.files):
        try:
            descriptor = os.open(file, os.O_RDONLY)
        except OSError:
            continue
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)


def _peer(folder: Path, name: str) -> Program:
    python, version = folder / "env" / "bin" / "python", folder / _MADE
    if not version.exists():
        print(f"Installing {name} into {folder} ...", flush=True)
        subprocess.run([sys._base_executable, "-m", "venv", "--clear", folder / "env"], check=True)  # type: ignore[attr-defined]
        subprocess.run([python, "-m", "pip", "install", "-q", "-q", PEERS[name]], check=True)
        said = f"from importlib.metadata import version; print(version({name!r}))"
        version.write_text(subprocess.run([python, "-c", said], check=True, capture_output=True, text=True).stdout)
    files = (folder / "env", Path(os.__file__).parent)
    command = (os.fspath(folder / "env" / "bin" / name),)
    return Program(f"{name} {version.read_text().strip()}", command, "alt+f", folder / "home", files)


def _all_files(folders: Iterable[Path]) -> Iterator[str]:
    for folder in folders:
        for place, _, names in os.walk(folder):
            yield from (os.path.join(place, name) for name in names)  # noqa: PTH118
