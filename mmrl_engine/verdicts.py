"""What stands beside an answer's share: sure, maybe, or none of these. No torch.

Over a list of names the rule is rough, as nothing is held out to measure it on:

- `none` where the picture is less like any name of the list than nearly all training pictures were like any class: the
  largest cosine between f_c0 and T0, both of the untouched CLIP, lies beyond the adapter's limit `PLAIN_COSINE`. It
  comes first: shares sum to one, so one name may have nearly all of a picture that shows none of them.
- `sure` where the best share is at least `SURE`.
- `maybe` else.

Without that limit (words alone, files made before it) there is no `none`, and of a list of one name nothing is said.
One class that was learned alone has its own rule (`mmrl_engine.single_class`).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mmrl_engine.adapter_config import Reject
from mmrl_engine.types import Verdict

PLAIN_COSINE = "plain-cosine"
SURE = 0.80
TURNED_AWAY = 0.05  # of the training pictures
_NOISE = 1e-5  # a cosine's last digits depend on the device, and on which pictures pass the towers together


def plain_limit(largest: npt.NDArray[np.float32]) -> Reject:
    """The limit from the largest cosine of each training picture's f_c0 with the classes' T0 [N]."""
    return Reject(PLAIN_COSINE, "below", float(np.quantile(largest.astype(np.float64), TURNED_AWAY)), rough=True)


def is_turned_away(rule: Reject, value: float) -> bool:
    """Whether a picture with this cosine lies beyond the limit; on it, it does not."""
    return value < rule.limit - _NOISE if rule.direction == "below" else value > rule.limit + _NOISE


def choice_verdict(share: float, *, turned_away: bool) -> Verdict:
    """Of the likeliest name in a list, by its share."""
    if turned_away:
        return "none"
    return "sure" if share >= SURE else "maybe"


def member_verdict(rule: Reject, value: float) -> Verdict:
    """Of the only class that was learned, by its score. A limit from too few pictures (`rough`) makes nothing sure."""
    if is_turned_away(rule, value):
        return "none"
    return "maybe" if rule.rough else "sure"
