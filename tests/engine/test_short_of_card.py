"""A graphics card whose memory is too short is left for the processor, and the same is learned and answered.

No card is here: a backbone counts as one on a card until it has been moved, and what would run there fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch
from torch import Tensor

from mmrl_engine import Classifier, Example, Shelf, evaluate, fit, fit_balance, train
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.backbones.device import BY_HAND
from mmrl_engine.backbones.spec import read_config
from mmrl_engine.checkpoint import read_place
from mmrl_engine.stems import StemStore
from mmrl_engine.steps import Stepper
from mmrl_engine.towers import run_image_layers, run_text_layers
from tests.engine import small
from tests.engine.test_short_of_memory import CONFIG, STEPS, finish, pixels, probabilities, told

SHORT = replace(CONFIG, batch=2, micro_batch=2, views=1, layers=1)  # 2 steps an epoch
NO_MEMORY = torch.OutOfMemoryError("CUDA out of memory.")
Refuse = Callable[[Stepper, int], None]


@pytest.fixture(autouse=True)
def card(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every backbone is on one, until it has been moved."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    monkeypatch.setattr(Backbone, "on_card", property(lambda self: self.device_reason == BY_HAND))
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    return small.write_pictures(tmp_path_factory.mktemp("pictures"), {"red": 2, "green": 2})


@pytest.fixture(scope="module")
def unfailed(examples: list[Example]) -> npt.NDArray[np.float64]:
    return probabilities(train(examples, small.backbone(), SHORT))


def watch_steps(monkeypatch: pytest.MonkeyPatch, refuse: Refuse) -> None:
    """Calls `refuse(stepper, step)` behind every forward and backward pass."""
    step, backward, now = Stepper.step, Stepper.backward, [0]

    def numbered(self: Stepper, parts: Any, size: int, number: int = 1) -> Any:
        now[0] = number
        return step(self, parts, size, number)

    def refusing(self: Stepper, *given: Any) -> Any:
        terms = backward(self, *given)
        refuse(self, now[0])
        return terms

    monkeypatch.setattr(Stepper, "step", numbered)
    monkeypatch.setattr(Stepper, "backward", refusing)


def full_from(at: int) -> Refuse:
    """From step `at` on, the card's memory is too short for anything."""

    def refuse(stepper: Stepper, step: int) -> None:
        if stepper.backbone.on_card and step >= at:
            raise NO_MEMORY

    return refuse


@pytest.mark.parametrize("at", range(1, STEPS + 1))
def test_wherever_the_card_is_full_the_processor_learns_the_same(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example], unfailed: npt.NDArray[np.float64], at: int
) -> None:
    watch_steps(monkeypatch, full_from(at))
    seen, adapter = finish(fit(examples, small.backbone(), SHORT))
    assert told(seen) == ["memory-smaller-steps", "device-memory"], "each once"
    assert (adapter.metrics["steps"], adapter.metrics["micro_batch"]) == (STEPS, 2), "as it was begun"
    np.testing.assert_allclose(probabilities(adapter), unfailed, atol=1e-3)
    trained = [progress for progress in seen if progress.stage == "train"]
    assert all(progress.done <= progress.total for progress in trained)
    assert trained[-1].done == trained[-1].total


def test_a_run_that_left_the_card_goes_on_from_its_checkpoint(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, examples: list[Example], unfailed: npt.NDArray[np.float64]
) -> None:
    watch_steps(monkeypatch, full_from(5))
    checkpoint = tmp_path / "run.checkpoint"
    steps = fit(examples, small.backbone(), SHORT, checkpoint=checkpoint)
    while not any(item.code == "device-memory" for item in next(steps).notices):
        pass
    steps.close()
    assert read_place(checkpoint).step == 4
    seen, adapter = finish(fit(examples, small.backbone(), SHORT, checkpoint=checkpoint))
    assert told(seen)[0] == "training-resumed"
    np.testing.assert_allclose(probabilities(adapter), unfailed, atol=1e-3)


def refusing_towers(monkeypatch: pytest.MonkeyPatch, of: str) -> None:
    """No tower of the card's backbone runs: told by its first weight."""
    whole = small.backbone()
    blocks = whole.image_blocks if of == "image" else whole.text_blocks
    there = {id(block) for block in blocks}
    run = run_image_layers if of == "image" else run_text_layers

    def refuse(given: Any, *rest: Any, **named: Any) -> Any:
        if any(id(block) in there for block in given):
            raise NO_MEMORY
        return run(given, *rest, **named)

    for module in ("stems", "model"):
        monkeypatch.setattr(f"mmrl_engine.{module}.run_{of}_layers", refuse)


@pytest.mark.parametrize("of", ["image", "text"])
@pytest.mark.parametrize("exact", [False, True])
def test_what_comes_before_the_first_step_leaves_a_full_card_too(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example], of: str, exact: bool
) -> None:
    want = probabilities(train(examples, small.backbone(), replace(SHORT, exact=exact)))
    with monkeypatch.context() as patch:
        refusing_towers(patch, of)
        seen, adapter = finish(fit(examples, small.backbone(), replace(SHORT, exact=exact)))
    assert told(seen) == ["device-memory"]
    np.testing.assert_allclose(probabilities(adapter), want, atol=1e-3)


