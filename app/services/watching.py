"""Folders that are watched: their new pictures get answers as they come. Nothing in them is changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import select

from app.services.adapters import Adapters
from app.services.change import Change, change_of
from app.services.classification import Classification
from app.services.folder_files import add_files
from app.services.folder_listing import list_pictures
from app.services.folder_log import WATCHING
from app.services.folder_question import FolderQuestion, question_json, question_of
from app.services.folder_run_rows import WatchOptions, add_run, folder_run
from app.services.folder_runs import FolderRuns
from app.services.importing import Importing
from app.services.project_rows import project_of
from app.services.quick_answers import Quick
from app.services.watching_work import TellWatch, WatchWork
from app.storage.schema import FolderFile
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import InputError
from mmrl_engine.images import printable_path
from mmrl_engine.notices import notice
from mmrl_engine.watch import WatchState
from mmrl_engine.watch_signs import Signs


class Watching:
    """The use cases on watched folders. Each is a folder run that stays open (`app.services.folder_runs`), in the
    state "watching" while it is watched; the end of the program leaves it stopped.

    Args:
        tell: gets what happens to a watch, with its run's id, on a thread of the watch.
        signs: what knows where to look in a folder; as its drive needs it where None.
    """

    def __init__(
        self,
        storage: Storage,
        adapters: Adapters,
        classification: Classification,
        runs: FolderRuns,
        importing: Importing,
        *,
        tell: TellWatch = lambda run_id, what: None,
        signs: Callable[[], Signs] | None = None,
    ) -> None:
        self._storage, self._adapters, self._classification = storage, adapters, classification
        self._runs, self._importing, self._tell, self._signs = runs, importing, tell, signs
        self._lock = threading.Lock()
        self._works: dict[int, WatchWork] = {}

    def start(
        self,
        *,
        project_id: int,
        folder: Path,
        typed: Sequence[str] = (),
        quick: Quick | None = None,
        recursive: bool = True,
        before: bool = False,
        inbox: bool = False,
    ) -> Change:
        """Watches a folder: its new pictures are asked about with the project's adapter in use, its classes and
        `typed` names, as they are now. `made` is the run's id; folders further down that cannot be listed are told.

        Args:
            quick: answers where no adapter is in use; its file is there.
            recursive: whether pictures in folders further down belong to it.
            before: the pictures that are there already get answers too; else they are counted.
            inbox: the new pictures go to the project's inbox too.

        Raises:
            InputError: the folder is watched already, the names cannot be used, or the project is gone.
            PictureError: the folder cannot be listed.
        """
        with self._storage.read() as session:
            project_of(session, project_id)
        folder = folder.absolute()
        self._refuse_twice(project_id, folder)
        question = self._classification.question(project_id=project_id, typed=typed, quick=quick)
        paths, notices = list_pictures(folder, recursive=recursive)
        names = question_json(question, recursive=recursive, watch=WatchOptions(inbox))

        def work(unit: UnitOfWork) -> int:
            project_of(unit.session, project_id)
            run_id = add_run(unit.session, project_id, folder, question.adapter_id, names, WATCHING, notices)
            add_files(unit.session, run_id, paths, "waiting" if before else "before")
            return run_id

        written = self._storage.write(work)
        self._begin(self._make(written.value))
        return change_of(written, made=written.value, notices=notices)

    def go_on(self, *, run_id: int) -> Change:
        """Watches on, with the names and the adapter of the start; pictures that came meanwhile are new.

        Raises:
            InputError: the run is gone or at work, its folder is watched already, or its adapter or quick answer is
                gone.
        """
        run = self._runs.get(run_id=run_id)
        self._refuse_twice(run.project_id, run.folder)
        made = self._make(run_id)

        def work(unit: UnitOfWork) -> None:
            row = folder_run(unit.session, run_id)
            row.state, row.ended_at = WATCHING, None

        written = self._storage.write(work)
        self._begin(made)
        return change_of(written, made=run_id)

    def stop(self, *, run_id: int) -> Change:
        """Ends a watch; its end is told within a second. Nothing that was answered is lost."""
        with self._lock:
            work = self._works.get(run_id)
        if work is None:
            return self._runs.stop(run_id=run_id)
        work.stop()
        return Change({})

    def state(self, *, run_id: int) -> WatchState | None:
        """How a watch stands; None where it is none, or has not looked yet."""
        with self._lock:
            work = self._works.get(run_id)
        return None if work is None else work.state

    def close(self) -> None:
        """Ends all watches, before the runner is closed."""
        with self._lock:
            works = list(self._works.values())
        for work in works:
            work.stop()
        for work in works:
            work.join()

    def _refuse_twice(self, project_id: int, folder: Path) -> None:
        with self._lock:
            open_runs = list(self._works)
        for run_id in open_runs:
            try:
                run = self._runs.get(run_id=run_id)
            except InputError:  # it is gone with its project, as the watch finds out when something comes
                continue
            if (run.project_id, run.folder) == (project_id, folder):
                raise InputError(notice("watch-twice", path=printable_path(folder)))

    def _make(self, run_id: int) -> WatchWork:
        """Raises InputError, EngineError: what answered is gone or damaged."""
        with self._storage.read() as session:
            run = folder_run(session, run_id)
            asked: FolderQuestion = question_of(session, run)
            project_id = run.project_id
            known = list(session.scalars(select(FolderFile.path).where(FolderFile.folder_run_id == run_id)))
        return WatchWork(
            self._storage,
            self._runs,
            self._importing,
            run_id=run_id,
            project_id=project_id,
            asked=asked,
            question=asked.question(self._adapters),
            known=known,
            tell=self._tell,
            ended=self._forget,
            signs=self._signs,
        )

    def _begin(self, work: WatchWork) -> None:
        with self._lock:
            self._works[work.run_id] = work
        work.start()

    def _forget(self, run_id: int) -> None:
        with self._lock:
            self._works.pop(run_id, None)
