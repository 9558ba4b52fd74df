"""What the engine's bench runs: a ViT-B/16 with random weights, and one training step on it, ours or the textbook's.

Random weights cost what trained ones cost, and need no download. Batch 4; n, K and d_r of the preset `published`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import open_clip
import torch
from open_clip.model import CLIP
from torch import Tensor
from torch.optim import AdamW

from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.backbones.spec import read_config
from mmrl_engine.objective import Weights
from mmrl_engine.presets import SCALE, Recipe, resolve
from mmrl_engine.representation import Representation
from mmrl_engine.stems import image_stem, text_stem
from mmrl_engine.steps import Batch, Stepper, make_optimizer
from mmrl_engine.training import make_representation
from mmrl_engine.types import TrainConfig
from tests.reference.plain import PlainMMRL

ARCHITECTURE = "ViT-B-16"
BATCH = 4
CONFIG = TrainConfig(preset="published", batch=BATCH)
_NAMES = (
    "boar, deer, rhinoceros, camel, turtle, elephant, penguin, butterfly, golden retriever, tabby cat, snail, owl, "
    "hedgehog, sea horse, octopus, sunflower, cactus, oak tree, mushroom, strawberry, pineapple, hot dog, "
    "birthday cake, teapot, wine glass, frying pan, rocking chair, street lamp, grand piano, acoustic guitar, "
    "hot air balloon, sailing boat, steam locomotive, fire engine, bicycle, traffic light, wind turbine, lighthouse, "
    "suspension bridge, castle, umbrella, wrist watch, running shoe, straw hat, alarm clock, pair of scissors, "
    "screwdriver, watering can, soccer ball, chess board"
)
NAMES = tuple(_NAMES.split(", "))


@dataclass(frozen=True)
class Models:
    """open_clip's model, and the backbone that shares its weights."""

    clip: CLIP
    backbone: Backbone
    recipe: Recipe


@dataclass(frozen=True)
class Work:
    """One batch: pictures [B, 3, 224, 224], labels [B], token ids [C, 77]."""

    pixels: Tensor
    labels: Tensor
    ids: Tensor


def build_models(seed: int = 0, device: str = "cpu") -> Models:
    """The same weights for the same seed; `clip` stays on the processor."""
    content = open_clip.get_model_config(ARCHITECTURE)
    torch.manual_seed(seed)
    clip = CLIP(**content).eval().requires_grad_(False)
    spec = read_config(content)
    backbone = Backbone(spec, clip.state_dict(), id="random", device=torch.device(device))
    return Models(clip, backbone, resolve(CONFIG, spec, "published"))


def make_work(models: Models, classes: int) -> Work:
    """Random pictures; prompts of the first `classes` names."""
    ids = models.backbone.tokenize([CONFIG.template.format(name) for name in NAMES[:classes]])
    return Work(torch.randn(BATCH, 3, 224, 224), torch.arange(BATCH) % classes, ids)


def start(models: Models) -> Representation:
    """An untrained representation."""
    return make_representation(models.backbone, models.recipe, seed=0)


def our_step(models: Models, work: Work, *, micro: int = BATCH) -> Callable[[], object]:
    """A whole step on stems, in micro-batches of `micro` pictures."""
    recipe, layers = models.recipe, models.recipe.layers
    representation = start(models)
    stem, plain = image_stem(models.backbone, work.pixels, layers)
    whole = Batch(stem, plain, work.labels)
    parts = [Batch(*(values[i : i + micro] for values in whole)) for i in range(0, BATCH, micro)]
    stepper = Stepper(
        models.backbone,
        representation,
        text_stem(models.backbone, work.ids, layers),
        make_optimizer(recipe, representation),
        Weights(recipe.alpha, recipe.reg_weight, SCALE),
    )
    return lambda: list(stepper.step(parts, BATCH))


def textbook_step(models: Models, work: Work) -> Callable[[], object]:
    """A whole step from pictures, as the paper writes it."""
    recipe = models.recipe
    plain = PlainMMRL(
        models.clip,
        layers=recipe.layers,
        tokens=recipe.tokens,
        width=recipe.width,
        alpha=recipe.alpha,
        reg=recipe.reg_weight,
        scale=SCALE,
    )
    optimizer = AdamW(plain.trained().values(), lr=recipe.learning_rate, weight_decay=recipe.weight_decay)
    untouched = plain.untouched_text(work.ids)
    return lambda: plain.step(optimizer, work.pixels, work.ids, work.labels, untouched)
