"""Repairs a file of ours, or puts another in its place, and says what was done. Nothing is ever deleted."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.storage.aside import new_beside, new_name, nothing_left_of, put_in_place, set_aside
from app.storage.backups import Backup, Backups
from app.storage.checks import Finding, Orphan, State, drop_orphan, find_orphans, is_broken, problems
from app.storage.database import Kind, connect, settle
from app.storage.driver import Driver
from app.storage.durable import files_told
from app.storage.errors import result_code, told
from app.storage.rescue import Rescued, readable_rows, rescue
from app.storage.snapshot import insert_sections
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice, notice

CONSTRAINT = 19  # SQLite's code where an index would hold the same value twice
_FOUND = {
    State.MISSING: "storage-found-missing",
    State.NOT_A_FILE: "storage-found-no-file",
    State.EMPTY: "storage-found-empty",
    State.FOREIGN: "storage-found-foreign",
    State.DAMAGED: "storage-found-damaged",
}
Create = Callable[[Path, Kind, str], None]


class Repair:
    """Mends the files of a data folder before they are in use.

    Args:
        create: makes a database of a kind at a path, of the schema with that revision or "head".
    """

    def __init__(
        self,
        driver: Driver,
        backups: Backups,
        create: Create,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._driver, self._backups, self._create, self._clock = driver, backups, create, clock

    def mend_projects(self, path: Path, kind: Kind, finding: Finding) -> tuple[Notice, ...]:
        """Makes `path` a sound `projects.sqlite`, from its own content, a backup, or what can be read of it.

        Raises:
            EngineError: the disk is full or failed; what was there is there still.
        """
        with nothing_left_of(path):
            if finding.state is State.MISSING and not self._backups.list():
                return self._replace(path, self._empty(path, kind))
            mended = self._mend_in_place(path, kind, finding)
            if mended:
                return mended
            new, done = self._projects_again(path, kind, finding)
            return (found_notice(path, finding), done, *self._replace(path, new))

    def mend_adapters(self, path: Path, kind: Kind, finding: Finding, needed: Collection[str]) -> tuple[Notice, ...]:
        """Makes `path` a sound `adapters.sqlite` with all that it and the backups hold of the sections `needed`.

        Raises:
            EngineError: as `mend_projects`.
        """
        with nothing_left_of(path):
            mended = self._mend_in_place(path, kind, finding)
            if mended:
                return mended
            new = self._empty(path, kind)
            there = self._fill_adapters(new, path if _is_readable(finding) else None, set(needed))
            if finding.state is State.MISSING and not needed:
                return self._replace(path, new)
            lost = len(set(needed) - there)
            done = notice("storage-adapters-rebuilt", path=printable_path(path), kept=len(needed) - lost, lost=lost)
            return (found_notice(path, finding), done, *self._replace(path, new))

    def mend_orphans(self, path: Path, orphans: Collection[Orphan]) -> tuple[Notice, ...]:
        """Removes rows that belong to nothing any more, after a backup, and tells which references stay broken.

        Raises:
            EngineError: the disk is full or failed; nothing was removed.
        """
        notices = []
        if any(map(_is_safe, orphans)):
            backup = self._backups.make("before-repair")
            with told(path), closing(connect(path, self._driver)) as connection:
                removed = _remove_orphans(connection)
                orphans = find_orphans(connection)
            where = printable_path(path)
            removal = notice("storage-orphans-removed", path=where, count=removed, backup=backup.name)
            notices = [removal, *backup.notices]
        if orphans:
            tables = sorted({orphan.table for orphan in orphans})
            notices.append(notice("storage-orphans-left", path=printable_path(path), count=len(orphans), tables=tables))
        return tuple(notices)

    def _mend_in_place(self, path: Path, kind: Kind, finding: Finding) -> tuple[Notice, ...]:
        """Makes the indexes again; empty where that is not all that it needs."""
        if not _is_readable(finding) or not self._reindex(path, kind):
            return ()
        return (notice("storage-reindexed", path=printable_path(path)),)

    def _reindex(self, path: Path, kind: Kind) -> bool:
        """Makes the indexes again. False, and the file is as it was, where that does not make it sound."""
        with told(path):
            try:
                with closing(connect(path, self._driver)) as connection:
                    connection.execute("PRAGMA synchronous = EXTRA")
                    connection.execute("BEGIN IMMEDIATE")
                    ours = connection.execute("PRAGMA application_id").fetchone()[0] == kind.application_id
                    connection.execute("REINDEX")
                    sound = ours and not problems(connection, thorough=True)
                    connection.execute("COMMIT" if sound else "ROLLBACK")
                    return bool(sound)
            except self._driver.module.Error as error:
                if is_broken(error) or result_code(error) == CONSTRAINT:
                    return False
                raise

    def _projects_again(self, path: Path, kind: Kind, finding: Finding) -> tuple[Path, Notice]:
        where = printable_path(path)
        rescued = self._rescued(path, kind, finding) if _is_readable(finding) else Rescued()
        if rescued.complete:
            return new_name(path), notice("storage-rebuilt", path=where)
        for backup in self._backups.list():
            new = self._copy_of(backup, path, kind)
            if new is not None:
                return new, notice("storage-from-backup", path=where, made_at=backup.made_at.isoformat(" ", "minutes"))
        if rescued.counts["project"]:
            return new_name(path), _rescued_notice(where, rescued.counts)
        return self._empty(path, kind), notice("storage-emptied", path=where)

    def _copy_of(self, backup: Backup, path: Path, kind: Kind) -> Path | None:
        """A copy of the backup's `projects.sqlite`, None where the backup is damaged itself or of a newer version."""
        if backup.version > kind.version or not self._backups.verify(backup.name):
            return None
        new = new_beside(path)
        with files_told(new):
            shutil.copyfile(self._backups.projects_file(backup.name), new)
        return new

    def _rescued(self, path: Path, kind: Kind, finding: Finding) -> Rescued:
        """Makes a new file beside `path` from what can be read of it."""
        known = 1 <= finding.version <= kind.version
        new = self._empty(path, kind, f"{finding.version:04d}" if known else "head")
        with told(new):
            return rescue(path, new, kind, self._driver)

    def _fill_adapters(self, new: Path, damaged: Path | None, needed: set[str]) -> set[str]:
        with told(new), closing(connect(new, self._driver)) as connection:
            connection.execute("BEGIN")
            if damaged is not None:
                insert_sections(connection, _sound_sections(damaged, self._driver))
            there = {row[0] for row in connection.execute("SELECT sha256 FROM section")}
            insert_sections(connection, self._backups.sections(needed - there))
            connection.execute("COMMIT")
            return {row[0] for row in connection.execute("SELECT sha256 FROM section")}

    def _empty(self, path: Path, kind: Kind, revision: str = "head") -> Path:
        with files_told(path):
            new = new_beside(path)
        self._create(new, kind, revision)
        return new

    def _replace(self, path: Path, new: Path) -> tuple[Notice, ...]:
        with told(new):
            settle(new, self._driver)
        with files_told(path):
            aside = set_aside(path, self._clock())
            put_in_place(new, path)
        if aside is None:
            return ()
        return (notice("storage-kept-aside", path=printable_path(path), aside=printable_path(aside)),)


