"""While the balance of a training is measured, the header says so, and it can be stopped there."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.weighing import Weighing
from app.services.jobs import BalanceJob, Finished, Moved, Started, TrainJob, TrainResult
from mmrl_engine.adapter_config import Balance
from mmrl_engine.notices import notice
from tests.app.filled import filled_project
from tests.gui.desk_fixture import opened_desk
from tests.gui.train_page.conftest import learned


def test_it_is_listed_while_it_is_at_work(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with opened_desk(monkeypatch, tmp_path / "data") as (desk, runner):
        weighing = Weighing(desk)
        project = filled_project(desk.program.storage, tmp_path / "given", {"red": 2, "green": 2, "blue": 2})
        for end in ("finish", "stop"):
            desk.program.trainings.start(project_id=project)
            training = runner.last
            assert isinstance(training, TrainJob)
            learned(training.labels, tmp_path).save(training.result)
            runner.tell(Finished(TrainResult(training.result)))
            assert isinstance(runner.last, BalanceJob)
            qtbot.wait(1)
            assert desk.activity.items() == ()  # it waits: others go first
            runner.tell(Started("cpu", notice("device-no-card")))
            runner.tell(Moved("balance", 3, 12, seconds_left=4.0))
            qtbot.waitUntil(lambda: bool(desk.activity.items()))
            (item,) = desk.activity.items()
            qtbot.waitUntil(lambda: [item.fraction for item in desk.activity.items()] == [0.25])
            assert (item.title, item.can_stop) == ("Weighing typed names", True)
            if end == "finish":
                runner.tell(Finished(Balance("fitted", 1.0, 0.5, 0.5, 1.0)))
            else:
                item.stop()
            qtbot.waitUntil(lambda: desk.activity.items() == ())
        adapters = desk.program.adapters.list(project_id=project)
        rules = [desk.program.adapters.load(adapter_id=item.id).config.balance.rule for item in adapters]
        assert rules == ["gate", "fitted"]  # the newest first: it was stopped
        weighing.deleteLater()
