"""Answers: the joint rule against a plain reading of its formulas, and `Classifier` at its public edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from mmrl_engine import Adapter, Answer, Classifier, Example, train
from mmrl_engine.adapted import NameFeatures
from mmrl_engine.adapter_config import Balance
from mmrl_engine.adapter_tensors import expected_tensors
from mmrl_engine.errors import AdapterError, EngineError, InputError
from mmrl_engine.fusion import Scores, log_probabilities
from mmrl_engine.packing import words_config
from mmrl_engine.types import Preprocess
from tests.engine import small

BASE = words_config(small.backbone(), "a photo of a {}.")
numbers = st.floats(-30, 30)


def codes(error: pytest.ExceptionInfo[EngineError]) -> list[str]:
    return [item.code for item in error.value.notices]


def by_hand(scores: Scores, trained: int, alpha: float, tau: float, balance: Balance) -> np.ndarray:
    """The formulas of `mmrl_engine.fusion`, written down directly; only for numbers that do not underflow."""

    def softmax(x: np.ndarray) -> np.ndarray:
        e = np.exp(x - x.max(1, keepdims=True))
        return np.asarray(e / e.sum(1, keepdims=True))

    assert scores.plain is not None
    cls, plain = scores.cls.double().numpy(), scores.plain.double().numpy()
    rep = scores.rep.double().numpy() if scores.rep is not None else cls[:, :trained]
    typed = cls.shape[1] - trained
    g = balance.g1 - balance.c * np.log(typed) if balance.rule == "fitted" and typed else 0.0
    share = np.concatenate([cls[:, :trained] - g, cls[:, trained:]], 1)
    fitted = softmax(share / tau)[:, :trained].sum(1)
    gate = softmax(plain / balance.tau0)[:, :trained].sum(1)
    w = {"none": 1.0, "gate": 0.0, "fitted": balance.weight}[balance.rule]
    p_b = w * fitted + (1 - w) * gate if typed else np.ones(len(cls))
    inside = alpha * softmax(cls[:, :trained] / tau) + (1 - alpha) * softmax(rep / tau)
    if not typed:
        return inside
    outside = (1 - p_b)[:, None] * softmax(cls[:, trained:] / tau)
    return np.concatenate([p_b[:, None] * inside, outside], 1)


@given(
    seed=st.integers(0, 10**6),
    trained=st.integers(1, 4),
    typed=st.integers(0, 4),
    alpha=st.floats(0, 1),
    tau=st.floats(0.5, 4),
    balance=st.builds(
        Balance, rule=st.just("fitted"), g1=numbers, c=st.floats(0, 3), weight=st.floats(0, 1), tau0=st.floats(0.5, 4)
    )
    | st.builds(Balance, rule=st.sampled_from(["gate", "none"]), tau0=st.floats(0.5, 4)),
)
def test_probabilities_are_the_written_formulas(
    seed: int, trained: int, typed: int, alpha: float, tau: float, balance: Balance
) -> None:
    draw = torch.Generator().manual_seed(seed)
    names = trained + typed
    scores = Scores(*(3 * torch.randn(3, n, generator=draw, dtype=torch.float64) for n in (names, trained, names)))
    config = replace(BASE, alpha=alpha, temperature=tau, balance=balance)
    found = log_probabilities(scores, trained, config).exp().numpy()
    np.testing.assert_allclose(found, by_hand(scores, trained, alpha, tau, balance), atol=1e-9)
    np.testing.assert_allclose(found.sum(1), 1, atol=1e-12)


@given(far=st.floats(200, 20_000), typed=st.integers(1, 3))
def test_shares_below_the_smallest_float_stay_finite_and_ordered(far: float, typed: int) -> None:
    cls = torch.tensor([[5.0, 7.0, *[far] * typed]])
    scores = Scores(cls, torch.tensor([[4.0, 9.0]]), cls)
    for rule in ("gate", "none"):
        found = log_probabilities(scores, 2, replace(BASE, balance=Balance(rule=rule)))
        assert bool(torch.isfinite(found).all())
        assert float(found[0, 1]) > float(found[0, 0])
        assert float(found.exp().sum()) == pytest.approx(1, abs=1e-9)


def test_typed_names_use_the_class_feature_alone() -> None:
    cls, plain = torch.randn(2, 5), torch.randn(2, 5)
    tables = [
        log_probabilities(Scores(cls, rep, plain), 3, BASE)[:, 3:] for rep in (torch.zeros(2, 3), torch.randn(2, 3) * 9)
    ]
    assert torch.equal(*tables)


def test_the_authors_fusion_mixes_scores_of_trained_names() -> None:
    cls, rep = torch.randn(2, 3).double(), torch.randn(2, 3).double()
    found = log_probabilities(Scores(cls, rep, cls), 3, replace(BASE, fusion="logit", alpha=0.7))
    torch.testing.assert_close(found, torch.log_softmax(0.7 * cls + 0.3 * rep, 1))


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    return small.write_pictures(tmp_path_factory.mktemp("pictures"), {"red": 3, "green": 3, "blue": 3})


@pytest.fixture(scope="module")
def adapter(examples: list[Example]) -> Adapter:
    config = replace(small.QUICK, words={"red": "bright red"}, epochs=35, learning_rate=5e-3)
    return train(examples, small.backbone(), config)


def table(answers: list[Answer]) -> list[dict[str, float]]:
    return [{score.name: score.probability for score in answer.scores} for answer in answers]


def test_it_learns_and_typed_names_stand_in_the_same_list(adapter: Adapter, examples: list[Example]) -> None:
    classifier = Classifier(adapter, small.backbone())
    answers = list(classifier.classify([item.path for item in examples]))
    assert [answer.scores[0].name for answer in answers] == [item.label for item in examples]
    joint = list(classifier.classify([item.path for item in examples], typed=["grey", "old_bridge"]))
    for answer in joint:
        kinds = {score.name: score.kind for score in answer.scores}
        assert kinds == {
            "red": "trained",
            "green": "trained",
            "blue": "trained",
            "grey": "typed",
            "old_bridge": "typed",
        }
        assert sum(score.probability for score in answer.scores) == pytest.approx(1)
        values = [score.probability for score in answer.scores]
        assert values == sorted(values, reverse=True)


def test_answers_survive_the_file(tmp_path: Path, adapter: Adapter, examples: list[Example]) -> None:
    adapter.save(tmp_path / "a.mmrl.safetensors")
    loaded = Adapter.load(tmp_path / "a.mmrl.safetensors")
    paths = [item.path for item in examples]
    want, found = (
        table(list(Classifier(each, small.backbone()).classify(paths, ["grey"]))) for each in (adapter, loaded)
    )
    for a, b in zip(want, found, strict=True):
        assert b == pytest.approx(a, abs=1e-6)


def test_company_and_order_change_no_answer(adapter: Adapter, examples: list[Example]) -> None:
    classifier = Classifier(adapter, small.backbone())
    paths = [item.path for item in examples] * 2
    together = table(list(classifier.classify(paths, ["grey", "bridge"])))
    for path, want in zip(paths[::-1], together[::-1], strict=True):
        (alone,) = table(list(Classifier(adapter, small.backbone()).classify([path], ["bridge", "grey"])))
        assert alone == pytest.approx(want, abs=1e-5)


def test_a_name_typed_later_needs_no_second_look_at_the_pictures(adapter: Adapter, examples: list[Example]) -> None:
    classifier = Classifier(adapter, small.backbone())
    features = classifier.encode_pictures(np.random.default_rng(0).normal(size=(4, 3, 32, 32)).astype(np.float32))
    first = classifier.probabilities(features, ["grey"])
    both = classifier.probabilities(features, ["grey", "bridge"])
    assert (first.shape, both.shape) == ((4, 4), (4, 5))
    paths = [item.path for item in examples[:4]]
    assert [len(answer.scores) for answer in classifier.answers(paths, features, ["grey", "bridge"])] == [5] * 4


def test_names_of_a_long_service_do_not_fill_the_memory(adapter: Adapter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other names are forgotten, those of the list at hand never, so that a long list is not made again and again."""
    monkeypatch.setattr("mmrl_engine.inference.KEPT_NAMES", 2)
    classifier = Classifier(adapter, small.backbone())
    features = classifier.encode_pictures(np.random.default_rng(0).normal(size=(1, 3, 32, 32)).astype(np.float32))
    made: list[str] = []
    encode = classifier.clip.encode_prompts

    def noted(prompts: Sequence[str]) -> NameFeatures:
        made.extend(prompts)
        return encode(prompts)

    monkeypatch.setattr(classifier.clip, "encode_prompts", noted)
    wanted = classifier.probabilities(features, ["grey"])
    for names in (["grey"], ["bridge", "tower", "wall"], ["bridge", "tower", "wall"], ["grey"]):
        found = classifier.probabilities(features, names)
    assert [prompt.rsplit(" ", 1)[-1] for prompt in made] == ["grey.", "bridge.", "tower.", "wall.", "grey."]
    assert found.numpy() == pytest.approx(wanted.numpy(), abs=1e-6)


