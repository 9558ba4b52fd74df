"""Where "sure" begins, learned from held-out answers. NumPy only."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from mmrl_engine.verdicts import NEVER_SURE, SURE

RIGHT_OFTEN_ENOUGH: Final = 0.9
ENOUGH_TO_LOWER: Final = 50  # answers below which the line is not put under the guess


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
