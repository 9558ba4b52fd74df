"""How changes in a folder come to be known: the system tells, or somebody looks again and again. No torch."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psutil
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

POLL_S = 5.0  # between two looks through a folder where nothing is told
SWEEP_S = 60.0  # the same where the system tells of changes: it may lose some
SHARE = 10  # looking takes at most one part in so many of the time
MOST_TOLD = 10_000  # paths; beyond that looking through the whole folder is quicker
END_S = 5.0  # for the system's thread to end

# Kinds of file systems whose changes are made elsewhere, so that this system does not tell of them.
FAR = frozenset(
    {
        *("9p", "afpfs", "afs", "ceph", "cifs", "davfs", "drvfs", "glusterfs", "lustre", "nfs", "nfs3", "nfs4"),
        *("prl_fs", "smb", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "webdav"),
        *("fuse.ceph", "fuse.davfs", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.sshfs"),
        "fuse.vmhgfs-fuse",
    }
)
# Not that a file was opened or closed unchanged: whoever answers for the pictures does that.
_EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]


@dataclass(frozen=True, slots=True)
class Mount:
    """A mounted file system: where, of which kind, and with which options, as psutil tells them."""

    point: str
    kind: str
    options: str = ""


@dataclass(frozen=True, slots=True)
class Hints:
    """Where something may have changed: in `paths`, or, if `everything`, anywhere in the folder."""

    everything: bool = False
    paths: frozenset[Path] = frozenset()


class Signs(Protocol):
    """Knows where to look."""

    def take(self, now: float) -> Hints:
        """What may have changed since the last time."""

    def looked(self, now: float, seconds: float) -> None:
        """The whole folder was looked through, which took `seconds`."""

    def close(self) -> None:
        """Ends it."""


class PolledSigns:
    """Everything, every `interval` seconds; less often where looking takes long."""

    def __init__(self, interval: float = POLL_S) -> None:
        self._interval = interval
        self._next = 0.0

    def take(self, now: float) -> Hints:
        return Hints(everything=now >= self._next)

    def looked(self, now: float, seconds: float) -> None:
        self._next = now + max(self._interval, SHARE * seconds)

    def close(self) -> None:
        """Nothing was begun."""


class ToldSigns:
    """What the system tells.

    Raises:
        OSError: it cannot, for example because it watches as many folders as it may.
    """

    def __init__(self, folder: Path, *, recursive: bool) -> None:
        self._sweep = PolledSigns(SWEEP_S)
        self._handler = _Handler(folder)
        self._observer = Observer()
        self._observer.schedule(self._handler, str(folder), recursive=recursive, event_filter=_EVENTS)
        try:
            self._observer.start()
        except BaseException:
            self._observer.unschedule_all()
            raise

    def take(self, now: float) -> Hints:
        told, due = self._handler.take(), self._sweep.take(now)
        return Hints(told.everything or due.everything, told.paths)

    def looked(self, now: float, seconds: float) -> None:
        self._sweep.looked(now, seconds)

    def close(self) -> None:
        self._observer.stop()
        self._observer.join(END_S)


class _Handler(FileSystemEventHandler):
    """Collects paths, on the system's thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._paths: set[Path] = set()
        self._everything = False

    def on_any_event(self, event: FileSystemEvent) -> None:
        changed = Path(os.fsdecode(event.dest_path or event.src_path))
        # Some systems tell a path by another name than the one that was asked for.
        whole = event.is_directory or not changed.is_relative_to(self._folder)
        with self._lock:
            self._paths.add(changed)
            self._everything = self._everything or whole or len(self._paths) > MOST_TOLD

    def take(self) -> Hints:
        with self._lock:
            told = Hints(self._everything, frozenset() if self._everything else frozenset(self._paths))
            self._everything = False
            self._paths.clear()
        return told


def signs_of(folder: Path, *, recursive: bool) -> Signs:
    """What fits the drive that the folder is on."""
    if on_network(folder):
        return PolledSigns()
    try:
        return ToldSigns(folder, recursive=recursive)
    except OSError:
        return PolledSigns()


def on_network(folder: Path, mounts: Iterable[Mount] | None = None) -> bool:
    """Whether others may change the folder without this system hearing of it.

    Args:
        mounts: of this machine where None.
    """
    place = os.path.realpath(folder)
    if place.startswith("\\\\"):  # \\server\share
        return True
    around = [mount for mount in (_mounts() if mounts is None else mounts) if _holds(mount.point, place)]
    if not around:
        return False
    deepest = max(len(mount.point) for mount in around)
    nearest = [mount for mount in around if len(mount.point) == deepest][-1]  # the last one lies on top
    return nearest.kind.lower() in FAR or "remote" in nearest.options.split(",")


def _mounts() -> list[Mount]:
    try:
        return [Mount(part.mountpoint, part.fstype, part.opts) for part in psutil.disk_partitions(all=True)]
    except OSError:
        return []


def _holds(point: str, place: str) -> bool:
    stem = point.rstrip("/\\")
    return place == stem or place.startswith((stem + "/", stem + "\\"))
