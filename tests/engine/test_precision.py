"""In which numbers a training computes: measured, told with its reason, kept with the run, and never in answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from mmrl_engine import EngineError, Example, Progress, evaluate, fit, measuring, train
from mmrl_engine.backbones import precision
from mmrl_engine.checkpoint import read_place
from mmrl_engine.measuring import GRADIENT_BOUND, WORTH
from mmrl_engine.notices import Notice
from mmrl_engine.steps import Stepper
from mmrl_engine.types import Precision
from tests.engine import small
from tests.engine.test_short_of_memory import finish, probabilities, same_tensors

CONFIG = replace(small.QUICK, epochs=3, views=1)
MEASURED = replace(CONFIG, micro_batch=None)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(autouse=True)
def small_models_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The models here are smaller than any that is measured on a processor."""
    monkeypatch.setattr(measuring, "SMALL_WIDTH", 0)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    return small.write_pictures(tmp_path_factory.mktemp("pictures"), {"red": 3, "green": 2, "blue": 2})


def reasons(seen: list[Progress]) -> list[Notice]:
    return [progress.precision for progress in seen if progress.precision is not None]


def take_seconds(monkeypatch: pytest.MonkeyPatch, **seconds: float) -> None:
    """Every pass takes what is said here for its precision."""
    run = measuring._Trial.run

    def timed(self: Any, asked: Precision) -> Any:
        return run(self, asked)._replace(seconds=seconds[asked])

    monkeypatch.setattr(measuring._Trial, "run", timed)


@pytest.mark.parametrize(
    ("bfloat16", "float16", "used", "code"),
    [
        (0.005, 0.02, "bfloat16", "precision-faster"),
        (0.005, 0.002, "float16", "precision-faster"),
        (0.014, 0.03, "float32", "precision-slower"),
        (0.0099, 0.03, "float32", "precision-no-gain"),
    ],
)
def test_the_fastest_that_is_worth_it_is_taken(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example], bfloat16: float, float16: float, used: str, code: str
) -> None:
    take_seconds(monkeypatch, float32=0.01, bfloat16=bfloat16, float16=float16)
    seen, adapter = finish(fit(examples, small.backbone(), MEASURED))
    assert [item.code for item in reasons(seen)] == [code]
    assert adapter.metrics["precision"] == used


def test_numbers_that_come_to_something_else_are_not_taken_however_fast(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example]
) -> None:
    take_seconds(monkeypatch, float32=0.01, bfloat16=0.001, float16=0.001)
    backward = Stepper.backward

    def wrong(self: Stepper, batch: Any, leaves: Any, text: Tensor, size: int) -> Any:
        terms = backward(self, batch, leaves, text, size)
        if self.precision != "float32":
            for leaf in leaves:
                if leaf.grad is not None:
                    leaf.grad.mul_(1 + 4 * GRADIENT_BOUND)
        return terms

    monkeypatch.setattr(Stepper, "backward", wrong)
    seen, adapter = finish(fit(examples, small.backbone(), MEASURED))
    assert [item.code for item in reasons(seen)] == ["precision-differs"]
    assert adapter.metrics["precision"] == "float32"


def test_numbers_that_are_out_of_range_at_once_are_not_taken(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example]
) -> None:
    take_seconds(monkeypatch, float32=0.01, bfloat16=0.001, float16=0.001)
    backward = Stepper.backward

    def overflow(self: Stepper, batch: Any, leaves: Any, text: Tensor, size: int) -> Any:
        terms = backward(self, batch, leaves, text, size)
        if self.precision != "float32":
            leaves[0].grad.fill_(float("nan"))
        return terms

    monkeypatch.setattr(Stepper, "backward", overflow)
    seen, adapter = finish(fit(examples, small.backbone(), MEASURED))
    assert [item.code for item in reasons(seen)] == ["precision-out-of-range"]
    assert adapter.metrics["precision"] == "float32"


def test_numbers_that_a_device_does_not_know_are_not_taken(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example]
) -> None:
    run = measuring._Trial.run

    def refuse(self: Any, asked: Precision) -> Any:
        if asked != "float32":
            raise RuntimeError('"addmm" not implemented')
        return run(self, asked)

    monkeypatch.setattr(measuring._Trial, "run", refuse)
    seen, _ = finish(fit(examples, small.backbone(), MEASURED))
    assert [item.code for item in reasons(seen)] == ["precision-not-there"]


def test_a_card_that_is_lost_while_it_is_measured_is_not_taken_for_slow(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example]
) -> None:
    def lose(self: Any, asked: Precision) -> Any:
        raise torch.AcceleratorError("CUDA error: unspecified launch failure")

    monkeypatch.setattr(measuring._Trial, "run", lose)
    with pytest.raises(torch.AcceleratorError):
        train(examples, small.backbone(), MEASURED)


def test_where_a_step_is_long_one_layer_is_asked_first_and_nothing_more(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example]
) -> None:
    take_seconds(monkeypatch, float32=1.0)  # a whole pass in anything else would fail
    monkeypatch.setattr(measuring._Trial, "layer_seconds", lambda self, asked: 0.1 if asked == "float32" else 0.5)
    seen, _ = finish(fit(examples, small.backbone(), MEASURED))
    assert str(reasons(seen)[0]) == "It learns in float32: bfloat16 was 5 times as slow here."