def test_words_alone_answer_without_an_adapter(examples: list[Example]) -> None:
    classifier = Classifier(None, small.backbone())
    answers = list(classifier.classify([examples[0].path], ["cat", "dog"]))
    assert {score.kind for score in answers[0].scores} == {"typed"}
    with pytest.raises(InputError) as error:
        classifier.classify([examples[0].path])
    assert codes(error) == ["typed-nothing"]


def test_typed_names_are_checked_all_at_once_before_any_picture(adapter: Adapter, examples: list[Example]) -> None:
    classifier = Classifier(adapter, small.backbone())
    typed = ["Bright  Red", "RED", " ", "cat", "Cat", "w " * 30]
    with pytest.raises(InputError) as error:
        classifier.classify([examples[0].path], typed)
    assert codes(error) == ["typed-is-trained", "typed-is-trained", "typed-blank", "typed-twice", "class-name-long"]


def test_bad_pictures_are_told_and_the_rest_goes_on(tmp_path: Path, adapter: Adapter, examples: list[Example]) -> None:
    bad = tmp_path / "bad.png"
    bad.write_text("no picture")
    paths = [bad, examples[0].path, tmp_path / "gone.png", examples[1].path]
    answers = list(Classifier(adapter, small.backbone()).classify(paths))
    assert [answer.path for answer in answers] == paths
    assert [bool(answer.scores) for answer in answers] == [False, True, False, True]
    assert [answer.error.code for answer in answers if answer.error] == ["picture-unknown-format", "picture-missing"]


