"""The real child makes the adapter of a quick answer as the engine does, and answers by it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from app.compute.runner import ComputeRunner
from app.services.jobs import ClassifyJob, Done, Failed, InstantJob, Job, JobPicture, Moved, OthersJob, TrainResult
from mmrl_engine import Adapter, Classifier, train
from mmrl_engine.adapted import AdaptedClip
from mmrl_engine.calibrated import BesideOthers
from mmrl_engine.images import open_rgb
from mmrl_engine.instant import result_of
from mmrl_engine.others import fit_others
from mmrl_engine.packing import instant_model
from mmrl_engine.types import TrainConfig
from mmrl_engine.views import to_input
from tests.app.compute.real_jobs import Scene, make_scene, table
from tests.app.compute.told_events import Told, codes
from tests.engine.cli.calls import mmrl


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield make_scene(tmp_path_factory.mktemp("scene"))
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def runner(scene: Scene) -> Iterator[ComputeRunner]:
    with scene.runner() as made:
        yield made


def quick(scene: Scene, name: str) -> InstantJob:
    return InstantJob(scene.source, scene.pictures, scene.labels, TrainConfig(), scene.folder / name)


def run(runner: ComputeRunner, job: Job) -> Told:
    told = Told()
    runner.submit(job, told)
    told.last()
    return told


def test_it_makes_what_the_engine_makes_and_answers_by_it(scene: Scene, runner: ComputeRunner) -> None:
    job = quick(scene, "quick.mmrl.safetensors")
    told = run(runner, job)
    assert told.result() == TrainResult(job.result)
    moves = [(event.done, event.total) for event in told.of_kind(Moved)]
    assert moves.count((8, 8)) > 2  # and in small steps after the last picture, where it can be stopped
    made, wanted = Adapter.load(job.result), train(scene.examples, scene.backbone(), TrainConfig(variant="none"))
    assert made.classes == wanted.classes
    assert (made.config.variant, made.config.answers) == ("none", "instant")
    for name, array in wanted.tensors.items():
        assert np.allclose(made.tensors[name], array, rtol=1e-3, atol=1e-3 * np.abs(array).max())
    asked = ClassifyJob(scene.source, scene.pictures, job.result, typed=("grey",))
    answered = run(runner, asked)
    assert answered.result() == Done(8)
    here = Classifier(made, scene.backbone()).classify([item.path for item in scene.examples], ("grey",))
    for found, own in zip(table(answered.answers()), table(list(here)), strict=True):
        assert found == pytest.approx(own, abs=1e-4)


def test_one_temperature_is_applied_once_everywhere(scene: Scene, runner: ComputeRunner) -> None:
    """What a test settles takes the place of what the instant classifier chose, in library, window and command."""
    job, file = quick(scene, "own.mmrl.safetensors"), scene.folder / "settled.mmrl.safetensors"
    run(runner, job)
    made = Adapter.load(job.result)
    assert made.config.temperature != 6.5
    replace(made, config=replace(made.config, temperature=6.5)).save(file)
    backbone, paths = scene.backbone(), [item.path for item in scene.examples]
    classifier = Classifier(Adapter.load(file), backbone)
    prompts = [made.config.template.format(item.words) for item in made.classes]
    inputs = np.stack([to_input(open_rgb(path), backbone.preprocess) for path in paths])
    plain = AdaptedClip(backbone, None)
    pictures, words = plain.encode_pictures(inputs).cls.numpy(), plain.encode_prompts(prompts).plain.numpy()
    model = instant_model(made)
    assert model is not None
    scores = (100.0 * pictures @ words.T + model.scores(pictures)) / 6.5
    shares = np.exp(scores - scores.max(1, keepdims=True))
    wanted = shares / shares.sum(1, keepdims=True)
    names = [item.name for item in made.classes]
    child = run(runner, ClassifyJob(scene.source, scene.pictures, file)).answers()
    called = mmrl("classify", file, *paths, "--backbone", scene.source.source, "--json", "--quiet")
    command = json.loads(called.stdout)["pictures"]
    for row, here, there, told in zip(wanted, classifier.classify(paths), child, command, strict=True):
        expected = pytest.approx(dict(zip(names, row.tolist(), strict=True)), abs=1e-4)
        assert table([here])[0] == expected
        assert table([there])[0] == expected
        assert {item["name"]: item["probability"] for item in told["scores"]} == expected


def test_pictures_that_cannot_be_read_are_left_out(scene: Scene, runner: ComputeRunner) -> None:
    job = quick(scene, "without.mmrl.safetensors")
    gone = JobPicture(scene.folder / "gone.png")
    run(runner, replace(job, pictures=(*job.pictures, gone), labels=(*job.labels, "red")))
    assert {item.name: item.pictures for item in Adapter.load(job.result).classes} == {"red": 3, "green": 3, "blue": 2}


def test_a_class_of_which_none_can_be_read_is_told_and_nothing_is_written(scene: Scene, runner: ComputeRunner) -> None:
    job = quick(scene, "none.mmrl.safetensors")
    gone = JobPicture(Path("gone.png"))
    told = run(runner, replace(job, pictures=(*job.pictures, gone), labels=(*job.labels, "grey")))
    (failed,) = told.of_kind(Failed)
    assert codes(failed) == ["class-no-pictures"]
    assert not job.result.exists()


def test_limits_are_drawn_between_own_pictures_and_others(scene: Scene, runner: ComputeRunner, tmp_path: Path) -> None:
    """As the engine draws them; what cannot be read is left out."""
    job = quick(scene, "limits.mmrl.safetensors")
    run(runner, job)
    draw = np.random.default_rng(0)
    others = [tmp_path / f"{number}.png" for number in range(6)]
    for path in others:
        Image.fromarray(draw.integers(0, 256, (64, 64, 3), np.uint8)).save(path)
    (tmp_path / "broken.png").write_text("no picture")
    others.append(tmp_path / "broken.png")
    groups = tuple(str(place) for place in range(len(scene.pictures)))
    asked = OthersJob(
        scene.source, job.result, scene.pictures, scene.labels, groups, tuple(JobPicture(path) for path in others)
    )
    told = run(runner, asked)
    found = told.result()
    wanted = result_of(fit_others(Adapter.load(job.result), scene.examples, others, scene.backbone()))
    assert isinstance(found, BesideOthers)
    assert [rule.score for rule in found.reject] == [rule.score for rule in wanted.config.reject]
    limits = zip(found.reject, wanted.config.reject, strict=True)
    assert all(one.limit == pytest.approx(other.limit, abs=1e-3) for one, other in limits)
    assert (found.others, found.own) == (6, len(scene.pictures))
    assert found.away > 0
    assert told.of_kind(Moved)
    nothing = replace(asked, others=(JobPicture(tmp_path / "broken.png"),))
    assert codes(run(runner, nothing).last()) == ["others-not-read"]
