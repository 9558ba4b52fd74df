"""The doctor: what it finds in made-up features, and that it says nothing where it cannot know."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from mmrl_engine.evaluation.doctor import examine, held_out_shares, seen_as
from mmrl_engine.evaluation.doubts import doubtful
from mmrl_engine.evaluation.findings import Finding
from mmrl_engine.evaluation.label_next import entropy, label_next, shares_of

WIDTH = 24
Vectors = npt.NDArray[np.float32]


def unit(vectors: npt.NDArray[np.float64]) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def made(*counts: int, seed: int = 0, spread: float = 0.12) -> tuple[Vectors, list[int], Vectors]:
    """Pictures near the axis of their class, so many of each; the words lie on the axes."""
    draw = np.random.default_rng(seed)
    labels = [label for label, count in enumerate(counts) for _ in range(count)]
    axes = np.eye(len(counts), WIDTH)
    return unit(axes[labels] + spread * draw.standard_normal((len(labels), WIDTH))), labels, unit(axes)


def kinds(found: tuple[Finding, ...]) -> list[str]:
    return [item.kind for item in found]


def test_well_sorted_pictures_are_left_alone() -> None:
    assert examine(*made(8, 8, 8)) == ()


def test_a_picture_in_a_wrong_class_is_found_with_the_class_it_looks_like() -> None:
    features, labels, words = made(8, 8, 8)
    labels[2], labels[20] = 1, 0
    found = [item for item in examine(features, labels, words) if item.kind == "mislabelled"]
    assert {(item.pictures, item.classes) for item in found} == {((2,), (1, 0)), ((20,), (0, 2))}


@pytest.mark.parametrize("counts", [(1, 1), (2, 2), (1, 8), (2, 1, 8), (2, 1, 1)])
def test_of_one_or_two_pictures_nothing_is_said_but_that_they_are_few(counts: tuple[int, ...]) -> None:
    features, labels, words = made(*counts)
    wrong = labels.copy()
    wrong[0] = 1
    for given in (labels, wrong):
        assert set(kinds(examine(features, given, words))) <= {"few"}


def test_no_pictures_and_one_class_are_no_trouble() -> None:
    features, labels, words = made(5)
    assert examine(features, labels, words) == ()
    assert examine(features[:0], [], words) == ()
    assert examine(features[:0], [], words[:0]) == ()


def test_labels_that_mean_nothing_flag_nearly_nothing() -> None:
    features, labels, words = made(10, 10, 10)
    shuffled = np.random.default_rng(1).permutation(labels).tolist()
    found = examine(features, shuffled, np.zeros_like(words))
    assert kinds(found).count("mislabelled") <= 1


def test_classes_whose_words_cannot_be_used_are_judged_by_pictures() -> None:
    features, labels, words = made(8, 8, 8)
    words[1], labels[0] = 0, 2
    assert [item.pictures for item in examine(features, labels, words) if item.kind == "mislabelled"] == [(0,)]


def test_a_class_without_pictures_changes_nothing() -> None:
    features, labels, words = made(8, 8, 8)
    labels[3] = 2
    more = np.concatenate([words, unit(np.eye(1, WIDTH, 9))])
    assert examine(features, labels, more) == examine(features, labels, words)


def test_a_picture_between_two_classes_is_one_to_be_unsure_of() -> None:
    features, labels, words = made(8, 8, 8, spread=0.2)
    features[0] = unit((words[0] + words[1])[None].astype(np.float64))[0]
    assert {(item.kind, item.pictures, item.classes) for item in examine(features, labels, words)} == {
        ("unsure", (0,), (0, 1))
    }


def test_what_is_like_nothing_else_is_found_among_enough_pictures() -> None:
    features, labels, words = made(8, 8, spread=0.1)
    features[5] = unit(np.eye(1, WIDTH, 20))[0]
    assert ("outlier", (5,)) in [(item.kind, item.pictures) for item in examine(features, labels, words)]
    few = examine(features[4:8], labels[4:8], words)
    assert "outlier" not in kinds(few)


def test_pictures_that_are_all_the_same_are_no_outliers() -> None:
    _, labels, words = made(8, 8)
    assert "outlier" not in kinds(examine(words[labels], labels, words))


def test_groups_of_alike_pictures_are_told_by_what_is_worst_about_them() -> None:
    features, labels, words = made(5, 5)
    parts = [0] * 10
    parts[3] = 1
    found = examine(features, labels, words, alike=[[0, 1], [2, 3], [4, 5], [6]], parts=parts)
    assert [(item.kind, item.pictures, item.classes) for item in found] == [
        ("twins", (4, 5), (0, 1)),
        ("leak", (2, 3), (0,)),
        ("copies", (0, 1), (0,)),
    ]


def test_counts_are_told_as_few_or_as_uneven_never_both() -> None:
    assert [(item.kind, item.classes) for item in examine(*made(16, 4))] == [("uneven", (0, 1))]
    assert [(item.kind, item.classes) for item in examine(*made(16, 3))] == [("few", (1,))]
    assert kinds(examine(*made(15, 4))) == []


def test_counts_may_know_of_more_pictures_than_features() -> None:
    assert kinds(examine(*made(3, 3), counts=[6, 6])) == []


def test_classes_whose_words_are_nearly_the_same_are_told() -> None:
    features, labels, words = made(5, 5, 5)
    words[2] = unit((words[1] + 0.2 * words[0])[None].astype(np.float64))[0]
    alike = [item.classes for item in examine(features, labels, words, rivals=0.9) if item.kind == "alike"]
    assert alike == [(1, 2)]
    assert "alike" not in kinds(examine(features, labels, words))


def test_many_pictures_are_judged_in_parts() -> None:
    features, labels, words = made(700, 700)
    labels[10] = 1
    shares = held_out_shares(features, labels, words)
    assert shares.shape == (1400, 2)
    assert [item.pictures for item in doubtful(shares, labels) if item.kind == "mislabelled"] == [(10,)]


def test_a_call_that_does_not_fit_together_is_refused() -> None:
    features, labels, words = made(3, 3)
    with pytest.raises(ValueError, match="5 labels"):
        examine(features, labels[:5], words)


def test_what_to_label_next_is_unsure_and_new() -> None:
    words = unit(np.eye(2, WIDTH))
    known, labels = unit(np.eye(2, WIDTH)), [0, 1]
    sure, torn = words[0], unit((words[0] + words[1])[None].astype(np.float64))[0]
    other = unit((words[0] + words[1] + 2 * np.eye(1, WIDTH, 7)).astype(np.float64))[0]
    features = np.stack([sure, torn, torn, other])
    shares = shares_of(features, known, labels, words)
    assert shares is not None
    order = label_next(features, shares, known)
    assert order[0] == 3  # as torn as the others, and farther from all that is known
    assert set(order[:2]) == {3, 1}
    assert order[-1] in (0, 2)  # surely known, or the twin of one that was chosen
    assert sorted(order) == [0, 1, 2, 3]
    assert entropy(shares)[1] == pytest.approx(np.log(2), abs=0.01)


def test_what_to_label_next_needs_something_to_choose_between() -> None:
    features, labels, words = made(3, 3)
    assert shares_of(features, features[:3], labels[:3], words[:1]) is None
    assert shares_of(features, features[:0], [], np.zeros_like(words)) is None
    by_words = shares_of(features, features[:0], [], words)
    assert by_words is not None
    assert by_words.argmax(axis=1).tolist() == labels
    assert label_next(features[:0], by_words[:0], features) == []


def test_a_copy_is_no_witness_for_its_twin() -> None:
    """Twice the same wrong label: each would say that the other is right."""
    draw = np.random.default_rng(3)
    shown = [0] * 3 + [1] * 8
    made = np.eye(12)[shown] + 0.3 * draw.standard_normal((11, 12))
    made[10] = made[9] + 1e-3
    features = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    labels, words = [*shown[:9], 0, 0], np.zeros((2, 12), np.float32)
    assert seen_as(features, labels, words)[9:].argmax(1).tolist() == [0, 0]
    assert seen_as(features, labels, words, alike=[[9, 10]])[9:].argmax(1).tolist() == [1, 1]
