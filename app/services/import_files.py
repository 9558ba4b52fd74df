"""The files of an import: copied and hashed, or looked up where they stay."""

from __future__ import annotations

import threading
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from app.services.import_plan import PlannedPicture
from app.services.safe_zip import SafeZip, ZipEntry, open_zip
from app.storage.pictures import PictureStore, Staged
from mmrl_engine.errors import InputError
from mmrl_engine.images import DEFAULT_LIMITS, printable_path
from mmrl_engine.notices import notice

MOST_BYTES = round(DEFAULT_LIMITS.megabytes * 1e6)
_LARGE = 16_000_000  # bytes; larger ones are unpacked into memory one at a time


@dataclass(frozen=True, slots=True)
class Brought:
    """A picture's file.

    Attributes:
        path: where it can be opened. staged: the copy, which is not kept yet; None where the file stays in place.
    """

    path: Path
    sha256: str
    size: int
    mtime_ns: int
    staged: Staged | None


class Bringer:
    """Gets at the files that a plan names; several threads may call it at once. Close it after use.

    Args:
        in_place: files stay where they are. What is in a zip file, or only in memory, is copied all the same.
    """

    def __init__(self, store: PictureStore, *, in_place: bool) -> None:
        self._store, self._in_place = store, in_place
        self._lock, self._large = threading.Lock(), threading.Lock()
        self._zips: dict[Path, _OpenZip] = {}
        self._open = ExitStack()

    def __enter__(self) -> Bringer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def copies(self, picture: PlannedPicture) -> bool:
        """Whether the picture takes room in the store."""
        return not self._in_place or picture.data is not None or picture.entry is not None

    def bring(self, picture: PlannedPicture) -> Brought:
        """The picture's file.

        Raises:
            PictureError, InputError: this one cannot be read.
            EngineError: nothing more can be copied.
        """
        if not self.copies(picture):
            facts = self._store.facts(picture.path)
            return Brought(picture.path, facts.sha256, facts.size, facts.mtime_ns, None)
        staged = self._stage(picture)
        return Brought(staged.path, staged.sha256, staged.size, staged.mtime_ns, staged)

    def _stage(self, picture: PlannedPicture) -> Staged:
        if picture.data is not None:
            return self._store.stage_bytes(picture.data)
        if picture.entry is None:
            return self._store.stage(picture.path)
        archive = self._zip(picture.path)
        entry = archive.find(picture)
        with self._large if entry.size > _LARGE else nullcontext():
            return self._store.stage_bytes(archive.opened.read(entry, most=MOST_BYTES))

    def _zip(self, path: Path) -> _OpenZip:
        with self._lock:
            if path not in self._zips:
                self._zips[path] = _OpenZip(self._open.enter_context(open_zip(path)))
            return self._zips[path]


class _OpenZip:
    def __init__(self, opened: SafeZip) -> None:
        self.opened = opened
        self._entries = {entry.name: entry for entry in opened.entries}

    def find(self, picture: PlannedPicture) -> ZipEntry:
        entry = self._entries.get(picture.entry or "")
        if entry is None:  # the zip file is another one by now
            raise InputError(notice("picture-missing", path=printable_path(picture.source)))
        return entry
