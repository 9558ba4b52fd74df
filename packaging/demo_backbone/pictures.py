"""The image tower: learns to place drawings where the finished text tower places their names (locked text).

Two targets a picture, its own words and its kind: the broad one is learned early and carries the fine one. Pictures
of 64 pixels first, then 96: a step at 64 costs half as much.
"""

from __future__ import annotations

import copy
import math
from collections import deque
from pathlib import Path
from typing import Final

import torch
import torch.nn.functional as F
from open_clip.model import CLIP
from torch import Tensor

from demo_backbone.drawings import Drawings
from demo_backbone.learner import Learner, draw, new_generator, train
from demo_backbone.measure import measure
from demo_backbone.start import start_image_tower
from demo_backbone.targets import Targets, make_targets
from demo_backbone.tower import IMAGE_SIZE, encode_pictures
from demo_backbone.views import random_views

SMALL: Final = 64
SMALL_STEPS: Final = 12_240
LARGE_STEPS: Final = 2_816
STEPS: Final = SMALL_STEPS + LARGE_STEPS
SMALL_PART: Final = 0.7
"""The share of the run's cost that the small pictures take; the schedule goes by cost, not by steps."""
BATCH: Final = 64
REPORT_EVERY: Final = 500
RATE: Final = 1e-3
WARM_UP: Final = 300
FIRST_SCALE: Final = 30.0
LARGEST_SCALE: Final = 100.0
SLOWEST_AVERAGE: Final = 0.999


class PicturesTraining:
    """The image tower, the drawings, and one step of its training.

    bfloat16 halves the time where the processor computes it, and takes ten times as long where it does not.
    """

    def __init__(self, drawings: Drawings, targets: Targets, model: CLIP, *, bfloat16: bool = False) -> None:
        generator = new_generator()
        start_image_tower(model.visual, generator)
        self.model, self.drawings, self.targets = model, drawings, targets
        self.pictures = torch.from_numpy(drawings.pictures)
        self.bfloat16 = bfloat16
        self.mono = torch.tensor(drawings.mono)
        self.trained = torch.tensor(targets.trained)
        self.weights = list(model.visual.parameters())
        self.scale = torch.nn.Parameter(torch.tensor(math.log(FIRST_SCALE)))
        groups = [{"params": self.weights, "weight_decay": 0.05}, {"params": [self.scale], "weight_decay": 0.0}]
        optimiser = torch.optim.AdamW(groups, lr=RATE)
        average = [weight.detach().clone() for weight in self.weights]
        run = "pictures in bfloat16" if bfloat16 else "pictures"
        self.learner = Learner(run, [*self.weights, self.scale], optimiser, generator, average)
        self.losses: deque[tuple[float, float]] = deque(maxlen=200)

    def take_step(self) -> None:
        """One batch of random views."""
        learner = self.learner
        for group in learner.optimiser.param_groups:
            group["lr"] = rate(learner.step)
        pick = self.trained[draw(len(self.trained), BATCH, learner.generator)]
        views = random_views(
            self.pictures[pick], self.mono[pick], size_at(learner.step), strength_at(learner.step), learner.generator
        )
        fine, broad = self.both_losses(views, pick)
        learner.optimiser.zero_grad()
        torch.autograd.backward(fine + 0.5 * broad)
        torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
        learner.optimiser.step()
        self.losses.append((fine.item(), broad.item()))
        update_average(learner.average, self.weights, learner.step + 1)

    def both_losses(self, views: Tensor, pick: Tensor) -> tuple[Tensor, Tensor]:
        """Cross entropies against the concepts and against the kinds."""
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            features = encode_pictures(self.model.visual, views)
        scaled = self.scale.exp().clamp(max=LARGEST_SCALE) * F.normalize(features.float(), dim=1)
        fine = F.cross_entropy(scaled @ self.targets.goals.T, self.targets.concept[pick], label_smoothing=0.02)
        broad = F.cross_entropy(scaled @ self.targets.kind_goals.T, self.targets.kind[pick], label_smoothing=0.02)
        return fine, broad

    def report(self) -> None:
        """Print the mean of the last losses, and how the tower does as it is now."""
        learner = self.learner
        size = size_at(learner.step)
        fine, broad = (sum(part) / len(self.losses) for part in zip(*self.losses, strict=True))
        scores = "; ".join(map(str, measure(self.model.visual, self.drawings, self.targets, size)))
        print(
            f"{learner.seconds:.0f} s, step {learner.step}, {size} px, loss {fine:.3f} + {broad:.3f}, "
            f"scale {self.scale.exp().item():.1f}; {scores}",
            flush=True,
        )

    @torch.no_grad()
    def averaged(self) -> CLIP:
        """A copy of the model with the averaged weights and the learned scale."""
        model = copy.deepcopy(self.model)
        for weight, average in zip(model.visual.parameters(), self.learner.average, strict=True):
            weight.copy_(average)
        model.logit_scale.copy_(self.scale.clamp(max=math.log(LARGEST_SCALE)))
        return model


@torch.no_grad()
def update_average(average: list[Tensor], weights: list[torch.nn.Parameter], steps: int) -> None:
    """Move the average towards the weights: fast at first, in the end by a thousandth a step."""
    keep = min(SLOWEST_AVERAGE, steps / (steps + 10))
    for mean, weight in zip(average, weights, strict=True):
        mean.mul_(keep).add_(weight, alpha=1 - keep)


def part_done(step: int) -> float:
    """The share of the run's cost that was spent before this step, 0 to 1."""
    if step < SMALL_STEPS:
        return SMALL_PART * step / SMALL_STEPS
    return SMALL_PART + (1 - SMALL_PART) * (step - SMALL_STEPS) / LARGE_STEPS


def size_at(step: int) -> int:
    """The pictures' size in pixels."""
    return SMALL if step < SMALL_STEPS else IMAGE_SIZE


def strength_at(step: int) -> float:
    """How strongly views are changed: weakly at first, fully after three fifths of the run."""
    return 0.2 + 0.8 * min(1.0, part_done(step) / 0.6)


def rate(step: int) -> float:
    """The learning rate: up over the first steps, then down in a cosine."""
    return RATE * min(1.0, (step + 1) / WARM_UP) * (0.5 + 0.5 * math.cos(math.pi * part_done(step)))


def train_pictures(
    drawings: Drawings, text: CLIP, checkpoint: Path, until: int = STEPS, *, bfloat16: bool = False
) -> CLIP:
    """Train the image tower beside a finished text tower, from the checkpoint on, until it has taken `until` steps."""
    text.eval()
    targets = make_targets(drawings, text)
    training = PicturesTraining(drawings, targets, text, bfloat16=bfloat16)
    concepts, kinds = len(targets.goals), len(targets.kind_goals)
    print(f"{len(targets.trained)} pictures of {concepts} concepts, {kinds} kinds", flush=True)
    train(training.learner, until, training.take_step, training.report, checkpoint, REPORT_EVERY)
    model = training.averaged()
    scores = "; ".join(map(str, measure(model.visual, drawings, targets, IMAGE_SIZE)))
    print(f"averaged weights: {scores} {training.learner.step} steps", flush=True)
    return model
