"""A training and its test by the real child process: what is settled is what answers, and it is found again."""

from __future__ import annotations

import threading
from pathlib import Path

from app.services.adapters import Adapters
from app.services.change import Change
from app.services.evaluations import Evaluations
from app.services.jobs import LAST, Event
from app.services.judgement import judgement_of
from app.services.training_runs import TrainingRuns
from app.storage.storage import Storage
from mmrl_engine.adapter_config import AdapterConfig
from tests.app.compute.real_jobs import make_scene
from tests.app.compute.told_events import DEADLINE
from tests.app.filled import filled_project
from tests.engine import small


def test_what_a_real_test_finds_is_settled_on_what_was_learned(storage: Storage, tmp_path: Path) -> None:
    scene = make_scene(tmp_path / "scene")
    runner, ended = scene.runner(), threading.Semaphore(0)

    def hear(run_id: int, what: Event | Change) -> None:
        if isinstance(what, LAST):
            ended.release()

    adapters = Adapters(storage, runner)
    trainings = TrainingRuns(storage, adapters, runner, tell=hear)
    evaluations = Evaluations(storage, adapters, runner, tell=hear)
    counts = {"red": 4, "green": 4}
    project = filled_project(storage, tmp_path / "given", counts, backbone=scene.source.source)
    run_id = trainings.start(project_id=project, config=small.QUICK).made
    assert run_id is not None
    assert ended.acquire(timeout=DEADLINE)
    evaluations.start(run_id=run_id)
    assert ended.acquire(timeout=DEADLINE)
    runner.close()

    found = evaluations.of_run(run_id=run_id)
    assert found is not None
    assert found.sources == ("words", "instant", "mmrl")
    assert sorted(found.names) == sorted(counts)
    run = trainings.get(run_id=run_id)
    assert run.adapter_id is not None
    config: AdapterConfig = adapters.load(adapter_id=run.adapter_id).config
    learned = found.calibrations[found.best]
    assert (config.answers, config.temperature, config.reject) == (found.best, learned.temperature, learned.reject)
    judgement = judgement_of(run, config.answers)
    assert judgement is not None
    assert judgement.answered == found.accuracy_of(found.best)
    assert judgement.curve == found.curve