def found_notice(path: Path, finding: Finding) -> Notice:
    """What was found where a file of ours belongs."""
    code = _FOUND[finding.state]
    return notice(code, path=printable_path(path), **({"reason": finding.reason} if finding.reason else {}))


def _rescued_notice(where: str, counts: Counter[str]) -> Notice:
    return notice(
        "storage-rescued",
        path=where,
        projects=counts["project"],
        classes=counts["class"],
        pictures=counts["placement"],
        adapters=counts["adapter"],
    )


def _is_readable(finding: Finding) -> bool:
    """Whether a damaged file may have something left that can be read."""
    return finding.state is State.DAMAGED and finding.opened


def _is_safe(orphan: Orphan) -> bool:
    """Whether the schema itself says what becomes of such a row when what it belongs to goes."""
    return orphan.action in ("CASCADE", "SET NULL")


def _remove_orphans(connection: Any) -> int:
    """Does to each what its table says: it goes with what it belonged to, or loses the reference. How many were so."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("BEGIN IMMEDIATE")
    removed = 0
    while safe := [orphan for orphan in find_orphans(connection) if _is_safe(orphan)]:
        for orphan in safe:
            drop_orphan(connection, orphan)
        removed += len(safe)
    connection.execute("COMMIT")
    return removed


def _sound_sections(damaged: Path, driver: Driver) -> Iterator[tuple[str, bytes]]:
    statement = "SELECT rowid, sha256, data FROM section WHERE rowid > ? ORDER BY rowid"
    for _, sha256, data in readable_rows(damaged, statement, driver):
        if isinstance(data, bytes) and hashlib.sha256(data).hexdigest() == sha256:
            yield sha256, data
