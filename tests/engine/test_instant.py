"""The instant classifier against a slow textbook computation, and leave-one-out against real refits."""

from __future__ import annotations

import time
import tracemalloc

import numpy as np
import pytest

from mmrl_engine.instant import (
    HALF_BY_WORDS,
    InstantModel,
    beside_typed,
    default_strength,
    fit_held_out,
    fit_instant,
    fitting,
    leave_one_out,
)
from mmrl_engine.instant_scatter import Array


def unit(rows: Array) -> Array:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def scene(counts: list[int], width: int = 24, seed: int = 0, noise: float = 0.6) -> tuple[Array, list[int], Array]:
    """Pictures around a centre a class, and words that lie roughly where the centres do."""
    draw = np.random.default_rng(seed)
    centres = unit(draw.normal(size=(len(counts), width)))
    labels = [place for place, count in enumerate(counts) for _ in range(count)]
    noisy = centres[labels] + noise * unit(draw.normal(size=(len(labels), width)))
    return unit(noisy), labels, unit(centres + 3 * unit(draw.normal(size=centres.shape)))


def textbook(features: Array, labels: list[int], classes: int, asked: Array) -> Array:
    """f W + b, class by class and picture by picture, for classes that all have pictures."""
    width, count = features.shape[1], len(labels)
    own = [[i for i, label in enumerate(labels) if label == c] for c in range(classes)]
    means = [features[rows].mean(0) for rows in own]
    pairs = [means[a] @ means[b] for a in range(classes) for b in range(classes) if a != b]
    scatter = np.zeros((width, width))
    for row, label in zip(features, labels, strict=True):
        scatter += np.outer(row - means[label], row - means[label])
    freedom = count - classes + 1
    spread = (np.trace(scatter) + 0.6 * (1 - np.mean(pairs))) / freedom
    precision = width * np.linalg.pinv(scatter + spread * np.eye(width))
    found = np.zeros((len(asked), classes))
    for m, f in enumerate(asked):
        for c in range(classes):
            excess = width**2 / (freedom + width) / len(own[c])
            found[m, c] = f @ precision @ means[c] - (means[c] @ precision @ means[c] - excess) / 2
    return found


def shares(scores: Array) -> Array:
    weights = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(weights / weights.sum(1, keepdims=True))


@pytest.mark.parametrize("counts", [[1, 1], [3, 2, 5], [9, 8, 7, 6]])
def test_scores_are_those_of_the_textbook(counts: list[int]) -> None:
    features, labels, words = scene(counts)
    asked, _, _ = scene([4], seed=5)
    model = fit_instant(features, labels, words, strength=0.25)
    wanted = 0.25 * textbook(features, labels, len(counts), asked)
    assert np.allclose(model.scores(asked), wanted, rtol=1e-5, atol=1e-4)
    assert model.means.dtype == model.precision.dtype == model.counts.dtype == np.float32
    assert model.counts.tolist() == counts


@pytest.mark.parametrize(
    ("counts", "width"), [([2, 3, 4], 24), ([4, 1, 3], 24), ([9, 8, 7], 6), ([2, 2, 0], 24), ([3], 8)]
)
def test_leave_one_out_is_what_real_refits_say(counts: list[int], width: int) -> None:
    features, labels, words = scene(counts, width)
    found = leave_one_out(features, labels, words, strength=0.1)
    for place, own in enumerate(labels):
        rest = [other for other in range(len(labels)) if other != place]
        by_words = 100 * features[place : place + 1] @ words.T
        added = np.zeros_like(by_words)
        if counts[own] > 1:
            others = fit_instant(features[rest], [labels[other] for other in rest], words, strength=0.1)
            added = others.scores(features[place : place + 1])
        assert np.allclose(np.exp(found[place]), shares(by_words + added)[0], atol=1e-4)


def test_leave_one_out_of_ten_classes_with_sixteen_pictures_takes_no_second() -> None:
    features, labels, words = scene([16] * 10, 512)
    begin = time.process_time()
    leave_one_out(features, labels, words)
    assert time.process_time() - begin < 1.0


def test_a_thousand_pictures_of_many_classes_take_small_steps_and_little_memory() -> None:
    features, labels, words = scene([10] * 100, 512)
    tracemalloc.start()
    begin, longest = time.thread_time(), 0.0
    for _ in fitting(features, labels, words):
        longest, begin = max(longest, time.thread_time() - begin), time.thread_time()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 150e6  # an array [N, C, d] alone would take 400 MB
    assert longest < 0.8


def test_one_picture_a_class_already_helps_where_the_words_do_not() -> None:
    features, labels, _ = scene([1] * 5)
    asked, wanted, _ = scene([20] * 5)
    words = unit(np.ones((5, 24)))
    right = fit_instant(features, labels, words).scores(asked).argmax(1) == wanted
    assert right.mean() > 0.8


def test_the_default_strength_grows_with_the_pictures() -> None:
    assert [default_strength(shots) for shots in (1, 2, 8)] == pytest.approx([1e-3, 1e-2, 1.0])


@pytest.mark.parametrize("counts", [[1, 1, 1, 1, 1], [6, 6, 6, 6]])
def test_pictures_count_less_where_the_words_are_right(counts: list[int]) -> None:
    features, labels, words = scene(counts, noise=1.0)
    centres = scene([1] * len(counts), noise=0.0)[0]
    assert fit_instant(features, labels, centres).strength < fit_instant(features, labels, words[::-1]).strength


