"""What sorted pictures teach about the others, and how sure of it one may be."""

from __future__ import annotations

import numpy as np
import pytest

from app.services.likeness import Vectors, normalised, ranked, suggestions
from app.services.taught import can_teach, teach
from mmrl_engine.instant import SCALE, fit_instant

WIDTH = 16


def scene(counts: list[int], noise: float = 0.4, seed: int = 0) -> tuple[Vectors, list[int], Vectors]:
    """Pictures of each class around an axis of its own; the words of all lie on other ones."""
    draw = np.random.default_rng(seed)
    places = [place for place, count in enumerate(counts) for _ in range(count)]
    axes = np.eye(WIDTH, dtype=np.float32)
    pictures = axes[places] + noise * normalised(draw.normal(size=(len(places), WIDTH)).astype(np.float32))
    return normalised(pictures), places, axes[8 : 8 + len(counts)]


def test_pictures_decide_where_the_words_say_nothing() -> None:
    known, places, words = scene([3, 3])
    new, truth, _ = scene([10, 10], seed=1)
    taught = teach(known, places, words)
    found = suggestions(new, words, [7, 9], taught)
    assert [item.class_id for item in found] == [(7, 9)[place] for place in truth]
    assert all(item.by_pictures for item in found)
    by_words = suggestions(new, words, [7, 9])
    assert [item.class_id for item in by_words] != [(7, 9)[place] for place in truth]


def test_shares_are_the_engines_own() -> None:
    known, places, words = scene([4, 4, 4])
    new, _, _ = scene([2, 2, 2], seed=1)
    model = fit_instant(known, places, words)
    scores = (SCALE * new @ words.T + model.scores(new)) / model.temperature
    wanted = np.exp(scores - scores.max(1, keepdims=True))
    wanted /= wanted.sum(1, keepdims=True)
    found = suggestions(new, words, [1, 2, 3], teach(known, places, words))
    assert [item.probability for item in found] == pytest.approx(wanted.max(1), abs=1e-4)
    (first, share), *_ = ranked(new[0], words, [1, 2, 3], 3, teach(known, places, words))
    assert first == found[0].class_id
    assert share == pytest.approx(found[0].probability)


def test_nothing_is_sure_before_nine_pictures_were_told_right_by_the_others() -> None:
    new, _, _ = scene([5, 5], noise=0.05, seed=1)
    few, many = (teach(*scene([count, count], noise=0.05)) for count in (4, 5))
    words = scene([1, 1])[2]
    assert not any(item.sure for item in suggestions(new, words, [1, 2], few))
    assert any(item.sure for item in suggestions(new, words, [1, 2], many))


def test_what_is_like_no_sorted_picture_is_never_sure() -> None:
    known, places, words = scene([6, 6], noise=0.05)
    taught = teach(known, places, words)
    stranger = normalised(np.eye(WIDTH, dtype=np.float32)[:1] * 0.4 + np.eye(WIDTH, dtype=np.float32)[14:15])
    own, strange = suggestions(np.concatenate([known[:1], stranger]), words, [1, 2], taught)
    assert (own.class_id, own.sure) == (1, True)
    assert (strange.class_id, strange.sure) == (1, False)
    assert strange.probability > 0.8


def test_nothing_is_sure_where_pictures_are_often_taken_for_others() -> None:
    known, places, words = scene([8, 8], noise=0.4)
    mixed = list(np.random.default_rng(3).permutation(places))
    found = suggestions(scene([9, 9], seed=2)[0], words, [1, 2], teach(known, mixed, words))
    assert not any(item.sure for item in found)


def test_a_class_whose_words_cannot_be_used_gets_nothing_and_the_others_stay_in_place() -> None:
    known, places, words = scene([3, 3, 3])
    words[0] = 0
    found = suggestions(scene([0, 4, 4], seed=1)[0], words, [1, 2, 3], teach(known, places, words))
    assert [item.class_id for item in found] == [2] * 4 + [3] * 4
    assert {item.place for item in found} == {1, 2}


def test_a_class_without_pictures_can_still_be_suggested_by_its_words() -> None:
    known, places, words = scene([3, 3, 0])
    (found,) = suggestions(words[2:], words, [1, 2, 3], teach(known, places, words))
    assert found.class_id == 3


@pytest.mark.parametrize(
    ("places", "usable", "can"),
    [((), 3, False), ((0, 0), 3, False), ((0, 1), 3, True), ((0, 1), 1, False), ((0, 2), 2, False)],
)
def test_it_takes_two_classes_with_pictures_and_words(places: tuple[int, ...], usable: int, can: bool) -> None:
    words = scene([1, 1, 1])[2]
    words[usable:] = 0
    assert can_teach(places, words) == can
