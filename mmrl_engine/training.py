"""`fit`: from labelled pictures to an adapter, as a generator of small steps. MMRL, arXiv 2503.08497."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import torch

from mmrl_engine import presets
from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.checkpoint import read_micro_batch
from mmrl_engine.examples import ClassList, Pictures, class_list, read_pictures
from mmrl_engine.notices import Notice
from mmrl_engine.objective import Weights
from mmrl_engine.packing import class_means, pack
from mmrl_engine.presets import Recipe
from mmrl_engine.representation import Representation, build_representation
from mmrl_engine.single_class import similarity_limit
from mmrl_engine.stems import text_stem
from mmrl_engine.steps import Stepper, make_optimizer
from mmrl_engine.trainer import Trainer, measure_micro_batch, rates, schedule
from mmrl_engine.types import Example, Progress, TrainConfig
from mmrl_engine.view_source import FreshViews, KeptViews, stem_memory

Fit = Generator[Progress, None, Adapter]


def fit(
    examples: Sequence[Example],
    backbone: Backbone,
    config: TrainConfig | None = None,
    *,
    checkpoint: Path | None = None,
    stem_folder: Path | None = None,
) -> Fit:
    """Trains a representation; yields Progress after each small step and returns the adapter.

    Closing the generator stops the training. With `checkpoint` it writes the state there first, and at times on the
    way; a later call with
    the same pictures and settings goes on from it, bit by bit as if it had never stopped (equal device and thread
    count). The caller removes
    the file once the adapter is safe. One class alone is not trained: its adapter has `variant` none.

    Args:
        stem_folder: where stems go that memory does not hold; the user's cache folder by default.

    Raises:
        InputError: classes, words, settings or pictures that cannot be used; all problems together.
        TrainingError: the checkpoint is another training's or damaged, or the numbers grew out of range.
        PictureError: a picture went away in the middle.
        EngineError: there is no room on the disk for stems or the checkpoint.
    """
    config = config or TrainConfig()
    recipe = presets.resolve(config, backbone.spec, backbone.preset)
    classes, warnings = class_list(
        [example.label for example in examples],
        config.words,
        config.template,
        backbone.count_tokens,
        backbone.spec.text.context_length,
    )
    pictures = yield from check_pictures(examples, classes, warnings)
    if len(classes.names) == 1:
        return (yield from _fit_one_class(pictures, backbone, config, recipe, classes))
    return (yield from _fit_classes(pictures, backbone, config, recipe, classes, checkpoint, stem_folder))


def train(
    examples: Sequence[Example],
    backbone: Backbone,
    config: TrainConfig | None = None,
    *,
    checkpoint: Path | None = None,
) -> Adapter:
    """`fit`, run to its end."""
    steps = fit(examples, backbone, config, checkpoint=checkpoint)
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            adapter: Adapter = stop.value
            return adapter


def check_pictures(
    examples: Sequence[Example], classes: ClassList, warnings: list[Notice]
) -> Generator[Progress, None, Pictures]:
    """Opens every picture once, with Progress; the last one carries `warnings` and what was found.

    Raises:
        InputError: a class has no picture that can be read.
    """
    for done, pictures in enumerate(read_pictures(examples, classes), start=1):
        if pictures is not None:
            yield Progress("check", len(examples), len(examples), notices=(*warnings, *pictures.notices))
            return pictures
        yield Progress("check", done, len(examples))
    raise AssertionError("read_pictures ends with the pictures or an error")


def _fit_classes(
    pictures: Pictures,
    backbone: Backbone,
    config: TrainConfig,
    recipe: Recipe,
    classes: ClassList,
    checkpoint: Path | None,
    stem_folder: Path | None,
) -> Fit:
    source: KeptViews | FreshViews
    if config.exact:
        source = FreshViews(backbone, pictures, seed=config.seed, layers=recipe.layers)
        views = len(pictures.paths)
    else:
        source = KeptViews(
            backbone,
            pictures,
            seed=config.seed,
            views=recipe.views,
            layers=recipe.layers,
            memory=stem_memory(),
            folder=stem_folder,
        )
        views = len(pictures.paths) * recipe.views
    try:
        for done in source.prepare():
            yield Progress("prepare", done, views)
        representation = make_representation(backbone, recipe, config.seed)
        text = text_stem(backbone, backbone.tokenize(classes.prompts), recipe.layers)
        weights = Weights(recipe.alpha, recipe.reg_weight, presets.SCALE)
        stepper = Stepper(backbone, representation, text, make_optimizer(recipe, representation), weights)
        micro = _micro_batch(config, checkpoint) or measure_micro_batch(
            stepper, source, representation, text, len(pictures.paths)
        )
        plan = schedule(recipe, len(pictures.paths), micro)
        trainer = Trainer(stepper, source, representation, plan, rates(recipe, plan), config.seed)
        yield from trainer.run(_identity(backbone, config, recipe, classes, pictures), checkpoint)
        means = class_means(source.plain, pictures.labels, len(classes.names))
    finally:
        source.close()
    metrics = {
        "steps": trainer.place.step,
        "loss": trainer.place.loss,
        "train_seconds": round(trainer.place.seconds, 3),
        "micro_batch": micro,
        "device": backbone.device.type,
        "threads": torch.get_num_threads(),
    }
    return pack(backbone, representation, recipe, config, classes, means, metrics)


def _fit_one_class(
    pictures: Pictures, backbone: Backbone, config: TrainConfig, recipe: Recipe, classes: ClassList
) -> Fit:
    source = FreshViews(backbone, pictures, seed=config.seed, layers=recipe.layers)
    for done in source.prepare():
        yield Progress("prepare", done, len(pictures.paths))
    means = class_means(source.plain, pictures.labels, 1)
    return pack(backbone, None, recipe, config, classes, means, {}, (similarity_limit(source.plain),))


def make_representation(backbone: Backbone, recipe: Recipe, seed: int) -> Representation:
    """The representation at its start, on the backbone's device: drawn on the CPU from `seed` alone."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        projection, text_width = backbone.visual.proj.detach().cpu(), backbone.spec.text.width
        made = build_representation(recipe, frozen_projection=projection, text_width=text_width)
    return made.to(backbone.device)


def _micro_batch(config: TrainConfig, checkpoint: Path | None) -> int | None:
    """What the caller wants, or what the run was started with; None where it must be measured."""
    if config.micro_batch is None and checkpoint is not None and checkpoint.exists():
        return read_micro_batch(checkpoint)
    return config.micro_batch


def _identity(
    backbone: Backbone, config: TrainConfig, recipe: Recipe, classes: ClassList, pictures: Pictures
) -> dict[str, Any]:
    """What must be equal for a checkpoint to be this training's."""
    listed = "\n".join(f"{digest} {label}" for digest, label in zip(pictures.hashes, pictures.labels, strict=True))
    return {
        "format": 1,
        "backbone": backbone.fingerprint,
        "settings": presets.as_json(recipe) | {"seed": config.seed, "exact": config.exact},
        "classes": [classes.names, classes.prompts],
        "pictures": sha256(listed.encode()).hexdigest(),
    }
