"""Evaluations: what they ask, and what is kept of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import select

from app.services.adapters import Adapters
from app.services.change import Change
from app.services.evaluations import Evaluations
from app.services.jobs import EvaluateJob, Event, Failed, Finished
from app.services.training_runs import TrainingRuns
from app.storage.schema import Picture, Run
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.adapter_config import AnswerSource, Reject
from mmrl_engine.backbones import catalogue
from mmrl_engine.calibrated import Calibration
from mmrl_engine.errors import EngineError
from mmrl_engine.evaluation.learning_curve import CurvePoint, LearningCurve
from mmrl_engine.evaluation.results import Evaluation, Judged
from mmrl_engine.notices import notice
from tests.app.filled import filled_project
from tests.app.scripted_runner import ScriptedRunner
from tests.engine.adapter_samples import adapter as adapter_sample


def started(storage: Storage, folder: Path) -> tuple[Evaluations, ScriptedRunner, int, list[Event | Change]]:
    runner, told = ScriptedRunner(), list[Event | Change]()
    project = filled_project(storage, folder, {"red": 2, "green": 2})
    run_id = TrainingRuns(storage, Adapters(storage, runner), runner).start(project_id=project).made
    assert run_id is not None
    evaluations = Evaluations(storage, Adapters(storage, runner), runner, tell=lambda run_id, what: told.append(what))
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


def calibration(temperature: float) -> Calibration:
    return Calibration(temperature, (Reject("plain-cosine", "below", 0.2, rough=False),), 0.2, 0.1, 0.7, rough=False)


def rich(job: EvaluateJob, *, mmrl: int, instant: int, words: int) -> Evaluation:
    """So many pictures were answered rightly by each."""

    def said(label: str, right: bool) -> str:
        return label if right else "red" if label == "green" else "green"

    judged = tuple(
        Judged(
            picture.path,
            label,
            said(label, place < mmrl),
            said(label, place < words),
            place % 2,
            said(label, place < instant),
            0.75,
            "green",
            0.25,
            {"plain-cosine": 0.25} if place else {},
        )
        for place, (picture, label) in enumerate(zip(job.pictures, job.labels, strict=True))
    )
    point = CurvePoint(2.0, 0.5, 0.25, 0.75)
    curve = LearningCurve((point, point), point, len(judged), True, (0.1, 0.0, 0.2))
    learned: dict[AnswerSource, Calibration] = {
        "words": calibration(1.5),
        "instant": calibration(2.0),
        "mmrl": calibration(2.5),
    }
    return Evaluation(("green", "red"), 2, judged, ("words", "instant", "mmrl"), learned, curve)


def with_adapter(storage: Storage, run_id: int, runner: ScriptedRunner) -> tuple[Adapters, int]:
    """The run has learned: its adapter can answer in three ways."""
    adapters = Adapters(storage, runner)
    made = adapter_sample(plain=True)
    demo = replace(made.backbone, fingerprint=catalogue.DEMO.fingerprint or "")  # which the project uses
    made = replace(made, config=replace(made.config, answers="mmrl"), backbone=demo)

    def done(unit: UnitOfWork, adapter_id: int) -> None:
        unit.session.get_one(Run, run_id).adapter_id = adapter_id

    change = adapters.keep(project_id=1, adapter=made, name="1", origin="trained", run_id=run_id, besides=done)
    assert change.made is not None
    return adapters, change.made


def test_everything_found_is_kept(storage: Storage, tmp_path: Path) -> None:
    evaluations, runner, run_id, _ = started(storage, tmp_path)
    job = runner.last
    assert isinstance(job, EvaluateJob)
    found = rich(job, mmrl=4, instant=3, words=2)
    runner.tell(Finished(found))
    assert evaluations.of_run(run_id=run_id) == found


@pytest.mark.parametrize(
    ("right", "answers", "temperature"),
    [((4, 3, 2), "mmrl", 2.5), ((3, 3, 2), "instant", 2.0), ((2, 2, 2), "instant", 2.0), ((2, 1, 2), "words", 1.5)],
)
def test_the_better_one_answers_when_an_evaluation_ends(
    storage: Storage, tmp_path: Path, right: tuple[int, int, int], answers: str, temperature: float
) -> None:
    _, runner, run_id, told = started(storage, tmp_path)
    adapters, adapter_id = with_adapter(storage, run_id, runner)
    job = runner.last
    assert isinstance(job, EvaluateJob)
    mmrl, instant, words = right
    runner.tell(Finished(rich(job, mmrl=mmrl, instant=instant, words=words)))
    config = adapters.load(adapter_id=adapter_id).config
    assert (config.answers, config.temperature) == (answers, temperature)
    assert [item.limit for item in config.reject] == [0.2]
    assert isinstance(told[-1], Change)
    assert told[-1].rows == {"run": frozenset({run_id}), "adapter": frozenset({adapter_id})}
    assert told[-1].act is None


def test_a_person_has_the_last_word(storage: Storage, tmp_path: Path) -> None:
    evaluations, runner, run_id, _ = started(storage, tmp_path)
    adapters, adapter_id = with_adapter(storage, run_id, runner)
    job = runner.last
    assert isinstance(job, EvaluateJob)
    runner.tell(Finished(rich(job, mmrl=4, instant=3, words=2)))
    change = evaluations.choose(run_id=run_id, answers="instant")
    assert change.act is not None
    config = adapters.load(adapter_id=adapter_id).config
    assert (config.answers, config.temperature) == ("instant", 2.0)
    evaluations.start(run_id=run_id)
    runner.tell(Finished(rich(job, mmrl=4, instant=3, words=2)))
    assert adapters.load(adapter_id=adapter_id).config.answers == "instant"


def test_another_one_who_answers_is_told_of(storage: Storage, tmp_path: Path) -> None:
    """So that what waits for it can begin or end: after a test, and after a person's choice."""
    _, runner, run_id, _ = started(storage, tmp_path)
    with_adapter(storage, run_id, runner)
    settled = list[int]()
    evaluations = Evaluations(storage, Adapters(storage, runner), runner, settled=settled.append)
    evaluations.start(run_id=run_id)
    job = runner.last
    assert isinstance(job, EvaluateJob)
    assert settled == []
    runner.tell(Finished(rich(job, mmrl=4, instant=3, words=2)))
    assert settled == [run_id]
    evaluations.choose(run_id=run_id, answers="instant")
    assert settled == [run_id] * 2


def test_what_shows_the_same_is_held_out_together(storage: Storage, tmp_path: Path) -> None:
    def alike(unit: UnitOfWork) -> None:
        rows = unit.session.scalars(select(Picture).order_by(Picture.sha256)).all()
        for number, row in enumerate(rows):  # two look the same
            row.dhash = 0x0F0F0F0F0F0F0F0F if number < 2 else [0x3333333333333333, 0x5555555555555555][number - 2]

    evaluations, runner, run_id, _ = started(storage, tmp_path)
    storage.write(alike)
    evaluations.start(run_id=run_id)
    job = runner.last
    assert isinstance(job, EvaluateJob)
    assert job.groups is not None
    group_of = {picture.sha256: group for picture, group in zip(job.pictures, job.groups, strict=True)}
    groups = [group_of[sha256] for sha256 in sorted(sha256 for sha256 in group_of if sha256)]
    assert groups[0] == groups[1]
    assert len(set(groups)) == 3
