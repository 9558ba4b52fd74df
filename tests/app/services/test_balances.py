"""The balance of trained and typed names: measured in the background after a training, kept with its adapter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.services.adapters import Adapters
from app.services.balances import Balances
from app.services.change import Change
from app.services.jobs import BalanceJob, Cancelled, Event, Failed, Finished, TrainJob, TrainResult
from app.services.projects import Projects
from app.services.training_runs import TrainingRuns
from app.storage.schema import Project
from app.storage.storage import Storage
from mmrl_engine import train
from mmrl_engine.adapter_config import AnswerSource, Balance
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

    def choose(self, answers: AnswerSource) -> None:
        """As a person does."""
        self.adapters.settle(adapter_id=self.adapter_id, answers=answers, by_person=True)
        self.balances.follow(self.run_id)

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


def weighings(desk: Desk) -> list[BalanceJob]:
    return [job for job in desk.runner.jobs.values() if isinstance(job, BalanceJob)]


def test_nothing_is_weighed_where_something_else_answers(storage: Storage, tmp_path: Path) -> None:
    """It is stopped when a test settles that, and begun when a person chooses what was learned."""
    desk = Desk(storage, tmp_path)
    before = desk.balance
    desk.adapters.settle(adapter_id=desk.adapter_id, answers="instant")
    desk.balances.follow(desk.run_id)
    assert len(weighings(desk)) == 1
    assert isinstance(desk.told[-1], Cancelled)
    desk.choose("words")
    assert len(weighings(desk)) == 1
    desk.choose("mmrl")
    assert len(weighings(desk)) == 2
    desk.runner.tell(Finished(FOUND))
    assert before != FOUND
    assert desk.balance == FOUND
    desk.choose("mmrl")
    assert len(weighings(desk)) == 2  # it is weighed


def test_one_that_a_person_stopped_is_not_begun_again(storage: Storage, tmp_path: Path) -> None:
    desk = Desk(storage, tmp_path)
    desk.balances.stop(run_id=desk.run_id)
    desk.balances.follow(desk.run_id)
    desk.balances.resume()
    assert len(weighings(desk)) == 1


def test_one_that_the_end_of_the_program_cut_off_is_begun_again_once(storage: Storage, tmp_path: Path) -> None:
    desk = Desk(storage, tmp_path)
    desk.runner.tell(Cancelled())  # as the runner does when it is closed
    starts = []
    for _ in range(2):
        runner = ScriptedRunner()
        Balances(storage, Adapters(storage, runner), runner).resume()
        starts.append([type(job) for job in runner.jobs.values()])
        for _ in runner.jobs:
            runner.tell(Cancelled())
    assert starts == [[BalanceJob], []]
    assert desk.balances.start(run_id=desk.run_id)
    desk.runner.tell(Finished(FOUND))
    assert desk.balance == FOUND


def test_nothing_is_begun_again_in_the_trash_or_after_its_end(storage: Storage, tmp_path: Path) -> None:
    desk = Desk(storage, tmp_path)
    desk.runner.tell(Cancelled())
    with storage.read() as session:
        project_id = session.scalars(select(Project.id)).one()
    Projects(storage).trash(project_id=project_id)
    desk.balances.resume()
    assert len(weighings(desk)) == 1
    Projects(storage).restore(project_id=project_id)
    desk.balances.resume()
    assert len(weighings(desk)) == 2
    desk.runner.tell(Finished(FOUND))
    desk.balances.resume()
    assert len(weighings(desk)) == 2
