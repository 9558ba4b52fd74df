from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmrl_engine.errors import InputError
from mmrl_engine.evaluation.folds import stratified_folds

# 1 to 5 classes of 2 to 12 pictures, in any order.
labelled = st.lists(st.integers(2, 12), min_size=1, max_size=5).flatmap(
    lambda sizes: st.permutations([f"class {i}" for i, size in enumerate(sizes) for _ in range(size)])
)
seeds = st.integers(0, 1000)


def _code(error: pytest.ExceptionInfo[InputError]) -> str:
    (notice,) = error.value.notices
    return notice.code


def _spread(numbers: list[int]) -> int:
    return max(numbers) - min(numbers)


@given(labelled, seeds)
def test_each_picture_is_in_exactly_one_fold(labels: list[str], seed: int) -> None:
    folds = stratified_folds(labels, seed=seed)
    assert sorted(index for fold in folds for index in fold) == list(range(len(labels)))
    assert all(fold and fold == sorted(fold) for fold in folds)


@given(labelled, seeds, st.data())
def test_classes_and_sizes_are_even(labels: list[str], seed: int, data: st.DataObject) -> None:
    count = data.draw(st.none() | st.integers(2, len(labels)))
    folds = stratified_folds(labels, count, seed)
    for label in set(labels):
        assert _spread([sum(labels[index] == label for index in fold) for fold in folds]) <= 1
    assert _spread([len(fold) for fold in folds]) <= 1


@given(labelled, seeds)
def test_equal_arguments_give_equal_folds(labels: list[str], seed: int) -> None:
    assert stratified_folds(labels, seed=seed) == stratified_folds(list(labels), seed=seed)


@pytest.mark.parametrize(("smallest", "expected"), [(2, 2), (3, 3), (4, 4), (9, 4)])
def test_default_number_of_folds(smallest: int, expected: int) -> None:
    assert len(stratified_folds(["cat"] * smallest + ["dog"] * 10)) == expected


def test_the_number_of_folds_can_be_chosen() -> None:
    folds = stratified_folds(["cat"] * 3 + ["dog"] * 8, folds=5)
    assert [len(fold) for fold in folds] == [3, 2, 2, 2, 2]


def test_folds_known_values() -> None:
    """The same on every machine and Python: a change here would change what people were told before."""
    labels = ["cat", "dog"] * 5
    assert stratified_folds(labels, seed=0) == [[0, 2, 9], [1, 3, 8], [4, 7], [5, 6]]
    assert stratified_folds(labels, seed=1) == [[2, 7, 8], [0, 1, 9], [3, 4], [5, 6]]


def test_another_seed_gives_other_folds() -> None:
    labels = ["cat"] * 8 + ["dog"] * 8
    assert len({str(stratified_folds(labels, seed=seed)) for seed in range(20)}) == 20


@pytest.mark.parametrize("labels", [["cat", "dog", "dog"], ["owl", "cat", "dog", "dog"]])
def test_a_class_with_one_picture_is_refused_by_name(labels: list[str]) -> None:
    with pytest.raises(InputError) as error:
        stratified_folds(labels)
    assert _code(error) == "check-too-few-pictures"
    assert error.value.notices[0].params["names"] == sorted({"cat", "owl"} & set(labels))
    assert "at least 2 different pictures" in str(error.value)


def test_copies_count_as_one_picture() -> None:
    labels = ["cat", "cat", "dog", "dog"]
    with pytest.raises(InputError) as error:
        stratified_folds(labels, groups=["a", "a", "b", "c"])
    assert _code(error) == "check-too-few-pictures"
    assert error.value.notices[0].params["names"] == ["cat"]
    assert len(stratified_folds(["cat"] * 5 + ["dog"] * 5, groups=[*"aaabc", *"defgh"])) == 3


def test_no_pictures_are_refused() -> None:
    with pytest.raises(InputError) as error:
        stratified_folds([])
    assert _code(error) == "check-no-pictures"


@pytest.mark.parametrize("folds", [-1, 0, 1, 5])
def test_an_impossible_number_of_folds_is_refused(folds: int) -> None:
    with pytest.raises(InputError) as error:
        stratified_folds(["cat", "cat", "dog", "dog"], folds)
    assert _code(error) == "check-fold-count"
    assert "from 2 to 4" in str(error.value)


def test_groups_of_another_length_are_a_wrong_call() -> None:
    with pytest.raises(ValueError, match="4 labels, but 1 groups"):
        stratified_folds(["cat", "cat", "dog", "dog"], groups=["a"])


@given(labelled, seeds, st.data())
def test_groups_stay_together_and_every_class_can_be_learned(labels: list[str], seed: int, data: st.DataObject) -> None:
    within = data.draw(st.lists(st.integers(0, 3), min_size=len(labels), max_size=len(labels)))
    groups = [f"{label}/{number}" for label, number in zip(labels, within, strict=True)]
    different = Counter(group.split("/")[0] for group in set(groups))
    if min(different.values()) < 2:
        with pytest.raises(InputError):
            stratified_folds(labels, seed=seed, groups=groups)
        return
    folds = stratified_folds(labels, seed=seed, groups=groups)
    assert sorted(index for fold in folds for index in fold) == list(range(len(labels)))
    places = [{groups[index] for index in fold} for fold in folds]
    assert sum(len(place) for place in places) == len(set(groups))
    # No more folds than the smallest class has groups: every class is tested in each, and trained in the others.
    assert all({labels[index] for index in fold} == set(labels) for fold in folds)


def test_large_groups_are_evened_out() -> None:
    groups = [*"aaaa", *"bb", *"cc", *"defgh"]
    folds = stratified_folds(["cat"] * 13, folds=3, groups=groups)
    assert sorted(len(fold) for fold in folds) == [4, 4, 5]


def test_a_picture_in_two_classes_stays_in_one_fold() -> None:
    labels = ["cat", "dog", "cat", "cat", "dog", "dog"]
    groups = ["same", "same", "a", "b", "c", "d"]
    for seed in range(10):
        (held,) = [fold for fold in stratified_folds(labels, seed=seed, groups=groups) if 0 in fold]
        assert 1 in held


def test_pictures_in_two_classes_are_placed_where_both_can_be_checked() -> None:
    # Each class can be checked only where the two shared pictures are parted.
    labels = ["cat", "owl", "dog", "owl", "cat", "dog"]
    groups = ["a", "a", "b", "b", "c", "d"]
    for seed in range(10):
        folds = stratified_folds(labels, seed=seed, groups=groups)
        assert all({labels[index] for index in fold} == {"cat", "dog", "owl"} for fold in folds)


def test_classes_that_only_share_pictures_are_refused() -> None:
    # Three pictures, each in two of three classes: two folds leave both pictures of some class together.
    labels = ["cat", "dog", "dog", "owl", "owl", "cat"]
    with pytest.raises(InputError) as error:
        stratified_folds(labels, groups=["a", "a", "b", "b", "c", "c"])
    assert _code(error) == "check-shared-pictures"
    assert "Remove them" in str(error.value)