def test_a_small_model_is_not_measured_on_the_processor(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example]
) -> None:
    monkeypatch.setattr(measuring, "SMALL_WIDTH", small.backbone().spec.vision.width + 1)
    take_seconds(monkeypatch)  # a pass in anything would fail
    seen, adapter = finish(fit(examples, small.backbone(), MEASURED))
    assert [item.code for item in reasons(seen)] == ["precision-small-model"]
    assert adapter.metrics["precision"] == "float32"


def test_nothing_is_measured_where_the_run_is_to_be_repeated_exactly(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example]
) -> None:
    take_seconds(monkeypatch)
    _, adapter = finish(fit(examples, small.backbone(), CONFIG))
    assert adapter.metrics["precision"] == "float32"


@pytest.mark.parametrize("used", ["bfloat16", "float16"])
def test_shorter_numbers_learn_nearly_the_same_and_answers_are_float32(examples: list[Example], used: Any) -> None:
    want = train(examples, small.backbone(), CONFIG)
    found = train(examples, small.backbone(), replace(CONFIG, precision=used))
    assert not same_tensors(found, want)
    np.testing.assert_allclose(probabilities(found), probabilities(want), atol=0.02)
    assert {value.dtype for value in found.tensors.values()} == {np.dtype(np.float32)}


def test_a_run_goes_on_in_the_numbers_that_it_began_with(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, examples: list[Example]
) -> None:
    take_seconds(monkeypatch, float32=0.01, bfloat16=0.001, float16=0.1)
    checkpoint = tmp_path / "run.checkpoint"
    steps = fit(examples, small.backbone(), MEASURED, checkpoint=checkpoint)
    while next(steps).stage != "train":
        pass
    steps.close()
    assert (read_place(checkpoint).precision, read_place(checkpoint).device) == ("bfloat16", "cpu")
    take_seconds(monkeypatch)
    seen, adapter = finish(fit(examples, small.backbone(), MEASURED, checkpoint=checkpoint))
    assert [item.code for item in reasons(seen)] == ["precision-kept"]
    assert adapter.metrics["precision"] == "bfloat16"


def test_a_run_that_goes_on_elsewhere_is_measured_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, examples: list[Example]
) -> None:
    checkpoint = tmp_path / "run.checkpoint"
    began = replace(MEASURED, precision="bfloat16")
    steps = fit(examples, small.backbone(), began, checkpoint=checkpoint)
    while next(steps).stage != "train":
        pass
    steps.close()
    place = read_place(checkpoint)
    monkeypatch.setattr("mmrl_engine.training.read_place", lambda path: replace(place, device="cuda"))
    take_seconds(monkeypatch, float32=0.01, bfloat16=0.02, float16=0.02)
    seen, adapter = finish(fit(examples, small.backbone(), MEASURED, checkpoint=checkpoint))
    assert [item.code for item in reasons(seen)] == ["precision-slower"]
    assert adapter.metrics["precision"] == "float32"
    assert adapter.metrics["steps"] == train(examples, small.backbone(), CONFIG).metrics["steps"]


def test_numbers_that_grow_out_of_range_are_done_again_in_float32(
    monkeypatch: pytest.MonkeyPatch, examples: list[Example]
) -> None:
    want = probabilities(train(examples, small.backbone(), CONFIG))
    backward = Stepper.backward

    def overflow(self: Stepper, batch: Any, leaves: Any, text: Tensor, size: int) -> Any:
        terms = backward(self, batch, leaves, text, size)
        if self.precision == "float16":
            leaves[0].grad.fill_(float("inf"))
        return terms

    monkeypatch.setattr(Stepper, "backward", overflow)
    seen, adapter = finish(fit(examples, small.backbone(), replace(CONFIG, precision="float16")))
    assert [item.code for item in reasons(seen)] == ["precision-by-hand", "precision-out-of-range"]
    assert adapter.metrics["precision"] == "float32"
    np.testing.assert_allclose(probabilities(adapter), want, atol=1e-6)


def test_an_unknown_precision_is_refused(examples: list[Example]) -> None:
    with pytest.raises(EngineError) as error:
        train(examples, small.backbone(), replace(CONFIG, precision="int4"))  # type: ignore[arg-type]
    assert error.value.notices[0].code == "config-choice"


def test_a_check_is_measured_too(monkeypatch: pytest.MonkeyPatch, examples: list[Example]) -> None:
    take_seconds(monkeypatch, float32=0.01, bfloat16=0.01 / WORTH / 1.01, float16=0.1)
    used: set[str] = set()
    layers = precision.layers_in

    def noted(asked: Precision, device: torch.device) -> Any:
        used.add(asked)
        return layers(asked, device)

    monkeypatch.setattr("mmrl_engine.model.layers_in", noted)
    finish(evaluate(examples, small.backbone(), replace(MEASURED, epochs=1), 2))
    assert "bfloat16" in used
