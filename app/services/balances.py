"""After a training: the balance of trained and typed names is measured in the background, and kept with its adapter.

Only where what was learned answers: nothing else is weighed. One that the end of the program cut off is begun again at
the next start, once.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from app.services.adapters import Adapters
from app.services.change import Change
from app.services.jobs import BalanceJob, Event, Failed, Finished, Runner, TrainResult
from app.services.open_jobs import OpenJobs, Tell, Told
from app.services.run_rows import given_to, run_of
from app.services.settling import who_answers
from app.storage.schema import AdapterRow, Project, Run
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.adapter_config import Balance
from mmrl_engine.errors import EngineError

WEIGHED = (None, "fitted")  # a run that asks for another balance keeps it
# In a run's figures while it has no balance of its own: how far measuring came.
WEIGHING, BEGUN, AGAIN, OVER = "weighing", "begun", "again", "over"


class Balances:
    """The use cases on the balance. One that is stopped, fails or is cut off leaves the adapter as it was.

    Args:
        tell: gets each event of a run's balance with the run's id, and each Change that an event made, on the runner's
            thread.
    """

    def __init__(
        self, storage: Storage, adapters: Adapters, runner: Runner, *, tell: Tell = lambda run_id, what: None
    ) -> None:
        self._storage, self._adapters, self._runner, self._tell = storage, adapters, runner, tell
        self._open = OpenJobs(tell)

    def hear(self, run_id: int, what: Event | Change) -> None:
        """Listens to trainings: one that has finished is followed by its balance."""
        if not (isinstance(what, Finished) and isinstance(what.result, TrainResult)):
            return
        self.follow(run_id)

    def follow(self, run_id: int) -> None:
        """To be told when another one may answer for a run: measures if that is what was learned, else no more.

        What was measured, came to nothing or was stopped by a person is not begun again.
        """
        try:
            if not self._learned_answers(run_id):
                self._end(run_id, None)
            elif self._mark(run_id) is None and not self._is_weighed(run_id):
                self.start(run_id=run_id)
        except EngineError as error:  # nobody asked for it, so nobody waits for an answer
            self._tell(run_id, Failed(error.notices))

    def resume(self) -> None:
        """To be called once after the start: what the last end of the program cut off is begun again, if for the first
        time.
        """
        marked = Run.figures[WEIGHING].as_string() == BEGUN
        with self._storage.read() as session:
            wanted = select(Run.id).join(Project, Project.id == Run.project_id)
            left = session.scalars(wanted.where(marked, Run.removed_at.is_(None), Project.trashed_at.is_(None))).all()
        for run_id in left:
            try:
                self._set_mark(run_id, None)
                if self._learned_answers(run_id):
                    self.start(run_id=run_id, mark=AGAIN)
            except EngineError as error:
                self._tell(run_id, Failed(error.notices))

    def start(self, *, run_id: int, mark: str = BEGUN) -> bool:
        """Measures the balance for the adapter of a run; False where the run has none, or wants another balance.

        Raises:
            InputError: the run is gone.
        """
        given = given_to(self._storage, run_id)
        row = self._adapter_of(run_id)
        if row is None or given.config.balance not in WEIGHED:
            return False
        adapter_id, config = row.id, replace(given.config, micro_batch=None)
        temperature = float(row.description["config"]["tau"])
        job = BalanceJob(given.backbone, given.pictures, given.labels, config, given.groups, temperature)
        with self._open.lock:
            if self._open.of(run_id) is None:
                self._set_mark(run_id, mark)
                self._open.submit(
                    run_id,
                    lambda listener: self._runner.submit(job, listener),
                    lambda event: self._taken(run_id, adapter_id, event),
                )
        return True

    def stop(self, *, run_id: int) -> None:
        """Stops measuring, if it is at work, and leaves it at that."""
        self._end(run_id, OVER)

    def _end(self, run_id: int, mark: str | None) -> None:
        job = self._open.of(run_id)
        if job is not None:
            self._set_mark(run_id, mark)
            self._runner.cancel(job)

    def _taken(self, run_id: int, adapter_id: int, event: Event) -> Told:
        """What is told of an event: that it has finished only once it is kept. The end of the program cancels, too:
        the mark stays, by which that is known.
        """
        try:
            if isinstance(event, (Finished, Failed)):
                self._set_mark(run_id, OVER)
            if isinstance(event, Finished) and isinstance(event.result, Balance):
                return event, self._adapters.settle(adapter_id=adapter_id, balance=event.result)
        except EngineError as error:
            return (Failed(error.notices),)
        return (event,)

    def _learned_answers(self, run_id: int) -> bool:
        row = self._adapter_of(run_id)
        return row is not None and who_answers(row.description)[0] == "mmrl"

    def _is_weighed(self, run_id: int) -> bool:
        row = self._adapter_of(run_id)
        return row is not None and row.description["config"]["balance"]["rule"] == "fitted"

    def _adapter_of(self, run_id: int) -> AdapterRow | None:
        with self._storage.read() as session:
            wanted = select(AdapterRow).where(AdapterRow.run_id == run_id, AdapterRow.removed_at.is_(None))
            row = session.scalars(wanted.order_by(AdapterRow.id.desc())).first()
            return None if row is None or row.description["config"]["variant"] == "none" else row

    def _mark(self, run_id: int) -> str | None:
        with self._storage.read() as session:
            return (run_of(session, run_id).figures or {}).get(WEIGHING)

    def _set_mark(self, run_id: int, mark: str | None) -> None:
        def work(unit: UnitOfWork) -> None:
            run = unit.session.get(Run, run_id)
            if run is not None:
                rest = {key: value for key, value in (run.figures or {}).items() if key != WEIGHING}
                run.figures = rest if mark is None else {**rest, WEIGHING: mark}

        self._storage.write(work)
