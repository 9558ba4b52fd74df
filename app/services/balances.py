"""After a training: the balance of trained and typed names is measured in the background, and kept with its adapter."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from app.services.adapters import Adapters
from app.services.change import Change
from app.services.jobs import BalanceJob, Event, Failed, Finished, Runner, TrainResult
from app.services.open_jobs import OpenJobs, Tell, Told
from app.services.run_rows import given_to
from app.storage.schema import AdapterRow
from app.storage.storage import Storage
from mmrl_engine.adapter_config import Balance
from mmrl_engine.errors import EngineError

WEIGHED = (None, "fitted")  # a run that asks for another balance keeps it


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
        try:
            self.start(run_id=run_id)
        except EngineError as error:  # nobody asked for it, so nobody waits for an answer
            self._tell(run_id, Failed(error.notices))

    def start(self, *, run_id: int) -> bool:
        """Measures the balance for the adapter of a run; False where the run has none, or wants another balance.

        Raises:
            InputError: the run is gone.
        """
        given = given_to(self._storage, run_id)
        adapter_id = self._adapter_of(run_id)
        if adapter_id is None or given.config.balance not in WEIGHED:
            return False
        config = replace(given.config, micro_batch=None)
        job = BalanceJob(given.backbone, given.pictures, given.labels, config)
        with self._open.lock:
            if self._open.of(run_id) is None:
                self._open.submit(
                    run_id,
                    lambda listener: self._runner.submit(job, listener),
                    lambda event: self._taken(adapter_id, event),
                )
        return True

    def stop(self, *, run_id: int) -> None:
        """Stops measuring, if it is at work."""
        job = self._open.of(run_id)
        if job is not None:
            self._runner.cancel(job)

    def _taken(self, adapter_id: int, event: Event) -> Told:
        """What is told of an event: that it has finished only once it is kept."""
        if not (isinstance(event, Finished) and isinstance(event.result, Balance)):
            return (event,)
        try:
            return event, self._adapters.settle(adapter_id=adapter_id, balance=event.result)
        except EngineError as error:
            return (Failed(error.notices),)

    def _adapter_of(self, run_id: int) -> int | None:
        with self._storage.read() as session:
            wanted = select(AdapterRow).where(AdapterRow.run_id == run_id, AdapterRow.removed_at.is_(None))
            row = session.scalars(wanted.order_by(AdapterRow.id.desc())).first()
            return None if row is None or row.description["config"]["variant"] == "none" else row.id
