"""The jobs' events for Qt: as a signal in the window's thread."""

from __future__ import annotations

import threading

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.services.jobs import Event, Job, Runner


class QtRunner(QObject):
    """Wraps a `Runner`. To be made, and deleted, in the window's thread; every method returns at once.

    Signals:
        told(job's id, one of `app.services.jobs.Event`): in the window's thread, in order, never before `submit` has
            returned. Receivers are slots of QObjects.
    """

    told = Signal(str, object)  # not `event`: that is a method of every QObject, which Qt calls
    _arrived = Signal(str, object)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        """`runner` is closed by whoever made it."""
        super().__init__(parent)
        self._runner = runner
        # Queued, whatever thread emits: the events come from one of the runner's.
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(self, job: Job) -> str:
        """Queues `job` and returns its id, under which its events come."""
        relay = _Relay(self)
        job_id = self._runner.submit(job, relay)
        relay.name(job_id)
        return job_id

    def cancel(self, job_id: str) -> None:
        """As `Runner.cancel`."""
        self._runner.cancel(job_id)

    def pause(self, job_id: str) -> None:
        """As `Runner.pause`."""
        self._runner.pause(job_id)

    @Slot(str, object)
    def _deliver(self, job_id: str, event: Event) -> None:
        self.told.emit(job_id, event)


class _Relay:
    """The listener of one job. What it hears before it knows the job's id waits until then."""

    def __init__(self, bridge: QtRunner) -> None:
        self._bridge = bridge
        self._lock = threading.Lock()
        self._job_id: str | None = None
        self._early: list[Event] = []

    def __call__(self, event: Event) -> None:
        with self._lock:
            if self._job_id is None:
                self._early.append(event)
            else:
                self._emit(self._job_id, event)

    def name(self, job_id: str) -> None:
        with self._lock:
            self._job_id = job_id
            for event in self._early:
                self._emit(job_id, event)

    def _emit(self, job_id: str, event: Event) -> None:
        if shiboken6.isValid(self._bridge):  # the window may have been closed meanwhile
            self._bridge._arrived.emit(job_id, event)
