"""A training that runs out of memory goes on with smaller steps, learns the same, and loses nothing."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pytest
import torch
from torch import Tensor
from torch.optim import AdamW, Optimizer

from mmrl_engine import Adapter, Classifier, Example, Progress, TrainConfig, evaluate, fit, train
from mmrl_engine.errors import EngineError, TrainingError
from mmrl_engine.steps import Stepper
from tests.engine import small

STEPS = 20
CONFIG = replace(small.QUICK, epochs=10, micro_batch=4, learning_rate=5e-3)  # 2 steps an epoch: of 4 and of 3 pictures
Refuse = Callable[[int, int], None]
Result = TypeVar("Result")


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    return small.write_pictures(tmp_path_factory.mktemp("pictures"), {"red": 3, "green": 2, "blue": 2})


@pytest.fixture(scope="module")
def unfailed(examples: list[Example]) -> npt.NDArray[np.float64]:
    return probabilities(train(examples, small.backbone(), CONFIG))


def probabilities(adapter: Adapter) -> npt.NDArray[np.float64]:
    """Of generated pictures over trained and typed names."""
    classifier = Classifier(adapter, small.backbone())
    return classifier.probabilities(classifier.encode_pictures(pixels()), ["grey", "bridge"]).numpy()


@cache
def pixels() -> npt.NDArray[np.float32]:
    return np.random.default_rng(1).normal(size=(8, 3, 32, 32)).astype(np.float32)


def finish(steps: Generator[Progress, None, Result]) -> tuple[list[Progress], Result]:
    seen = []
    while True:
        try:
            seen.append(next(steps))
        except StopIteration as stop:
            return seen, stop.value


def told(seen: list[Progress]) -> list[str]:
    return [item.code for progress in seen for item in progress.notices]


def same_tensors(a: Adapter, b: Adapter) -> bool:
    return a.tensors.keys() == b.tensors.keys() and all(np.array_equal(a.tensors[k], b.tensors[k]) for k in a.tensors)


def watch_passes(monkeypatch: pytest.MonkeyPatch, refuse: Refuse) -> None:
    """Calls `refuse(step, pictures)` inside every forward and backward pass; what it raises is the pass's error."""
    step, backward = Stepper.step, Stepper.backward
    now = [0]

    def numbered(self: Stepper, parts: Any, size: int, number: int = 1) -> Any:
        now[0] = number
        return step(self, parts, size, number)

    def refusing(self: Stepper, batch: Any, *rest: Any) -> Any:
        terms = backward(self, batch, *rest)
        refuse(now[0], len(batch.labels))
        return terms

    monkeypatch.setattr(Stepper, "step", numbered)
    monkeypatch.setattr(Stepper, "backward", refusing)


def too_large(at: int, most: int, error: Exception) -> Refuse:
    """At step `at`, no more than `most` pictures fit."""

    def refuse(step: int, pictures: int) -> None:
        if step == at and pictures > most:
            raise error

    return refuse


@pytest.mark.parametrize("at", range(1, STEPS + 1))
def test_wherever_memory_runs_out_the_same_is_learned(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example], unfailed: npt.NDArray[np.float64], at: int
) -> None:
    watch_passes(monkeypatch, too_large(at, 1, torch.OutOfMemoryError("CUDA out of memory.")))
    seen, adapter = finish(fit(examples, small.backbone(), CONFIG))
    assert told(seen) == ["memory-smaller-steps"], "told once, though it was halved twice"
    assert (adapter.metrics["steps"], adapter.metrics["micro_batch"]) == (STEPS, 1)
    np.testing.assert_allclose(probabilities(adapter), unfailed, atol=1e-3)
    trained = [progress for progress in seen if progress.stage == "train"]
    assert all(progress.done <= progress.total for progress in trained)
    assert trained[-1].done == trained[-1].total
    assert trained[-1].total == 70, "7 pictures, 10 epochs, one by one"


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("DefaultCPUAllocator: not enough memory")])
def test_the_processors_memory_counts_too(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example], unfailed: npt.NDArray[np.float64], error: Exception
) -> None:
    watch_passes(monkeypatch, too_large(3, 2, error))
    _, adapter = finish(fit(examples, small.backbone(), CONFIG))
    assert adapter.metrics["micro_batch"] == 2
    np.testing.assert_allclose(probabilities(adapter), unfailed, atol=1e-3)


