"""Takes a project in from an archive: checked whole, its pictures looked at, then its rows in one transaction.

Until that transaction nothing of it can be seen. What a cut-off import leaves are copies that were never kept, which
`Upkeep.begin` removes, and perhaps pictures and tensors without a row, which the collector removes a day later.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, nullcontext
from itertools import groupby
from pathlib import Path
from typing import Any

from app.services.archive_export import AskStop, TellArchive
from app.services.archive_format import ADAPTERS, ARCHIVE_LIMITS, PICTURES, ArchiveProgress
from app.services.archive_reading import Archive, read_archive, sound_adapter, verify
from app.services.archive_rows import Unpacked, add_project, described
from app.services.change import Change, change_of
from app.services.import_files import Brought
from app.services.import_line import Line
from app.services.import_look import THUMBNAIL, NotReadable, PictureFacts, Prepared, Readable
from app.services.import_plan import PlannedPicture
from app.services.jobs import Decoder
from app.services.safe_zip import open_zip
from app.storage.pictures import PictureStore
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.backbones import catalogue
from mmrl_engine.errors import PictureError
from mmrl_engine.notices import Notice, notice

ASK_SECONDS = 0.1  # between two questions whether to stop
THREADS = 4
_AT_ONCE = 64  # pictures that become lasting together
_LARGE = 16_000_000  # bytes; larger pictures are unpacked into memory one at a time


class _StopAskedError(Exception):
    """The person does not want the project any more, or the program is being closed."""


def import_archive(storage: Storage, decoder: Decoder, path: Path, progress: TellArchive, stop: AskStop) -> Change:
    """The project in the archive `path` as a new one; see `Archives.import_archive`."""
    free = shutil.disk_usage(storage.folders.data).free
    with open_zip(path.absolute(), free=free, limits=ARCHIVE_LIMITS) as opened:
        running = _Import(storage, decoder, read_archive(opened), progress, stop)
        try:
            return running.run()
        except _StopAskedError:
            return Change({})


class _Import:
    """One import while it runs."""

    def __init__(
        self, storage: Storage, decoder: Decoder, archive: Archive, progress: TellArchive, stop: AskStop
    ) -> None:
        self._storage, self._archive = storage, archive
        self._look = _Looker(storage, decoder, archive)
        self._progress, self._stop = progress, stop

    def run(self) -> Change:
        archive = self._archive
        total = len(archive.names(PICTURES)) + len(archive.names(ADAPTERS))
        for done, _ in enumerate(verify(archive)):
            self._step("check", done, total)
        backup = self._storage.backups.make("before-import")
        self._storage.pictures.require_room(sum(archive.members[name].size for name in archive.names(PICTURES)))
        with self._looked_at() as pictures:
            self._keep(pictures.values())
            adapters = dict(self._put_adapters())
            return self._write(pictures, adapters, backup.notices)

    @contextmanager
    def _looked_at(self) -> Iterator[dict[str, Prepared]]:
        """Every picture by its SHA-256. Copies that were not kept in the block are removed after it."""
        pictures: dict[str, Prepared] = {}
        names = self._archive.names(PICTURES)
        try:
            with Line(self._planned(), self._look, self._drop, threads=THREADS) as line:
                while line:
                    self._step("look", len(pictures), len(names))
                    try:
                        prepared = line.next(ASK_SECONDS)
                    except CancelledError as error:  # the program is being closed
                        raise _StopAskedError from error
                    if prepared is not None:
                        pictures[names[len(pictures)].removeprefix(PICTURES)] = prepared
            yield pictures
        finally:
            for prepared in pictures.values():
                self._drop(prepared)

    def _planned(self) -> list[PlannedPicture]:
        path, members = self._archive.opened.path, self._archive.members
        return [PlannedPicture(path, size=members[name].size, entry=name) for name in self._archive.names(PICTURES)]

    def _keep(self, pictures: Iterable[Prepared]) -> None:
        staged = [item.file.staged for item in pictures if isinstance(item, Readable) and item.file.staged is not None]
        for place in range(0, len(staged), _AT_ONCE):
            self._step("keep", place, len(staged))
            self._storage.pictures.keep_all(staged[place : place + _AT_ONCE])
        self._step("keep", len(staged), len(staged))

    def _put_adapters(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Makes the tensors lasting, and gives what each adapter's row says, with its uid in the archive."""
        listed = sorted(self._archive.content["adapters"], key=lambda item: str(item["section"]))
        for sha256, items in groupby(listed, key=lambda item: str(item["section"])):
            section = self._archive.read(ADAPTERS + sha256)
            made = [(item["uid"], sound_adapter(self._archive, item, section)) for item in items]
            self._storage.adapters.put(section)
            yield from ((uid, described(adapter)) for uid, adapter in made)

    def _write(
        self, pictures: dict[str, Prepared], adapters: dict[str, dict[str, Any]], notices: tuple[Notice, ...]
    ) -> Change:
        content = self._archive.content
        unpacked = Unpacked(self._archive.opened.path, content, pictures, adapters)

        def work(unit: UnitOfWork) -> tuple[int, str]:
            project = add_project(unit.session, unpacked)
            return project.id, project.name

        written = self._storage.write(work)
        project_id, name = written.value
        return change_of(written, made=project_id, notices=(*notices, *_told(content, name, pictures)))

    def _drop(self, item: Prepared) -> None:
        if isinstance(item, Readable) and item.file.staged is not None:
            self._storage.pictures.drop(item.file.staged)

    def _step(self, step: str, done: int, total: int) -> None:
        if self._stop():
            raise _StopAskedError
        self._progress(ArchiveProgress(step, done, total))


class _Looker:
    """Copies pictures out of an archive and looks at them; several threads may call it at once."""

    def __init__(self, storage: Storage, decoder: Decoder, archive: Archive) -> None:
        self._storage, self._decoder, self._archive = storage, decoder, archive
        self._store: PictureStore = storage.pictures
        self._large = threading.Lock()
        self._names = {item["sha256"]: item["name"] for item in archive.content["placements"]}

    def __call__(self, picture: PlannedPicture) -> Prepared:
        """The picture, prepared.

        Raises:
            InputError: the archive is another one by now. EngineError: nothing more can be copied. CancelledError: the
                decoder was closed.
        """
        member = picture.entry or ""
        with self._large if picture.size > _LARGE else nullcontext():
            staged = self._store.stage_bytes(self._archive.read(member))
        file = Brought(staged.path, staged.sha256, staged.size, staged.mtime_ns, staged)
        try:
            found = self._decoder.look(staged.path, THUMBNAIL).result()
        except PictureError as error:
            self._store.drop(staged)
            reason, name = error.notices[0], self._names[staged.sha256]
            return NotReadable(picture, Notice(reason.code, {**reason.params, "path": name}))
        except BaseException:
            self._store.drop(staged)
            raise
        self._storage.thumbnails.write(staged.sha256, found.thumbnail)
        facts = PictureFacts(found.width, found.height, found.kind, found.taken, found.dhash)
        return Readable(picture, file, facts)


def _told(content: dict[str, Any], name: str, pictures: dict[str, Prepared]) -> Iterator[Notice]:
    project = content["project"]
    if name != project["name"]:
        yield notice("archive-imported-as", old=project["name"], name=name)
    failed = [item["name"] for item in content["placements"] if isinstance(pictures[item["sha256"]], NotReadable)]
    if failed:
        yield notice("archive-pictures-unreadable", count=len(failed), first=failed[0])
    if catalogue.by_id(project["backbone"]["source"]) is None:
        yield notice("archive-backbone-elsewhere", name=project["backbone"]["source"])
