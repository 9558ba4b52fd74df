"""The device that the person has chosen, for every job that does not name one."""

from __future__ import annotations

from dataclasses import replace

from app.services.jobs import Job, Listener, Runner
from app.services.settings import Settings


class ChosenDevice:
    """A `Runner` that hands jobs on to another one. A change of the setting holds from the next job on."""

    def __init__(self, runner: Runner, settings: Settings) -> None:
        self._runner, self._settings = runner, settings

    def submit(self, job: Job, listener: Listener) -> str:
        """As `Runner.submit`."""
        if job.backbone.device == "auto":
            job = replace(job, backbone=replace(job.backbone, device=str(self._settings.get("device"))))
        return self._runner.submit(job, listener)

    def cancel(self, job_id: str) -> None:
        """As `Runner.cancel`."""
        self._runner.cancel(job_id)

    def pause(self, job_id: str) -> None:
        """As `Runner.pause`."""
        self._runner.pause(job_id)