def test_another_backbone_is_refused(adapter: Adapter) -> None:
    with pytest.raises(AdapterError) as error:
        Classifier(adapter, small.backbone(seed=1))
    assert codes(error) == ["adapter-other-backbone"]


def test_an_adapter_whose_checks_come_out_otherwise_is_refused(adapter: Adapter) -> None:
    rows = tuple(tuple(value + 0.01 for value in row) for row in adapter.checks.class_scores)
    changed = replace(adapter, checks=replace(adapter.checks, class_scores=rows))
    with pytest.raises(AdapterError) as error:
        Classifier(changed, small.backbone())
    assert codes(error) == ["adapter-checks-differ"]
    values = {**adapter.tensors, "space.tokens": adapter.tensors["space.tokens"] + np.float32(0.5)}
    with pytest.raises(AdapterError):
        Classifier(replace(adapter, tensors=values), small.backbone())


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"vision_start": 1}, "J_vision is 1 instead of 3"),
        ({"text_start": 4}, "J_text is 4 instead of 3"),
        ({"context_length": 77}, "context_length is 77 instead of 20"),
        ({"preprocess": Preprocess(64)}, "preprocess.size is 64 instead of 32"),
        ({"preprocess": Preprocess(32, std=(0.5, 0.5, 0.5))}, "preprocess.std"),
        ({"preprocess": Preprocess(32, interpolation="bilinear")}, "preprocess.interpolation"),
        ({"layers": 5, "vision_start": 0, "text_start": 0}, "n is 5"),
        ({"layers": 500}, "n is 500"),
        ({"width": 8}, "space.tokens is [3, 16] instead of [3, 8]"),
        ({"tokens": 1 << 20, "width": 1 << 20}, "space.tokens"),
    ],
)
def test_settings_that_contradict_the_backbone_are_refused_before_anything_is_computed(
    adapter: Adapter, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], word: str
) -> None:
    monkeypatch.setattr("mmrl_engine.adapter_clip.compute_checks", lambda *_: pytest.fail("it computed"))
    with pytest.raises(AdapterError) as error:
        Classifier(replace(adapter, config=replace(adapter.config, **changes)), small.backbone())
    assert codes(error) == ["adapter-other-shape"]
    assert word in str(error.value)


