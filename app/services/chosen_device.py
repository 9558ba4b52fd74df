"""The device that the person has chosen, for every job that does not name one."""

from __future__ import annotations

from dataclasses import replace

from app.services.jobs import Job, Listener, Runner
from app.services.settings import Settings


class ChosenDevice:
    """A `Runner` that hands jobs on to another one. A change of the setting holds from the next job on.

    Args:
        only: the one device that is used, whatever the setting says.
    """

    def __init__(self, runner: Runner, settings: Settings, *, only: str | None = None) -> None:
        self._runner, self._settings, self._only = runner, settings, only

    def submit(self, job: Job, listener: Listener) -> str:
        """As `Runner.submit`."""
        if job.backbone.device == "auto":
            device = self._only or str(self._settings.get("device"))
            job = replace(job, backbone=replace(job.backbone, device=device))
        return self._runner.submit(job, listener)

    def cancel(self, job_id: str) -> None:
        """As `Runner.cancel`."""
        self._runner.cancel(job_id)

    def pause(self, job_id: str) -> None:
        """As `Runner.pause`."""
        self._runner.pause(job_id)
