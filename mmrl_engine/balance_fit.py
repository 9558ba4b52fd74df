"""The balance of trained and typed names, fitted on pictures that the model never saw. NumPy only, no torch.

How the two groups share a picture is one number, d = log P_B - log P_N, the difference of the two groups' log-sum-exp
(`mmrl_engine.fusion`). A balance g moves it to d - g, so that what minimises the cross entropy, balanced between the
groups, is the best offset of a logistic regression. It depends on how many names stand on each side:

    g = a - c log(|N| / |B|), and for an adapter of C trained names g1 = a + c log C.

Shapes: M pictures; B trained names first, then N typed ones. Everything is float64.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp, log
from typing import Literal

import numpy as np
import numpy.typing as npt

from mmrl_engine.adapter_config import Balance
from mmrl_engine.log_shares import log_sum_exp

Array = npt.NDArray[np.float64]
DRAWS = 8  # random lists of typed names of one length
USUAL_C = 1.0  # what c is taken for where lists are too short to tell (EXPERIMENTS.md)
C_SPREAD = 0.3  # and how far it may be from that
HALF_TRUSTED = 32.0  # k: with so many held-out pictures, the fitted balance counts as much as the gate
TAU0_RANGE = (0.25, 16.0)
_TAU0_STEPS = 61
_NEWTON_STEPS = 50


@dataclass(frozen=True, slots=True, eq=False)
class HeldScores:
    """What one micro-run says of pictures that it never saw.

    Attributes:
        cls: s f_c T' [M, B + N]. plain: s f_c0 T0' [M, B + N].
        trained: B. truth: the column of each picture's class [M].
    """

    cls: Array
    plain: Array
    trained: int
    truth: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Odds:
    """Pictures over lists of one length: d [M] and whether the true name is a trained one [M]; log(|N| / |B|)."""

    d: Array
    is_trained: npt.NDArray[np.bool_]
    length: float

    @property
    def weights(self) -> Array:
        """Of each picture [M]: both groups count alike, and together 1."""
        trained = int(self.is_trained.sum())
        return np.where(self.is_trained, 0.5 / max(trained, 1), 0.5 / max(len(self.d) - trained, 1))


def fitted_balance(
    held: Sequence[HeldScores],
    classes: int,
    seed: int,
    first: Literal["gate", "none"] = "gate",
    *,
    temperature: float = 1.0,
) -> Balance:
    """The balance `fitted` for an adapter of `classes` trained names.

    The fewer pictures it was fitted on, the nearer it stays to what the backbone starts from: by w = m / (m + k) it is
    mixed with the gate, or g is made smaller.

    Args:
        held: micro-runs; together they hold m pictures of trained and of typed names.
        seed: of the lists of typed names that are tried. first: the backbone's balance before one is fitted.
        temperature: tau of the answers that it is for: shares are those of (l_c - g) / tau (`mmrl_engine.fusion`).
    """
    pictures = sum(len(item.truth) for item in held)
    weight = pictures / (pictures + HALF_TRUSTED)
    warm = [replace(one, cls=one.cls / temperature) for one in held]
    a, c = (temperature * value for value in fit_offset([item for one in warm for item in lists(one, seed)]))
    if first == "none":
        return Balance("fitted", g1=weight * (a + c * log(classes)), c=weight * c, weight=1.0)
    tau0 = exp(weight * log(fit_tau0(held, seed)))
    return Balance("fitted", g1=a + c * log(classes), c=c, weight=weight, tau0=tau0)


def fit_offset(odds: Sequence[Odds]) -> tuple[float, float]:
    """a and c that minimise the mean over `odds` of the balanced cross entropy, by Newton's method.

    The loss is convex; c is held near its usual value as much as few pictures ask for (a normal prior).
    """
    pictures = sum(len(item.d) for item in odds) / max(len(odds), 1)
    prior = np.array([0.0, 1.0 / (C_SPREAD**2 * pictures)])
    at = np.array([0.0, USUAL_C])
    for _ in range(_NEWTON_STEPS):
        slope, curve = prior * (at - [0.0, USUAL_C]), np.diag(prior + 1e-9)
        for item in odds:
            moves = np.array([-1.0, item.length])  # of d - a + c length
            share = _sigmoid(item.d - at[0] + at[1] * item.length)
            weights = item.weights / len(odds)
            slope = slope + moves * float(weights @ (share - item.is_trained))
            curve = curve + np.outer(moves, moves) * float(weights @ (share * (1 - share)))
        step = np.linalg.solve(curve, slope)
        at = at - step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-12))
        if float(np.abs(step).max()) < 1e-9:
            break
    return float(at[0]), float(at[1])


def fit_tau0(held: Sequence[HeldScores], seed: int) -> float:
    """The temperature at which the untouched CLIP divides the list best: on a grid, by the balanced cross entropy."""
    grid = np.geomspace(*TAU0_RANGE, _TAU0_STEPS)
    losses = []
    for tau0 in grid:
        odds = [item for one in held for item in lists(one, seed, plain_at=float(tau0))]
        losses.append(float(np.mean([balanced_loss(item) for item in odds])))
    return float(grid[int(np.argmin(losses))])


def balanced_loss(odds: Odds, g: float = 0.0) -> float:
    """The cross entropy of the two groups' shares at the balance g, both groups weighing alike."""
    sign = np.where(odds.is_trained, -1.0, 1.0)
    return float(odds.weights @ np.logaddexp(0.0, sign * (odds.d - g)))


def lists(held: HeldScores, seed: int, *, plain_at: float | None = None) -> Iterator[Odds]:
    """The pictures of one micro-run over lists of 1, 2, 4, ... and of all typed names.

    Each list is drawn for each picture anew, and holds its true name. `plain_at` takes the untouched CLIP's scores at
    this temperature.
    """
    scores = held.cls if plain_at is None else held.plain / plain_at
    own = log_sum_exp(scores[:, : held.trained])[:, 0]
    typed = scores.shape[1] - held.trained
    is_trained = held.truth < held.trained
    for length in _lengths(typed):
        drawn = [_drawn(held, length, np.random.default_rng((seed, length, draw))) for draw in range(DRAWS)]
        rows = np.arange(len(scores))[:, None]
        d = np.concatenate([own - log_sum_exp(scores[rows, columns])[:, 0] for columns in drawn])
        yield Odds(d, np.tile(is_trained, DRAWS), log(length / held.trained))


def _lengths(typed: int) -> list[int]:
    return sorted({typed, *(2**power for power in range(typed.bit_length()) if 2**power < typed)})


def _drawn(held: HeldScores, length: int, draw: np.random.Generator) -> npt.NDArray[np.int64]:
    """Columns [M, length] of typed names in a random order, the true one first where it is typed."""
    pictures, names = held.cls.shape
    order = draw.random((pictures, names - held.trained))
    typed = np.flatnonzero(held.truth >= held.trained)
    order[typed, held.truth[typed] - held.trained] = -1.0
    found: npt.NDArray[np.int64] = np.argsort(order, axis=1)[:, :length] + held.trained
    return found


def _sigmoid(x: Array) -> Array:
    found: Array = 0.5 * (1 + np.tanh(x / 2))
    return found
