"""What SQLite writes, noted write by write; and a disk that can be full. For Linux, where the driver shows SQLite's own
functions.

SQLite reaches the disk through a "VFS". While `RecordingVfs` is entered, a copy of the ordinary one stands in its place
for every connection of this process: it notes each write, sync, cut and deletion, and refuses to let files grow when
told to.
"""

from __future__ import annotations

import ctypes
import importlib
import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Literal

from app.storage.driver import Driver

FULL = 13  # SQLite's result code for a full disk
_POINTER, _INT, _OFFSET, _TEXT = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64, ctypes.c_char_p
# Names are passed on as the pointers that they are: SQLite keeps them, and more behind them.
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)
_DELETE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT)
_WRITE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _OFFSET)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _POINTER, _OFFSET)
_SYNC = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)


class _Vfs(ctypes.Structure):
    """`sqlite3_vfs`, version 3."""

    _fields_ = (
        ("version", _INT),
        ("file_size", _INT),
        ("longest_path", _INT),
        ("following", _POINTER),
        ("name", _TEXT),
        ("data", _POINTER),
        ("open", _POINTER),
        ("delete", _POINTER),
        ("others", _POINTER * 14),
    )


class _Methods(ctypes.Structure):
    """`sqlite3_io_methods`, version 3."""

    _fields_ = (
        ("version", _INT),
        ("close", _POINTER),
        ("read", _POINTER),
        ("write", _POINTER),
        ("truncate", _POINTER),
        ("sync", _POINTER),
        ("others", _POINTER * 13),
    )


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a file, or a mark that the test set.

    Attributes:
        number: the offset of a write, the size of a cut, or the mark. lasting: a deletion that was synced.
    """

    kind: Literal["write", "truncate", "sync", "delete", "mark"]
    path: Path = Path()
    number: int = 0
    data: bytes = b""
    lasting: bool = True


class RecordingVfs:
    """Stands in SQLite's way to the disk as long as it is entered; connections must be made and closed inside. What a
    failed test leaves open may still call it, so it is never freed.

    Attributes:
        events: what happened so far. room: bytes by which files may still grow; None is no limit.
    """

    _forever: ClassVar[list[RecordingVfs]] = []

    def __init__(self, driver: Driver) -> None:
        self._forever.append(self)
        package = driver.module.__name__.partition(".")[0]
        inside = importlib.import_module("_sqlite3" if package == "sqlite3" else f"{package}._sqlite3")
        self._sqlite = ctypes.CDLL(inside.__file__)
        self._sqlite.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        self._ordinary: Any = self._sqlite.sqlite3_vfs_find(None).contents
        self._paths: dict[int, Path] = {}
        self._methods: dict[int, _Methods] = {}
        self._kept: list[Any] = []  # what SQLite holds pointers to
        self._vfs = self._copy_of_vfs()
        self.events: list[Event] = []
        self.room: int | None = None

    def __enter__(self) -> RecordingVfs:
        assert self._sqlite.sqlite3_vfs_register(ctypes.byref(self._vfs), 1) == 0
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sqlite.sqlite3_vfs_unregister(ctypes.byref(self._vfs))

    def mark(self, number: int) -> None:
        """Notes that the test got as far as `number`."""
        self.events.append(Event("mark", number=number))

    def _copy_of_vfs(self) -> _Vfs:
        vfs = _Vfs.from_buffer_copy(self._ordinary)
        vfs.name = b"recording"
        vfs.following = None
        vfs.open = self._pointer(_OPEN(self._open))
        vfs.delete = self._pointer(_DELETE(self._delete))
        return vfs

    def _open(self, vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        code: int = _OPEN(self._ordinary.open)(vfs, name, file, flags, out)
        if code == 0 and name is not None:
            methods = ctypes.cast(file, ctypes.POINTER(_POINTER))
            self._paths[file] = _path(name)
            methods[0] = ctypes.addressof(self._recording(methods[0] or 0))
        return code

    def _recording(self, methods: int) -> _Methods:
        """The methods at that address, those that change a file replaced by ours."""
        if methods not in self._methods:
            ordinary = _Methods.from_address(methods)
            ours = _Methods.from_buffer_copy(ordinary)
            ours.write = self._pointer(_WRITE(self._writing(_WRITE(ordinary.write))))
            ours.truncate = self._pointer(_TRUNCATE(self._truncating(_TRUNCATE(ordinary.truncate))))
            ours.sync = self._pointer(_SYNC(self._syncing(_SYNC(ordinary.sync))))
            self._methods[methods] = ours
        return self._methods[methods]

    def _writing(self, ordinary: Any) -> Any:
        def write(file: int, data: int, size: int, offset: int) -> int:
            path = self._paths[file]
            if self.room is not None:
                grown = offset + size - path.stat().st_size
                if grown > self.room:
                    return FULL
                self.room -= max(grown, 0)
            self.events.append(Event("write", path, offset, ctypes.string_at(data, size)))
            return int(ordinary(file, data, size, offset))

        return write

    def _truncating(self, ordinary: Any) -> Any:
        def truncate(file: int, size: int) -> int:
            self.events.append(Event("truncate", self._paths[file], size))
            return int(ordinary(file, size))

        return truncate

    def _syncing(self, ordinary: Any) -> Any:
        def sync(file: int, flags: int) -> int:
            self.events.append(Event("sync", self._paths[file]))
            return int(ordinary(file, flags))

        return sync

    def _delete(self, vfs: int, name: int, synced: int) -> int:
        self.events.append(Event("delete", _path(name), lasting=bool(synced)))
        return int(_DELETE(self._ordinary.delete)(vfs, name, synced))

    def _pointer(self, function: Any) -> int | None:
        self._kept.append(function)
        return ctypes.cast(function, _POINTER).value


def _path(name: int) -> Path:
    return Path(os.fsdecode(ctypes.string_at(name)))