@pytest.mark.parametrize("of", ["image", "text"])
def test_answers_of_a_full_card_come_from_the_processor(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example], of: str
) -> None:
    adapter = train(examples, small.backbone(), SHORT)
    want = probabilities(adapter)
    classifier = Classifier(adapter, small.backbone())
    refusing_towers(monkeypatch, of)
    found = classifier.probabilities(classifier.encode_pictures(pixels()), ["grey", "bridge"]).numpy()
    np.testing.assert_allclose(found, want, atol=1e-3)
    assert classifier.backbone.device_reason.code == "device-memory"
    assert not classifier.backbone.on_card


@pytest.mark.parametrize("of", ["image", "text"])
def test_adapters_that_answer_together_leave_a_full_card_together(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example], of: str
) -> None:
    first = train(examples, small.backbone(), SHORT)
    second = train(examples, small.backbone(), replace(SHORT, layers=2, seed=1))
    paths = [example.path for example in examples]
    want = [*Shelf({"a": first, "b": second}, small.backbone()).classify(paths, {"a": ["grey"]})]
    shelf = Shelf({"a": first, "b": second}, small.backbone())
    refusing_towers(monkeypatch, of)
    twice = [*shelf.classify(paths, {"a": ["grey"]}), *shelf.classify(paths, {"a": ["grey"]})]
    for row, wanted in zip(twice, [*want, *want], strict=True):
        for name, answer in row.items():
            shares = {score.name: score.probability for score in wanted[name].scores}
            assert {score.name: score.probability for score in answer.scores} == pytest.approx(shares, abs=1e-3)
    assert not any(classifier.backbone.on_card for classifier in shelf.classifiers.values())


def test_a_check_and_a_balance_on_a_full_card_come_to_an_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, examples: list[Example]
) -> None:
    config = replace(SHORT, epochs=2)
    watch_steps(monkeypatch, full_from(2))
    seen, found = finish(evaluate(examples, small.backbone(), config, 2))
    assert len(found.pictures) == len(examples)
    assert sorted(told(seen)) == ["device-memory", "memory-smaller-steps"]
    more = small.write_pictures(tmp_path, {"red": 2, "green": 2, "blue": 2})
    _, balance = finish(fit_balance(more, small.backbone(), config))
    assert balance.rule == "fitted"


def test_the_copy_on_the_processor_is_the_same_model_and_made_once() -> None:
    whole = small.backbone()
    copy = whole.on_cpu()
    assert copy is whole.on_cpu()
    assert copy is copy.on_cpu()
    assert (copy.fingerprint, copy.id, copy.device.type) == (whole.fingerprint, whole.id, "cpu")
    assert copy.image_blocks[0] is not whole.image_blocks[0]
    assert torch.equal(copy.visual.proj, whole.visual.proj)
    assert not any(parameter.requires_grad for parameter in copy.visual.parameters())


def test_a_model_that_the_card_has_no_room_for_stays_on_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    move = torch.nn.Module.to

    def refuse(self: torch.nn.Module, place: Any) -> torch.nn.Module:
        if torch.device(place).type == "xpu":
            raise NO_MEMORY
        return move(self, place)

    monkeypatch.setattr(torch.nn.Module, "to", refuse)
    content = small.config()
    state = small.state_of(small.random_model(content))
    made = Backbone(read_config(content), state, id="large", device=torch.device("xpu"))
    assert (made.device.type, made.device_reason.code) == ("cpu", "device-memory")
    assert Classifier(None, made).encode_names(["grey"]).plain.shape == (1, 24)


def test_stems_lie_on_the_card_where_all_of_them_fit_and_can_leave_it(tmp_path: Path) -> None:
    card, stems = torch.device("cpu"), torch.randn(5, 2, 3)
    for room, files in ((5 * 2 * 3 * 4, 0), (5 * 2 * 3 * 4 - 1, 1)):
        store = StemStore(5, (2, 3), memory_bytes=0, folder=tmp_path / f"{room}", card=card, card_bytes=room)
        store.put(0, stems)
        assert torch.equal(store.take([4, 0, 4], card), stems[[4, 0, 4]])
        store.leave_card()
        assert torch.equal(store.take([1], card), stems[[1]])
        assert (tmp_path / f"{room}").exists() == bool(files), "the rest goes to the disk"
        store.close()


def test_stems_that_the_card_has_no_room_for_after_all_go_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    empty = torch.empty

    def refuse(*shape: Any, device: Any = None, **named: Any) -> Tensor:
        if device is not None:
            raise NO_MEMORY
        return empty(*shape, **named)

    monkeypatch.setattr(torch, "empty", refuse)
    store = StemStore(3, (2,), memory_bytes=1000, folder=tmp_path, card=torch.device("cpu"), card_bytes=1000)
    store.put(0, torch.ones(3, 2))
    assert torch.equal(store.take([2], torch.device("cpu")), torch.ones(1, 2))
