"""Seconds a step, ours and the textbook's in turn, beside what the machine's matrix products would allow."""

from __future__ import annotations

from dataclasses import dataclass

from benches.clock import in_turn, medians
from benches.flops import MATRIX_PRODUCT_FLOPS, count_flops, matrix_product
from benches.vit_b16 import Models, make_work, our_step, textbook_step


@dataclass(frozen=True)
class StepTimes:
    """Medians for one number of classes.

    Attributes:
        ours, textbook, single: seconds a step; `single` is ours in micro-batches of one picture.
        our_flops, textbook_flops: operations a step. rate: operations a second of a matrix product, in the same turns.
    """

    classes: int
    ours: float
    textbook: float
    single: float
    our_flops: int
    textbook_flops: int
    rate: float

    @property
    def ratio(self) -> float:
        return self.textbook / self.ours

    @property
    def our_share(self) -> float:
        return self.our_flops / self.ours / self.rate

    @property
    def textbook_share(self) -> float:
        return self.textbook_flops / self.textbook / self.rate


def measure_steps(models: Models, classes: int, rounds: int) -> StepTimes:
    """Batch 4, `rounds` of each after one to warm up."""
    work = make_work(models, classes)
    ours, textbook = our_step(models, work), textbook_step(models, work)
    arms = {
        "ours": ours,
        "textbook": textbook,
        "single": our_step(models, work, micro=1),
        "product": matrix_product(),
    }
    taken = medians(in_turn(arms, rounds))
    return StepTimes(
        classes,
        taken["ours"],
        taken["textbook"],
        taken["single"],
        count_flops(ours),
        count_flops(textbook),
        MATRIX_PRODUCT_FLOPS / taken["product"],
    )
