"""What stands beside an answer over several names: sure, maybe, or none of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mmrl_engine import Adapter, Classifier, Example, load_backbone, train
from mmrl_engine.adapted import AdaptedClip, PictureFeatures
from mmrl_engine.adapter_config import Balance, Reject
from mmrl_engine.images import open_rgb
from mmrl_engine.limits import fit_limits, is_beyond
from mmrl_engine.rejection import held_out_scores
from mmrl_engine.sure import like_enough
from mmrl_engine.types import Answer, Verdict
from mmrl_engine.verdicts import choice_verdict
from mmrl_engine.views import to_input
from tests.engine import small

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    return small.write_pictures(tmp_path_factory.mktemp("pictures"), {"red": 4, "green": 3, "blue": 3})


@pytest.fixture(scope="module")
def adapter(examples: list[Example]) -> Adapter:
    return train(examples, small.backbone(), replace(small.QUICK, words={"red": "bright red"}))


def limited(adapter: Adapter, *limits: Reject) -> Adapter:
    return replace(adapter, config=replace(adapter.config, reject=limits))


def pixels(examples: Sequence[Example]) -> np.ndarray:
    return np.stack([to_input(open_rgb(item.path), small.backbone().preprocess) for item in examples])


def largest_cosines(examples: Sequence[Example], words: Sequence[str]) -> np.ndarray:
    """Of each picture with any of the words, by the untouched CLIP."""
    plain = AdaptedClip(small.backbone(), None)
    names = plain.encode_prompts([f"a photo of a {item}." for item in words]).plain
    return np.asarray((plain.encode_pictures(pixels(examples)).cls @ names.T).amax(1).double())


def by_rule(answer: Answer, cosine: float, limit: float) -> Verdict:
    if cosine < limit:
        return "none"
    if len(answer.scores) == 1:  # its share is 1, and a rough limit makes nothing sure
        return "maybe"
    return "sure" if answer.scores[0].probability >= 0.8 else "maybe"


@pytest.mark.parametrize("exact", [False, True])
def test_limits_come_from_pictures_that_were_held_out(examples: list[Example], exact: bool) -> None:
    made = train(examples, small.backbone(), replace(small.QUICK, words={"red": "bright red"}, exact=exact))
    plain = AdaptedClip(small.backbone(), None)
    words = plain.encode_prompts([f"a photo of a {item}." for item in ("blue", "green", "bright red")]).plain.numpy()
    labels = [["blue", "green", "red"].index(item.label) for item in examples]
    own = held_out_scores(plain.encode_pictures(pixels(examples)).cls.numpy(), labels, words)
    want = (*fit_limits(own, rough=True), *like_enough(own, rough=True))  # a class has three pictures
    assert [(rule.score, rule.direction, rule.rough) for rule in made.config.reject] == [
        ("likeness", "below", True),
        ("plain-cosine", "below", True),
        ("sure-likeness", "below", True),
    ]
    assert [rule.limit for rule in made.config.reject] == pytest.approx([rule.limit for rule in want], abs=1e-4)


def test_four_pictures_of_each_class_make_limits_firm(tmp_path: Path) -> None:
    made = train(small.write_pictures(tmp_path, {"red": 4, "green": 4}), small.backbone(), small.QUICK)
    assert [(rule.score, rule.rough) for rule in made.config.reject] == [
        ("likeness", False),
        ("plain-cosine", False),
        ("sure-likeness", False),
    ]


def test_one_picture_a_class_leaves_the_words(tmp_path: Path) -> None:
    made = train(small.write_pictures(tmp_path, {"red": 1, "green": 1, "blue": 1}), small.backbone(), small.QUICK)
    assert [(rule.score, rule.rough) for rule in made.config.reject] == [("plain-cosine", True)]


def test_it_survives_the_file(adapter: Adapter) -> None:
    assert Adapter.from_bytes(adapter.to_bytes()).config.reject == adapter.config.reject


@pytest.mark.parametrize(
    ("share", "turned_away", "want"),
    [
        (0.8, False, "sure"),
        (0.7999, False, "maybe"),
        (1.0, False, "sure"),
        (0.0, False, "maybe"),
        (1.0, True, "none"),
        (0.3, True, "none"),
    ],
)
def test_where_sure_begins(share: float, turned_away: bool, want: Verdict) -> None:
    assert choice_verdict(share, turned_away=turned_away) == want


def test_a_picture_on_the_limit_is_not_turned_away() -> None:
    """Nor is one whose last digits come out otherwise in other company."""
    rule = Reject("plain-cosine", "below", 0.25, rough=False)
    values = np.array([0.3, 0.25, 0.25 - 1e-6, 0.2499])
    assert is_beyond(rule, values).tolist() == [False, False, False, True]
    assert is_beyond(replace(rule, direction="above"), 0.5 - values).tolist() == [False, False, False, True]


@pytest.mark.parametrize("rule", ["none", "gate"])
@pytest.mark.parametrize(
    ("typed", "without", "words"),
    [
        ((), (), ("blue", "green", "bright red")),
        (("grey", "old_bridge"), (), ("blue", "green", "bright red", "grey", "old bridge")),
        (("grey",), ("red",), ("blue", "green", "grey")),
        ((), ("red", "blue"), ("green",)),
        (("grey", "cat"), ("red", "green", "blue"), ("grey", "cat")),
        (("grey",), ("red", "green", "blue"), ("grey",)),
    ],
)
def test_the_verdict_goes_by_the_names_that_are_asked(
    adapter: Adapter,
    examples: list[Example],
    rule: str,
    typed: tuple[str, ...],
    without: tuple[str, ...],
    words: tuple[str, ...],
) -> None:
    """With the limit between the pictures, so that each list has some on both sides."""
    cosines = largest_cosines(examples, words)
    limit = float(np.sort(cosines)[4:6].mean())
    balance = Balance("gate" if rule == "gate" else "none")
    changed = replace(
        adapter,
        config=replace(adapter.config, balance=balance, reject=(Reject("plain-cosine", "below", limit, rough=True),)),
    )
    classifier = Classifier(changed, small.backbone())
    answers = list(classifier.classify([item.path for item in examples], typed, without=without))
    want = [by_rule(answer, value, limit) for answer, value in zip(answers, cosines, strict=True)]
    assert [answer.verdict for answer in answers] == want
    assert want.count("none") == 5


@pytest.mark.parametrize(
    ("limit", "rough", "like", "want"),
    [(1.0, False, -3.0, "none"), (-1.0, True, -3.0, "maybe"), (-1.0, False, 3.0, "maybe"), (-1.0, False, -3.0, "sure")],
)
def test_of_one_name_that_is_left_only_limits_tell(
    adapter: Adapter, examples: list[Example], limit: float, rough: bool, like: float, want: Verdict
) -> None:
    """Its share is 1 whatever the picture shows; a name that was only typed is never sure so."""
    paths = [item.path for item in examples]
    rules = (Reject("plain-cosine", "below", limit, rough), Reject("sure-likeness", "below", like, rough=False))
    classifier = Classifier(limited(adapter, *rules), small.backbone())
    assert {answer.verdict for answer in classifier.classify(paths, without=["red", "blue"])} == {want}
    typed = {answer.verdict for answer in classifier.classify(paths, ["grey"], without=["red", "blue", "green"])}
    assert typed == {"none" if want == "none" else "maybe"}


def test_sure_asks_for_a_picture_that_is_like_the_learned_ones(adapter: Adapter, examples: list[Example]) -> None:
    """Of a name that was only typed it says nothing."""
    paths = [item.path for item in examples]
    always = Reject("sure-share", "below", 0.0, rough=False), Reject("plain-cosine", "below", -1.0, rough=False)
    for like in (-3.0, 3.0):
        rules = (*always, Reject("sure-likeness", "below", like, rough=True))
        classifier = Classifier(limited(adapter, *rules), small.backbone())
        learned = list(classifier.classify(paths))
        assert {answer.verdict for answer in learned} == {"sure" if like < 0 else "maybe"}
        assert {answer.fit is not None and answer.fit.like_enough for answer in learned} == {like < 0}
        typed = list(classifier.classify(paths, ["grey", "cat"], without=["red", "green", "blue"]))
        assert {(answer.verdict, answer.fit and answer.fit.like_enough) for answer in typed} == {("sure", True)}


def test_an_adapter_without_the_limit_never_says_none(adapter: Adapter, examples: list[Example]) -> None:
    """As those are that were made before it; limits of other kinds change nothing."""
    paths = [item.path for item in examples]
    for limits in ((), (Reject("distance", "below", 9.0, rough=True), Reject("other", "above", -9.0, rough=True))):
        older = Adapter.from_bytes(limited(adapter, *limits).to_bytes())
        answers = list(Classifier(older, small.backbone()).classify(paths, ["grey"]))
        assert [answer.verdict for answer in answers] == [by_rule(answer, 0.0, -1.0) for answer in answers]


def test_words_alone_never_say_none(examples: list[Example]) -> None:
    classifier = Classifier(None, small.backbone())
    paths = [item.path for item in examples]
    answers = list(classifier.classify(paths, ["red", "green", "blue"]))
    assert [answer.verdict for answer in answers] == [by_rule(answer, 0.0, -1.0) for answer in answers]
    assert {answer.verdict for answer in classifier.classify(paths, ["red"])} == {None}  # its share is always 1


def test_nothing_is_said_where_the_limit_cannot_be_looked_at(adapter: Adapter, examples: list[Example]) -> None:
    classifier = Classifier(replace(adapter, config=replace(adapter.config, balance=Balance("none"))), small.backbone())
    features: PictureFeatures = classifier.encode_pictures(pixels(examples), plain=False)
    answers = classifier.answers([item.path for item in examples], features)
    assert {answer.verdict for answer in answers} == {None}


def test_a_picture_that_cannot_be_read_has_no_verdict(tmp_path: Path, adapter: Adapter) -> None:
    (answer,) = Classifier(adapter, small.backbone()).classify([tmp_path / "gone.png"])
    assert (answer.verdict, answer.scores) == (None, ())


def test_noise_is_none_of_what_the_demo_backbone_learned(tmp_path: Path) -> None:
    """With words and without; a drawing of what was learned is not turned away."""
    backbone = load_backbone("demo", device="cpu")
    learned = [Example(path, path.parent.name) for path in sorted(SAMPLES.glob("train/*/*.png"))]
    quick = replace(small.QUICK, layers=1, views=1, epochs=1, batch=1, micro_batch=1)
    classifier = Classifier(train(learned, backbone, quick), backbone)
    draw = np.random.default_rng(0)
    for number in range(5):
        noise = draw.integers(0, 256, (256, 256, 3), np.uint8)
        Image.fromarray(noise).save(tmp_path / f"{number}.png")
    for typed in ((), ("elephant", "penguin")):
        assert {answer.verdict for answer in classifier.classify(sorted(tmp_path.iterdir()), typed)} == {"none"}
        known = [answer.verdict for answer in classifier.classify([item.path for item in learned], typed)]
        assert known.count("none") <= 0.1 * len(learned)
