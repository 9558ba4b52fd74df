"""`fit` at its public edge: what it refuses, that it repeats itself bit by bit, and that a stop loses nothing."""

from __future__ import annotations

import errno
import os
import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np
import pytest
import torch

from mmrl_engine import Adapter, Example, Progress, TrainConfig, fit, train
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import EngineError, InputError, TrainingError
from mmrl_engine.presets import learning_rates, resolve
from mmrl_engine.trainer import Schedule, schedule
from mmrl_engine.training import Fit
from mmrl_engine.types import Variant
from tests.engine import small

PLUS = replace(small.QUICK, preset="published", variant="mmrlpp", beta=0.7, residual_rank=2, projection_rank=4)

KINDS = pytest.mark.parametrize(
    "config", [small.QUICK, PLUS, replace(small.QUICK, exact=True)], ids=["mmrl", "mmrlpp", "exact"]
)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def examples(tmp_path: Path) -> list[Example]:
    return small.write_pictures(tmp_path / "pictures", {"red_fox": 3, "green": 2, "blue": 2})


def finish(steps: Fit) -> tuple[list[Progress], Adapter]:
    seen = []
    while True:
        try:
            seen.append(next(steps))
        except StopIteration as stop:
            return seen, stop.value


def codes(error: pytest.ExceptionInfo[EngineError]) -> list[str]:
    return [item.code for item in error.value.notices]


def same_tensors(a: Adapter, b: Adapter) -> bool:
    return a.tensors.keys() == b.tensors.keys() and all(np.array_equal(a.tensors[k], b.tensors[k]) for k in a.tensors)


@KINDS
def test_equal_seeds_give_equal_adapters_and_others_do_not(examples: list[Example], config: TrainConfig) -> None:
    first, again = (train(examples, small.backbone(), config) for _ in range(2))
    assert same_tensors(first, again)
    assert not same_tensors(first, train(examples, small.backbone(), replace(config, seed=1)))


