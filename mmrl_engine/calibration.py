"""What answers for held-out pictures teach: temperature, the line of "sure", the limits of "none of these"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import exp, log, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from mmrl_engine.adapter_config import AdapterConfig, Reject
from mmrl_engine.calibrated import Calibration
from mmrl_engine.fusion import Scores, log_probabilities
from mmrl_engine.limits import FEWEST, KEPT, fit_limits
from mmrl_engine.rejection import fit_scores
from mmrl_engine.sure import like_enough, sure_line
from mmrl_engine.verdicts import SURE_SHARE

__all__ = ["Calibration", "HeldOut", "calibrate", "expected_calibration_error", "fit_scores", "shares", "sure_line"]

Array = npt.NDArray[np.float64]
HOTTEST, COLDEST = 20.0, 0.2  # the demo backbone asks for 8
_STEPS = 30  # of the golden section: to 1e-5 of the range


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """Pictures answered by models that never saw them, over the C learned classes.

    Attributes:
        cls: s f_c T' of the source that answers [M, C]. rep: s f_r T' [M, C], or None where it has none.
        truth: the place of each picture's class [M].
        fit: scores of `mmrl_engine.rejection` by name, each [M]; nan where a picture has none.
    """

    cls: Array
    rep: Array | None
    truth: npt.NDArray[Any]
    fit: Mapping[str, Array] = field(default_factory=dict)


def calibrate(
    held: HeldOut,
    config: AdapterConfig,
    *,
    others: Mapping[str, Array] | None = None,
    kept: float = KEPT,
) -> Calibration:
    """Temperature, line and limits from held-out pictures.

    Below `FEWEST` pictures in a class the temperature stays 1, the line of "sure" is not learned and limits are rough.

    Args:
        config: of the adapter that they are for: its alpha and fusion; its temperature is not looked at.
        others: scores of pictures that show something else, for limits that turn those away.
        kept: the share of own pictures that are to pass the limits.
    """
    counts = np.bincount(held.truth, minlength=held.cls.shape[1])
    rough = len(held.truth) == 0 or int(counts.min()) < FEWEST
    temperature = 1.0 if rough else fit_temperature(held, config)
    before, after = shares(held, config, 1.0), shares(held, config, temperature)
    right = after.argmax(1) == held.truth
    sure = None if rough else sure_line(after.max(1), right)
    limits = fit_limits(held.fit, rough=rough, others=others, kept=kept)
    line = () if sure is None else (Reject(SURE_SHARE, "below", sure, rough=False),)
    return Calibration(
        temperature=temperature,
        reject=(*limits, *like_enough(held.fit, rough=rough), *line),
        error_before=expected_calibration_error(before.max(1), before.argmax(1) == held.truth),
        error_after=expected_calibration_error(after.max(1), right),
        sure=sure,
        rough=rough,
    )


def shares(held: HeldOut, config: AdapterConfig, temperature: float) -> Array:
    """The classes' shares of each held-out picture [M, C] at a temperature."""
    return np.exp(_log_shares(held, config, temperature))


def fit_temperature(held: HeldOut, config: AdapterConfig) -> float:
    """The temperature with the smallest cross entropy on the pictures, by golden section over its logarithm."""

    def loss(place: float) -> float:
        table = _log_shares(held, config, exp(place))
        return -float(table[np.arange(len(held.truth)), held.truth].mean())

    low, high, ratio = log(COLDEST), log(HOTTEST), (sqrt(5) - 1) / 2
    left, right = high - ratio * (high - low), low + ratio * (high - low)
    at_left, at_right = loss(left), loss(right)
    for _ in range(_STEPS):
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - ratio * (high - low)
            at_left = loss(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + ratio * (high - low)
            at_right = loss(right)
    return exp((low + high) / 2)


def expected_calibration_error(best: Array | Sequence[float], right: Any, bins: int = 10) -> float:
    """The mean distance of share and accuracy over equal bins of the share, weighted by pictures (arXiv 1706.04599).

    Args:
        best: the shares of the likeliest names [M], in 0..1. right: whether each is true [M].
    """
    given, true = np.asarray(best, np.float64), np.asarray(right, np.float64)
    if not len(given):
        return 0.0
    bin_of = np.minimum((given * bins).astype(int), bins - 1)
    gaps = np.bincount(bin_of, true - given, minlength=bins)
    return float(np.abs(gaps).sum() / len(given))


def _log_shares(held: HeldOut, config: AdapterConfig, temperature: float) -> Array:
    rep = None if held.rep is None else torch.from_numpy(held.rep)
    scores = Scores(torch.from_numpy(held.cls), rep, None)
    made = log_probabilities(scores, held.cls.shape[1], replace(config, temperature=temperature))
    table: Array = made.numpy()
    return table