def test_a_class_with_fewer_pictures_is_not_held_for_less_likely() -> None:
    asked, _, words = scene([40] * 4, 64, noise=1.5)
    features, labels, _ = scene([1, 8, 8, 8], 64, noise=1.5)
    answers = fit_instant(features, labels, words, strength=1.0).scores(asked).argmax(1)
    assert (answers[:40] == 0).mean() > 0.9  # without the term for it, few of them are found


def test_one_class_alone_gets_everything() -> None:
    features, labels, words = scene([3])
    assert fit_instant(features, labels, words).scores(features).shape == (3, 1)
    assert np.allclose(leave_one_out(features, labels, words), 0)


def test_a_class_without_pictures_lies_between_the_others() -> None:
    features, labels, words = scene([4, 4, 0])
    model = fit_instant(features, labels, words, strength=1.0)
    assert np.allclose(model.means[2], model.means[:2].mean(0))
    assert model.scores(features[:4])[:, 0].min() > model.scores(features[:4])[:, 2].max()


def test_no_picture_at_all_is_nothing_to_learn_from() -> None:
    with pytest.raises(ValueError, match="no picture"):
        fit_instant(np.zeros((0, 4)), [], np.eye(4))


def test_equal_pictures_make_no_infinite_numbers() -> None:
    features = np.repeat(np.eye(4)[:2], 3, 0)
    model = fit_instant(features, [0, 0, 0, 1, 1, 1], np.eye(4)[:2])
    assert np.isfinite(model.precision).all()
    assert model.scores(features).argmax(1).tolist() == [0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize("temperature", [1.0, 4.0])
def test_beside_typed_names_words_and_pictures_divide_the_list_together(temperature: float) -> None:
    features, labels, words = scene([4, 4, 4, 1])
    model = fit_instant(features[:-1], labels[:-1], words[:3], strength=0.5)
    by_words, added = 100 * features @ words.T, model.scores(features)
    both = by_words + np.hstack([added, np.zeros((len(added), 1))])
    beside = beside_typed(by_words[:, :3], added, by_words[:, 3:], 12, temperature)
    joint = shares(np.hstack([beside, by_words[:, 3:]]) / temperature)
    weight = 12 / (12 + HALF_BY_WORDS)
    mean = weight * shares(both / temperature) + (1 - weight) * shares(by_words / temperature)
    assert np.allclose(joint[:, 3], mean[:, 3])
    assert not np.allclose(shares(both / temperature)[:, 3], shares(by_words / temperature)[:, 3], atol=0.01)
    inside = joint[:, :3] / joint[:, :3].sum(1, keepdims=True)
    assert np.allclose(inside, shares(both[:, :3] / temperature))


def test_the_more_pictures_the_less_the_words_divide_the_list() -> None:
    features, labels, words = scene([4, 4, 4, 1])
    by_words = 100 * features @ words.T
    added = fit_instant(features[:-1], labels[:-1], words[:3], strength=0.5).scores(features)
    raw = shares(np.hstack([by_words[:, :3] + added, by_words[:, 3:]]))[:, 3]
    away = []
    for pictures in (1, 4, 1000):
        beside = beside_typed(by_words[:, :3], added, by_words[:, 3:], pictures)
        away.append(np.abs(shares(np.hstack([beside, by_words[:, 3:]]))[:, 3] - raw).max())
    assert away[0] > away[1] > 10 * away[2]
    none = beside_typed(by_words[:, :3], added, by_words[:, 3:], 0)
    assert np.allclose(shares(np.hstack([none, by_words[:, 3:]]))[:, 3], shares(by_words)[:, 3])


def test_without_typed_names_the_scores_are_left_as_they_are() -> None:
    by_words, added = np.array([[3.0, 1.0]]), np.array([[0.0, 4.0]])
    assert np.array_equal(beside_typed(by_words, added, np.empty((1, 0)), 2), by_words + added)


def test_pictures_of_a_group_are_left_out_together() -> None:
    """As if the model had been made without any of them."""
    features, labels, words = scene([3, 3, 3], noise=2.0)
    twins = unit(features[[0, 4]] + 1e-3 * np.random.default_rng(1).normal(size=(2, features.shape[1])))
    every, own = np.concatenate([features, twins]), [*labels, labels[0], labels[4]]
    groups = [*(str(place) for place in range(9)), "0", "4"]
    model, together = fit_held_out(every, own, words, groups=groups)
    few, alone = fit_held_out(features, labels, words)
    np.testing.assert_allclose(together[:9], alone, atol=1e-9)
    np.testing.assert_allclose(together[9:], alone[[0, 4]], atol=0.3)
    assert (model.strength, model.temperature) == (few.strength, few.temperature)
    assert model.counts.tolist() == [4, 4, 3]
    told = fit_held_out(every, own, words)[1]
    assert told[9, labels[0]] > together[9, labels[0]]  # with its twin among those it is answered by


def test_what_was_stored_gives_the_same_scores() -> None:
    features, labels, words = scene([4, 4])
    made = fit_instant(features, labels, words)
    again = InstantModel(made.means, made.precision, made.counts, made.strength)
    assert np.array_equal(again.scores(features), made.scores(features))


def test_of_very_many_pictures_some_choose_the_strength(monkeypatch: pytest.MonkeyPatch) -> None:
    features, labels, words = scene([3] * 20 + [1] * 10)
    of_all, shares_of_all = fit_held_out(features, labels, words)
    monkeypatch.setattr("mmrl_engine.instant.MOST_ASKED", 600)
    of_some, shares_of_some = fit_held_out(features, labels, words)
    np.testing.assert_array_equal(of_some.precision, of_all.precision)
    assert abs(np.log10(of_some.strength / of_all.strength)) <= 1
    assert shares_of_some.shape == shares_of_all.shape
