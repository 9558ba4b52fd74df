"""The limits of a class that stands alone."""

from __future__ import annotations

import numpy as np
import pytest

from mmrl_engine.limits import t_quantile
from mmrl_engine.rejection import Array, unit_rows
from mmrl_engine.single_class import similarity_limits


def drawn(count: int, draw: np.random.Generator, noise: float = 0.5) -> Array:
    return unit_rows(draw.normal(size=64) + noise * draw.normal(size=(count, 64)))


@pytest.mark.parametrize(("freedom", "want"), [(3, 2.353), (4, 2.132), (9, 1.833), (29, 1.699), (10**6, 1.645)])
def test_t_quantiles_are_those_of_the_tables(freedom: int, want: float) -> None:
    assert t_quantile(0.95, freedom) == pytest.approx(want, rel=0.02)


@pytest.mark.parametrize("count", [4, 8, 30, 60])
def test_new_pictures_of_the_class_are_kept_and_most_may_be_sure(count: int) -> None:
    draw = np.random.default_rng(0)
    kept = sure = total = 0
    for _ in range(200):
        pictures = drawn(count + 20, draw)
        limit, line = similarity_limits(pictures[:count].astype(np.float32))
        cosines = pictures[count:] @ unit_rows(pictures[:count].mean(0)[None])[0]
        kept, sure, total = kept + (cosines >= limit.limit).sum(), sure + (cosines >= line.limit).sum(), total + 20
    assert 0.92 <= kept / total <= 0.99
    assert 0.75 <= sure / total <= 0.9
    assert (limit.score, line.score) == ("mean-cosine", "sure-mean-cosine")


def test_few_pictures_give_rough_limits() -> None:
    pictures = drawn(5, np.random.default_rng(0)).astype(np.float32)
    found = {count: similarity_limits(pictures[:count]) for count in (1, 2, 3, 4, 5)}
    assert {count: {rule.rough for rule in rules} for count, rules in found.items()} == {
        1: {True},
        2: {True},
        3: {True},
        4: {False},
        5: {False},
    }
    assert [len(found[count]) for count in (1, 2)] == [1, 2]


def test_pictures_of_one_burst_count_as_one() -> None:
    draw = np.random.default_rng(0)
    different = drawn(4, draw, noise=1.0)
    burst = unit_rows(np.repeat(different, 3, 0) + 0.01 * draw.normal(size=(12, 64))).astype(np.float32)
    groups = [str(place // 3) for place in range(12)]
    alone, together = similarity_limits(burst), similarity_limits(burst, groups)
    assert together[0].limit < alone[0].limit - 0.05
    assert similarity_limits(burst[:9], groups[:9])[0].rough
    assert not similarity_limits(burst[:9])[0].rough
