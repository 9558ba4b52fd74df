"""A runner that does nothing by itself: a test plays its part and tells the events."""

from __future__ import annotations

from app.services.jobs import LAST, Cancelled, Event, Job, Listener, Paused, Queued


class ScriptedRunner:
    """Keeps the jobs that it was given; `tell` sends their listeners events."""

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self._listeners: dict[str, Listener] = {}

    def submit(self, job: Job, listener: Listener) -> str:
        job_id = f"job-{len(self.jobs)}"
        self.jobs[job_id], self._listeners[job_id] = job, listener
        listener(Queued())
        return job_id

    def cancel(self, job_id: str) -> None:
        self.tell(Cancelled(), job_id)

    def pause(self, job_id: str) -> None:
        self.tell(Paused(), job_id)

    def tell(self, event: Event, job_id: str | None = None) -> None:
        """Sends an event to a job's listener, the last job's by default; nothing after its end."""
        wanted = job_id or list(self.jobs)[-1]
        listener = self._listeners.get(wanted)
        if listener is None:
            return
        if isinstance(event, LAST):
            del self._listeners[wanted]
        listener(event)

    @property
    def last(self) -> Job:
        """The job that was submitted last."""
        return list(self.jobs.values())[-1]
