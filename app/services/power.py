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
        self._waiting: dict[int, bool] = {}  # what it paused, and whether that has stopped by now

    @property
    def waits(self) -> bool:
        """Whether something that it paused waits for the plug."""
        return bool(self._waiting)

    def look(self, *, first: bool = False) -> Turn:
        """To be called every few seconds while something learns, or `waits`; `first` where nothing did just before."""
        before, self._before = None if first else self._before, self._battery()
        self._note_stopped()
        if not self._settings.get("pause_on_battery") or not self._before:
            return Turn(may_go_on=self._freed())
        return Turn(paused=self._pause()) if before is False else Turn()

    def _pause(self) -> tuple[int, ...]:
        learning = tuple(sorted(self._trainings.at_work()))
        for run_id in learning:
            self._trainings.pause(run_id=run_id)
        self._waiting.update(dict.fromkeys(learning, False))
        return learning

    def _note_stopped(self) -> None:
        """What learns again after it had stopped, a person has let go on: that is no longer waited for."""
        learning = self._trainings.at_work()
        self._waiting = {
            run_id: run_id not in learning
            for run_id, stopped in self._waiting.items()
            if not (stopped and run_id in learning)
        }

    def _freed(self) -> tuple[RunView, ...]:
        """Those that are paused by now; one that has not stopped yet is for the next look."""
        freed = []
        for run_id in sorted(run_id for run_id, stopped in self._waiting.items() if stopped):
            del self._waiting[run_id]
            try:
                run = self._trainings.get(run_id=run_id)
            except InputError:  # it is gone
                continue
            if run.state == "paused":
                freed.append(run)
        return tuple(freed)
