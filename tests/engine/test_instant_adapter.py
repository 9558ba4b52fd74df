"""Adapters of the instant classifier, and trained ones that were set to it: from pictures to answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from mmrl_engine import Adapter, Answer, Classifier, Example, TrainConfig, train
from mmrl_engine.adapter_config import AnswerSource, Instant
from mmrl_engine.errors import AdapterError
from mmrl_engine.images import open_rgb
from mmrl_engine.instant import HALF_BY_WORDS, fit_instant
from mmrl_engine.verdicts import SURE_SHARE
from mmrl_engine.views import to_input
from tests.engine import small

NAMES = ("blue", "green", "red")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def pictures(folder: Path) -> list[Example]:
    return small.write_pictures(folder, {"red": 5, "green": 5, "blue": 5})


@pytest.fixture(scope="module")
def learned(pictures: list[Example]) -> list[Example]:
    return [item for item in pictures if int(item.path.stem) < 3]


@pytest.fixture(scope="module")
def asked(pictures: list[Example]) -> list[Path]:
    return [item.path for item in pictures if int(item.path.stem) >= 3]


@pytest.fixture(scope="module")
def quick(learned: list[Example]) -> Adapter:
    return made(learned)


@pytest.fixture(scope="module")
def trained(learned: list[Example]) -> Adapter:
    return train(learned, small.backbone(), small.QUICK)


def made(learned: list[Example]) -> Adapter:
    return train(learned, small.backbone(), TrainConfig(variant="none"))


def answering(adapter: Adapter, source: AnswerSource) -> Adapter:
    return replace(adapter, config=replace(adapter.config, answers=source))


def table(answers: Iterator[Answer], names: tuple[str, ...]) -> np.ndarray:
    """Shares in the order of `names`."""
    rows = [{score.name: score.probability for score in answer.scores} for answer in answers]
    return np.array([[row[name] for name in names] for row in rows])


def plain_features(paths: list[Path]) -> np.ndarray:
    classifier = Classifier(None, small.backbone())
    pixels = np.stack([to_input(open_rgb(path), small.backbone().preprocess) for path in paths])
    return classifier.encode_pictures(pixels).cls.numpy()


def test_its_answers_are_the_softmax_of_words_and_pictures(
    quick: Adapter, learned: list[Example], asked: list[Path]
) -> None:
    features = plain_features([item.path for item in learned])
    words = Classifier(None, small.backbone()).encode_names(NAMES).plain.numpy()
    model = fit_instant(features, [NAMES.index(item.label) for item in learned], words)
    new = plain_features(asked)
    both = 100 * new.astype(np.float64) @ words.T + model.scores(new)
    wanted = torch.softmax(torch.from_numpy(both / model.temperature), 1)
    found = table(Classifier(quick, small.backbone()).classify(asked), NAMES)
    assert np.allclose(found, wanted.numpy(), atol=1e-5)


def test_it_tells_new_pictures_apart_that_words_alone_cannot(quick: Adapter, asked: list[Path]) -> None:
    truth = [path.parent.name for path in asked]
    answers = Classifier(quick, small.backbone()).classify(asked)
    assert [answer.scores[0].name for answer in answers] == truth
    by_words = Classifier(None, small.backbone()).classify(asked, NAMES)
    assert [answer.scores[0].name for answer in by_words] != truth


def test_a_file_of_it_gives_the_same_answers(quick: Adapter, asked: list[Path], tmp_path: Path) -> None:
    quick.save(tmp_path / "quick.mmrl.safetensors")
    again = Adapter.load(tmp_path / "quick.mmrl.safetensors")
    assert (again.config.variant, again.config.answers) == ("none", "instant")
    one, other = (table(Classifier(item, small.backbone()).classify(asked), NAMES) for item in (quick, again))
    assert np.array_equal(one, other)


def test_a_trained_adapter_that_is_set_to_it_answers_alike(quick: Adapter, trained: Adapter, asked: list[Path]) -> None:
    assert trained.config.answers == "mmrl"
    warm = replace(trained, config=replace(trained.config, temperature=quick.config.temperature))
    set_to_it = Classifier(answering(warm, "instant"), small.backbone())
    found = table(set_to_it.classify(asked, ["purple"]), (*NAMES, "purple"))
    wanted = table(Classifier(quick, small.backbone()).classify(asked, ["purple"]), (*NAMES, "purple"))
    assert np.allclose(found, wanted, atol=1e-5)


def test_typed_names_get_part_of_what_the_words_give_them(quick: Adapter, asked: list[Path]) -> None:
    names = (*NAMES, "purple", "an old shoe")
    found = table(Classifier(quick, small.backbone()).classify(asked, names[3:]), names)
    by_words = table(Classifier(answering(quick, "words"), small.backbone()).classify(asked, names[3:]), names)
    typed, words = found[:, 3:].sum(1), by_words[:, 3:].sum(1)
    assert np.allclose(found[:, 3:] / typed[:, None], by_words[:, 3:] / words[:, None], atol=1e-6)
    assert np.allclose(found.sum(1), 1)
    by_words_alone = HALF_BY_WORDS / (sum(item.pictures for item in quick.classes) + HALF_BY_WORDS)
    assert (typed >= by_words_alone * words - 1e-9).all()
    assert (typed <= 1 - by_words_alone * (1 - words) + 1e-9).all()


def test_a_name_that_is_left_out_changes_nothing_among_the_others(quick: Adapter, asked: list[Path]) -> None:
    classifier = Classifier(quick, small.backbone())
    every = table(classifier.classify(asked), NAMES)[:, :2]
    found = table(classifier.classify(asked, without=["red"]), NAMES[:2])
    assert np.allclose(found, every / every.sum(1, keepdims=True), atol=1e-6)


def test_one_picture_of_each_of_two_classes_is_enough(learned: list[Example], asked: list[Path]) -> None:
    adapter = made([learned[0], learned[3]])
    assert [item.pictures for item in adapter.classes] == [1, 1]
    found = table(Classifier(adapter, small.backbone()).classify(asked), ("green", "red"))
    assert np.isfinite(found).all()


def test_with_one_picture_of_a_class_nothing_is_sure(learned: list[Example], asked: list[Path]) -> None:
    adapter = made([item for item in learned if item.path.stem == "0"])
    answers = list(Classifier(adapter, small.backbone()).classify(asked))
    assert {answer.verdict for answer in answers} <= {"maybe", "none"}


def test_where_sure_begins_is_learned_from_four_pictures_a_class_on(quick: Adapter, pictures: list[Example]) -> None:
    assert SURE_SHARE not in {rule.score for rule in quick.config.reject}
    (line,) = [rule for rule in made(pictures).config.reject if rule.score == SURE_SHARE]
    assert 0 < line.limit < 1
    assert not line.rough


def test_it_is_made_without_training(quick: Adapter) -> None:
    assert set(quick.tensors) == {"plain.means", "plain.precision", "plain.counts"}
    assert quick.config.instant is not None
    assert quick.config.instant.method == "gda"


def test_what_is_missing_or_not_known_is_refused(trained: Adapter) -> None:
    tensors = {name: array for name, array in trained.tensors.items() if name != "plain.precision"}
    lacking = replace(answering(trained, "instant"), tensors=tensors)
    with pytest.raises(AdapterError, match=r"plain\.precision is missing"):
        Classifier(lacking, small.backbone())
    with pytest.raises(AdapterError) as error:
        lacking.to_bytes()
    assert [item.code for item in error.value.notices] == ["adapter-tensors-missing"]
    other = replace(trained.config, answers="instant", instant=Instant("tip-adapter", 1.0))
    with pytest.raises(AdapterError) as error:
        Classifier(replace(trained, config=other), small.backbone())
    assert [item.code for item in error.value.notices] == ["adapter-answers-not-built"]
