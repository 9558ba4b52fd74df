"""Taking pictures in: copied or left in place, looked at by several workers, made lasting batch by batch as one act."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from concurrent.futures import CancelledError
from pathlib import Path

from app.services.change import change_of
from app.services.class_rows import class_of
from app.services.cut_imports import CODE, CutImport, CutImports
from app.services.import_files import Bringer
from app.services.import_line import Line
from app.services.import_look import Prepared, Preparer, Readable
from app.services.import_plan import ImportPlan
from app.services.import_report import AskStop, ImportProgress, ImportReport, ProgressTeller, TellProgress
from app.services.import_rows import Taken, Target, placed_hashes, take_in
from app.services.import_sources import plan_import
from app.services.jobs import Decoder
from app.services.project_rows import project_of
from app.storage.act_record import ActRecord
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import EngineError, InputError
from mmrl_engine.notices import Notice, notice

BATCH = 64  # pictures that become lasting together
BATCH_SECONDS = 1.0  # or fewer, after so long
ASK_SECONDS = 0.1  # between two questions whether to stop


def _tell_nobody(progress: ImportProgress) -> None:
    return


def _go_on() -> bool:
    return False


class Importing:
    """The use cases of taking pictures in.

    Args:
        decoder: opens the pictures.
        threads: they copy and hash, and each waits for one decode at a time: best two more than the decoder decodes at
            once.
    """

    def __init__(self, storage: Storage, decoder: Decoder, *, threads: int = 4) -> None:
        self._storage, self._decoder, self._threads = storage, decoder, threads
        self._cut = CutImports(storage)

    def plan(self, *, paths: Iterable[Path]) -> ImportPlan:
        """What an import of these files, folders and zip files would take in."""
        return plan_import(paths, free=shutil.disk_usage(self._storage.folders.data).free)

    def run(
        self,
        *,
        project_id: int,
        plan: ImportPlan,
        class_id: int | None = None,
        keep: str | None = None,
        progress: TellProgress = _tell_nobody,
        stop: AskStop = _go_on,
    ) -> ImportReport:
        """Takes in what is planned. What `progress` was told as committed stays, whatever happens; the rest can be
        planned again. All of it is one act, which may be undone while the import runs: it then stops.

        Args:
            class_id: the class that everything goes to, whatever its folders are called.
            keep: "copy" or "in_place"; None is the project's own choice.
            stop: asked again and again; at True the import ends with what was looked at so far.

        Raises:
            InputError: the project or the class is gone. EngineError: there is too little room on the disk.
        """
        in_place = self._checked(project_id, class_id, keep)
        with Bringer(self._storage.pictures, in_place=in_place) as bringer:
            room = sum(picture.size for picture in plan.pictures if bringer.copies(picture))
            self._storage.pictures.require_room(room)
            preparer = Preparer(self._storage, self._decoder, bringer)
            running = _Import(self._storage, Target(project_id, class_id), plan, preparer, progress)
            with self._cut.watched(project_id, class_id, plan.given):
                return running.run(stop, self._threads)

    def cut_off(self) -> tuple[CutImport, ...]:
        """Imports that the end of an earlier run cut off; each is told once."""
        return self._cut.tell()

    def _checked(self, project_id: int, class_id: int | None, keep: str | None) -> bool:
        with self._storage.read() as session:
            project = project_of(session, project_id)
            if class_id is not None and class_of(session, class_id).project_id != project_id:
                raise InputError(notice("class-not-there"))
            return (keep or project.keep) == "in_place"


class _Import:
    """One import while it runs."""

    def __init__(
        self, storage: Storage, target: Target, plan: ImportPlan, preparer: Preparer, progress: TellProgress
    ) -> None:
        self._storage, self._target, self._plan, self._preparer = storage, target, plan, preparer
        self._progress = ProgressTeller(progress, len(plan.pictures))
        self._batch: list[Prepared] = []
        self._batch_since = time.monotonic()
        self._committed = 0
        self._sums = Taken()
        self._act: ActRecord | None = None
        self._undone = False
        self._failure: tuple[Notice, ...] = ()

    def run(self, stop: AskStop, threads: int) -> ImportReport:
        try:
            with Line(self._plan.pictures, self._preparer, self._drop, threads=threads) as line:
                self._take_from(line, stop)
            if not self._undone:
                self._commit()
        except EngineError as error:
            self._failure = error.notices
        finally:
            self._drop_all(self._batch)
        return self._report()

    def _take_from(self, line: Line, stop: AskStop) -> None:
        while line and not stop() and not self._undone:
            try:
                prepared = line.next(ASK_SECONDS)
            except CancelledError:  # the program is being closed
                return
            if prepared is not None:
                self._batch.append(prepared)
                self._progress.looked()
            if len(self._batch) >= BATCH or time.monotonic() - self._batch_since >= BATCH_SECONDS:
                self._commit()

    def _commit(self) -> None:
        self._batch_since = time.monotonic()
        if not self._batch:
            return
        self._keep_files()
        written = self._storage.write(self._write)
        if written.value is None:
            self._undone = True
            return
        self._sums = written.value
        self._act = written.act or self._act
        self._committed += len(self._batch)
        self._batch = []
        self._progress.committed(self._committed, change_of(written))

    def _keep_files(self) -> None:
        """Files first, rows after: a row whose file is missing would be a lost picture."""
        readable = [item for item in self._batch if isinstance(item, Readable)]
        with self._storage.read() as session:
            here = placed_hashes(session, self._target.project_id, {item.file.sha256 for item in readable})
        # A copy that the store has lost is replaced by what was given again.
        store = self._storage.pictures
        lasting = {sha256 for sha256, in_place in here.items() if in_place or store.has(sha256)}
        wanted = {item.file.sha256: item for item in reversed(readable) if item.file.sha256 not in lasting}
        self._drop_all([item for item in readable if wanted.get(item.file.sha256) is not item])
        store.keep_all([item.file.staged for item in wanted.values() if item.file.staged is not None])

    def _write(self, unit: UnitOfWork) -> Taken | None:
        """None where the person has undone the import."""
        project_of(unit.session, self._target.project_id)
        if self._act is not None and not unit.extend(self._act.id):
            return None
        sums = self._sums.and_also(take_in(unit.session, self._target, self._batch))
        params = {
            "count": len(sums.added) + len(sums.brought_back),
            "already_here": len(sums.already_here),
            "unreadable": len(sums.unreadable),
        }
        if self._act is None:
            unit.act(self._target.project_id, CODE, **params)
        else:
            unit.extend(self._act.id, **params)
        return sums

    def _drop(self, item: Prepared) -> None:
        if isinstance(item, Readable):
            self._preparer.drop(item.file)

    def _drop_all(self, items: Iterable[Prepared]) -> None:
        for item in items:
            self._drop(item)

    def _report(self) -> ImportReport:
        sums, rest = self._sums, self._plan.pictures[self._committed :]
        return ImportReport(
            added=len(sums.added),
            brought_back=len(sums.brought_back),
            already_here=tuple(picture.source for picture in sums.already_here),
            elsewhere=tuple(picture.source for picture in sums.elsewhere),
            unreadable=tuple((picture.source, reason) for picture, reason in sums.unreadable),
            classes=tuple(sums.classes),
            size=sums.size,
            act=self._act,
            stopped=bool(rest),
            undone=self._undone,
            failure=self._failure,
            remaining=ImportPlan(rest, given=self._plan.given),
        )
