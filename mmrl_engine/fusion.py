"""Trained and typed names in one list: the maths of decoupled inference.

With logits l = s f T', p_c the softmax over B and N together of (l_c - g [name in B]) / tau, and p_r that of
s f_r T' / tau over B alone:

    P_B  = sum of p_c over B
    p(b) = P_B (a p_c(b | B) + (1 - a) p_r(b))     for b in B
    p(n) = (1 - P_B) p_c(n | N)                    for n in N

Training pushes trained names up, so P_B may come from elsewhere (`Balance.rule`): `gate` takes it from the untouched
CLIP's softmax at its own temperature tau0, `none` leaves it (g = 0), `fitted` mixes both by a weight, with
g = g1 - c log |N|.

Shapes: M pictures; B trained names first, then N typed ones. Everything is float64 and in logarithms: the trained
names' joint share
P_B may be smaller than the smallest float.
"""

from __future__ import annotations

from math import log
from typing import NamedTuple

import torch
from torch import Tensor

from mmrl_engine.adapter_schema import AdapterConfig


class Scores(NamedTuple):
    """Scaled cosines: class s f_c T' [M, B + N], rep s f_r T' [M, B] or None, plain s f_c0 T0' [M, B + N] or None."""

    cls: Tensor
    rep: Tensor | None
    plain: Tensor | None


class Shares(NamedTuple):
    """Logarithms of P_B and of 1 - P_B, each [M]; both are kept, since one minus a number near one loses the small
    side.
    """

    trained: Tensor
    typed: Tensor


def log_probabilities(scores: Scores, trained: int, config: AdapterConfig) -> Tensor:
    """Logarithms of p over the joint list [M, B + N]; the probabilities of a row sum to one.

    With no typed name this is a p_c + (1 - a) p_r, the paper's rule; typed names use f_c alone.
    """
    names = scores.cls.shape[1]
    cls = scores.cls.double() / config.temperature
    if trained == 0:
        return torch.log_softmax(cls, 1)
    inside = _inside_trained(scores, trained, config)
    if trained == names:
        return inside
    shares = _shares(scores, trained, config)
    typed = torch.log_softmax(cls[:, trained:], 1)
    return torch.cat([shares.trained[:, None] + inside, shares.typed[:, None] + typed], 1)


def _inside_trained(scores: Scores, trained: int, config: AdapterConfig) -> Tensor:
    """Logarithms of a p_c(b | B) + (1 - a) p_r(b), or of the softmax of the mixed scores (`logit`, what the authors'
    code does).
    """
    cls = scores.cls[:, :trained].double() / config.temperature
    if scores.rep is None:
        return torch.log_softmax(cls, 1)
    rep, alpha = scores.rep.double() / config.temperature, config.alpha
    if config.fusion == "logit":
        return torch.log_softmax(alpha * cls + (1 - alpha) * rep, 1)
    return _log_mix(torch.log_softmax(cls, 1), torch.log_softmax(rep, 1), alpha)


def _shares(scores: Scores, trained: int, config: AdapterConfig) -> Shares:
    balance = config.balance
    typed = scores.cls.shape[1] - trained
    if balance.rule == "none":
        return _split(scores.cls.double(), trained, 0.0, config.temperature)
    if scores.plain is None:
        raise ValueError(f"the balance '{balance.rule}' needs the untouched CLIP's scores")
    fitted = _split(scores.cls.double(), trained, balance.g1 - balance.c * log(typed), config.temperature)
    gate = _split(scores.plain.double(), trained, 0.0, balance.tau0)
    weight = balance.weight if balance.rule == "fitted" else 0.0
    return Shares(_log_mix(fitted.trained, gate.trained, weight), _log_mix(fitted.typed, gate.typed, weight))


def _split(scores: Tensor, trained: int, g: float, temperature: float) -> Shares:
    """How a softmax of (score - g [trained]) / temperature divides itself between the two groups."""
    group = torch.stack(
        [
            torch.logsumexp((scores[:, :trained] - g) / temperature, 1),
            torch.logsumexp(scores[:, trained:] / temperature, 1),
        ],
        1,
    )
    shares = torch.log_softmax(group, 1)
    return Shares(shares[:, 0], shares[:, 1])


def _log_mix(a: Tensor, b: Tensor, weight: float) -> Tensor:
    """log(weight e^a + (1 - weight) e^b)."""
    if weight in (0.0, 1.0):
        return a if weight else b
    return torch.logaddexp(a + log(weight), b + log(1 - weight))
