"""The loop of a training: epochs of small steps, with checkpoints from which it goes on bit by bit."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Any

import torch

from mmrl_engine.checkpoint import Place, load_checkpoint, save_checkpoint
from mmrl_engine.errors import TrainingError
from mmrl_engine.memory import let_pass, release_memory
from mmrl_engine.notices import Notice, notice
from mmrl_engine.presets import Recipe, learning_rates, rounds
from mmrl_engine.representation import Representation
from mmrl_engine.steps import Batch, StepLoss, Stepper, set_rate
from mmrl_engine.types import Progress, Standing
from mmrl_engine.view_source import ViewSource

# A checkpoint is written after the first step, and then at growing distances: what a crash can cost is at most about as
# long as the run took, and at most 20 s.
CHECKPOINT_SECONDS = 20.0
FIRST_CHECKPOINT_SECONDS = 1.0


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
    the same, and so is what is learned. Where not even one picture fits on a graphics card, the run goes on with the
    processor. A step whose numbers grow out of range in shorter ones than float32 is done again in float32, which the
    run then keeps, too.
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
        self.place = Place(
            step=0,
            loss=None,
            micro_batch=plan.micro,
            first_micro_batch=plan.micro,
            seconds=0.0,
            precision=stepper.precision,
            device=stepper.backbone.device.type,
        )

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
            found = load_checkpoint(checkpoint, identity, end, self._representation, self._stepper.optimizer)
            self.place = replace(found, precision=self.place.precision, device=self.place.device)
            self._plan = replace(self._plan, micro=self.place.micro_batch)
            resumed = notice("training-resumed", step=self.place.step, total=self._plan.steps)
            yield self._progress(0, (resumed,))
            if enough and self.place.step > 0:
                return
        try:
            saved, distance = float("-inf"), FIRST_CHECKPOINT_SECONDS
            while self.place.step < self._plan.steps:
                if not (yield from self._step_fits()):
                    told = self._give_way()
                    self._save(checkpoint, identity)
                    if told is None:
                        raise TrainingError.of("memory-smallest-step")
                    yield told
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
            yield from self._finite_step()
        except Exception as error:
            let_pass(error)
        else:
            return True
        self._stepper.optimizer.zero_grad(set_to_none=True)
        release_memory()
        return False

    def _finite_step(self) -> Generator[Progress, None, None]:
        """One step, in float32 where it fails in shorter numbers: the parameters are still those of before."""
        try:
            yield from self._one_step()
            return
        except TrainingError:
            if self._stepper.precision == "float32":
                raise
        reason = notice("precision-out-of-range", other=self._stepper.precision)
        self._use_float32()
        yield replace(self._progress(0), precision=reason)
        yield from self._one_step()

    def _use_float32(self) -> None:
        self._stepper.precision = "float32"
        self.place = replace(self.place, precision="float32", device=self._stepper.backbone.device.type)

    def _give_way(self) -> Progress | None:
        """After memory ran out: half the micro-batch; from one picture on the processor. None where neither is left."""
        used = min(self._plan.micro, self._plan.batch, self._plan.pictures)
        if used > 1 or not self._stepper.backbone.on_card:
            self._use_micro_batch(max(1, used // 2))
            return self._progress(0, self._tell_of_memory()) if used > 1 else None
        self._stepper.leave_card()
        self._source.leave_card()
        self._use_float32()
        self._use_micro_batch(self.place.first_micro_batch)
        release_memory()
        return self._progress(0, (notice("device-memory"),))

    def _use_micro_batch(self, pictures: int) -> None:
        self._plan = replace(self._plan, micro=pictures)
        self.place = replace(self.place, micro_batch=pictures)

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

    def progress(self) -> Progress:
        """How far it is, and no more: for work that comes after its steps."""
        return replace(self._progress(0), loss=None, standing=None)

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
