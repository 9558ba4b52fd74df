"""How far shares are from how often they are right: before and after a temperature from the micro-runs.

The temperature comes from pictures that a micro-run never saw, over the names that it had learned: all that a person's
own pictures tell. Whether it helps in a list with typed names, and for pictures of these, is what is measured.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import exp, log
from typing import Any

import numpy as np
import numpy.typing as npt

from benches.report import table
from benches.trust_rules import Listed, shares_by
from mmrl_engine.adapter_config import AdapterConfig
from mmrl_engine.balance_fit import HeldScores
from mmrl_engine.calibration import HeldOut, expected_calibration_error, fit_temperature
from mmrl_engine.types import Preprocess

Array = npt.NDArray[Any]
WHERE = ("learned, alone", "learned, in the list", "typed, in the list", "all, in the list")


def temperature(held: Sequence[HeldScores]) -> float:
    """The mean of what the micro-runs ask for by f_c alone, by their pictures, of its logarithm; 1 without any."""
    logs, weights = [], []
    for run in held:
        own = run.truth < run.trained
        rows = HeldOut(run.cls[own, : run.trained], None, run.truth[own])
        logs.append(log(fit_temperature(rows, _config())))
        weights.append(int(own.sum()))
    return exp(float(np.average(logs, weights=weights))) if logs else 1.0


@dataclass
class Shares:
    """The likeliest names' shares and whether they are right, before and after, pooled over splits."""

    best: dict[tuple[str, bool], list[Array]] = field(default_factory=lambda: defaultdict(list))
    right: dict[tuple[str, bool], list[Array]] = field(default_factory=lambda: defaultdict(list))
    temperatures: list[float] = field(default_factory=list)

    def add(self, listed: Listed, tau: float) -> None:
        """Takes a split in, its temperature tau."""
        self.temperatures.append(tau)
        own = listed.is_trained
        for after in (False, True):
            at = _cooled(listed, tau if after else 1.0)
            alone, joint = shares_by(at, np.full(len(own), np.inf)), shares_by(at, None)
            self._put(WHERE[0], after, alone[own], listed.truth[own])
            for where, rows in zip(WHERE[1:], (own, ~own, np.full(len(own), True)), strict=True):
                self._put(where, after, joint[rows], listed.truth[rows])

    def _put(self, where: str, after: bool, shares: Array, truth: Array) -> None:
        self.best[where, after].append(shares.max(1))
        self.right[where, after].append(shares.argmax(1) == truth)

    def error(self, where: str, after: bool) -> float:
        """The expected calibration error."""
        return expected_calibration_error(
            np.concatenate(self.best[where, after]), np.concatenate(self.right[where, after])
        )


def calibration_table(found: Mapping[tuple[str, str], Shares]) -> str:
    """One row a list and method."""
    rows = [
        [
            column,
            method,
            f"{float(np.median(shares.temperatures)):.2f}",
            *(f"{shares.error(where, False):.1%} {shares.error(where, True):.1%}" for where in WHERE),
        ]
        for (column, method), shares in sorted(found.items())
    ]
    head = ["list", "method", "temperature", *WHERE]
    return table("Calibration error before and after (no balance)", head, rows)


def _cooled(listed: Listed, tau: float) -> Listed:
    return replace(listed, cls=listed.cls / tau, rep=None if listed.rep is None else listed.rep / tau)


def _config() -> AdapterConfig:
    """Of an adapter that answers by f_c alone."""
    return AdapterConfig(
        variant="none", layers=0, vision_start=0, text_start=0, tokens=0, width=0, alpha=1.0, reg_weight=0.0,
        scale=100.0, temperature=1.0, fusion="probability", answers="words", template="{}", preset="bench", seed=0,
        preprocess=Preprocess(1), context_length=77,
    )  # fmt: skip
