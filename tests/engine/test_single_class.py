"""The limit of a class that stands alone."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from mmrl_engine.limits import t_quantile
from mmrl_engine.single_class import similarity, similarity_limit


@pytest.mark.parametrize(("freedom", "want"), [(3, 2.353), (4, 2.132), (9, 1.833), (29, 1.699), (10**6, 1.645)])
def test_t_quantiles_are_those_of_the_tables(freedom: int, want: float) -> None:
    assert t_quantile(0.95, freedom) == pytest.approx(want, rel=0.02)


@pytest.mark.parametrize("count", [4, 8, 30])
def test_about_95_of_100_new_pictures_of_the_class_are_kept(count: int) -> None:
    draw = torch.Generator().manual_seed(0)
    centre = torch.randn(64, generator=draw)
    kept = total = 0
    for _ in range(200):
        noise = 0.5 * torch.randn(count + 20, 64, generator=draw)
        pictures = F.normalize(centre + noise, dim=1)
        rule = similarity_limit(pictures[:count])
        kept += int((similarity(pictures[count:], pictures[:count].mean(0)) >= rule.limit).sum())
        total += 20
    assert 0.92 <= kept / total <= 0.99


def test_few_pictures_give_a_rough_limit() -> None:
    pictures = F.normalize(torch.randn(5, 8), dim=1)
    assert [similarity_limit(pictures[:count]).rough for count in (1, 2, 3, 4, 5)] == [True, True, True, False, False]
    assert all(-1 <= similarity_limit(pictures[:count]).limit <= 1 for count in (1, 2, 3, 4, 5))
