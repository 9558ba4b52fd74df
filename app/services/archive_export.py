"""Writes a project as one archive, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.services.archive_content import PictureFile, leave_out, read_content
from app.services.archive_format import (
    ADAPTERS,
    ARCHIVE_LIMITS,
    CONTENT_NAME,
    FORMAT,
    MANIFEST,
    MOST_JSON,
    PICTURES,
    SUFFIX,
    ArchiveProgress,
    Member,
    counts_of,
)
from app.services.copy_place import room_problems
from app.storage.durable import files_told, sync_folder
from app.storage.originals import opened
from app.storage.storage import Storage
from mmrl_engine.errors import EngineError, InputError, PictureError
from mmrl_engine.files import replace_file
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice, notice
from mmrl_engine.untrusted import listed
from mmrl_engine.version import engine_version

TellArchive = Callable[[ArchiveProgress], None]
AskStop = Callable[[], bool]
_BESIDES = 1_000_000  # bytes for what stands beside the pictures, and as much again for a thousand of them
_ORDINARY = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did.

    Attributes:
        path: the archive. size: its bytes. pictures: how many are in it.
        missing: names of those that are not: their files are gone or changed.
        stopped: somebody asked for that, and no archive was written.
    """

    path: Path
    size: int
    pictures: int
    missing: tuple[str, ...]
    notices: tuple[Notice, ...]
    stopped: bool = False


class _StopAskedError(Exception):
    """The person wants no archive any more."""


def export_archive(storage: Storage, project_id: int, path: Path, progress: TellArchive, stop: AskStop) -> Exported:
    """Writes the project to `path`; see `Archives.export`."""
    if not path.name.endswith(SUFFIX):
        raise InputError(notice("archive-name", ending=SUFFIX))
    with storage.read() as session:
        content, files = read_content(session, project_id)
    sizes = storage.adapters.sizes()
    sections = list(dict.fromkeys(item["section"] for item in content["adapters"]))
    size = sum(file.size for file in files) + sum(sizes.get(item, 0) for item in sections)
    _refuse_too_large(len(files) + len(sections), size)
    _refuse_full(path, size + _BESIDES * (1 + len(files) // 1000))
    writing = _Writing(storage, content, progress, stop)
    try:
        with files_told(path), _replacing(path) as stream:
            return writing.write(path, stream, files, sections)
    except _StopAskedError:
        return Exported(path, 0, 0, (), (), stopped=True)


class _Writing:
    """One archive while it is being written."""

    def __init__(self, storage: Storage, content: dict[str, Any], progress: TellArchive, stop: AskStop) -> None:
        self._storage, self._content, self._progress, self._stop = storage, content, progress, stop
        self._members: dict[str, Member] = {}
        self._done = 0

    def write(self, path: Path, stream: Any, files: tuple[PictureFile, ...], sections: list[str]) -> Exported:
        total = len(files) + len(sections)
        with zipfile.ZipFile(stream, "w") as archive:
            missing = [item for item in files if not self._add_picture(archive, item, total)]
            lost = [item for item in sections if not self._add_section(archive, item, total)]
            content = leave_out(self._content, {item.sha256 for item in missing}, lost)
            self._add_json(archive, CONTENT_NAME, content)
            self._add_json(archive, MANIFEST, self._manifest(content))
        names = tuple(item.name for item in missing)
        without = [item["name"] for item in self._content["adapters"] if item["section"] in lost]
        size, pictures = stream.tell(), len(files) - len(missing)
        return Exported(path, size, pictures, names, tuple(_left_out(names, without)))

    def _add_picture(self, archive: zipfile.ZipFile, item: PictureFile, total: int) -> bool:
        self._step(total)
        data = self._picture(item)
        if data is not None:
            self._add(archive, PICTURES + item.sha256, data, zipfile.ZIP_STORED)
        return data is not None

    def _picture(self, item: PictureFile) -> bytes | None:
        """Its bytes, wherever they are still as they came."""
        for place in (item.original, self._storage.pictures.path(item.sha256)):
            if place is None:
                continue
            with suppress(PictureError), opened(place) as original:
                data = b"".join(original.chunks())
                if hashlib.sha256(data).hexdigest() == item.sha256:
                    return data
        return None

    def _add_section(self, archive: zipfile.ZipFile, sha256: str, total: int) -> bool:
        self._step(total)
        try:
            data = self._storage.adapters.get(sha256)
        except EngineError as error:
            if all(item.code.startswith("adapter-section-") for item in error.notices):
                return False
            raise
        self._add(archive, ADAPTERS + sha256, data, zipfile.ZIP_STORED)
        return True

    def _add_json(self, archive: zipfile.ZipFile, name: str, value: object) -> None:
        data = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
        if len(data) > MOST_JSON:
            raise InputError(notice("archive-too-large", megabytes=len(data) // 10**6, limit=MOST_JSON // 10**6))
        self._add(archive, name, data, zipfile.ZIP_DEFLATED)

    def _add(self, archive: zipfile.ZipFile, name: str, data: bytes, method: int) -> None:
        info = zipfile.ZipInfo(name)  # without a time, so that equal projects make equal archives
        info.compress_type, info.external_attr = method, _ORDINARY
        archive.writestr(info, data)
        if name != MANIFEST:
            self._members[name] = Member(len(data), hashlib.sha256(data).hexdigest())

    def _manifest(self, content: dict[str, Any]) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "program": engine_version(),
            "project": {key: content["project"][key] for key in ("uid", "name")},
            "counts": counts_of(content),
            "members": {name: {"size": item.size, "sha256": item.sha256} for name, item in self._members.items()},
        }

    def _step(self, total: int) -> None:
        if self._stop():
            raise _StopAskedError
        self._progress(ArchiveProgress("write", self._done, total))
        self._done += 1


@contextmanager
def _replacing(path: Path) -> Iterator[Any]:
    """A file to write, which takes the place of `path` at the end; after a failure there is none."""
    temporary = path.parent / f".mmrl-{secrets.token_hex(8)}.tmp"
    try:
        with temporary.open("x+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        replace_file(temporary, path)
        sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):  # the first error is the one to tell
            temporary.unlink(missing_ok=True)
        raise


def _refuse_too_large(count: int, size: int) -> None:
    if count > ARCHIVE_LIMITS.entries - 2:
        raise InputError(notice("archive-too-many", count=count, limit=ARCHIVE_LIMITS.entries - 2))
    if size > ARCHIVE_LIMITS.size - 2 * MOST_JSON:
        raise InputError(
            notice("archive-too-large", megabytes=size // 10**6, limit=(ARCHIVE_LIMITS.size - 2 * MOST_JSON) // 10**6)
        )


def _refuse_full(path: Path, size: int) -> None:
    if problems := list(room_problems(path.absolute().parent, size)):
        raise EngineError(*problems)


def _left_out(pictures: tuple[str, ...], adapters: list[str]) -> Iterator[Notice]:
    if pictures:
        first = printable_path(Path(pictures[0]))
        yield notice("archive-pictures-missing", count=len(pictures), first=first)
    if adapters:
        yield notice("archive-adapters-lost", count=len(adapters), names=listed(adapters))
