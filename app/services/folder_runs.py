"""Answers for all pictures of a folder: start, stop, go on. Nothing in the folder is changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from sqlalchemy import ColumnElement, delete, select, update

from app.services.adapters import Adapters
from app.services.change import Change, change_of
from app.services.classification import Classification, Question
from app.services.folder_files import (
    ALL_FILES,
    FileCounts,
    FileFilter,
    FileRow,
    add_files,
    count_files,
    file_rows,
    files_of,
    has_waiting,
    waiting_files,
)
from app.services.folder_listing import list_pictures
from app.services.folder_log import WATCHING, FolderLog, StateAfter, usual_state
from app.services.folder_question import question_json, question_of
from app.services.folder_run_rows import FolderRunView, add_run, folder_run, folder_run_view
from app.services.jobs import JobPicture, Listener, Order, Runner
from app.services.open_jobs import OpenJobs, Tell
from app.services.project_rows import project_of
from app.services.quick_answers import Quick
from app.storage.columns import now
from app.storage.schema import CopyRun, FolderFile, FolderRun
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import InputError
from mmrl_engine.images import printable_path
from mmrl_engine.notices import notice


class FolderRuns:
    """The use cases on folder runs.

    Args:
        tell: gets each event of a run with the run's id, answers once they are lasting, and each Change that an event
            made; on the runner's thread.
    """

    def __init__(
        self,
        storage: Storage,
        adapters: Adapters,
        classification: Classification,
        runner: Runner,
        *,
        tell: Tell = lambda run_id, what: None,
    ) -> None:
        self._storage, self._adapters, self._classification = storage, adapters, classification
        self._runner = runner
        self._open = OpenJobs(tell)

    def start(
        self,
        *,
        project_id: int,
        folder: Path,
        typed: Sequence[str] = (),
        quick: Quick | None = None,
        recursive: bool = True,
    ) -> Change:
        """Asks for every picture in the folder, as they are now, with the project's adapter in use, its classes and
        `typed` names. `made` is the run's id; folders further down that cannot be listed are told.

        Args:
            quick: answers where no adapter is in use; its file is there.
            recursive: whether pictures in folders further down belong to it.

        Raises:
            InputError: the folder has no picture, the names cannot be used, or the project is gone.
            PictureError: the folder cannot be listed.
        """
        with self._storage.read() as session:
            project_of(session, project_id)
        folder = folder.absolute()
        question = self._classification.question(project_id=project_id, typed=typed, quick=quick)
        paths, notices = list_pictures(folder, recursive=recursive)
        if not paths:
            raise InputError(notice("folder-no-pictures", path=printable_path(folder)), *notices)

        def work(unit: UnitOfWork) -> int:
            project_of(unit.session, project_id)
            names = question_json(question, recursive=recursive)
            run_id = add_run(unit.session, project_id, folder, question.adapter_id, names, "running", notices)
            # All at once: a run of half the files would look like a whole one.
            add_files(unit.session, run_id, paths)
            return run_id

        with self._open.lock:
            written = self._storage.write(work)
            self._submit(written.value, question)
        return change_of(written, made=written.value, notices=notices)

    def go_on(self, *, run_id: int) -> Change:
        """Asks for the files that have no answer yet, with the names and the adapter of the start. Pictures that came
        into the folder since are told; where no file waits, the run is done.

        Raises:
            InputError: the run is gone or in work, or its adapter or quick answer is gone.
            PictureError: the folder cannot be listed.
        """
        with self._storage.read() as session:
            asked = question_of(session, folder_run(session, run_id))
            known = set(session.scalars(select(FolderFile.path).where(FolderFile.folder_run_id == run_id)))
        paths, notices = list_pictures(asked.folder, recursive=asked.recursive)
        new = [path for path in paths if path not in known]
        if new:
            name, first = printable_path(asked.folder), printable_path(new[0])
            notices = (*notices, notice("folder-run-new-files", count=len(new), path=name, first=first))
        question = asked.question(self._adapters)

        def work(unit: UnitOfWork) -> bool:
            run = folder_run(unit.session, run_id)
            left = has_waiting(unit.session, run_id)
            run.state, run.ended_at = ("running", None) if left else ("done", run.ended_at or now())
            return left

        with self._open.lock:
            self._require_rest(run_id, asked.folder)
            written = self._storage.write(work)
            if written.value:
                self._submit(run_id, question)
        return change_of(written, notices=notices)

    def ask_waiting(
        self, *, run_id: int, question: Question, again: Collection[int] = (), state_after: StateAfter
    ) -> bool:
        """For a folder that is watched: asks for what waits, and for the files in `again`, unless it is at work; False
        where it is, and they have to be asked for later.

        Raises:
            InputError: the run is gone.
        """
        with self._open.lock:
            if self._open.of(run_id) is not None:
                return False
            self._submit(run_id, question, again, state_after)
            return True

    def in_work(self, *, run_id: int) -> bool:
        """Whether answers are just being made for the run."""
        return self._open.of(run_id) is not None

    def stop(self, *, run_id: int) -> Change:
        """Asks a run to stop; its Change is told when it has, within a second. Nothing that was answered is lost."""
        with self._open.lock:
            job = self._open.of(run_id)
            if job is None:
                return self._stopped(FolderRun.id == run_id)
        self._runner.cancel(job)
        return Change({})

    def remove(self, *, run_id: int) -> Change:
        """Forgets a run with its answers, and how copies that were made by it are undone. Files stay as they are.

        Raises:
            InputError: the run is gone or in work, or copies are just being made by it.
        """

        def work(unit: UnitOfWork) -> None:
            copying = select(CopyRun).where(CopyRun.folder_run_id == run_id, CopyRun.state == "running")
            busy = unit.session.scalars(copying).first()
            if busy is not None:
                raise InputError(notice("copies-in-work", path=printable_path(busy.target)))
            unit.session.execute(delete(FolderRun).where(FolderRun.id == run_id))

        with self._open.lock:
            run = self.get(run_id=run_id)
            self._require_rest(run_id, run.folder)
            if run.state == WATCHING:
                raise InputError(notice("folder-run-in-work", path=printable_path(run.folder)))
            return change_of(self._storage.write(work))

    def recover(self) -> Change:
        """To be called once at the start: runs that the last end of the program cut off are marked as stopped."""
        return self._stopped()

    def list(self, *, project_id: int) -> tuple[FolderRunView, ...]:
        """The project's folder runs, the newest first."""
        with self._storage.read() as session:
            wanted = select(FolderRun).where(FolderRun.project_id == project_id).order_by(FolderRun.id.desc())
            return tuple(folder_run_view(run) for run in session.scalars(wanted))

    def get(self, *, run_id: int) -> FolderRunView:
        """One run.

        Raises:
            InputError: it is gone.
        """
        with self._storage.read() as session:
            return folder_run_view(folder_run(session, run_id))

    def rows(
        self, *, run_id: int, wanted: FileFilter = ALL_FILES, offset: int = 0, limit: int = 200
    ) -> tuple[FileRow, ...]:
        """Some of a run's files, in the order of their paths.

        Raises:
            InputError: the run is gone.
        """
        with self._storage.read() as session:
            return tuple(file_rows(session, run_id, folder_run(session, run_id).folder, wanted, offset, limit))

    def counts(self, *, run_id: int) -> FileCounts:
        """How many files of a run there are of each kind."""
        with self._storage.read() as session:
            return count_files(session, run_id)

    def _submit(
        self, run_id: int, question: Question, again: Collection[int] = (), state_after: StateAfter = usual_state
    ) -> None:
        """Hands the waiting files, and those in `again`, to the runner; with the lock held."""
        with self._storage.read() as session:
            run = folder_run(session, run_id)
            folder, project_id = run.folder, run.project_id
            files = list(dict.fromkeys([*files_of(session, again), *waiting_files(session, run_id)]))
        if not files:
            return
        ids = [file_id for file_id, _ in files]
        log = FolderLog(self._storage, run_id, project_id, ids, lambda: self._give_up(run_id), state_after)
        pictures = [JobPicture(folder / path) for _, path in files]

        def submit(listen: Listener) -> str:
            return self._classification.submit(question=question, pictures=pictures, listen=listen, order=Order.FOLDER)

        self._open.submit(run_id, submit, log.take)

    def _give_up(self, run_id: int) -> None:
        job = self._open.of(run_id)
        if job is not None:
            self._runner.cancel(job)

    def _require_rest(self, run_id: int, folder: Path) -> None:
        if self._open.of(run_id) is not None:
            raise InputError(notice("folder-run-in-work", path=printable_path(folder)))

    def _stopped(self, *conditions: ColumnElement[bool]) -> Change:
        wanted = update(FolderRun).where(FolderRun.state.in_(("running", WATCHING)), *conditions)

        def work(unit: UnitOfWork) -> None:
            unit.session.execute(wanted.values(state="stopped", ended_at=now()))

        return change_of(self._storage.write(work))
