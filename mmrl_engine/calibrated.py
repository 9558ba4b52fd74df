"""What held-out pictures have taught, as plain data: `mmrl_engine.calibration` makes it. No torch."""

from __future__ import annotations

from dataclasses import dataclass

from mmrl_engine.adapter_config import Reject


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was learned from held-out pictures.

    Attributes:
        temperature: for `AdapterConfig.temperature`. reject: for `AdapterConfig.reject`, the line of "sure" among them.
        error_before, error_after: expected calibration error of the held-out answers at temperature 1 and at this one.
        sure: the share from which an answer is sure; None where the pictures are too few to learn it.
        rough: whether a class has too few pictures for more than a guess.
    """

    temperature: float
    reject: tuple[Reject, ...]
    error_before: float
    error_after: float
    sure: float | None
    rough: bool


@dataclass(frozen=True, slots=True)
class BesideOthers:
    """Limits drawn between the person's own pictures and pictures of something else.

    Attributes:
        reject: for `AdapterConfig.reject`, the lines of "sure" among them.
        away, others: how many of the other pictures they turn away, of how many. lost, own: the same of the own ones.
    """

    reject: tuple[Reject, ...]
    away: int
    others: int
    lost: int
    own: int
