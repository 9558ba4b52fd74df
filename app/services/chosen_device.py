"""The device that the person has chosen, for every job that does not name one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.services.jobs import Event, Job, Listener, Runner, Started
from app.services.settings import Settings
from mmrl_engine.notices import Notice

LEFT_THE_CARD = ("device-lost", "device-memory")


def tell_nobody(reason: Notice) -> None:
    """For programs that show nothing."""


class ChosenDevice:
    """A `Runner` that hands jobs on to another one. A change of the setting holds from the next job on.

    Args:
        only: the one device that is used, whatever the setting says.
        tell: gets the reason, once for each kind, where a job had to leave a graphics card; on a thread of the
            runner's.
    """

    def __init__(
        self,
        runner: Runner,
        settings: Settings,
        *,
        only: str | None = None,
        tell: Callable[[Notice], None] = tell_nobody,
    ) -> None:
        self._runner, self._settings, self._only, self._tell = runner, settings, only, tell
        self._told: set[str] = set()

    def submit(self, job: Job, listener: Listener) -> str:
        """As `Runner.submit`."""
        if job.backbone.device == "auto":
            device = self._only or str(self._settings.get("device"))
            job = replace(job, backbone=replace(job.backbone, device=device))

        def listen(event: Event) -> None:
            if isinstance(event, Started) and event.reason.code in LEFT_THE_CARD:
                self._tell_once(event.reason)
            listener(event)

        return self._runner.submit(job, listen)

    def _tell_once(self, reason: Notice) -> None:
        if reason.code not in self._told:
            self._told.add(reason.code)
            self._tell(reason)

    def cancel(self, job_id: str) -> None:
        """As `Runner.cancel`."""
        self._runner.cancel(job_id)

    def pause(self, job_id: str) -> None:
        """As `Runner.pause`."""
        self._runner.pause(job_id)
