"""One class alone: nothing to tell apart, so nothing is trained; a picture belongs to it or does not, by similarity.

The score is the cosine between a picture's f_c0 and the mean of the class's pictures. The limit is where 95 of 100 new
pictures of the class are expected above it, and an answer may be sure where 4 of 5 are: each known picture is measured
against the mean of those outside its group, and prediction bounds are put under these cosines
(`mmrl_engine.limits.bound`). From fewer than four pictures they are rough, and nothing is sure. NumPy only.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mmrl_engine.adapter_config import Reject
from mmrl_engine.limits import FEWEST, KEPT, bound
from mmrl_engine.rejection import MEAN_COSINE, unit_rows
from mmrl_engine.sure import like_enough

ROUGH_LIMIT = 0.6  # for one picture, where nothing can be measured


def similarity_limits(features: npt.NDArray[np.float32], groups: Sequence[object] | None = None) -> tuple[Reject, ...]:
    """The limits for the class whose pictures have these unit features [N, d].

    Args:
        groups: what is held out together and counts as one picture; None takes each for itself.
    """
    names = [str(item) for item in (range(len(features)) if groups is None else groups)]
    known, group = np.unique(names, return_inverse=True)
    different = len(known)
    if different < 2:
        return (Reject(MEAN_COSINE, "below", ROUGH_LIMIT, rough=True),)
    f = features.astype(np.float64)
    inside = np.zeros((different, f.shape[1]))
    np.add.at(inside, group, f)
    cosines = (f * unit_rows(f.sum(0) - inside[group])).sum(1)
    rough = different < FEWEST
    return bound(MEAN_COSINE, cosines, KEPT, rough=rough), *like_enough(
        {MEAN_COSINE: cosines}, rough=rough, score=MEAN_COSINE
    )
