"""Writes down what one job answers for the files of a folder run, some answers at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from app.services.change import Change, change_of
from app.services.folder_files import write_answers
from app.services.jobs import LAST, Event, Failed, Finished, Part
from app.services.open_jobs import Told
from app.services.told import notice_to_json
from app.storage.columns import now
from app.storage.schema import FolderRun
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice
from mmrl_engine.types import Answer

WATCHING = "watching"
BATCH = 64  # answers that become lasting together
BATCH_SECONDS = 1.0  # or fewer, after so long
StateAfter = Callable[[Event], str]
_STATES: Mapping[type[Event], str] = {Finished: "done", Failed: "failed"}


def usual_state(event: Event) -> str:
    """The state of a run whose job ended with this event."""
    return _STATES.get(type(event), "stopped")


class FolderLog:
    """The written side of one job of a folder run.

    Args:
        files: ids of the files that the job was given, in its order.
        give_up: asks for the job's end, since answers cannot be written.
        state_after: the run's state once the job ended with some event.
    """

    def __init__(
        self,
        storage: Storage,
        run_id: int,
        project_id: int,
        files: Sequence[int],
        give_up: Callable[[], None],
        state_after: StateAfter = usual_state,
    ) -> None:
        self._storage, self._run_id, self._project_id = storage, run_id, project_id
        self._files, self._give_up, self._state_after = files, give_up, state_after
        self._parts: list[Part] = []
        self._since = time.monotonic()
        self._failure: tuple[Notice, ...] = ()

    def take(self, event: Event) -> Told:
        """Takes an event in, and returns what can now be told: answers only once they are lasting."""
        if isinstance(event, LAST):
            return self._end(event)
        if not isinstance(event, Part):
            return (*self._flush(), event) if self._due() else (event,)
        if not self._parts:
            self._since = time.monotonic()
        self._parts.append(event)
        return self._flush() if self._due() else ()

    def _due(self) -> bool:
        if not self._parts or self._failure:
            return False
        waiting = sum(len(part.answers) for part in self._parts)
        return waiting >= BATCH or time.monotonic() - self._since >= BATCH_SECONDS

    def _flush(self) -> Told:
        try:
            change = self._write(lambda run: None)
        except EngineError as error:
            self._failure = error.notices
            self._give_up()
            return ()
        return self._written(change)

    def _end(self, event: Event) -> Told:
        if self._failure and not isinstance(event, Finished):
            event = Failed(self._failure)
        state = self._state_after(event)
        notices = event.notices if isinstance(event, Failed) else ()

        def change(run: FolderRun) -> None:
            run.state, run.ended_at = state, None if state == WATCHING else now()
            run.notices = [*run.notices, *(notice_to_json(item) for item in notices)]

        try:
            *written, changed = self._written(self._write(change))
        except EngineError as error:  # the next start marks the run as stopped
            return (Failed((*notices, *error.notices)),)
        return (*written, event, changed)

    def _written(self, change: Change) -> Told:
        parts, self._parts = self._parts, []
        return (*parts, change)

    def _write(self, change: Callable[[FolderRun], None]) -> Change:
        answers = [answer for part in self._parts for answer in self._by_file(part)]

        def work(unit: UnitOfWork) -> None:
            write_answers(unit.session, answers)
            change(unit.session.get_one(FolderRun, self._run_id))

        # Files are no rows that the journal watches: to whoever shows the run, the run has changed.
        rows, projects = {"folder_run": frozenset({self._run_id})}, frozenset({self._project_id})
        return replace(change_of(self._storage.write(work)), rows=rows, projects=projects)

    def _by_file(self, part: Part) -> list[tuple[int, Answer]]:
        files = self._files[part.start : part.start + len(part.answers)]
        return list(zip(files, part.answers, strict=True))
