"""Evaluations: what they ask, and what is kept of them."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from app.services.adapters import Adapters
from app.services.change import Change
from app.services.evaluations import Evaluations
from app.services.jobs import EvaluateJob, Event, Failed, Finished
from app.services.training_runs import TrainingRuns
from app.storage.storage import Storage
from mmrl_engine.errors import EngineError
from mmrl_engine.evaluation.results import Evaluation, Judged
from mmrl_engine.notices import notice
from tests.app.filled import filled_project
from tests.app.scripted_runner import ScriptedRunner


def started(storage: Storage, folder: Path) -> tuple[Evaluations, ScriptedRunner, int, list[Event | Change]]:
    runner, told = ScriptedRunner(), list[Event | Change]()
    project = filled_project(storage, folder, {"red": 2, "green": 2})
    run_id = TrainingRuns(storage, Adapters(storage, runner), runner).start(project_id=project).made
    assert run_id is not None
    evaluations = Evaluations(storage, runner, tell=lambda run_id, what: told.append(what))
    evaluations.start(run_id=run_id, folds=2)
    return evaluations, runner, run_id, told


def found_by(job: EvaluateJob) -> Evaluation:
    pairs = zip(job.pictures, job.labels, strict=True)
    judged = [Judged(picture.path, label, "red", "green", place % 2) for place, (picture, label) in enumerate(pairs)]
    return Evaluation(("green", "red"), 2, tuple(judged))


def test_an_evaluation_is_kept_with_its_run(storage: Storage, tmp_path: Path) -> None:
    evaluations, runner, run_id, told = started(storage, tmp_path)
    job = runner.last
    assert isinstance(job, EvaluateJob)
    assert (job.folds, sorted(job.labels)) == (2, ["green", "green", "red", "red"])
    runner.tell(Finished(found_by(job)))
    assert evaluations.of_run(run_id=run_id) == found_by(job)
    assert isinstance(told[-1], Change)
    assert told[-1].rows == {"run": frozenset({run_id})}


def test_what_cannot_be_checked_leaves_nothing(storage: Storage, tmp_path: Path) -> None:
    evaluations, runner, run_id, told = started(storage, tmp_path)
    runner.tell(Failed((notice("check-no-pictures"),)))
    assert told[-1] == Failed((notice("check-no-pictures"),))
    assert evaluations.of_run(run_id=run_id) is None


def test_an_evaluation_that_cannot_be_kept_is_told_as_a_failure(
    storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluations, runner, run_id, told = started(storage, tmp_path)
    job = runner.last
    assert isinstance(job, EvaluateJob)

    def full(work: object) -> NoReturn:
        raise EngineError.of("storage-disk-full", path="projects.sqlite")

    with monkeypatch.context() as patched:
        patched.setattr(storage, "write", full)
        runner.tell(Finished(found_by(job)))
    assert isinstance(told[-1], Failed)
    assert not any(isinstance(item, Finished) for item in told)
    assert evaluations.of_run(run_id=run_id) is None
    with pytest.raises(EngineError):
        evaluations.start(run_id=999)
