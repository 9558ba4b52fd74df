"""A whole training, put together from its measured parts, and a short one measured whole to check the sum."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import numpy as np
from PIL import Image

from benches.clock import in_turn, timed
from benches.vit_b16 import BATCH, CONFIG, NAMES, Models, make_work, our_step
from mmrl_engine.adapter import Adapter
from mmrl_engine.stems import image_stem, text_stem
from mmrl_engine.training import train
from mmrl_engine.types import Example

PICTURES, VIEWS, EPOCHS = 80, 8, 50
STEPS = EPOCHS * PICTURES // BATCH


@dataclass(frozen=True)
class SetUp:
    """Seconds of what is done once: stems of a view and of all prompts (ours), T0 of all prompts (the textbook)."""

    view: float
    prompts: float
    untouched_text: float

    def ours(self, views: int, steps: int, step: float) -> float:
        """Seconds of a whole training on kept views."""
        return self.prompts + views * self.view + steps * step

    def textbook(self, steps: int, step: float) -> float:
        """Seconds of a whole training that keeps nothing."""
        return self.untouched_text + steps * step


@dataclass(frozen=True)
class ShortFit:
    """A training that was run: its seconds, and what its parts say. `adapter` is what came of it."""

    views: int
    steps: int
    seconds: float
    expected: float
    adapter: Adapter

    @property
    def difference(self) -> float:
        """Share by which the run took longer than expected (less, where negative)."""
        return self.seconds / self.expected - 1


def measure_set_up(models: Models, classes: int, rounds: int) -> SetUp:
    """Views one at a time, as a training makes them."""
    work = make_work(models, classes)
    layers, one = models.recipe.layers, work.pixels[:1]
    arms = {
        "view": lambda: image_stem(models.backbone, one, layers),
        "prompts": lambda: text_stem(models.backbone, work.ids, layers),
        "untouched_text": lambda: models.clip.encode_text(work.ids, normalize=True),
    }
    return SetUp(**{name: median(values) for name, values in in_turn(arms, rounds).items()})


def measure_fit(models: Models, classes: int, *, pictures: int, epochs: int, rounds: int) -> ShortFit:
    """Trains on generated pictures with 2 views each, and puts the same together from its parts.

    The parts are measured right before and right after the run: a machine's speed drifts by more than what is asked
    about here, and beside the textbook both find the caches cold.
    """
    config = replace(CONFIG, epochs=epochs, views=2, micro_batch=BATCH)
    made: list[Adapter] = []
    before = _measure_parts(models, classes, rounds)
    with tempfile.TemporaryDirectory() as folder:
        examples = make_examples(Path(folder), pictures, NAMES[:classes])
        seconds = timed(lambda: made.append(train(examples, models.backbone, config)))
    after = _measure_parts(models, classes, rounds)
    parts = {name: median([*before[name], *after[name]]) for name in before}
    steps = int(str(made[0].metrics["steps"]))
    expected = 2 * pictures * parts["view"] + parts["prompts"] + steps * parts["step"]
    return ShortFit(2 * pictures, steps, seconds, expected, made[0])


def _measure_parts(models: Models, classes: int, rounds: int) -> dict[str, list[float]]:
    """Ours alone: seconds a view, of the prompts' stems, and a step."""
    work = make_work(models, classes)
    layers, one = models.recipe.layers, work.pixels[:1]
    arms = {
        "view": lambda: image_stem(models.backbone, one, layers),
        "prompts": lambda: text_stem(models.backbone, work.ids, layers),
        "step": our_step(models, work),
    }
    return in_turn(arms, rounds)


def make_examples(folder: Path, count: int, names: Sequence[str]) -> list[Example]:
    """Soft blots of colour, 320 x 240 pixels, saved as PNG."""
    draw = np.random.default_rng(0)
    examples = []
    for number in range(count):
        path = folder / f"{number}.png"
        coarse = draw.integers(0, 256, (6, 8, 3), dtype=np.uint8)
        Image.fromarray(coarse).resize((320, 240), Image.Resampling.BICUBIC).save(path)
        examples.append(Example(path, names[number % len(names)]))
    return examples