@pytest.mark.parametrize("kind", ["adamw", "sgd"])
@pytest.mark.parametrize("at", [1, 2, 13])
def test_an_update_that_fails_half_way_is_not_made_twice(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example], kind: Any, at: int
) -> None:
    """As when memory runs out between two parameters: some are changed already, and their momentum too."""
    config = replace(CONFIG, optimizer=kind, micro_batch=2)
    want = probabilities(train(examples, small.backbone(), config))
    optimizer: type[Optimizer] = AdamW if kind == "adamw" else torch.optim.SGD
    step, calls = optimizer.step, [0]

    def failing(self: Optimizer) -> None:
        calls[0] += 1
        step(self)
        if calls[0] == at:
            raise torch.OutOfMemoryError

    monkeypatch.setattr(optimizer, "step", failing)
    seen, adapter = finish(fit(examples, small.backbone(), config))
    assert told(seen) == ["memory-smaller-steps"]
    np.testing.assert_allclose(probabilities(adapter), want, atol=1e-5)


def test_what_the_failed_step_held_is_gone_before_it_is_done_again(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example]
) -> None:
    held: list[weakref.ref[Tensor]] = []

    def refuse(step: int, pictures: int) -> None:
        if step == 2 and pictures > 1:
            large = torch.zeros(1000)
            held.append(weakref.ref(large))
            raise torch.OutOfMemoryError

    watch_passes(monkeypatch, refuse)
    for progress in fit(examples, small.backbone(), CONFIG):
        if progress.notices:
            assert held[0]() is None
    assert len(held) == 2


def test_a_stopped_run_goes_on_with_the_smaller_steps(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, examples: list[Example]
) -> None:
    with monkeypatch.context() as patch:
        watch_passes(patch, too_large(5, 2, torch.OutOfMemoryError()))
        _, unbroken = finish(fit(examples, small.backbone(), CONFIG))
        checkpoint = tmp_path / "run.checkpoint"
        steps = fit(examples, small.backbone(), CONFIG, checkpoint=checkpoint)
        while not next(steps).notices:
            pass
        steps.close()
    for micro in (4, None):  # asked for, or taken from the checkpoint
        kept = checkpoint.read_bytes()
        seen, resumed = finish(
            fit(examples, small.backbone(), replace(CONFIG, micro_batch=micro), checkpoint=checkpoint)
        )
        assert told(seen) == ["training-resumed"]
        assert resumed.metrics["micro_batch"] == 2
        assert same_tensors(resumed, unbroken)
        checkpoint.write_bytes(kept)
    with pytest.raises(TrainingError, match="pictures a small step"):
        train(examples, small.backbone(), replace(CONFIG, micro_batch=2), checkpoint=checkpoint)


def test_a_run_that_is_killed_after_the_notice_knows_of_the_smaller_steps(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, examples: list[Example]
) -> None:
    watch_passes(monkeypatch, too_large(5, 2, torch.OutOfMemoryError()))
    checkpoint = tmp_path / "run.checkpoint"
    steps = fit(examples, small.backbone(), CONFIG, checkpoint=checkpoint)
    while not next(steps).notices:
        pass
    written = checkpoint.read_bytes()  # all that a kill leaves behind
    steps.close()
    checkpoint.write_bytes(written)
    seen, adapter = finish(fit(examples, small.backbone(), CONFIG, checkpoint=checkpoint))
    assert told(seen) == ["training-resumed"]
    assert adapter.metrics["micro_batch"] == 2


def test_where_one_picture_does_not_fit_it_stops_with_a_sentence_and_keeps_what_was_learned(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, examples: list[Example], unfailed: npt.NDArray[np.float64]
) -> None:
    checkpoint = tmp_path / "run.checkpoint"
    with monkeypatch.context() as patch:
        watch_passes(patch, too_large(8, 0, torch.OutOfMemoryError()))
        with pytest.raises(TrainingError) as error:
            train(examples, small.backbone(), CONFIG, checkpoint=checkpoint)
    assert [item.code for item in error.value.notices] == ["memory-smallest-step"]
    seen, adapter = finish(fit(examples, small.backbone(), CONFIG, checkpoint=checkpoint))
    resumed = next(item for progress in seen for item in progress.notices)
    assert (resumed.code, resumed.params["step"]) == ("training-resumed", 7)
    np.testing.assert_allclose(probabilities(adapter), unfailed, atol=1e-3)


