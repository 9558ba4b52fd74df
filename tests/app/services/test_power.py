"""Learning pauses when the plug is pulled, if that is wanted, and only what was paused so goes on by itself."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from app.services.adapters import Adapters
from app.services.power import BatteryPause, on_battery
from app.services.settings import Settings
from app.services.training_runs import TrainingRuns
from app.storage.storage import Storage
from tests.app.filled import filled_project
from tests.app.scripted_runner import ScriptedRunner
from tests.engine.small import QUICK

MAINS, BATTERY = False, True


class Scene:
    """A project that learns, and a plug."""

    def __init__(self, storage: Storage, folder: Path, *, wanted: bool = True) -> None:
        self.runner, self.settings = ScriptedRunner(), Settings(storage)
        self.trainings = TrainingRuns(storage, Adapters(storage, self.runner), self.runner)
        self.on: bool | None = MAINS
        self.pause = BatteryPause(self.trainings, self.settings, lambda: self.on)
        self.settings.set(key="pause_on_battery", value=wanted)
        made = self.trainings.start(project_id=filled_project(storage, folder, {"red": 2, "green": 2}), config=QUICK)
        assert made.made is not None
        self.run_id = made.made

    def look(self, on: bool | None, *, first: bool = False) -> tuple[tuple[int, ...], list[int]]:
        self.on = on
        turn = self.pause.look(first=first)
        return turn.paused, [run.id for run in turn.may_go_on]

    @property
    def state(self) -> str:
        return self.trainings.get(run_id=self.run_id).state


@pytest.fixture
def scene(storage: Storage, tmp_path: Path) -> Scene:
    return Scene(storage, tmp_path)


def test_it_pauses_when_the_plug_is_pulled_and_may_go_on_when_it_is_back(scene: Scene) -> None:
    assert scene.look(MAINS) == ((), [])
    assert scene.look(BATTERY) == ((scene.run_id,), [])
    assert scene.state == "paused"
    assert scene.look(BATTERY) == ((), [])
    assert scene.pause.waits
    assert scene.look(MAINS) == ((), [scene.run_id])
    assert not scene.pause.waits
    assert scene.look(MAINS) == ((), [])


def test_what_begins_or_goes_on_while_on_battery_is_left_alone(scene: Scene) -> None:
    assert scene.look(BATTERY) == ((), []), "it was begun so"
    scene.look(MAINS)
    scene.look(BATTERY)
    scene.trainings.go_on(run_id=scene.run_id)
    assert scene.look(BATTERY) == ((), [])
    assert scene.state != "paused"


def test_what_a_person_paused_does_not_go_on_by_itself(scene: Scene) -> None:
    scene.look(MAINS)
    scene.trainings.pause(run_id=scene.run_id)
    scene.look(BATTERY)
    assert scene.look(MAINS) == ((), [])


def test_what_begins_on_battery_after_a_rest_is_left_alone(scene: Scene) -> None:
    """Nobody looked while nothing learned: the plug was pulled meanwhile."""
    scene.look(MAINS, first=True)
    assert scene.look(BATTERY, first=True) == ((), [])
    assert scene.look(BATTERY) == ((), [])
    assert scene.state == "waiting"


def test_what_a_person_let_go_on_and_paused_again_stays_paused(scene: Scene) -> None:
    scene.look(MAINS)
    scene.look(BATTERY)
    scene.look(BATTERY)
    scene.trainings.go_on(run_id=scene.run_id)
    scene.look(BATTERY)
    scene.trainings.pause(run_id=scene.run_id)
    assert scene.look(MAINS) == ((), [])
    assert not scene.pause.waits


def test_what_was_stopped_or_removed_meanwhile_stays_so(scene: Scene) -> None:
    scene.look(MAINS)
    scene.look(BATTERY)
    scene.trainings.set_aside(run_id=scene.run_id)
    assert scene.look(MAINS) == ((), [])
    assert not scene.pause.waits


def test_turning_it_off_lets_what_waits_go_on(scene: Scene) -> None:
    scene.look(MAINS)
    scene.look(BATTERY)
    scene.settings.set(key="pause_on_battery", value=False)
    assert scene.look(BATTERY) == ((), [scene.run_id])


@pytest.mark.parametrize("plugs", [(MAINS, BATTERY), (None, None)])
def test_nothing_pauses_where_it_is_not_wanted_or_there_is_no_battery(
    storage: Storage, tmp_path: Path, plugs: tuple[bool | None, bool | None]
) -> None:
    scene = Scene(storage, tmp_path, wanted=plugs[0] is None)
    assert [scene.look(plug) for plug in plugs] == [((), [])] * 2
    assert scene.state == "waiting"


@pytest.mark.parametrize(
    ("found", "on"),
    [
        (None, None),
        (SimpleNamespace(power_plugged=None), None),
        (SimpleNamespace(power_plugged=True), False),
        (SimpleNamespace(power_plugged=False), True),
    ],
)
def test_what_the_system_tells_of_its_battery(monkeypatch: pytest.MonkeyPatch, found: object, on: bool | None) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: found, raising=False)
    assert on_battery() is on


def test_a_system_that_cannot_tell_has_no_battery(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(psutil, "sensors_battery", raising=False)
    assert on_battery() is None