def test_an_adapter_of_other_widths_is_refused_though_it_claims_the_fingerprint(adapter: Adapter) -> None:
    """Sound in itself, and readable as a file: only the backbone shows that it does not belong."""
    wide = expected_tensors(adapter.config, adapter.classes, vision_width=48, text_width=16, embed_dim=10)
    tensors = {name: np.zeros(shape, np.float32) for name, shape in wide.items() if name != "plain.precision"}
    crafted = Adapter.from_bytes(replace(adapter, tensors=tensors).to_bytes())
    with pytest.raises(AdapterError) as error:
        Classifier(crafted, small.backbone())
    assert codes(error) == ["adapter-other-shape"]
    assert "plain.means is [3, 10] instead of [3, 24]" in str(error.value)
    assert "projection is [48, 10] instead of [64, 24]" in str(error.value)


def test_tensors_that_are_missing_or_too_many_are_refused_by_name(adapter: Adapter) -> None:
    tensors = {name: array for name, array in adapter.tensors.items() if name != "space.text.1.bias"}
    with pytest.raises(AdapterError) as error:
        Classifier(replace(adapter, tensors={**tensors, "other": np.zeros(2, np.float32)}), small.backbone())
    assert codes(error) == ["adapter-other-shape"]
    assert "space.text.1.bias is missing, other is not known" in str(error.value)


def test_means_of_another_width_are_refused_where_words_alone_answer(tmp_path: Path) -> None:
    alone = train(small.write_pictures(tmp_path, {"red": 4}), small.backbone(), small.QUICK)
    means = np.zeros((1, 7), np.float32)
    with pytest.raises(AdapterError) as error:
        Classifier(replace(alone, tensors={**alone.tensors, "plain.means": means}), small.backbone())
    assert codes(error) == ["adapter-other-shape"]
    with pytest.raises(AdapterError) as error:
        Classifier(replace(alone, config=replace(alone.config, vision_start=1)), small.backbone())
    assert "J_vision is 1 instead of 0" in str(error.value)


def test_renaming_needs_no_training_and_keeps_the_words(adapter: Adapter, examples: list[Example]) -> None:
    classes = tuple(replace(item, name=item.name.upper()) for item in adapter.classes)
    (answer,) = Classifier(replace(adapter, classes=classes), small.backbone()).classify([examples[0].path])
    assert answer.scores[0].name == "RED"


def test_an_adapter_can_answer_by_words(adapter: Adapter, examples: list[Example]) -> None:
    words = replace(adapter, config=replace(adapter.config, answers="words"))
    found = table(list(Classifier(words, small.backbone()).classify([examples[0].path])))
    plain = table(
        list(Classifier(None, small.backbone()).classify([examples[0].path], ["blue", "green", "bright red"]))
    )
    assert sorted(found[0].values()) == pytest.approx(sorted(plain[0].values()), abs=1e-6)


def test_one_class_alone_answers_yes_or_no(tmp_path: Path) -> None:
    backbone = small.backbone()
    reds = small.write_pictures(tmp_path, {"red": 10, "green": 1, "blue": 1})
    adapter = train(reds[:8], backbone, small.QUICK)
    classifier = Classifier(adapter, backbone)
    verdicts = [answer.verdict for answer in classifier.classify([item.path for item in reds[8:]])]
    assert verdicts == ["sure", "sure", "none", "none"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_limit_from_few_pictures_makes_nothing_sure(tmp_path: Path, count: int) -> None:
    backbone = small.backbone()
    pictures = small.write_pictures(tmp_path, {"red": count, "green": 2})
    adapter = train(pictures[:count], backbone, small.QUICK)
    rule, *sure = adapter.config.reject
    assert all(item.rough for item in adapter.config.reject)
    assert [item.score for item in sure] == ["sure-mean-cosine"][: count - 1]
    low = replace(adapter, config=replace(adapter.config, reject=(replace(rule, limit=-1.0),)))
    high = replace(adapter, config=replace(adapter.config, reject=(replace(rule, limit=1.5),)))
    paths = [item.path for item in pictures]
    assert {answer.verdict for answer in Classifier(low, backbone).classify(paths)} == {"maybe"}
    assert {answer.verdict for answer in Classifier(high, backbone).classify(paths)} == {"none"}
