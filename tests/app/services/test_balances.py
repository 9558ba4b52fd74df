"""The balance of trained and typed names: measured in the background after a training, kept with its adapter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.services.adapters import Adapters
from app.services.balances import Balances
from app.services.change import Change
from app.services.jobs import BalanceJob, Event, Failed, Finished, TrainJob, TrainResult
from app.services.training_runs import TrainingRuns
from app.storage.storage import Storage
from mmrl_engine import train
from mmrl_engine.adapter_config import Balance
from mmrl_engine.errors import InputError
from mmrl_engine.notices import notice
from mmrl_engine.types import Example, TrainConfig
from tests.app.filled import filled_project
from tests.app.scripted_runner import ScriptedRunner
from tests.engine.small import QUICK, backbone

FOUND = Balance("fitted", g1=2.0, c=0.5, weight=0.25, tau0=1.5)


class Desk:
    """A project whose training has just finished."""

    def __init__(self, storage: Storage, folder: Path, config: TrainConfig = QUICK) -> None:
        self.runner, self.told = ScriptedRunner(), list[Event | Change]()
        self.adapters = Adapters(storage, self.runner)
        self.balances = Balances(storage, self.adapters, self.runner, tell=lambda _, what: self.told.append(what))
        trainings = TrainingRuns(storage, self.adapters, self.runner, tell=self.balances.hear)
        project = filled_project(storage, folder, {"red": 2, "green": 2})
        made = trainings.start(project_id=project, config=config).made
        assert made is not None
        self.run_id = made
        job = self.runner.last
        assert isinstance(job, TrainJob)
        examples = [Example(item.path, label) for item, label in zip(job.pictures, job.labels, strict=True)]
        train(examples, backbone(), job.config).save(job.result)
        self.runner.tell(Finished(TrainResult(job.result)))
        (view,) = self.adapters.list(project_id=project)
        self.adapter_id = view.id

    @property
    def balance(self) -> Balance:
        return self.adapters.load(adapter_id=self.adapter_id).config.balance


def test_a_finished_training_is_weighed_and_the_balance_kept(storage: Storage, tmp_path: Path) -> None:
    desk = Desk(storage, tmp_path)
    job = desk.runner.last
    assert isinstance(job, BalanceJob)
    assert (sorted(job.labels), job.config.layers, job.config.micro_batch) == (["green"] * 2 + ["red"] * 2, 2, None)
    before = desk.balance
    desk.runner.tell(Finished(FOUND))
    assert before != FOUND
    assert desk.balance == FOUND
    assert isinstance(desk.told[-1], Change)
    assert desk.told[-1].rows == {"adapter": frozenset({desk.adapter_id})}


@pytest.mark.parametrize("end", ["stopped", "failed"])
def test_one_that_does_not_come_to_its_end_changes_nothing(storage: Storage, tmp_path: Path, end: str) -> None:
    desk = Desk(storage, tmp_path)
    before = desk.balance
    if end == "stopped":
        desk.balances.stop(run_id=desk.run_id)
    else:
        desk.runner.tell(Failed((notice("memory-smallest-step"),)))
    assert desk.balance == before
    assert not any(isinstance(item, Change) for item in desk.told)
    assert desk.balances.start(run_id=desk.run_id)  # and it can be asked for again
    desk.runner.tell(Finished(FOUND))
    assert desk.balance == FOUND


def test_a_run_that_wants_another_balance_keeps_it(storage: Storage, tmp_path: Path) -> None:
    desk = Desk(storage, tmp_path, replace(QUICK, balance="gate"))
    assert isinstance(desk.runner.last, TrainJob)
    assert desk.balance == Balance("gate")
    assert not desk.balances.start(run_id=desk.run_id)
    with pytest.raises(InputError):
        desk.balances.start(run_id=999)