@KINDS
@pytest.mark.parametrize("optimizer", ["sgd", "adamw"])
def test_a_stopped_run_goes_on_bit_by_bit(
    tmp_path: Path, examples: list[Example], config: TrainConfig, optimizer: Literal["sgd", "adamw"]
) -> None:
    config = replace(config, optimizer=optimizer)
    seen, unbroken = finish(fit(examples, small.backbone(), config))
    checkpoint = tmp_path / "run.checkpoint"
    trained = [index for index, progress in enumerate(seen) if progress.stage == "train"]
    for stop in (trained[3], trained[3], trained[len(trained) // 2]):  # in the middle of steps, and of epochs
        # A resumed run keeps the micro-batch that it was started with.
        micro = None if checkpoint.exists() else config.micro_batch
        steps = fit(examples, small.backbone(), replace(config, micro_batch=micro), checkpoint=checkpoint)
        for _ in range(stop + 1):
            next(steps)
        steps.close()
        assert checkpoint.exists()
    seen, resumed = finish(fit(examples, small.backbone(), config, checkpoint=checkpoint))
    assert same_tensors(resumed, unbroken)
    assert resumed.checks == unbroken.checks
    assert "training-resumed" in [item.code for progress in seen for item in progress.notices]


def test_a_checkpoint_of_another_training_is_refused(tmp_path: Path, examples: list[Example]) -> None:
    checkpoint = tmp_path / "c"
    steps = fit(examples, small.backbone(), small.QUICK, checkpoint=checkpoint)
    while next(steps).stage != "train":
        pass
    steps.close()
    other = small.write_pictures(tmp_path / "other", {"red_fox": 3, "green": 2, "blue": 2}, seed=5)
    tries = [
        (examples, replace(small.QUICK, seed=4), "settings"),
        (examples, replace(small.QUICK, template="{}"), "classes"),
        (other, small.QUICK, "pictures"),
    ]
    for pictures, config, part in tries:
        with pytest.raises(TrainingError, match=part) as error:
            train(pictures, small.backbone(), config, checkpoint=checkpoint)
        assert codes(error) == ["checkpoint-other-run"]
    with pytest.raises(TrainingError, match="backbone"):
        train(examples, small.backbone(seed=1), small.QUICK, checkpoint=checkpoint)


def test_a_damaged_checkpoint_is_refused(tmp_path: Path, examples: list[Example]) -> None:
    checkpoint = tmp_path / "c"
    steps = fit(examples, small.backbone(), small.QUICK, checkpoint=checkpoint)
    while next(steps).stage != "train":
        pass
    steps.close()
    whole = checkpoint.read_bytes()
    flipped = bytearray(whole)
    flipped[-7] ^= 1
    other_step = whole.replace(b'\\"step\\": 0', b'\\"step\\": 1', 1)
    assert other_step != whole
    for data in (b"", whole[:-1], whole[:50], pickle.dumps({"a": 1}), bytes(flipped), other_step):
        checkpoint.write_bytes(data)
        with pytest.raises(TrainingError) as error:
            train(examples, small.backbone(), small.QUICK, checkpoint=checkpoint)
        assert codes(error) == ["checkpoint-damaged"]


def test_a_checkpoint_that_cannot_be_read_is_not_called_damaged(tmp_path: Path, examples: list[Example]) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(TrainingError) as error:
        train(examples, small.backbone(), small.QUICK, checkpoint=tmp_path / "folder")
    assert codes(error) == ["checkpoint-not-read"]


def test_a_finished_run_leaves_its_end_and_a_second_call_takes_it(tmp_path: Path, examples: list[Example]) -> None:
    checkpoint = tmp_path / "c"
    first = train(examples, small.backbone(), small.QUICK, checkpoint=checkpoint)
    seen, again = finish(fit(examples, small.backbone(), small.QUICK, checkpoint=checkpoint))
    assert same_tensors(first, again)
    assert {progress.done - progress.total for progress in seen if progress.stage == "train"} == {0}


def test_another_micro_batch_than_the_checkpoints_is_refused(tmp_path: Path, examples: list[Example]) -> None:
    checkpoint = tmp_path / "c"
    train(examples, small.backbone(), small.QUICK, checkpoint=checkpoint)
    with pytest.raises(TrainingError, match="pictures a small step"):
        train(examples, small.backbone(), replace(small.QUICK, micro_batch=1), checkpoint=checkpoint)


def test_stems_on_disk_give_the_same_adapter(examples: list[Example], monkeypatch: pytest.MonkeyPatch) -> None:
    want = train(examples, small.backbone(), small.QUICK)
    monkeypatch.setattr("mmrl_engine.training.stem_memory", lambda: 3 * 17 * 64 * 4)
    assert same_tensors(train(examples, small.backbone(), small.QUICK), want)


def test_a_disk_without_room_for_stems_stops_with_a_sentence(
    tmp_path: Path, examples: list[Example], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("mmrl_engine.training.stem_memory", lambda: 0)
    monkeypatch.setattr(os, "posix_fallocate", full)
    folder = tmp_path / "new" / "stems"
    with pytest.raises(EngineError) as error:
        finish(fit(examples, small.backbone(), small.QUICK, stem_folder=folder))
    assert codes(error) == ["stems-no-room"]
    assert not list(folder.iterdir())
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(EngineError) as error:
        finish(fit(examples, small.backbone(), small.QUICK, stem_folder=blocked / "stems"))
    assert codes(error) == ["stems-no-file"]


def test_what_an_adapter_could_not_hold_is_refused_before_the_training(examples: list[Example]) -> None:
    odd = [replace(examples[0], label="caf\udce9"), *examples[1:]]
    many = [replace(examples[0], label=f"class {index}") for index in range(4001)]
    for given, code in ((odd, "class-name-not-text"), (many, "classes-too-many")):
        with pytest.raises(InputError) as error:
            train(given, small.backbone(), small.QUICK)
        assert codes(error) == [code]


def test_settings_of_another_kind_are_told_together(examples: list[Example]) -> None:
    wrong: dict[str, Any] = {"optimizer": "adam", "balance": "gat", "variant": "dagger", "preset": "mine"}
    with pytest.raises(InputError) as error:
        train(examples, small.backbone(), replace(small.QUICK, **wrong))
    assert codes(error) == ["config-choice"] * 4
    with pytest.raises(InputError) as error:
        train(examples, small.backbone(), replace(small.QUICK, seed=2**64))
    assert codes(error) == ["config-out-of-range"]


def test_paths_may_be_text(examples: list[Example]) -> None:
    as_text = [Example(path=cast("Path", str(item.path)), label=item.label) for item in examples]
    assert same_tensors(train(as_text, small.backbone(), small.QUICK), train(examples, small.backbone(), small.QUICK))


def test_all_problems_of_names_and_words_are_told_at_once(tmp_path: Path) -> None:
    long = "w " * 30
    examples = [Example(tmp_path / "x.png", name) for name in ("Fox", "fox ", " ", long, "cat")]
    config = replace(small.QUICK, template="no place", words={"kat": "a cat"})
    with pytest.raises(InputError) as error:
        train(examples, small.backbone(), config)
    assert set(codes(error)) == {"config-template", "class-name-blank", "class-name-twice", "class-words-unknown"}
    with pytest.raises(InputError) as error:
        train(examples, small.backbone(), small.QUICK)
    assert set(codes(error)) == {"class-name-blank", "class-name-twice", "class-name-long"}
    with pytest.raises(InputError, match="'cat'"):
        train(examples[-1:], small.backbone(), replace(small.QUICK, words={"kat": "a cat"}))


def test_two_classes_with_the_same_words_are_refused(examples: list[Example]) -> None:
    with pytest.raises(InputError) as error:
        train(examples, small.backbone(), replace(small.QUICK, words={"green": "Blue"}))
    assert codes(error) == ["class-name-twice"]


def test_no_pictures_at_all_is_refused() -> None:
    with pytest.raises(InputError) as error:
        train([], small.backbone(), small.QUICK)
    assert codes(error) == ["classes-none"]


def test_settings_out_of_range_are_told_together(examples: list[Example]) -> None:
    with pytest.raises(InputError) as error:
        train(examples, small.backbone(), TrainConfig(layers=9, tokens=0, alpha=1.5, beta=0.5, micro_batch=0))
    assert codes(error).count("config-out-of-range") == 4
    assert "config-plus-only" in codes(error)
    with pytest.raises(InputError) as error:
        train(examples, small.backbone(), TrainConfig(preset="described", variant="mmrlpp"))
    assert codes(error) == ["config-no-such-recipe"]


def test_pictures_that_cannot_be_read_are_left_out_and_told(tmp_path: Path, examples: list[Example]) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(examples[0].path.read_bytes()[:60])
    fifo = tmp_path / "fifo.png"
    os.mkfifo(fifo)
    listed = [Example(broken, "green"), *examples, Example(tmp_path / "gone.png", "blue"), Example(fifo, "blue")]
    seen, adapter = finish(fit(listed, small.backbone(), small.QUICK))
    told = [item for progress in seen for item in progress.notices]
    assert [item.code for item in told] == ["picture-left-out"] * 3
    assert [item.pictures for item in adapter.classes] == [2, 2, 3]
    assert same_tensors(adapter, train(examples, small.backbone(), small.QUICK))


def test_a_class_without_any_readable_picture_stops_before_training(tmp_path: Path, examples: list[Example]) -> None:
    listed = [*examples, Example(tmp_path / "gone.png", "grey"), Example(tmp_path / "gone.png", "white")]
    with pytest.raises(InputError) as error:
        train(listed, small.backbone(), small.QUICK)
    assert codes(error) == ["class-no-pictures"] * 2 + ["picture-left-out"] * 2


def test_doubtful_input_is_told_and_goes_on(tmp_path: Path, examples: list[Example]) -> None:
    twin = tmp_path / "twin.png"
    twin.write_bytes(examples[0].path.read_bytes())
    numbered = tmp_path / "n.png"
    numbered.write_bytes(examples[-1].path.read_bytes()[:-12] + b"\0\0\0\0IEND\xaeB`\x82")
    seen, _ = finish(fit([*examples, Example(twin, "green"), Example(numbered, "17")], small.backbone(), small.QUICK))
    told = [item.code for progress in seen for item in progress.notices]
    assert "picture-in-two-classes" in told
    assert "class-name-number" in told


def test_numbers_out_of_range_stop_with_a_sentence_and_keep_the_last_whole_step(examples: list[Example]) -> None:
    config = replace(small.QUICK, optimizer="sgd", learning_rate=10.0, alpha=1.0, reg_weight=1000.0, epochs=60)
    backbone = small.backbone()
    with torch.no_grad():
        bad = Backbone(backbone.spec, _huge(backbone), id="bad", device=torch.device("cpu"))
    with pytest.raises(TrainingError, match="smaller learning rate") as error:
        train(examples, bad, config)
    assert codes(error) == ["training-not-finite"]


def _huge(backbone: Backbone) -> dict[str, torch.Tensor]:
    """Weights with which attention scores leave the range of float32 as soon as there are tokens."""
    state = small.state_of(small.random_model(small.config()))
    state["transformer.resblocks.2.mlp.c_fc.weight"] *= 1e30
    state["transformer.resblocks.2.mlp.c_proj.weight"] *= 1e30
    return state


def test_one_class_alone_is_not_trained(tmp_path: Path) -> None:
    examples = small.write_pictures(tmp_path, {"red": 5})
    seen, adapter = finish(fit(examples, small.backbone(), small.QUICK))
    assert "train" not in {progress.stage for progress in seen}
    assert (adapter.config.variant, adapter.config.answers) == ("none", "words")
    assert set(adapter.tensors) == {"plain.means", "plain.precision", "plain.counts"}
    assert [(rule.score, rule.rough) for rule in adapter.config.reject] == [
        ("mean-cosine", False),
        ("sure-mean-cosine", False),
    ]
    assert train(examples[:1], small.backbone(), small.QUICK).config.reject[0].rough


def test_progress_counts_to_its_end_in_every_stage(examples: list[Example]) -> None:
    seen, _ = finish(fit(examples, small.backbone(), small.QUICK))
    for stage in ("check", "prepare", "train"):
        counts = [(progress.done, progress.total) for progress in seen if progress.stage == stage]
        assert counts == sorted(counts)
        assert counts[-1][0] == counts[-1][1]
        assert len({total for _, total in counts}) == 1
    losses = [progress.loss for progress in seen if progress.loss is not None]
    assert losses[-1] < losses[0]


def test_the_adapter_says_how_it_was_made(examples: list[Example]) -> None:
    adapter = train(examples, small.backbone(5, 3), replace(small.QUICK, seed=7, words={"red_fox": "a red fox"}))
    config = adapter.config
    assert (config.layers, config.vision_start, config.text_start, config.tokens, config.width) == (2, 4, 2, 3, 16)
    assert (config.scale, config.seed, config.preset) == (100.0, 7, "published")
    assert [(item.name, item.words, item.pictures) for item in adapter.classes] == [
        ("blue", "blue", 2),
        ("green", "green", 2),
        ("red_fox", "a red fox", 3),
    ]
    assert adapter.backbone.fingerprint == small.backbone(5, 3).fingerprint
    assert adapter.metrics["steps"] == 3 * 2


def test_no_picture_is_dropped_from_an_epoch() -> None:
    plan = Schedule(pictures=33, batch=32, epochs=50, micro=4)
    assert (plan.steps_an_epoch, plan.steps, plan.micro_batches(2), plan.micro_batches(100)) == (2, 100, 9, 450)
    assert [plan.micro_batches(steps) for steps in range(4)] == [0, 8, 9, 17]


def test_presets_hold_the_published_numbers_and_scale_with_depth() -> None:
    spec = small.backbone().spec
    deep = replace(spec, vision=replace(spec.vision, layers=24), text=replace(spec.text, layers=12))
    published = resolve(TrainConfig(), deep, "published")
    assert (published.layers, published.tokens, published.width, published.reg_weight) == (7, 5, 512, 0.5)
    assert resolve(TrainConfig(preset="described"), deep, "published").layers == 4
    assert resolve(TrainConfig(preset="described"), spec, "published").layers == 1
    assert resolve(TrainConfig(), spec, "published").layers == 2
    plus = resolve(TrainConfig(variant="mmrlpp"), deep, "published")
    assert (plus.beta, plus.residual_rank, plus.projection_rank, plus.reg_weight) == (0.9, 4, 64, 1.0)
    assert (plus.epochs, plus.learning_rate) == (100, 2e-3)
    b2n = resolve(TrainConfig(preset="published-b2n"), deep, "published")
    assert (b2n.batch, b2n.epochs, b2n.reg_weight) == (4, 10, 1.0)
    rates = learning_rates(b2n, 10)
    expected = [1e-5, 1e-3, 9.76e-4, 9.05e-4, 7.94e-4, 6.55e-4, 5e-4, 3.46e-4, 2.06e-4, 9.5e-5]
    assert rates == pytest.approx(expected, rel=6e-3)


def test_very_small_sets_get_a_minimum_of_steps_unless_epochs_are_asked_for() -> None:
    spec = small.backbone().spec
    assert schedule(resolve(TrainConfig(), spec, "published"), 3, 1).steps == 100
    assert schedule(resolve(TrainConfig(), spec, "published"), 320, 4).steps == 500
    assert schedule(resolve(TrainConfig(epochs=7), spec, "published"), 3, 1).steps == 7


def test_what_comes_after_the_last_step_can_be_stopped_and_is_done_again(tmp_path: Path) -> None:
    """The limits take a fit for each part of the pictures that is held out."""
    examples = small.write_pictures(tmp_path / "pictures", {"red": 4, "green": 4})
    steps = fit(examples, small.backbone(), small.QUICK, checkpoint=tmp_path / "c")
    after = [at for at in steps if at.stage == "train" and at.loss is None and at.done == at.total]
    assert len(after) >= len(examples)
    steps = fit(examples, small.backbone(), small.QUICK, checkpoint=tmp_path / "c")
    next(at for at in steps if at.stage == "train" and at.loss is None)
    steps.close()
    made = train(examples, small.backbone(), small.QUICK, checkpoint=tmp_path / "c")
    assert same_tensors(made, train(examples, small.backbone(), small.QUICK))


@pytest.mark.parametrize("variant", ["mmrl", "none"])
def test_pictures_of_a_group_are_held_out_together(tmp_path: Path, variant: Variant) -> None:
    examples = small.write_pictures(tmp_path, {"red": 4, "green": 4})
    config = replace(small.QUICK, variant=variant)
    alone, paired, one = (
        finish(fit(examples, small.backbone(), config, groups=groups))[1].config.reject
        for groups in (None, [f"{item.label}{int(item.path.stem) // 2}" for item in examples], ["all"] * 8)
    )
    limits = [{rule.score: rule.limit for rule in rules} for rules in (alone, paired, one)]
    assert limits[0]["likeness"] != limits[1]["likeness"]
    assert limits[0] == limits[2]  # nothing would be left to go by, so only copies stay together
    assert [all(rule.rough for rule in rules if rule.score != "sure-share") for rules in (alone, paired)] == [
        False,
        True,
    ]
    with pytest.raises(ValueError, match="shorter"):
        finish(fit(examples, small.backbone(), config, groups=["one"]))
