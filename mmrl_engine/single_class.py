"""One class alone: nothing to tell apart, so nothing is trained; a picture belongs to it or does not, by similarity.

The score is the cosine between a picture's f_c0 and the mean of the class's pictures. The limit is where 95 of 100 new
pictures of the class are expected above it: each known picture is measured against the mean of the others, and a
one-sided prediction bound is put under those cosines (normal theory). From fewer than four pictures it is rough.
"""

from __future__ import annotations

from math import sqrt

import torch.nn.functional as F
from torch import Tensor

from mmrl_engine.adapter_config import Reject
from mmrl_engine.limits import FEWEST, KEPT, t_quantile
from mmrl_engine.rejection import MEAN_COSINE

SCORE = MEAN_COSINE
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
