"""The loop of a training: epochs of small steps, with checkpoints from which it goes on bit by bit."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Any

import torch

from mmrl_engine.checkpoint import Place, load_checkpoint, save_checkpoint
from mmrl_engine.model import text_features
from mmrl_engine.notices import notice
from mmrl_engine.presets import Recipe, learning_rates
from mmrl_engine.representation import LayerTokens, Representation
from mmrl_engine.stems import TextStem
from mmrl_engine.steps import Batch, StepLoss, Stepper, set_rate
from mmrl_engine.types import Progress
from mmrl_engine.view_source import ViewSource

CHECKPOINT_SECONDS = 20.0
MICRO_SECONDS = 0.3
MICRO_SIZES = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Schedule:
    """How a recipe falls on a number of pictures: every picture once an epoch, the last batch may be smaller."""

    pictures: int
    batch: int
    epochs: int
    micro: int

    @property
    def steps_an_epoch(self) -> int:
        return ceil(self.pictures / self.batch)

    @property
    def steps(self) -> int:
        return self.epochs * self.steps_an_epoch

    def micro_batches(self, steps: int) -> int:
        """Micro-batches in the first `steps` steps."""
        full = ceil(self.batch / self.micro)
        last = ceil((self.pictures - (self.steps_an_epoch - 1) * self.batch) / self.micro)
        epochs, rest = divmod(steps, self.steps_an_epoch)
        return epochs * ((self.steps_an_epoch - 1) * full + last) + rest * full


def schedule(recipe: Recipe, pictures: int, micro: int) -> Schedule:
    """The recipe's epochs, or more where the set is so small that they would be fewer than `min_steps`."""
    a_epoch = ceil(pictures / recipe.batch)
    return Schedule(pictures, recipe.batch, max(recipe.epochs, ceil(recipe.min_steps / a_epoch)), micro)


class Trainer:
    """Runs the steps of one training. After `run` has ended, `place` tells steps, loss and seconds."""

    def __init__(
        self,
        stepper: Stepper,
        source: ViewSource,
        representation: Representation,
        plan: Schedule,
        rates: Sequence[float],
        seed: int,
    ) -> None:
        self._stepper, self._source, self._representation = stepper, source, representation
        self._plan, self._rates, self._seed = plan, rates, seed
        self.place = Place(step=0, loss=None, micro_batch=plan.micro, seconds=0.0)

    def run(self, identity: Mapping[str, Any], checkpoint: Path | None) -> Iterator[Progress]:
        """Trains from where the checkpoint stands, if there is one. It is written at times, at a stop, and at the end.

        Raises:
            TrainingError: the checkpoint cannot be used, or the numbers are not finite.
        """
        if checkpoint is not None and checkpoint.exists():
            end = replace(self.place, step=self._plan.steps)
            self.place = load_checkpoint(checkpoint, identity, end, self._representation, self._stepper.optimizer)
            resumed = notice("training-resumed", step=self.place.step, total=self._plan.steps)
            yield self._progress(0, (resumed,))
        try:
            saved = time.monotonic()
            while self.place.step < self._plan.steps:
                yield from self._one_step()
                if time.monotonic() - saved >= CHECKPOINT_SECONDS:
                    self._save(checkpoint, identity)
                    saved = time.monotonic()
        except GeneratorExit:
            self._save(checkpoint, identity)
            raise
        self._save(checkpoint, identity)  # what follows may fail, and then only that is done again

    def _save(self, checkpoint: Path | None, identity: Mapping[str, Any]) -> None:
        if checkpoint is not None:
            save_checkpoint(checkpoint, identity, self.place, self._representation, self._stepper.optimizer)

    def _one_step(self) -> Generator[Progress, None, None]:
        begin = time.monotonic()
        epoch, number = divmod(self.place.step, self._plan.steps_an_epoch)
        set_rate(self._stepper.optimizer, self._rates[epoch])
        order, views = epoch_order(self._seed, epoch, self._plan.pictures)
        chosen = order[number * self._plan.batch : (number + 1) * self._plan.batch]
        step = self._stepper.step(self._parts(chosen, views), len(chosen), self.place.step + 1)
        loss = yield from self._tell(step)
        seconds = self.place.seconds + time.monotonic() - begin
        self.place = Place(self.place.step + 1, loss.total, self._plan.micro, seconds)

    def _tell(self, step: Generator[bool, None, StepLoss]) -> Generator[Progress, None, StepLoss]:
        """One Progress after each piece of a step."""
        done = 0
        while True:
            try:
                done += next(step)
            except StopIteration as stop:
                loss: StepLoss = stop.value
                return loss
            yield self._progress(done)

    def _parts(self, chosen: Sequence[int], views: Sequence[int]) -> Iterator[Batch]:
        for start in range(0, len(chosen), self._plan.micro):
            pictures = chosen[start : start + self._plan.micro]
            yield self._source.batch(pictures, [views[picture] for picture in pictures])

    def _progress(self, done: int, notices: tuple[Any, ...] = ()) -> Progress:
        plan = self._plan
        reached = plan.micro_batches(self.place.step) + done
        return Progress("train", reached, plan.micro_batches(plan.steps), self.place.loss, notices)


def rates(recipe: Recipe, plan: Schedule) -> list[float]:
    """The learning rate of each epoch."""
    return learning_rates(recipe, plan.epochs)


def epoch_order(seed: int, epoch: int, pictures: int) -> tuple[list[int], list[int]]:
    """The order of an epoch, and for each picture the number that selects its view: drawn from (seed, epoch) alone."""
    generator = torch.Generator().manual_seed((seed * 1_000_003 + epoch) % 2**63)
    order = torch.randperm(pictures, generator=generator).tolist()
    views = torch.randint(2**31, (pictures,), generator=generator).tolist()
    return order, views


def measure_micro_batch(
    stepper: Stepper, source: ViewSource, representation: Representation, text: TextStem, pictures: int
) -> int:
    """The largest of 1, 2 and 4 pictures whose forward and backward pass takes under 0.3 s here; parameters are not
    touched.
    """
    tokens = representation()
    leaves = LayerTokens(*(value.detach().requires_grad_() for value in tokens))
    with torch.no_grad():
        texts = text_features(stepper.backbone, text, leaves, representation.beta)
    texts.requires_grad_()
    chosen = 1
    for size in (1, *MICRO_SIZES):  # the first run warms up
        picks = [place % pictures for place in range(size)]
        begin = time.monotonic()
        stepper.backward(source.batch(picks, [0] * size), leaves, texts, size)
        _wait_for(stepper.backbone.device)
        if time.monotonic() - begin < MICRO_SECONDS:
            chosen = max(chosen, size)
    return chosen


def _wait_for(device: torch.device) -> None:
    """Lets an accelerator finish what was handed to it; a CPU has finished already."""
    if device.type != "cpu":
        torch.accelerator.synchronize(device)
