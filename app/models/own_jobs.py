"""The jobs that one part of the window has submitted: the events of each go to whoever asked for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from app.compute.qt_bridge import QtRunner
from app.services.jobs import LAST, Event, Job

Take = Callable[[Event], None]


class OwnJobs(QObject):
    """To be used in the window's thread."""

    def __init__(self, runner: QtRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._takers: dict[str, Take] = {}
        runner.told.connect(self._hear)

    def submit(self, job: Job, take: Take) -> str:
        """Queues `job` and returns its id; `take` gets its events."""
        job_id = self._runner.submit(job)
        self._takers[job_id] = take
        return job_id

    def cancel(self, job_id: str) -> None:
        """Stops the job, of which nothing more is told."""
        if self._takers.pop(job_id, None) is not None:
            self._runner.cancel(job_id)

    def cancel_all(self) -> None:
        """The same for every job."""
        for job_id in tuple(self._takers):
            self.cancel(job_id)

    @Slot(str, object)
    def _hear(self, job_id: str, event: Event) -> None:
        take = self._takers.pop(job_id, None) if isinstance(event, LAST) else self._takers.get(job_id)
        if take is not None:
            take(event)
