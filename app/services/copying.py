"""Sorted copies while they are made: batch by batch, each noted in the journal before and after it gets its names.

At whatever moment the program is cut off, the journal and the temporary files tell which copies are ours.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from app.services.copy_files import has_arrived, put_in_place, write_copy
from app.services.copy_journal import CopyJournal, CopyRow, Outcome
from app.services.copy_place import is_folder, leads_away, taken
from app.storage.durable import files_told, sync_folder
from mmrl_engine.errors import InputError, PictureError
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice, notice
from mmrl_engine.untrusted import shown

BATCH = 32  # files that get their names together
BATCH_BYTES = 64_000_000  # or fewer


@dataclass(frozen=True, slots=True)
class CopyProgress:
    """How far the work is: files dealt with for good, of `total`; `size`: bytes that were copied."""

    done: int
    total: int
    size: int = 0


TellProgress = Callable[[CopyProgress], None]
AskStop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class _Written:
    row: CopyRow
    temporary: Path
    size: int


class Temporaries:
    """Names of the files that copies are written to. A row has the same name every time, so that what a program that
    was cut off has left is found again.

    Args:
        data: the program's data folder, which tells this program from another that copies to the same place.
    """

    def __init__(self, data: Path) -> None:
        self._key = os.fsencode(data)

    def path(self, row: CopyRow) -> Path:
        """Beside the row's target."""
        digest = hashlib.sha256(self._key + b"\0" + str(row.id).encode()).hexdigest()
        return row.target.parent / f".mmrl-{digest[:16]}.tmp"

    def settle(self, row: CopyRow) -> Outcome | None:
        """Tidies up what a program that was cut off may have left of a planned copy: it was made, or it is still to be
        made (None).
        """
        with files_told(row.target.parent):
            if row.sha256 is not None and has_arrived(self.path(row), row.target, row.sha256):
                return Outcome(row, "copied", row.sha256)
            with suppress(FileNotFoundError, NotADirectoryError):
                self.path(row).unlink()
        return None

    def tidy(self, rows: Iterable[CopyRow]) -> None:
        """Removes what is left of copies that will not be made, or have their names."""
        for row in rows:
            with suppress(OSError):  # mostly there is nothing
                self.path(row).unlink()


class Copying:
    """The copying of one run.

    Args:
        originals: the folder of the pictures; where it is gone, that is no reason to give single pictures up.
    """

    def __init__(
        self,
        journal: CopyJournal,
        temporaries: Temporaries,
        originals: Path,
        progress: TellProgress,
        stop: AskStop,
    ) -> None:
        self._journal, self._temporaries, self._originals = journal, temporaries, originals
        self._progress, self._stop = progress, stop
        self._done = self._total = self._size = 0

    def run(self, copy_run_id: int) -> bool:
        """Makes what is still planned; whether all of it was dealt with (else it was asked to stop).

        Raises:
            EngineError: nothing more can be copied. What was copied is in the journal.
        """
        rows = self._journal.rows(copy_run_id, "planned")
        self._make_folders(row for row in rows if row.is_folder)
        files = [row for row in rows if not row.is_folder]
        self._total = len(files)
        waiting = iter(files)
        while self._done < self._total:
            if self._stop():
                return False
            self._batch(waiting)
        return True

    def _make_folders(self, rows: Iterable[CopyRow]) -> None:
        outcomes = []
        for row in rows:
            if leads_away(row.target):
                outcomes.append(Outcome(row, "skipped", notice=_folder_taken(row.target)))
                continue
            with files_told(row.target):
                row.target.mkdir(exist_ok=True)
                sync_folder(row.target.parent)
            outcomes.append(Outcome(row, "copied"))
        self._journal.note(outcomes)

    def _batch(self, waiting: Iterator[CopyRow]) -> None:
        """Writes some copies, notes what they are, gives them their names, and notes that."""
        written, outcomes = self._stage(waiting)
        outcomes += [_placed(item) for item in written]
        try:
            for folder in {item.row.target.parent for item in written}:
                with files_told(folder):
                    sync_folder(folder)
        finally:
            self._journal.note(outcomes)
        # Of those that got no name. Not before that is noted: a file that is gone counts as one that has its name.
        self._temporaries.tidy(item.row for item in written)
        self._done += len(outcomes)
        self._size += sum(item.size for item in written)
        self._progress(CopyProgress(self._done, self._total, self._size))

    def _stage(self, waiting: Iterator[CopyRow]) -> tuple[list[_Written], list[Outcome]]:
        written: list[_Written] = []
        outcomes: list[Outcome] = []
        try:
            for row in waiting:
                result = self._written(row)
                if isinstance(result, Outcome):
                    outcomes.append(result)
                else:
                    written.append(result)
                size = sum(item.size for item in written)
                if len(written) + len(outcomes) >= BATCH or size >= BATCH_BYTES or self._stop():
                    break
            self._journal.note(Outcome(item.row, "planned", item.row.sha256) for item in written)
        except BaseException:
            self._temporaries.tidy(item.row for item in written)
            raise
        return written, outcomes

    def _written(self, row: CopyRow) -> _Written | Outcome:
        """The copy under its temporary name, or why there is none."""
        folder = row.target.parent
        if leads_away(folder):
            return Outcome(row, "skipped", notice=_folder_taken(folder))
        settled = self._temporaries.settle(row)
        if settled is not None:
            return settled
        with files_told(folder):
            folder.mkdir(parents=True, exist_ok=True)
        try:
            return self._copied(row)
        except PictureError as error:
            if not is_folder(self._originals):
                raise InputError(notice("folder-missing", path=printable_path(self._originals))) from error
            return Outcome(row, "failed", notice=error.notices[0])

    def _copied(self, row: CopyRow) -> _Written | Outcome:
        temporary = self._temporaries.path(row)
        sha256, size = write_copy(row.source, temporary)
        there = taken(row.target, sha256)
        if there is None:
            return _Written(replace(row, sha256=sha256), temporary, size)
        temporary.unlink()
        return Outcome(row, "skipped", notice=there)


def _placed(item: _Written) -> Outcome:
    row = item.row
    try:
        put_in_place(item.temporary, row.target)
    except FileExistsError:
        return Outcome(row, "skipped", notice=taken(row.target, row.sha256))
    except OSError as error:
        reason = shown(error.strerror or str(error))
        return Outcome(row, "failed", notice=notice("copy-not-made", path=printable_path(row.target), reason=reason))
    return Outcome(row, "copied", row.sha256)


def _folder_taken(folder: Path) -> Notice:
    return notice("copy-name-taken", path=printable_path(folder))
