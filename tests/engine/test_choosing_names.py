"""Which names stand in the list: trained ones may be left out, and any name's features may be asked for alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import torch

from mmrl_engine import Adapter, Classifier, Example, train
from mmrl_engine.adapter_config import Balance
from mmrl_engine.errors import EngineError, InputError
from mmrl_engine.fusion import Scores, log_probabilities
from tests.engine import small

PIXELS = np.random.default_rng(0).normal(size=(5, 3, 32, 32)).astype(np.float32)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    return small.write_pictures(tmp_path_factory.mktemp("pictures"), {"red": 3, "green": 3, "blue": 3})


@pytest.fixture(scope="module")
def adapter(examples: list[Example]) -> Adapter:
    return train(examples, small.backbone(), replace(small.QUICK, words={"red": "bright red"}))


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Adapter:
    return train(small.write_pictures(tmp_path_factory.mktemp("one"), {"red": 8}), small.backbone(), small.QUICK)


def codes(error: pytest.ExceptionInfo[EngineError]) -> list[str]:
    return [item.code for item in error.value.notices]


def by_hand(
    adapter: Adapter, kept: Sequence[str], typed: Sequence[str], words: Sequence[str]
) -> npt.NDArray[np.float64]:
    """What a list of these trained names alone would give: the rule over their columns only."""
    classifier = Classifier(adapter, small.backbone())
    features = classifier.encode_pictures(PIXELS, plain=True)
    names = classifier.encode_names([*words, *typed])
    scale, count = adapter.config.scale, len(kept)
    assert features.rep is not None
    assert features.plain is not None
    scores = Scores(
        scale * features.cls @ names.adapted.T,
        scale * features.rep @ names.adapted[:count].T,
        scale * features.plain @ names.plain.T,
    )
    return log_probabilities(scores, count, adapter.config).exp().numpy()


@pytest.mark.parametrize("rule", ["gate", "none", "fitted"])
@pytest.mark.parametrize("typed", [(), ("grey",), ("grey", "green")])
def test_a_name_left_out_is_as_if_it_had_never_been_there(adapter: Adapter, rule: str, typed: tuple[str, ...]) -> None:
    balance = {"gate": Balance("gate"), "none": Balance("none"), "fitted": Balance("fitted", 3.0, 0.5, 0.4)}[rule]
    changed = replace(adapter, config=replace(adapter.config, balance=balance))
    classifier = Classifier(changed, small.backbone())
    features = classifier.encode_pictures(PIXELS)
    found = classifier.probabilities(features, typed, without=["green"]).numpy()
    want = by_hand(changed, ["blue", "red"], typed, ["blue", "bright red"])
    np.testing.assert_allclose(found, want, atol=1e-5)
    np.testing.assert_allclose(found.sum(1), 1, atol=1e-9)


def test_answers_name_only_what_is_left(adapter: Adapter, examples: list[Example]) -> None:
    classifier = Classifier(adapter, small.backbone())
    paths = [item.path for item in examples]
    answers = list(classifier.classify(paths, ["red", "grey"], without={"red"}))
    for answer in answers:
        kinds = {score.name: score.kind for score in answer.scores}
        assert kinds == {"blue": "trained", "green": "trained", "red": "typed", "grey": "typed"}
    again = classifier.answers(
        paths[:2],
        classifier.encode_pictures(PIXELS[:2]),
        ["bright red"],
        without=("red",),
    )
    assert {score.name for score in again[0].scores} == {"blue", "green", "bright red"}


def test_names_that_are_not_trained_may_be_left_out_too(adapter: Adapter) -> None:
    classifier = Classifier(adapter, small.backbone())
    features = classifier.encode_pictures(PIXELS)
    want = classifier.probabilities(features, ["grey"])
    assert torch.equal(classifier.probabilities(features, ["grey"], without=["bridge", "grey", "RED"]), want)


def test_a_name_that_is_kept_cannot_be_typed(adapter: Adapter, examples: list[Example]) -> None:
    classifier = Classifier(adapter, small.backbone())
    with pytest.raises(InputError) as error:
        classifier.classify([examples[0].path], ["green", "red"], without=["red"])
    assert codes(error) == ["typed-is-trained"]


def test_without_any_trained_name_the_typed_ones_answer_by_the_class_feature(
    adapter: Adapter, examples: list[Example]
) -> None:
    classifier = Classifier(adapter, small.backbone())
    features = classifier.encode_pictures(PIXELS)
    found = classifier.probabilities(features, ["grey", "red"], without=classifier.trained)
    names = classifier.encode_names(["grey", "red"])
    want = torch.softmax((adapter.config.scale * features.cls @ names.adapted.T).double(), 1)
    torch.testing.assert_close(found, want, atol=1e-6, rtol=0)
    with pytest.raises(InputError) as error:
        classifier.classify([examples[0].path], without=classifier.trained)
    assert codes(error) == ["typed-nothing"]


def test_one_name_kept_out_of_several_has_no_verdict_without_a_limit(adapter: Adapter, examples: list[Example]) -> None:
    """A share of 1 says nothing at all."""
    without_rule = replace(adapter, config=replace(adapter.config, reject=()))
    answers = Classifier(without_rule, small.backbone()).classify([examples[0].path], without=["green", "blue"])
    assert [(answer.verdict, len(answer.scores)) for answer in answers] == [(None, 1)]


def test_the_single_class_has_its_own_verdict_only_while_it_is_there(single: Adapter, examples: list[Example]) -> None:
    """The noise is none of it; words alone never say that."""
    classifier = Classifier(single, small.backbone())
    path = examples[-1].path  # blue
    (kept,) = classifier.classify([path])
    (left,) = classifier.classify([path], ["red", "grey"], without=["red"])
    assert kept.verdict == "none"
    assert left.verdict in ("sure", "maybe")
    assert {score.kind for score in left.scores} == {"typed"}
    (beside,) = classifier.classify([path], ["grey", "bridge"])
    assert beside.verdict == ("none" if beside.scores[0].name == "red" else left.verdict)


def test_names_are_embedded_as_they_would_be_typed(adapter: Adapter) -> None:
    classifier = Classifier(adapter, small.backbone())
    names = classifier.encode_names(["old_bridge", "red", "green"])
    assert names.adapted.shape == names.plain.shape == (3, 24)
    torch.testing.assert_close(names.adapted.norm(dim=1), torch.ones(3))
    torch.testing.assert_close(names.adapted[:1], classifier.encode_names(["old bridge"]).adapted, atol=1e-6, rtol=0)
    plain = Classifier(None, small.backbone(), template=adapter.config.template).encode_names(["old_bridge"])
    torch.testing.assert_close(names.plain[:1], plain.adapted, atol=1e-6, rtol=0)
    assert torch.equal(plain.adapted, plain.plain)
    assert classifier.encode_names([]).adapted.shape == (0, 24)
    with pytest.raises(InputError) as error:
        classifier.encode_names(["red", "Red", " ", "w " * 30])
    assert codes(error) == ["typed-twice", "typed-blank", "class-name-long"]


def test_the_untouched_clips_feature_comes_where_it_is_needed_or_asked_for(adapter: Adapter, single: Adapter) -> None:
    older = replace(adapter.config, reject=())
    gate, none, limit = (
        Classifier(replace(adapter, config=replace(config, balance=balance)), small.backbone())
        for balance, config in ((Balance("gate"), older), (Balance("none"), older), (Balance("none"), adapter.config))
    )
    assert (gate.needs_plain, none.needs_plain, limit.needs_plain) == (True, False, True)
    assert limit.encode_pictures(PIXELS).plain is not None
    assert Classifier(single, small.backbone()).needs_plain
    assert none.encode_pictures(PIXELS).plain is None
    forced, own = none.encode_pictures(PIXELS, plain=True), gate.encode_pictures(PIXELS)
    assert forced.plain is not None
    assert own.plain is not None
    torch.testing.assert_close(forced.plain, own.plain)
    torch.testing.assert_close(forced.cls, own.cls)
    assert gate.encode_pictures(PIXELS, plain=False).plain is None


def test_paths_without_a_picture_keep_their_place(tmp_path: Path, adapter: Adapter, examples: list[Example]) -> None:
    paths = [tmp_path / "gone.png", examples[0].path]
    answers = list(Classifier(adapter, small.backbone()).classify(paths, without=["blue"]))
    assert [(answer.path, bool(answer.error), len(answer.scores)) for answer in answers] == [
        (paths[0], True, 0),
        (paths[1], False, 2),
    ]
