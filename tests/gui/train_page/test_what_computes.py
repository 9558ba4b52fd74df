"""The Train page says what computes and why, and pauses on battery where that is wanted."""

from __future__ import annotations

import pytest

from app.services.jobs import Moved, Started
from app.services.power import BatteryPause
from app.views.message import Message
from app.views.train_page.situation import Face
from mmrl_engine.notices import notice
from tests.gui.train_page.conftest import Scene


def test_advanced_says_what_computes_and_in_which_numbers_and_remembers_it(scene: Scene) -> None:
    scene.open({"red": 2, "green": 2})
    label = scene.page.advanced.device
    assert label.text() == "The first run will tell."
    scene.page.start()
    scene.until(Face.RUNNING)
    scene.tell(Started("cuda", notice("device-card", name="RTX <3090>"), "RTX <3090>"))
    assert label.text() == "The graphics card RTX <3090>. RTX <3090> is there and works."
    reason = notice("precision-slower", other="bfloat16", times="1.4")
    scene.tell(Moved("prepare", 1, 1, precision=reason))
    assert label.text().endswith("works. It learns in float32: bfloat16 was 1.4 times as slow here.")
    scene.tell(Started("cpu", notice("device-lost")))
    assert label.text() == ("The processor. The graphics card stopped answering. It goes on with the processor."), (
        "another child begins anew"
    )
    scene.page.stop()
    scene.until(Face.STOPPED)
    assert label.text().startswith("The processor.")
    (run,) = scene.desk.program.trainings.list(project_id=scene.project.id)
    assert [item.code for item in run.notices] == ["device-lost"]


@pytest.mark.parametrize("kept", ["", "cpu|an older version's reason", '["cpu", "", {"code": "gone"}, null]', "[1"])
def test_what_another_version_remembers_hurts_nobody(scene: Scene, kept: str) -> None:
    scene.desk.memory.keep("train_device", kept)
    scene.open({"red": 2, "green": 2})
    assert scene.page.advanced.device.text() in ("The first run will tell.", "The processor.")


def test_learning_pauses_on_battery_and_goes_on_by_itself(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    program, plugs = scene.desk.program, [False]
    program.settings.set(key="pause_on_battery", value=True)
    monkeypatch.setattr(program.battery, "_battery", lambda: plugs[-1])
    assert isinstance(program.battery, BatteryPause)
    said: list[Message] = []
    scene.page.following.said.connect(lambda message, project: said.append(message))
    scene.open({"red": 2, "green": 2})
    scene.start()
    scene.learn(3)
    plugs.append(True)
    scene.page._battery.look()
    scene.until(Face.PAUSED)
    assert "runs on battery" in said[-1].text
    scene.page._battery.look()
    scene.settle()
    assert scene.page.face is Face.PAUSED
    plugs.append(False)
    scene.page._battery.look()
    scene.until(Face.RUNNING)
    assert "plugged in again" in said[-1].text
    scene.page._battery.look()
    scene.settle()
    assert not program.battery.waits


def test_learning_that_begins_on_battery_is_left_alone(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plug was pulled while nothing learned and nobody looked."""
    program = scene.desk.program
    program.settings.set(key="pause_on_battery", value=True)
    monkeypatch.setattr(program.battery, "_battery", lambda: False)
    program.battery.look()
    monkeypatch.setattr(program.battery, "_battery", lambda: True)
    scene.open({"red": 2, "green": 2})
    scene.start()
    scene.settle()
    scene.page._battery.look()
    scene.settle()
    assert scene.page.face is Face.RUNNING
