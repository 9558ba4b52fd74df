"""Where "sure" begins, learned from held-out answers and pictures. NumPy only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from mmrl_engine.adapter_config import Reject
from mmrl_engine.limits import bound
from mmrl_engine.rejection import LIKENESS
from mmrl_engine.verdicts import NEVER_SURE, SURE, SURE_PREFIX

RIGHT_OFTEN_ENOUGH: Final = 0.9
ENOUGH_TO_LOWER: Final = 50  # answers below which the line is not put under the guess
LIKE_ENOUGH: Final = 0.8  # of one's own new pictures are as like the learned ones as a sure answer asks for


def sure_line(best: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """The lowest share from which held-out answers were right often enough: in 9 of 10, one more wrong one counted in.

    So it takes nine right answers at least. `NEVER_SURE` where no share is high enough. Few answers may raise the line
    above the guess `SURE`, but not lower it: they hold nothing that shows none of the classes.

    Args:
        best: the shares of the likeliest names [M]. right: whether those are true [M].
    """
    order = np.argsort(-best, kind="stable")
    enough = np.cumsum(right[order]) / (np.arange(len(best)) + 2) >= RIGHT_OFTEN_ENOUGH
    last_of_equal = np.append(np.diff(best[order]) != 0, True)
    places = np.flatnonzero(enough & last_of_equal)
    if not len(places):
        return NEVER_SURE
    line = float(best[order][places[-1]])
    return line if len(best) >= ENOUGH_TO_LOWER else max(line, SURE)


def like_enough(
    own: Mapping[str, npt.NDArray[np.float64]], *, rough: bool, score: str = LIKENESS, kept: float = LIKE_ENOUGH
) -> tuple[Reject, ...]:
    """How like the learned pictures one must be for a sure answer: as the share `kept` of one's own is expected to be.

    Nothing where fewer than two pictures have the score. Of what shows none of the names this takes away more than a
    higher share would that costs as many sure answers (EXPERIMENTS.md).

    Args:
        own: scores of pictures by models that never saw them, each [M]; nan where a picture has none.
        rough: whether they are too few.
    """
    values = own.get(score)
    if values is None or np.isfinite(values).sum() < 2:
        return ()
    limit = bound(score, values, kept, rough=rough)
    return (replace(limit, score=SURE_PREFIX + score),)
