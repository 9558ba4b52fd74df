"""One class alone: there is nothing to tell apart, so nothing is trained; a picture belongs to it or does not, by similarity.

The score is the cosine between a picture's f_c0 and the mean of the class's pictures. The limit keeps 95 % of the class's own pictures, each
measured against the mean of the others; from fewer than four pictures it is a rough guess.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from mmrl_engine.adapter_config import Reject

SCORE = "mean-cosine"
KEPT = 0.95
FEWEST = 4
ROUGH_LIMIT = 0.6  # where there is one picture and so nothing to measure; `packaging/bench.py single` prints where it lies


def similarity_limit(features: Tensor) -> Reject:
    """The limit for the class whose pictures have these unit features [N, d]."""
    count = len(features)
    if count < 2:
        return Reject(SCORE, "below", ROUGH_LIMIT, rough=True)
    others = (features.sum(0, keepdim=True) - features) / (count - 1)
    cosines = (features * F.normalize(others, dim=1)).sum(1)
    limit = float(torch.quantile(cosines, 1 - KEPT))
    return Reject(SCORE, "below", limit, rough=count < FEWEST)


def similarity(features: Tensor, mean: Tensor) -> Tensor:
    """Cosines [M] of unit features [M, d] with a class's mean [d]."""
    return features @ F.normalize(mean, dim=0)
