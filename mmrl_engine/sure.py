"""Where "sure" begins, learned from held-out answers. NumPy only."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from mmrl_engine.verdicts import NEVER_SURE

RIGHT_OFTEN_ENOUGH: Final = 0.9


def sure_line(best: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """The lowest share from which held-out answers were right often enough: in 9 of 10, one more wrong one counted in.

    So it takes nine right answers at least. `NEVER_SURE` where no share is high enough.

    Args:
        best: the shares of the likeliest names [M]. right: whether those are true [M].
    """
    order = np.argsort(-best, kind="stable")
    enough = np.cumsum(right[order]) / (np.arange(len(best)) + 2) >= RIGHT_OFTEN_ENOUGH
    last_of_equal = np.append(np.diff(best[order]) != 0, True)
    places = np.flatnonzero(enough & last_of_equal)
    return float(best[order][places[-1]]) if len(places) else NEVER_SURE
