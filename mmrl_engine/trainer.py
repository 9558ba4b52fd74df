"""The loop of a training: epochs of small steps, with checkpoints from which it goes on bit by bit."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor

from mmrl_engine.checkpoint import Place, load_checkpoint, save_checkpoint
from mmrl_engine.errors import TrainingError
from mmrl_engine.memory import attempt, let_pass, release_memory
from mmrl_engine.model import text_features
from mmrl_engine.notices import Notice, notice
from mmrl_engine.presets import Recipe, learning_rates, rounds
from mmrl_engine.representation import LayerTokens, Representation
from mmrl_engine.stems import TextStem
from mmrl_engine.steps import CLASSES_A_PIECE, Batch, StepLoss, Stepper, set_rate
from mmrl_engine.types import Progress, Standing
from mmrl_engine.view_source import ViewSource

# A checkpoint is written after the first step, and then at growing distances: what a crash can cost is at most about as
# long as the run took, and at most 20 s.
CHECKPOINT_SECONDS = 20.0
FIRST_CHECKPOINT_SECONDS = 1.0
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
    """How the recipe falls on so many pictures."""
    return Schedule(pictures, recipe.batch, rounds(recipe, pictures), micro)


class Trainer:
    """Runs the steps of one training. After `run` has ended, `place` tells steps, loss, micro-batch and seconds.

    A step that does not fit in memory is done again with half the micro-batch, which the run then keeps: the batch is
    the same, and so is what is learned.
    """

    def __init__(
        self,
        stepper: Stepper,
        source: ViewSource,
        representation: Representation,
        plan: Schedule,
        rates: Sequence[float],
        seed: int,
        *,
        words: float,
        told_of_memory: bool = False,
    ) -> None:
        """`words`: the share of the pictures that words alone get right. `told_of_memory`: the person knows already
        that steps are smaller than they could be.
        """
        self._stepper, self._source, self._representation = stepper, source, representation
        self._plan, self._rates, self._seed = plan, rates, seed
        self._words, self._told_of_memory = words, told_of_memory
        self._round: deque[tuple[float, int]] = deque(maxlen=plan.steps_an_epoch)  # shares right, of how many pictures
        self.place = Place(step=0, loss=None, micro_batch=plan.micro, first_micro_batch=plan.micro, seconds=0.0)

    def run(self, identity: Mapping[str, Any], checkpoint: Path | None, *, enough: bool = False) -> Iterator[Progress]:
        """Trains from where the checkpoint stands, if there is one. It is written at times, at a stop, and at the end.

        Args:
            enough: what the checkpoint has learned is enough: no step is added.

        Raises:
            TrainingError: the checkpoint cannot be used, the numbers are not finite, or not even a micro-batch of one
                picture fits in memory; then the last whole step is kept in the checkpoint.
        """
        if checkpoint is not None and checkpoint.exists():
            end = replace(self.place, step=self._plan.steps)
            self.place = load_checkpoint(checkpoint, identity, end, self._representation, self._stepper.optimizer)
            self._plan = replace(self._plan, micro=self.place.micro_batch)
            resumed = notice("training-resumed", step=self.place.step, total=self._plan.steps)
            yield self._progress(0, (resumed,))
            if enough and self.place.step > 0:
                return
        try:
            saved, distance = float("-inf"), FIRST_CHECKPOINT_SECONDS
            while self.place.step < self._plan.steps:
                if not (yield from self._step_fits()):
                    fits = self._halve()
                    self._save(checkpoint, identity)
                    if not fits:
                        raise TrainingError.of("memory-smallest-step")
                    yield self._progress(0, self._tell_of_memory())
                if time.monotonic() - saved >= distance:
                    self._save(checkpoint, identity)
                    saved, distance = time.monotonic(), min(2 * distance, CHECKPOINT_SECONDS)
        except GeneratorExit:
            self._save(checkpoint, identity)
            raise
        self._save(checkpoint, identity)  # what follows may fail, and then only that is done again

    def _save(self, checkpoint: Path | None, identity: Mapping[str, Any]) -> None:
        if checkpoint is not None:
            save_checkpoint(checkpoint, identity, self.place, self._representation, self._stepper.optimizer)

    def _step_fits(self) -> Generator[Progress, None, bool]:
        """One step; False where memory ran out in it, and then nothing of it is left."""
        try:
            yield from self._one_step()
        except Exception as error:
            let_pass(error)
        else:
            return True
        self._stepper.optimizer.zero_grad(set_to_none=True)
        release_memory()
        return False

    def _halve(self) -> bool:
        """Halves the micro-batch; False where it is one picture already."""
        used = min(self._plan.micro, self._plan.batch, self._plan.pictures)
        smaller = max(1, used // 2)
        self._plan = replace(self._plan, micro=smaller)
        self.place = replace(self.place, micro_batch=smaller)
        return used > 1

    def _tell_of_memory(self) -> tuple[Notice, ...]:
        """What the person should know of it, once a run."""
        if self._told_of_memory:
            return ()
        self._told_of_memory = True
        return (notice("memory-smaller-steps"),)

    def _one_step(self) -> Generator[Progress, None, None]:
        begin = time.monotonic()
        epoch, number = divmod(self.place.step, self._plan.steps_an_epoch)
        set_rate(self._stepper.optimizer, self._rates[epoch])
        order, views = epoch_order(self._seed, epoch, self._plan.pictures)
        chosen = order[number * self._plan.batch : (number + 1) * self._plan.batch]
        step = self._stepper.step(self._parts(chosen, views), len(chosen), self.place.step + 1)
        loss = yield from self._tell(step)
        seconds = self.place.seconds + time.monotonic() - begin
        self.place = replace(self.place, step=self.place.step + 1, loss=loss.total, seconds=seconds)
        self._round.append((loss.right, len(chosen)))

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

    def _progress(self, done: int, notices: tuple[Notice, ...] = ()) -> Progress:
        plan = self._plan
        reached = plan.micro_batches(self.place.step) + done
        standing = Standing(plan.epochs, self._right(), self._words)
        return Progress("train", reached, plan.micro_batches(plan.steps), self.place.loss, notices, standing=standing)

    def _right(self) -> float | None:
        """Over the last round's steps, each with what was learned by then: it costs nothing more."""
        pictures = sum(count for _, count in self._round)
        return sum(right * count for right, count in self._round) / pictures if pictures else None


