from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmrl_engine.evaluation.metrics import (
    Accuracy,
    JointAccuracy,
    confusion_matrix,
    harmonic_mean,
    joint_accuracy,
    per_class,
    wilson_range,
)

counts = st.integers(0, 500).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
asked = st.integers(1, 200).flatmap(lambda total: st.builds(Accuracy, st.integers(0, total), st.just(total)))
names = st.sampled_from(["cat", "dog", "owl"])
pairs = st.lists(st.tuples(names, names), max_size=40)


# Worked by hand from (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n) with z = 1.959964.
@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (1, 1, 0.2065, 1.0),
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_wilson_range_known_values(right: int, total: int, low: float, high: float) -> None:
    assert wilson_range(right, total) == pytest.approx((low, high), abs=5e-5)


def test_wilson_range_of_nothing_is_everything() -> None:
    assert wilson_range(0, 0) == (0.0, 1.0)


def test_wilson_range_at_another_confidence() -> None:
    # z = 1.644854: centre (0.8 + 0.135277) / 1.270554, half 1.644854 * sqrt(0.016 + 0.006764) / 1.270554
    assert wilson_range(8, 10, 0.9) == pytest.approx((0.5408, 0.9314), abs=5e-5)


@given(counts)
def test_wilson_range_holds_the_share_and_stays_within_0_and_1(count: tuple[int, int]) -> None:
    right, total = count
    low, high = wilson_range(right, total)
    assert 0.0 <= low < high <= 1.0
    if total:
        assert low <= right / total <= high


@given(counts)
def test_wilson_range_mirrors_right_and_wrong(count: tuple[int, int]) -> None:
    right, total = count
    low, high = wilson_range(right, total)
    assert wilson_range(total - right, total) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(counts)
def test_wilson_range_grows_with_confidence(count: tuple[int, int]) -> None:
    narrow, wide = wilson_range(*count, confidence=0.8), wilson_range(*count, confidence=0.99)
    assert wide[0] <= narrow[0]
    assert narrow[1] <= wide[1]


@pytest.mark.parametrize(("right", "total"), [(3, 2), (-1, 2), (0, -1)])
def test_impossible_counts_are_refused(right: int, total: int) -> None:
    with pytest.raises(ValueError, match="not possible"):
        wilson_range(right, total)
    with pytest.raises(ValueError, match="not possible"):
        Accuracy(right, total)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_impossible_confidence_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        wilson_range(1, 2, confidence)


def test_harmonic_mean_worked() -> None:
    assert harmonic_mean(0.9, 0.6) == pytest.approx(0.72)
    assert harmonic_mean(0.5, 0.5) == 0.5
    assert harmonic_mean(0.0, 1.0) == harmonic_mean(1.0, 0.0) == harmonic_mean(0.0, 0.0) == 0.0


@given(st.floats(0.001, 1), st.floats(0.001, 1))
def test_harmonic_mean_lies_between_the_smaller_and_the_arithmetic_mean(trained: float, typed: float) -> None:
    mean = harmonic_mean(trained, typed)
    assert min(trained, typed) - 1e-12 <= mean <= (trained + typed) / 2 + 1e-12


def test_accuracy_gives_its_share_and_wilson_range() -> None:
    accuracy = Accuracy(8, 10)
    assert accuracy.value == 0.8
    assert (accuracy.low, accuracy.high) == wilson_range(8, 10)


def test_accuracy_of_nothing() -> None:
    nothing = Accuracy(0, 0)
    assert (nothing.value, nothing.low, nothing.high) == (0.0, 0.0, 1.0)


def test_confusion_matrix_worked() -> None:
    matrix = confusion_matrix(
        truth=["cat", "cat", "dog", "dog", "dog"],
        answers=["cat", "dog", "dog", "dog", "owl"],
        names=["cat", "dog", "owl"],
    )
    assert matrix.names == ("cat", "dog", "owl")
    assert matrix.counts.dtype == np.int64
    assert matrix.counts.tolist() == [[1, 1, 0], [0, 2, 1], [0, 0, 0]]


def test_confusion_matrix_cannot_be_changed() -> None:
    matrix = confusion_matrix(["cat"], ["cat"], ["cat"])
    with pytest.raises(ValueError, match="read-only"):
        matrix.counts[0, 0] = 5


@given(pairs)
def test_confusion_matrix_counts_every_picture_once(answered: list[tuple[str, str]]) -> None:
    truth, answers = [true for true, _ in answered], [answer for _, answer in answered]
    matrix = confusion_matrix(truth, answers, ["cat", "dog", "owl"])
    assert matrix.counts.sum(axis=1).tolist() == [truth.count(name) for name in matrix.names]
    assert matrix.counts.sum(axis=0).tolist() == [answers.count(name) for name in matrix.names]
    assert np.trace(matrix.counts) == sum(true == answer for true, answer in answered)


