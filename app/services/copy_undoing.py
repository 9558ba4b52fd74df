"""Takes sorted copies back: deletes what is still exactly what was copied, and the folders that are empty then."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import islice
from pathlib import Path

from app.services.copy_journal import CopyJournal, CopyRow, Outcome
from app.services.copy_place import holds, is_folder
from app.services.copying import AskStop, CopyProgress, TellProgress, Temporaries
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice, notice

BATCH = 64  # files between two entries in the journal


class Undoing:
    """The undoing of one run. Its journal says afterwards what is left."""

    def __init__(self, journal: CopyJournal, temporaries: Temporaries, progress: TellProgress, stop: AskStop) -> None:
        self._journal, self._temporaries = journal, temporaries
        self._progress, self._stop = progress, stop
        self._left: list[Path] = []
        self._folders_left: list[Path] = []

    def run(self, copy_run_id: int) -> bool:
        """Deletes copies and folders; whether all was looked at (else it was asked to stop).

        Raises:
            EngineError: the disk failed. What was deleted is in the journal.
        """
        self._give_up_planned(copy_run_id)
        rows = self._journal.rows(copy_run_id, "copied")
        files = [row for row in rows if not row.is_folder]
        waiting, done = iter(files), 0
        while batch := list(islice(waiting, BATCH)):
            if self._stop():
                return False
            self._journal.note(self._deleted(row) for row in batch)
            done += len(batch)
            self._progress(CopyProgress(done, len(files)))
        # Parents stand before what is in them.
        self._journal.note(self._folder_removed(row) for row in reversed(rows) if row.is_folder)
        return True

    def notices(self) -> tuple[Notice, ...]:
        """What was left."""
        listed = (("copies-left", self._left), ("copies-folders-left", self._folders_left))
        return tuple(notice(code, count=len(paths), first=printable_path(paths[0])) for code, paths in listed if paths)

    def _give_up_planned(self, copy_run_id: int) -> None:
        """A copy that was made without its row saying so is one to undo; the others will not be made."""
        planned = self._journal.rows(copy_run_id, "planned")
        settled = [self._temporaries.settle(row) for row in planned if not row.is_folder]
        made = [outcome for outcome in settled if outcome is not None]
        made += [Outcome(row, "copied") for row in planned if row.is_folder and is_folder(row.target)]
        self._journal.note(made)
        self._journal.give_up_planned(copy_run_id)
        for state in ("skipped", "failed"):
            self._temporaries.tidy(self._journal.rows(copy_run_id, state))

    def _deleted(self, row: CopyRow) -> Outcome:
        with suppress(OSError):  # it is still there then, and told
            if row.sha256 is not None and holds(row.target, row.sha256):
                row.target.unlink()
        return self._outcome(row, self._left)

    def _folder_removed(self, row: CopyRow) -> Outcome:
        with suppress(OSError):  # it holds something else, or is gone
            row.target.rmdir()
        return self._outcome(row, self._folders_left)

    def _outcome(self, row: CopyRow, left: list[Path]) -> Outcome:
        if not os.path.lexists(row.target):
            return Outcome(row, "undone", row.sha256)
        left.append(row.target)
        return Outcome(row, "copied", row.sha256, notice("copy-left", path=printable_path(row.target)))
