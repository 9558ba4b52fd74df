"""Puts another file in a damaged one's place, and keeps the damaged one whole under a dated name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from app.storage.durable import copy_synced, sync_file, sync_folder

# What SQLite keeps beside a file and belongs to it. What it shares between processes ("-shm") can be made again.
_BELONGING = ("-wal", "-journal")
_PASSING = ("-shm",)


def set_aside(path: Path, moment: datetime) -> Path | None:
    """Makes what lies at `path` stay under a dated name, too; that name, or None where nothing lies there.

    A file stays where it is as well, so that a crash in between leaves no gap; anything else is renamed.
    """
    aside = path.with_name(f"{path.stem}.damaged-{moment:%Y-%m-%dT%H-%M-%S-%f}Z{path.suffix}")
    there = [suffix for suffix in ("", *_BELONGING) if os.path.lexists(_beside(path, suffix))]
    for suffix in there:
        _keep(_beside(path, suffix), _beside(aside, suffix))
    sync_folder(path.parent)
    return aside if there else None


def kept_aside(path: Path) -> list[Path]:
    """What was set aside of the file at `path` and lies there still."""
    return sorted(path.parent.glob(f"{path.stem}.damaged-*{path.suffix}"))


def new_name(path: Path) -> Path:
    """Where the file is made that takes the place of `path`."""
    return path.with_name(f"{path.name}.new")


def new_beside(path: Path) -> Path:
    """The same place, emptied of what was cut off there before."""
    new = new_name(path)
    for suffix in ("", *_BELONGING, *_PASSING):
        _beside(new, suffix).unlink(missing_ok=True)
    return new


@contextmanager
def nothing_left_of(path: Path) -> Iterator[None]:
    """Removes the unfinished file beside `path` when what makes it fails."""
    try:
        yield
    except BaseException:
        new_beside(path)
        raise


def put_in_place(new: Path, path: Path) -> None:
    """Puts the settled database `new` where `path` is, with nothing of what belonged to the file before."""
    sync_file(new)
    for suffix in (*_BELONGING, *_PASSING):
        _beside(path, suffix).unlink(missing_ok=True)
    sync_folder(path.parent)  # a log of the old file must never meet the new one
    new.replace(path)
    sync_folder(path.parent)


def _keep(source: Path, target: Path) -> None:
    if not source.is_file() or source.is_symlink():
        source.rename(target)
        return
    try:
        target.hardlink_to(source)
    except OSError:  # the file system has no second names
        copy_synced(source, target)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