def test_a_mistake_of_ours_is_not_taken_for_too_little_memory(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example]
) -> None:
    watch_passes(monkeypatch, too_large(2, 0, RuntimeError("shapes differ")))
    with pytest.raises(RuntimeError, match="shapes differ"):
        train(examples, small.backbone(), CONFIG)


@pytest.mark.parametrize(("most", "micro"), [(1, 1), (2, 2), (3, 2)])
def test_measuring_stops_at_what_fits_and_says_so(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example], most: int, micro: int
) -> None:
    monkeypatch.setattr("mmrl_engine.measuring.MICRO_SECONDS", 1e9)
    watch_passes(monkeypatch, too_large(0, most, torch.OutOfMemoryError()))
    seen, adapter = finish(fit(examples, small.backbone(), replace(CONFIG, micro_batch=None)))
    assert told(seen) == ["memory-smaller-steps"]
    assert adapter.metrics["micro_batch"] == micro


def test_measuring_that_nothing_fits_stops_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example]
) -> None:
    watch_passes(monkeypatch, too_large(0, 0, MemoryError()))
    with pytest.raises(TrainingError) as error:
        train(examples, small.backbone(), replace(CONFIG, micro_batch=None))
    assert [item.code for item in error.value.notices] == ["memory-smallest-step"]


@pytest.mark.parametrize("exact", [False, True])
def test_too_little_memory_for_the_views_is_told_and_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, examples: list[Example], exact: bool
) -> None:
    config = replace(CONFIG, exact=exact)
    checkpoint, stems = tmp_path / "run.checkpoint", tmp_path / "stems"
    steps = fit(examples, small.backbone(), config, checkpoint=checkpoint, stem_folder=stems)
    while next(steps).stage != "train":
        pass
    steps.close()
    before = checkpoint.read_bytes()

    def refuse(*_: Any) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr("mmrl_engine.view_source.image_stem", refuse)
        patch.setattr("mmrl_engine.training.stem_memory", lambda: 0)
        with pytest.raises(TrainingError) as error:
            finish(fit(examples, small.backbone(), config, checkpoint=checkpoint, stem_folder=stems))
    assert [item.code for item in error.value.notices] == ["memory-smallest-step"]
    assert checkpoint.read_bytes() == before
    assert not (list(stems.iterdir()) if stems.exists() else [])
    finish(fit(examples, small.backbone(), config, checkpoint=checkpoint, stem_folder=stems))


def test_too_little_memory_for_the_adapter_keeps_the_finished_training(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, examples: list[Example]
) -> None:
    def refuse(*_: Any) -> None:
        raise MemoryError

    checkpoint = tmp_path / "run.checkpoint"
    with monkeypatch.context() as patch:
        patch.setattr("mmrl_engine.training.pack", refuse)
        with pytest.raises(TrainingError):
            train(examples, small.backbone(), CONFIG, checkpoint=checkpoint)
    adapter = train(examples, small.backbone(), CONFIG, checkpoint=checkpoint)
    assert same_tensors(adapter, train(examples, small.backbone(), CONFIG))


def test_a_check_with_too_little_memory_goes_on_and_says_so_once(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example]
) -> None:
    watch_passes(monkeypatch, too_large(2, 1, torch.OutOfMemoryError()))
    config = TrainConfig(layers=2, tokens=3, width=16, views=1, epochs=2, batch=4, micro_batch=2)
    seen, found = finish(evaluate(examples, small.backbone(), config, 2))
    assert len(found.pictures) == len(examples)
    assert told(seen) == ["memory-smaller-steps"]
    assert {progress.part for progress in seen} == {0, 1}


def test_answers_that_do_not_fit_even_one_by_one_end_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example]
) -> None:
    classifier = Classifier(None, small.backbone())
    answers = classifier.classify([item.path for item in examples], ["cat", "dog"])

    def refuse(*_: Any) -> None:
        raise torch.OutOfMemoryError

    monkeypatch.setattr("mmrl_engine.adapted.lower_image_layers", refuse)
    with pytest.raises(EngineError) as error:
        next(answers)
    assert [item.code for item in error.value.notices] == ["memory-smallest-step"]
