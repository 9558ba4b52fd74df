"""Room for a download, and what is said where there is none. No torch."""

from __future__ import annotations

import shutil
from pathlib import Path

from mmrl_engine.backbones.entry import Entry
from mmrl_engine.backbones.store import Half
from mmrl_engine.errors import DownloadError, EngineError
from mmrl_engine.images import printable_path

SPARE_BYTES = 64 << 20  # left free on the disk


def percent_of(half: Half | None) -> int:
    """How much of a file is here, in whole per cent."""
    return 100 * half.done // half.total if half is not None and half.total else 0


def disk_full(folder: Path, half: Half | None) -> EngineError:
    """The error of a disk that took a part of the file only."""
    return DownloadError.of("download-disk-full", drive=_drive(folder), percent=percent_of(half))


def check_room(entry: Entry, folder: Path, needed: int) -> None:
    """Raises DownloadError where the disk of `folder` has no room for `needed` more bytes and some to spare."""
    free = shutil.disk_usage(folder).free - SPARE_BYTES
    if needed > free:
        needed_mb, free_mb = -(-needed // 1_000_000), max(free, 0) // 1_000_000
        raise DownloadError.of("download-no-room", name=entry.id, needed=needed_mb, free=free_mb, drive=_drive(folder))


def _drive(folder: Path) -> str:
    """The disk that `folder` lies on, as a person would find it: where it is mounted, or its letter."""
    place = folder.absolute()
    while not place.is_mount() and place != place.parent:
        place = place.parent
    return printable_path(place)
