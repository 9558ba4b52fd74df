"""Makes backups, each whole and checked before it counts as one."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.storage.database import connect
from app.storage.driver import Driver
from app.storage.durable import file_sha256, files_told
from app.storage.errors import told
from app.storage.folders import Folders
from app.storage.manifest import BackedUpProject, FileEntry, Manifest, read_facts
from app.storage.shelf import ADAPTERS_FILE, PROJECTS_FILE, Shelf
from app.storage.snapshot import copy_live, read_sections, write_sections
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice, notice

EVERY = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made.

    Attributes:
        made_at: in UTC. reason: why, such as "regular" or "before-restore". version: of the schema.
        projects: what can be gone back to. size: of its files, in bytes.
        notices: what to tell the person about its making.
    """

    name: str
    made_at: datetime
    reason: str
    version: int
    projects: tuple[BackedUpProject, ...]
    size: int
    notices: tuple[Notice, ...] = ()


class Backups:
    """The backups of a data folder. Calls may come from any thread; they wait for each other, but never make the writer
    wait for long.

    A backup has its own copy of `projects.sqlite`. Its `adapters.sqlite` holds only what came since the backups before
    it, which hold the rest: the tensors never change, and are much larger than everything else.

    Args:
        refusal: why none can be made, where that is so.
        clock: the time, in UTC.
    """

    def __init__(
        self,
        folders: Folders,
        driver: Driver,
        *,
        refusal: Notice | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._folder, self._projects, self._adapters = folders.backups, folders.projects, folders.adapters
        self._driver, self._refusal, self._clock = driver, refusal, clock
        self._shelf = Shelf(folders.backups, driver)
        self._lock = threading.RLock()
        self._watch: Any = None
        self._seen: tuple[int, datetime] | None = None

    def due(self, every: timedelta = EVERY) -> bool:
        """Whether something changed since the last backup, and `every` has passed."""
        with self._lock:
            if self._refusal is not None:
                return False
            moments = [backup.made_at for backup in self.list()[:1]]
            if self._seen is not None:
                moments.append(self._seen[1])
            if any(timedelta(0) <= self._clock() - moment < every for moment in moments):
                return False
            return self._seen is None or self._seen[0] != self._data_version()

    def make(self, reason: str) -> Backup:
        """Makes a backup and checks it; where nothing has changed since the last one, and that is whole still, it is
        returned.

        Raises:
            EngineError: the disk is full or failed, or a database is damaged. The backups before are as they were.
        """
        with self._lock:
            if self._refusal is not None:
                raise EngineError(self._refusal)
            with files_told(self._folder):
                seen = (self._data_version(), self._clock())
                backup = self._make(reason)
                self._seen = seen
                return replace(backup, notices=(*backup.notices, *self._shelf.thin(self._clock())))

    def list(self) -> tuple[Backup, ...]:
        """The backups that can be gone back to, the newest first."""
        with self._lock:
            manifests = self._shelf.manifests().items()
            found = [_summary(name, manifest) for name, manifest in manifests if self._shelf.is_whole(name)]
            return tuple(sorted(found, key=lambda backup: backup.made_at, reverse=True))

    def find(self, name: str) -> Backup:
        """The backup of that name.

        Raises:
            EngineError: there is none.
        """
        for backup in self.list():
            if backup.name == name:
                return backup
        raise EngineError.of("backup-missing", name=name)

    def verify(self, name: str) -> bool:
        """Whether every file of the backup has the bytes that were written."""
        with self._lock:
            return self._shelf.is_unchanged(name)

    def projects_file(self, name: str) -> Path:
        """The backup's `projects.sqlite`, verified; it must not be changed.

        Raises:
            EngineError: there is no such backup, or it is damaged.
        """
        path = self._folder / self.find(name).name / PROJECTS_FILE
        if not self.verify(name):
            raise EngineError.of("backup-damaged", name=name)
        return path

    def sections(self, wanted: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Those of the adapters' tensors (SHA-256, bytes) that any backup holds whole."""
        with self._lock:
            yield from self._shelf.sections(wanted)

    def close(self) -> None:
        """Closes the connection that watches for changes; it is opened again when it is needed."""
        with self._lock:
            if self._watch is not None:
                self._watch.close()
            self._watch = self._seen = None

    def _make(self, reason: str) -> Backup:
        name, made_at = self._free_name()
        work = self._shelf.begin(name)
        try:
            manifest = self._fill(work, name, made_at, reason)
            same = self._same(manifest)
            if same is not None:
                return same
            self._shelf.add(work, name, manifest)
        finally:
            shutil.rmtree(work, ignore_errors=True)  # there no more if all went well; else the next backup tries again
        lost = len(manifest.facts.sections) - len(manifest.sections_in)
        notices = (notice("backup-adapters-missing", count=lost),) if lost else ()
        return replace(_summary(name, manifest), notices=notices)

    def _fill(self, work: Path, name: str, made_at: datetime, reason: str) -> Manifest:
        copy_live(self._projects, work / PROJECTS_FILE, self._driver)
        facts = read_facts(work / PROJECTS_FILE, self._driver)
        where = self._shelf.holders()
        # Adapters are stored before the rows that name them, so what the copy above names is there by now.
        gained = self._copy_gained(work / ADAPTERS_FILE, [sha256 for sha256 in facts.sections if sha256 not in where])
        where |= dict.fromkeys(gained, name)
        files = {path.name: FileEntry(file_sha256(path), path.stat().st_size) for path in sorted(work.iterdir())}
        return Manifest(made_at, reason, files, facts, {key: where[key] for key in facts.sections if key in where})

    def _copy_gained(self, target: Path, wanted: Collection[str]) -> set[str]:
        gained: set[str] = set()
        if not wanted:
            return gained

        def sections(connection: Any) -> Iterator[tuple[str, bytes]]:
            for sha256, data in read_sections(connection, wanted):
                gained.add(sha256)
                yield sha256, data

        with told(self._adapters), closing(connect(self._adapters, self._driver)) as connection:
            write_sections(target, sections(connection), self._driver)
        if not gained:
            target.unlink()
        return gained

    def _same(self, manifest: Manifest) -> Backup | None:
        """The newest backup, if it holds just what `manifest` tells, unchanged since it was made."""
        for newest in self.list()[:1]:
            there = self._shelf.manifests()[newest.name]
            alike = there.files[PROJECTS_FILE] == manifest.files[PROJECTS_FILE]
            if alike and there.sections_in == manifest.sections_in and self._shelf.is_unchanged(newest.name):
                return newest
        return None

    def _data_version(self) -> int:
        """A number that differs once another connection has written."""
        with told(self._projects):
            if self._watch is None:
                self._watch = connect(self._projects, self._driver)
            return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def _free_name(self) -> tuple[str, datetime]:
        made_at = self._clock()
        while (self._folder / _folder_name(made_at)).exists():
            made_at += timedelta(milliseconds=1)
        return _folder_name(made_at), made_at


def _folder_name(moment: datetime) -> str:
    # Without colons, which Windows does not allow.
    return moment.strftime("%Y-%m-%dT%H-%M-%S-") + f"{moment.microsecond // 1000:03d}Z"


def _summary(name: str, manifest: Manifest) -> Backup:
    facts, size = manifest.facts, sum(entry.size for entry in manifest.files.values())
    return Backup(name, manifest.made_at, manifest.reason, facts.version, facts.projects, size)
