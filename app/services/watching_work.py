"""One watched folder, on a thread of its own: notes what is new, asks for it, and puts it into the inbox if wanted."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.services.change import Change
from app.services.classification import Question
from app.services.folder_files import add_files, files_at, forget_before
from app.services.folder_log import WATCHING, usual_state
from app.services.folder_question import FolderQuestion
from app.services.folder_run_rows import folder_run
from app.services.folder_runs import FolderRuns
from app.services.import_plan import ImportPlan, PlannedPicture
from app.services.import_report import ImportProgress
from app.services.importing import Importing
from app.services.jobs import Event, Failed, Finished
from app.services.project_rows import project_of
from app.services.told import notice_to_json
from app.storage.columns import now
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import EngineError, InputError
from mmrl_engine.notices import Notice, notice
from mmrl_engine.watch import WatchState, new_pictures
from mmrl_engine.watch_signs import Signs

END_S = 5.0  # for a job to end that was asked to
TICK_S = 0.02


@dataclass(frozen=True, slots=True)
class WatchEnded:
    """A watch is over; `notices` say why where nobody stopped it."""

    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """Pictures that have an answer were changed in the folder, and get another."""


WatchNews = WatchState | WatchEnded | AskedAgain | Change
TellWatch = Callable[[int, WatchNews], None]


class WatchWork:
    """The thread of a watch.

    Args:
        known: pictures that are not new, within the folder.
        ended: is called with the run's id when all is over, before that is told.

    Attributes:
        run_id: of the run that it is about. state: how it stands; None before the first look.
    """

    def __init__(
        self,
        storage: Storage,
        runs: FolderRuns,
        importing: Importing,
        *,
        run_id: int,
        project_id: int,
        asked: FolderQuestion,
        question: Question,
        known: Sequence[Path],
        tell: TellWatch,
        ended: Callable[[int], None],
        signs: Callable[[], Signs] | None,
    ) -> None:
        self._storage, self._runs, self._importing = storage, runs, importing
        self.run_id, self._project_id, self._asked, self._question = run_id, project_id, asked, question
        self._known, self._tell, self._ended, self._signs = known, tell, ended, signs
        self._stop = threading.Event()
        self._pending = True  # what an earlier watch left may wait
        self._again: set[int] = set()
        self.state: WatchState | None = None
        self._thread = threading.Thread(target=self._work, name="watch folder", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Asks it to end."""
        self._stop.set()

    def join(self) -> None:
        """Waits for the end."""
        self._thread.join(END_S)

    def _work(self) -> None:
        notices: tuple[Notice, ...] = ()
        try:
            self._watch()
        except InputError:
            pass  # the run or its project is gone, or in the trash, and nobody waits for it
        except EngineError as error:
            notices = error.notices
        finally:
            self._finish(notices)

    def _watch(self) -> None:
        folder = self._asked.folder
        for paths in new_pictures(
            folder,
            recursive=self._asked.recursive,
            known=[folder / path for path in self._known],
            stop=self._stop.is_set,
            tell=self._note_state,
            wait=self._wait,
            signs=self._signs,
        ):
            self._require_project()
            if self._asked.watch is not None and self._asked.watch.inbox:
                self._put_into_inbox(paths)
                if self._stop.is_set():
                    return  # what did not get there was not noted, and is new when the watch goes on
            self._note(paths)
            self._ask()

    def _require_project(self) -> None:
        with self._storage.read() as session:
            if project_of(session, self._project_id).trashed_at is not None:
                raise InputError(notice("project-not-there"))

    def _wait(self, seconds: float) -> None:
        if self._pending:
            self._ask()
        self._stop.wait(seconds)

    def _note(self, paths: Iterable[Path]) -> None:
        """Writes down what is to be asked about; what has an answer already is asked about again."""
        inside = [path.relative_to(self._asked.folder) for path in paths]

        def work(unit: UnitOfWork) -> dict[Path, int]:
            folder_run(unit.session, self.run_id)
            there = files_at(unit.session, self.run_id, inside)
            forget_before(unit.session, self.run_id, inside)
            add_files(unit.session, self.run_id, [path for path in inside if path not in there])
            return there

        there = self._storage.write(work).value
        self._again |= set(there.values())
        self._pending = True
        if there:
            self._tell(self.run_id, AskedAgain())
        self._tell_changed()

    def _ask(self) -> None:
        """Unless the last ones are still being answered: then it is tried again soon."""
        asked = self._runs.ask_waiting(
            run_id=self.run_id, question=self._question, again=tuple(self._again), state_after=self._state_after
        )
        if asked:
            self._pending = False
            self._again.clear()

    def _state_after(self, event: Event) -> str:
        """On the runner's thread."""
        if isinstance(event, Failed):
            self._stop.set()
        if isinstance(event, Finished) and not self._stop.is_set():
            return WATCHING
        return "stopped" if isinstance(event, Finished) else usual_state(event)

    def _put_into_inbox(self, paths: Sequence[Path]) -> None:
        """One act for each lot that came, to be taken back by undo. Raises EngineError where they cannot be kept."""
        plan = ImportPlan(tuple(PlannedPicture(path) for path in paths))
        report = self._importing.run(
            project_id=self._project_id, plan=plan, progress=self._tell_import, stop=self._stop.is_set
        )
        if report.failure:
            raise EngineError(*report.failure)

    def _tell_import(self, progress: ImportProgress) -> None:
        if progress.change is not None:
            self._tell(self.run_id, progress.change)

    def _note_state(self, state: WatchState) -> None:
        self.state = state
        self._tell(self.run_id, state)

    def _finish(self, notices: tuple[Notice, ...]) -> None:
        """The last job is over before the run says that it is stopped."""
        try:
            self._runs.stop(run_id=self.run_id)
            end = time.monotonic() + END_S
            while self._runs.in_work(run_id=self.run_id) and time.monotonic() < end:
                time.sleep(TICK_S)
            self._write_end(notices)
        except InputError:
            pass  # the run is gone
        except EngineError as error:  # the next start marks the run as stopped
            notices = (*notices, *error.notices)
        finally:
            self._ended(self.run_id)
            self._tell_changed()
            self._tell(self.run_id, WatchEnded(notices))

    def _write_end(self, notices: tuple[Notice, ...]) -> None:
        def work(unit: UnitOfWork) -> None:
            run = folder_run(unit.session, self.run_id)
            if run.state in ("running", WATCHING):
                run.state, run.ended_at = "stopped", now()
            if notices:
                run.state = "failed"
                run.notices = [*run.notices, *(notice_to_json(item) for item in notices)]

        self._storage.write(work)

    def _tell_changed(self) -> None:
        rows, projects = {"folder_run": frozenset({self.run_id})}, frozenset({self._project_id})
        self._tell(self.run_id, Change(rows, projects=projects))
