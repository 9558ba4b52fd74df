"""Whether the computer runs on battery, and pausing what learns while it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import psutil

from app.services.run_views import RunView
from app.services.settings import Settings
from app.services.training_runs import TrainingRuns
from mmrl_engine.errors import InputError


def on_battery() -> bool | None:
    """None where there is no battery, or the system does not tell."""
    try:
        found = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    except (OSError, RuntimeError, NotImplementedError):
        return None
    return None if found is None or found.power_plugged is None else not found.power_plugged


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of a look: trainings that were asked to pause, and those that may go on now."""

    paused: tuple[int, ...] = ()
    may_go_on: tuple[RunView, ...] = ()


class BatteryPause:
    """Pauses trainings when the plug is pulled, if the person wants that.

    Only what it paused itself goes on again. What is started on battery is meant to learn on battery, and so is what
    the person lets go on meanwhile.
    """

    def __init__(
        self, trainings: TrainingRuns, settings: Settings, battery: Callable[[], bool | None] = on_battery
    ) -> None:
        self._trainings, self._settings, self._battery = trainings, settings, battery
        self._before: bool | None = None
        self._waiting: set[int] = set()

    @property
    def waits(self) -> bool:
        """Whether something that it paused waits for the plug."""
        return bool(self._waiting)

    def look(self) -> Turn:
        """To be called every few seconds while something learns, or `waits`."""
        before, self._before = self._before, self._battery()
        if not self._settings.get("pause_on_battery") or not self._before:
            return Turn(may_go_on=self._freed())
        return Turn(paused=self._pause()) if before is False else Turn()

    def _pause(self) -> tuple[int, ...]:
        learning = tuple(sorted(self._trainings.at_work()))
        for run_id in learning:
            self._trainings.pause(run_id=run_id)
        self._waiting.update(learning)
        return learning

    def _freed(self) -> tuple[RunView, ...]:
        """Those that are paused by now; one that has not stopped yet is for the next look."""
        freed = []
        for run_id in sorted(self._waiting):
            try:
                run = self._trainings.get(run_id=run_id)
            except InputError:  # it is gone
                self._waiting.discard(run_id)
                continue
            if run_id in self._trainings.at_work():
                continue
            self._waiting.discard(run_id)
            if run.state == "paused":
                freed.append(run)
        return tuple(freed)
