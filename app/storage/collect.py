"""Garbage collection: deletes what lies beside the database and is needed by nothing any more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, exists, select

from app.storage.cached_files import oldest_first, remove
from app.storage.columns import stamp
from app.storage.references import Needed, Rows, named_by_acts, needed_by_backups, needed_by_rows, require_nothing_aside
from app.storage.schema import Picture, Placement
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice

AGE = timedelta(days=1)
_AT_ONCE = 500  # rows in one transaction, for which others wait
_RUN_FILE = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?:checkpoint|mmrl)\.safetensors")
_UNFINISHED_FILE = re.compile(r"\.mmrl-[0-9a-f]{16}\.tmp")  # of `mmrl_engine.files.atomic_write`
_STEMS = "mmrl-stems-*"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were deleted, and their bytes."""

    count: int = 0
    size: int = 0

    @classmethod
    def of(cls, sizes: Iterable[int]) -> Tally:
        """Of things with these sizes."""
        listed = list(sizes)
        return cls(len(listed), sum(listed))


@dataclass(frozen=True, slots=True)
class Collected:
    """What one collection deleted.

    Attributes:
        rows: of pictures. checkpoints: and unclaimed results of trainings. staged: copies that were never kept.
        notices: why some things were left, though nothing may need them.
    """

    pictures: Tally = field(default_factory=Tally)
    rows: int = 0
    sections: Tally = field(default_factory=Tally)
    checkpoints: Tally = field(default_factory=Tally)
    stems: Tally = field(default_factory=Tally)
    staged: Tally = field(default_factory=Tally)
    notices: tuple[Notice, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all of it."""
        return sum(tally.size for tally in (self.pictures, self.sections, self.checkpoints, self.stems, self.staged))


class Collector:
    """Collects in one data folder. Others may go on using it meanwhile.

    Nothing younger than a day is touched, since its row may not be committed yet. Files and sections that are kept or
    put once more count as new from then on.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def collect(self, moment: datetime | None = None) -> Collected:
        """Deletes what nothing needs and what was made a day before `moment` (now) at least.

        Where it cannot be known what is needed, or the disk fails, the rest is left and `notices` say why.
        """
        done = Collected()
        if self._storage.read_only:  # a newer version may need things for reasons that are not known here
            return done
        before = (moment or datetime.now(UTC)) - AGE
        try:
            for step in self._steps(before):
                done = step
        except EngineError as error:
            return replace(done, notices=error.notices)
        return done

    def _steps(self, before: datetime) -> Iterator[Collected]:
        """What was deleted so far, after each step."""
        seconds, folders = before.timestamp(), self._storage.folders
        done = Collected(staged=Tally.of(self._storage.pictures.sweep(before=seconds)))
        yield done
        # Where the system allows, stems have no name. Where they have one, it cannot be removed while they are in use.
        done = replace(done, stems=_removed(folders.stems.rglob(_STEMS), seconds))
        yield done
        require_nothing_aside(folders.projects)
        needed, rows = self._needed(folders.backups)
        done = replace(done, checkpoints=_removed(_run_files(folders.checkpoints, needed.runs), seconds))
        yield done
        unneeded = sorted(self._storage.adapters.sizes().keys() - needed.sections)
        done = replace(done, sections=Tally.of(self._storage.adapters.delete(unneeded, before=stamp(before))))
        yield done
        done = replace(done, rows=self._delete_rows(needed, rows, stamp(before)))
        yield done
        yield replace(done, pictures=Tally.of(self._delete_pictures(needed, seconds)))

    def _needed(self, backups: Path) -> tuple[Needed, Rows]:
        """Backups are looked at before and after the rows: a project may be brought back from one that then goes, or a
        new one be made of rows that then go.
        """
        earlier = needed_by_backups(backups)
        with self._storage.read() as session:
            rows = needed_by_rows(session)
        return earlier | rows.needed | needed_by_backups(backups), rows

    def _delete_rows(self, needed: Needed, rows: Rows, before: str) -> int:
        unneeded = [
            sha256 for sha256, at in rows.pictures_added.items() if at < before and sha256 not in needed.pictures
        ]
        return sum(
            self._delete_some(unneeded[start : start + _AT_ONCE], rows.last_part)
            for start in range(0, len(unneeded), _AT_ONCE)
        )

    def _delete_some(self, hashes: list[str], last_part: int) -> int:
        """Looks once more at what may have come since, now that nobody else writes."""

        def work(unit: UnitOfWork) -> int:
            named, _ = named_by_acts(unit.session, after=last_part)
            unneeded = [sha256 for sha256 in hashes if sha256 not in named]
            placed = exists().where(Placement.sha256 == Picture.sha256)
            gone = delete(Picture).where(Picture.sha256.in_(unneeded), ~placed).returning(Picture.sha256)
            return len(unit.session.scalars(gone).all())

        return self._storage.write(work).value

    def _delete_pictures(self, needed: Needed, before: float) -> Iterator[int]:
        with self._storage.read() as session:
            kept = needed.pictures | set(session.scalars(select(Picture.sha256)))
        for sha256 in self._storage.pictures.hashes():
            if sha256 not in kept:
                size = self._storage.pictures.remove(sha256, before=before)
                if size is not None:
                    yield size


def _run_files(folder: Path, needed: frozenset[str]) -> Iterator[Path]:
    for path in folder.glob("*"):
        match = _RUN_FILE.fullmatch(path.name)
        if _UNFINISHED_FILE.fullmatch(path.name) or (match is not None and match[1] not in needed):
            yield path


def _removed(paths: Iterable[Path], before: float) -> Tally:
    files = [file for file in oldest_first(paths) if file.used < before * 1e9]
    return Tally.of(file.size for file in files if remove(file.path))
