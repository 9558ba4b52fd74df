"""One class alone: nothing to tell apart, so nothing is trained; a picture belongs to it or does not, by similarity.

The score is the cosine between a picture's f_c0 and the mean of the class's pictures. The limit is where 95 of 100 new
pictures of the class are expected above it: each known picture is measured against the mean of the others, and a
one-sided prediction bound is put under those cosines (normal theory). From fewer than four pictures it is rough.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

import torch.nn.functional as F
from torch import Tensor

from mmrl_engine.adapter_config import Reject

SCORE = "mean-cosine"
KEPT = 0.95
FEWEST = 4
ROUGH_LIMIT = 0.6  # for one picture, where nothing can be measured


def similarity_limit(features: Tensor) -> Reject:
    """The limit for the class whose pictures have these unit features [N, d]."""
    count = len(features)
    if count < 2:
        return Reject(SCORE, "below", ROUGH_LIMIT, rough=True)
    others = (features.sum(0, keepdim=True) - features) / (count - 1)
    cosines = (features * F.normalize(others, dim=1)).sum(1).double()
    spread = float(cosines.std()) * sqrt(1 + 1 / count)
    limit = float(cosines.mean()) - t_quantile(KEPT, count - 1) * spread
    return Reject(SCORE, "below", max(limit, -1.0), rough=count < FEWEST)


def similarity(features: Tensor, mean: Tensor) -> Tensor:
    """Cosines [M] of unit features [M, d] with a class's mean [d]."""
    return features @ F.normalize(mean, dim=0)


def t_quantile(share: float, freedom: int) -> float:
    """Student's t below which `share` lies, by Cornish and Fisher's expansion: within 2 % from 3 degrees on."""
    z = NormalDist().inv_cdf(share)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