def rates(recipe: Recipe, plan: Schedule) -> list[float]:
    """The learning rate of each epoch."""
    return learning_rates(recipe, plan.epochs)


def epoch_order(seed: int, epoch: int, pictures: int) -> tuple[list[int], list[int]]:
    """The order of an epoch, and for each picture the number that selects its view: drawn from (seed, epoch) alone."""
    generator = torch.Generator().manual_seed((seed * 1_000_003 + epoch) % 2**63)
    order = torch.randperm(pictures, generator=generator).tolist()
    views = torch.randint(2**31, (pictures,), generator=generator).tolist()
    return order, views


class MicroBatch(NamedTuple):
    """How many pictures, and whether memory was too short for more."""

    pictures: int
    short: bool


def measure_micro_batch(
    stepper: Stepper, source: ViewSource, representation: Representation, text: TextStem, pictures: int
) -> Generator[None, None, MicroBatch]:
    """The largest of 1, 2 and 4 pictures whose forward and backward pass takes under 0.3 s here, 1 where none does;
    parameters are not touched. Yields after each piece of it.

    Raises:
        TrainingError: not even one picture fits in memory.
    """
    leaves = LayerTokens(*(value.detach().requires_grad_() for value in representation()))
    pieces: list[Tensor] = []
    for start in range(0, len(text), CLASSES_A_PIECE):
        part = text.part(start, start + CLASSES_A_PIECE)
        with torch.no_grad():
            pieces.append(text_features(stepper.backbone, part, leaves, representation.beta))
        yield
    texts = torch.cat(pieces).requires_grad_()
    chosen = 1
    for number, size in enumerate((1, *MICRO_SIZES)):  # number 0 warms up
        picks = [place % pictures for place in range(size)]
        seconds = attempt(partial(_pass_seconds, stepper, source, picks, leaves, texts))
        yield
        if seconds is None and size == 1:
            raise TrainingError.of("memory-smallest-step")
        if seconds is None:
            return MicroBatch(chosen, short=True)
        if seconds < MICRO_SECONDS:
            chosen = size
        elif number > 0:  # larger ones take longer still, and nobody could stop them
            break
    return MicroBatch(chosen, short=False)


def _pass_seconds(
    stepper: Stepper, source: ViewSource, picks: Sequence[int], leaves: LayerTokens, texts: Tensor
) -> float:
    """How long one micro-batch takes."""
    begin = time.monotonic()
    stepper.backward(source.batch(picks, [0] * len(picks)), leaves, texts, len(picks))
    _wait_for(stepper.backbone.device)
    return time.monotonic() - begin


def _wait_for(device: torch.device) -> None:
    """Lets an accelerator finish what was handed to it; a CPU has finished already."""
    if device.type != "cpu":
        torch.accelerator.synchronize(device)
