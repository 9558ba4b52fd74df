"""Copies of a folder run's pictures, sorted into folders by their answers: planned, made, gone on with, undone.

Originals are only read. Nothing is ever overwritten, and undoing deletes nothing but what is exactly as it was copied.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.services.change import Change
from app.services.copy_journal import CopyJournal, CopyRunView
from app.services.copy_place import is_folder, leads_away, room_problems, taken, target_problems
from app.services.copy_plan import CopyEntry, CopyPlan, OwnFolders, Skipped, placed
from app.services.copy_undoing import Undoing
from app.services.copying import AskStop, Copying, CopyProgress, TellProgress, Temporaries
from app.services.folder_files import ALL_FILES, FileFilter, answered_files, file_ids
from app.services.folder_run_rows import folder_run, folder_run_view
from app.storage.durable import file_sha256
from app.storage.originals import opened
from app.storage.storage import Storage
from mmrl_engine.errors import EngineError, InputError, PictureError
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice, notice


def _tell_nobody(progress: CopyProgress) -> None:
    """For callers that show nothing."""


def _go_on() -> bool:
    return False


class SortedCopies:
    """The use cases on sorted copies. `copy`, `go_on` and `undo` take as long as the disk does: not for the thread of
    a window.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._journal = CopyJournal(storage)
        self._temporaries = Temporaries(storage.folders.data)
        self._lock = threading.Lock()
        self._at_work: set[int] = set()

    def plan(
        self, *, run_id: int, target: Path, wanted: FileFilter = ALL_FILES, own: OwnFolders | None = None
    ) -> CopyPlan:
        """What `copy` would do with the answered files among the wanted ones; changes nothing.

        Args:
            target: need not be there yet. own: names of the folders for pictures that belong to no name.

        Raises:
            InputError: the run is gone.
        """
        target = target.absolute()
        with self._storage.read() as session:
            run = folder_run_view(folder_run(session, run_id))
            files = answered_files(session, run.id, run.folder)
            chosen = file_ids(session, run.id, wanted)
        places = [item for item in placed(files, run.names, target, own or OwnFolders()) if item[0].id in chosen]
        problems = self._problems(target, run.folder, {place.parent for _, place in places})
        if not places:
            problems = (*problems, notice("copies-none"))
        if problems:
            return CopyPlan(run_id, target, problems=problems)
        looked = [_looked_at(file.source, place) for file, place in places]
        entries = tuple(item for item in looked if isinstance(item, CopyEntry))
        skipped = tuple(item for item in looked if isinstance(item, Skipped))
        room = tuple(room_problems(target, sum(entry.size for entry in entries)))
        return CopyPlan(run_id, target, entries, skipped, room)

    def copy(self, *, plan: CopyPlan, progress: TellProgress = _tell_nobody, stop: AskStop = _go_on) -> Change:
        """Makes the copies of a plan. `made` is the id under which they are gone on with and undone. What cannot go on
        (a full disk) is told in the Change's notices, and the run is stopped.

        Args:
            progress: told what is lasting. stop: asked after each file.

        Raises:
            InputError: the plan has problems, or the folder run is gone.
        """
        with self._storage.read() as session:
            originals = folder_run(session, plan.run_id).folder
        folders = {entry.target.parent for entry in plan.entries}
        problems = plan.problems or self._problems(plan.target, originals, folders)
        if problems:
            raise InputError(*problems)
        copy_run_id = self._journal.begin(plan, _missing_folders(plan))
        with self._working(copy_run_id, plan.target):
            return self._copied(copy_run_id, originals, progress, stop, made=True)

    def go_on(self, *, copy_run_id: int, progress: TellProgress = _tell_nobody, stop: AskStop = _go_on) -> Change:
        """Makes the copies that are still planned; does nothing where all are made.

        Raises:
            InputError: the run is gone, at work or undone; its folder or that of the pictures is not there.
        """
        view = self._journal.get(copy_run_id)
        if view.state == "undone":
            raise InputError(notice("copies-undone", path=printable_path(view.target)))
        self._require_target(view)
        with self._working(copy_run_id, view.target):
            for state in ("skipped", "failed"):
                self._temporaries.tidy(self._journal.rows(copy_run_id, state))
            return self._copied(copy_run_id, view.folder, progress, stop, made=False)

    def undo(self, *, copy_run_id: int, progress: TellProgress = _tell_nobody, stop: AskStop = _go_on) -> Change:
        """Deletes the copies that are still exactly what was copied, then the folders that this run made and that are
        empty. What is left is told in the Change's notices; undoing once more looks at it again.

        Raises:
            InputError: the run is gone or at work, or its folder is not there.
        """
        view = self._journal.get(copy_run_id)
        self._require_target(view)
        with self._working(copy_run_id, view.target):
            undoing = Undoing(self._journal, self._temporaries, progress, stop)
            try:
                state = "undone" if undoing.run(copy_run_id) else "stopped"
            except EngineError as error:
                return self._journal.set_state(copy_run_id, "stopped", notices=(*undoing.notices(), *error.notices))
            return self._journal.set_state(copy_run_id, state, notices=undoing.notices())

    def recover(self) -> Change:
        """To be called once at the start: runs that the last end of the program cut off are marked as stopped."""
        return self._journal.recover()

    def list(self, *, run_id: int) -> tuple[CopyRunView, ...]:
        """The copies that were made by a folder run, the newest first."""
        return self._journal.list(run_id)

    def get(self, *, copy_run_id: int) -> CopyRunView:
        """One run.

        Raises:
            InputError: it is gone.
        """
        return self._journal.get(copy_run_id)

    def told(self, *, copy_run_id: int) -> tuple[Skipped, ...]:
        """Copies that were not made, or not undone, and why."""
        return self._journal.told(copy_run_id)

    def _problems(self, target: Path, originals: Path, folders: set[Path]) -> tuple[Notice, ...]:
        return tuple(target_problems(target, originals, self._storage.folders, folders))

    def _require_target(self, view: CopyRunView) -> None:
        """A disk that is not connected must not look like one whose copies were deleted."""
        if self._journal.has_written(view.id) and not is_folder(view.target):
            raise InputError(notice("copies-folder-gone", path=printable_path(view.target)))

    def _copied(
        self, copy_run_id: int, originals: Path, progress: TellProgress, stop: AskStop, *, made: bool
    ) -> Change:
        self._journal.set_state(copy_run_id, "running")
        copying = Copying(self._journal, self._temporaries, originals, progress, stop)
        try:
            if not is_folder(originals):
                raise InputError(notice("folder-missing", path=printable_path(originals)))
            state = "done" if copying.run(copy_run_id) else "stopped"
        except EngineError as error:
            return self._journal.set_state(copy_run_id, "stopped", made=made, notices=error.notices)
        return self._journal.set_state(copy_run_id, state, made=made)

    @contextmanager
    def _working(self, copy_run_id: int, target: Path) -> Iterator[None]:
        with self._lock:
            if copy_run_id in self._at_work:
                raise InputError(notice("copies-in-work", path=printable_path(target)))
            self._at_work.add(copy_run_id)
        try:
            yield
        finally:
            with self._lock:
                self._at_work.remove(copy_run_id)


def _looked_at(source: Path, target: Path) -> CopyEntry | Skipped:
    try:
        with opened(source) as original:
            size = original.size
    except PictureError as error:
        return Skipped(source, target, error.notices[0])
    there = _in_the_way(source, target, size)
    return CopyEntry(source, target, size) if there is None else Skipped(source, target, there)


def _in_the_way(source: Path, target: Path, size: int) -> Notice | None:
    if leads_away(target.parent):
        return notice("copy-name-taken", path=printable_path(target.parent))
    if not os.path.lexists(target):
        return None
    try:
        sha256 = file_sha256(source) if target.lstat().st_size == size else None
    except OSError:  # its content cannot be compared
        sha256 = None
    return taken(target, sha256)


def _missing_folders(plan: CopyPlan) -> list[Path]:
    """What is to be made, parents first."""
    wanted = {entry.target.parent for entry in plan.entries}
    wanted |= {parent for folder in wanted for parent in folder.parents}
    return sorted((folder for folder in wanted if not os.path.lexists(folder)), key=lambda folder: len(folder.parts))