@pytest.mark.parametrize(
    ("truth", "answers", "listed", "message"),
    [
        (["cat"], ["fox"], ["cat", "dog"], "fox"),
        (["elk"], ["cat"], ["cat", "dog"], "elk"),
        (["cat"], ["cat", "cat"], ["cat"], "1 true classes, but 2 answers"),
        (["cat"], ["cat"], ["cat", "cat"], "twice"),
    ],
)
def test_confusion_matrix_refuses_a_wrong_call(
    truth: list[str], answers: list[str], listed: list[str], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        confusion_matrix(truth, answers, listed)


def test_joint_accuracy_worked() -> None:
    result = joint_accuracy(
        truth=["cat", "cat", "dog", "dog", "owl", "owl", "owl", "fox"],
        answers=["cat", "owl", "dog", "dog", "owl", "cat", "fox", "fox"],
        trained_names={"cat", "dog"},
    )
    assert result.trained == Accuracy(3, 4)
    assert result.typed == Accuracy(2, 4)
    assert result.joint == Accuracy(5, 8)
    assert result.harmonic_mean == pytest.approx(0.6)


def test_joint_accuracy_refuses_unequal_lengths() -> None:
    with pytest.raises(ValueError, match="2 true classes, but 1 answers"):
        joint_accuracy(["cat", "dog"], ["cat"], ["cat"])


@given(pairs, st.sets(names))
def test_joint_accuracy_splits_the_pictures(answered: list[tuple[str, str]], trained: set[str]) -> None:
    result = joint_accuracy([true for true, _ in answered], [answer for _, answer in answered], trained)
    assert result.trained.total + result.typed.total == result.joint.total == len(answered)
    assert result.trained.right + result.typed.right == result.joint.right


def test_harmonic_range_agrees_with_the_delta_method_on_many_pictures() -> None:
    trained, typed = Accuracy(900, 1000), Accuracy(600, 1000)
    # H = 0.72, dH/dx = 2y²/(x+y)² = 0.32, dH/dy = 2x²/(x+y)² = 0.72, variances 9e-5 and 2.4e-4: sd 0.011558
    low, high = JointAccuracy(trained, typed, Accuracy(1500, 2000)).harmonic_range
    assert (low, high) == pytest.approx((0.72 - 1.96 * 0.011558, 0.72 + 1.96 * 0.011558), abs=0.0015)


def test_harmonic_range_without_one_of_the_groups_is_everything() -> None:
    assert JointAccuracy(Accuracy(3, 4), Accuracy(0, 0), Accuracy(3, 4)).harmonic_range == (0.0, 1.0)
    assert JointAccuracy(Accuracy(0, 0), Accuracy(3, 4), Accuracy(3, 4)).harmonic_range == (0.0, 1.0)


@given(asked, asked)
def test_harmonic_range_holds_the_mean_and_is_the_same_each_time(trained: Accuracy, typed: Accuracy) -> None:
    result = JointAccuracy(trained, typed, Accuracy(trained.right + typed.right, trained.total + typed.total))
    low, high = result.harmonic_range
    assert 0.0 <= low <= result.harmonic_mean <= high <= 1.0
    assert low < high
    assert result.harmonic_range == (low, high)


def test_harmonic_range_narrows_with_more_pictures() -> None:
    def width(times: int) -> float:
        result = JointAccuracy(Accuracy(8 * times, 10 * times), Accuracy(6 * times, 10 * times), Accuracy(0, 0))
        return result.harmonic_range[1] - result.harmonic_range[0]

    assert width(1) > 1.8 * width(4) > 3.0 * width(16)


def test_harmonic_range_holds_the_true_mean_about_as_often_as_it_says() -> None:
    generator = np.random.default_rng(7)
    held = 0
    for trained, typed in zip(generator.binomial(20, 0.85, 400), generator.binomial(20, 0.6, 400), strict=True):
        low, high = JointAccuracy(Accuracy(int(trained), 20), Accuracy(int(typed), 20), Accuracy(0, 0)).harmonic_range
        held += low <= harmonic_mean(0.85, 0.6) <= high
    assert 0.92 <= held / 400 <= 0.98


def test_per_class_worked() -> None:
    result = per_class(["cat", "cat", "dog"], ["cat", "dog", "dog"], ["owl", "dog", "cat"])
    assert result == {"owl": Accuracy(0, 0), "dog": Accuracy(1, 1), "cat": Accuracy(1, 2)}
    assert list(result) == ["owl", "dog", "cat"]


def test_per_class_refuses_a_name_outside_the_list() -> None:
    with pytest.raises(ValueError, match="fox"):
        per_class(["fox"], ["cat"], ["cat"])


def test_evaluation_and_pace_load_no_torch() -> None:
    code = (
        "import sys; import mmrl_engine.evaluation.metrics, mmrl_engine.evaluation.folds, mmrl_engine.pace;"
        "print([name for name in ('torch', 'torchvision', 'open_clip', 'sklearn') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
