"""`fit`: from labelled pictures to an adapter, as a generator of small steps. MMRL, arXiv 2503.08497."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor

from mmrl_engine import presets
from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.checkpoint import Place, read_place
from mmrl_engine.errors import TrainingError
from mmrl_engine.evaluation.groups import held_groups
from mmrl_engine.examples import ClassList, Pictures, groups_of, read_pictures
from mmrl_engine.fallback import falling_back
from mmrl_engine.images import OpenPicture, open_rgb
from mmrl_engine.instant import fitting, result_of
from mmrl_engine.instant_adapter import bounding, classes_of, making_instant
from mmrl_engine.measuring import MicroBatch, Numbers, measure_micro_batch, measure_precision
from mmrl_engine.memory import let_pass, release_memory
from mmrl_engine.notices import Notice, notice
from mmrl_engine.objective import Weights
from mmrl_engine.packing import pack
from mmrl_engine.presets import Recipe
from mmrl_engine.representation import Representation, build_representation
from mmrl_engine.stems import TextStem, join_text_stems, text_stem_parts
from mmrl_engine.steps import Stepper, make_optimizer
from mmrl_engine.trainer import Trainer, rates, schedule
from mmrl_engine.types import Example, Progress, TrainConfig
from mmrl_engine.view_source import FreshViews, KeptViews, stem_memory

T = TypeVar("T")
Fit = Generator[Progress, None, Adapter]
Views = KeptViews | FreshViews


@dataclass(frozen=True, slots=True)
class Task:
    """What is learned from what, checked.

    Attributes:
        groups: what each picture is held out together with, wherever pictures are held out.
    """

    backbone: Backbone
    config: TrainConfig
    recipe: Recipe
    classes: ClassList
    pictures: Pictures
    groups: tuple[str, ...]
    open_picture: OpenPicture


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where a training's state lies, and whether what it has learned is enough."""

    checkpoint: Path | None
    enough: bool


def fit(
    examples: Sequence[Example],
    backbone: Backbone,
    config: TrainConfig | None = None,
    *,
    checkpoint: Path | None = None,
    enough: bool = False,
    groups: Sequence[str] | None = None,
    stem_folder: Path | None = None,
    open_picture: OpenPicture = open_rgb,
) -> Fit:
    """Trains a representation; yields Progress after each small step and returns the adapter.

    Closing the generator stops the training. With `checkpoint` it writes the state there first, and at times on the
    way; a later call with the same pictures and settings goes on from it, bit by bit as if it had never stopped (equal
    device and thread count). The caller removes the file once the adapter is safe. Nothing is trained for one class
    alone and for the variant `none`: words and pictures answer at a glance.

    Where memory runs out in a step, it goes on with half the micro-batch and the same batch; where not even one picture
    fits on a graphics card, with the processor. A Notice says so once.

    Args:
        enough: makes the adapter of what `checkpoint` has learned so far, if there is one.
        groups: what each example belongs to, such as pictures of one burst (`mmrl_engine.evaluation.groups`): for the
            limits of "none of these" and what pictures say beside words these are held out together.
        stem_folder: where stems go that memory does not hold; the user's cache folder by default.
        open_picture: decodes every picture, such as in another process.

    Raises:
        InputError: classes, words, settings or pictures that cannot be used; all problems together.
        TrainingError: the checkpoint is another training's or damaged, the numbers grew out of range, or not even the
            smallest piece of the work fits in memory (a checkpoint then holds the last whole step).
        PictureError: a picture went away in the middle.
        EngineError: there is no room on the disk for stems or the checkpoint.
    """
    try:
        kept = _Kept(checkpoint, enough)
        config = config or TrainConfig()
        return (yield from _fit(examples, backbone, config, kept, groups, stem_folder, open_picture))
    except Exception as error:
        let_pass(error)
    release_memory()
    raise TrainingError.of("memory-smallest-step")


def _fit(
    examples: Sequence[Example],
    backbone: Backbone,
    config: TrainConfig,
    kept: _Kept,
    groups: Sequence[str] | None,
    stem_folder: Path | None,
    open_picture: OpenPicture,
) -> Fit:
    recipe = presets.resolve(config, backbone.spec, backbone.preset)
    classes, warnings = classes_of([example.label for example in examples], backbone, config)
    pictures = yield from check_pictures(examples, classes, warnings, open_picture)
    together = held_together(examples, pictures, groups)
    task = Task(backbone, config, recipe, classes, pictures, together, open_picture)
    if len(classes.names) == 1 or config.variant == "none":
        return (yield from falling_back(backbone, lambda there: _fit_untrained(replace(task, backbone=there))))
    return (
        yield from falling_back(backbone, lambda there: _fit_classes(replace(task, backbone=there), kept, stem_folder))
    )


def train(
    examples: Sequence[Example],
    backbone: Backbone,
    config: TrainConfig | None = None,
    *,
    checkpoint: Path | None = None,
) -> Adapter:
    """`fit`, run to its end."""
    return result_of(fit(examples, backbone, config, checkpoint=checkpoint))


def check_pictures(
    examples: Sequence[Example],
    classes: ClassList,
    warnings: list[Notice],
    open_picture: OpenPicture = open_rgb,
) -> Generator[Progress, None, Pictures]:
    """Opens every picture once, with Progress; the last one carries `warnings` and what was found.

    Raises:
        InputError: a class has no picture that can be read.
    """
    for done, pictures in enumerate(read_pictures(examples, classes, open_picture), start=1):
        if pictures is not None:
            yield Progress("check", len(examples), len(examples), notices=(*warnings, *pictures.notices))
            return pictures
        yield Progress("check", done, len(examples))
    raise AssertionError("read_pictures ends with the pictures or an error")


def held_together(examples: Sequence[Example], pictures: Pictures, groups: Sequence[str] | None) -> tuple[str, ...]:
    """What each picture that can be read is held out together with: its copies, and the group of its example.

    Raises:
        ValueError: there is another number of groups than of examples.
    """
    return held_groups(pictures.labels, pictures.hashes, groups_of(examples, pictures, groups))


def _fit_classes(task: Task, kept: _Kept, stem_folder: Path | None) -> Fit:
    backbone, config, recipe = task.backbone, task.config, task.recipe
    source, views = open_views(task, stem_folder)
    try:
        for done in source.prepare():
            yield Progress("prepare", done, views)
        text = yield from prompts_stem(task, views)
        representation, stepper = make_stepper(task, text)
        place, count = _known_place(kept.checkpoint), len(task.pictures.paths)
        micro = _known_micro_batch(config, place)
        if micro is None:
            micro = yield from measured(measure_micro_batch(stepper, source, representation, text, count), views)
        numbers = _known_precision(config, place, backbone.device.type)
        if numbers is None:
            measuring = measure_precision(stepper, source, representation, text, count, micro.pictures)
            numbers = yield from _waited(measuring, Progress("prepare", views, views))
        stepper.precision = numbers.precision
        yield Progress("prepare", views, views, precision=numbers.reason)
        plan = schedule(recipe, len(task.pictures.paths), micro.pictures)
        cosines = source.plain @ text.plain.cpu().T
        trainer = Trainer(
            stepper,
            source,
            representation,
            plan,
            rates(recipe, plan),
            config.seed,
            words=_right_from_words(cosines, task.pictures.labels),
            told_of_memory=micro.short,
        )
        yield from trainer.run(_identity(task), kept.checkpoint, enough=kept.enough)
    finally:
        source.close()
    plain, words = source.plain.numpy(), text.plain.cpu().numpy()
    labels, groups, end = task.pictures.labels, task.groups, trainer.progress()
    instant, _ = yield from _waited(fitting(plain, labels, words, scale=presets.SCALE, groups=groups), end)
    limits = yield from _waited(bounding(plain, labels, words, groups), end)
    metrics = {
        "steps": trainer.place.step,
        "loss": trainer.place.loss,
        "train_seconds": round(trainer.place.seconds, 3),
        "micro_batch": trainer.place.micro_batch,
        "device": stepper.backbone.device.type,
        "precision": stepper.precision,
        "threads": torch.get_num_threads(),
    }
    return pack(stepper.backbone, representation, recipe, config, task.classes, instant, metrics, limits)


def _right_from_words(cosines: Tensor, labels: Sequence[int]) -> float:
    """The share of pictures whose f_c0 is nearest to T0 of its own class; `cosines` is [M, C]."""
    return float((cosines.argmax(1) == torch.tensor(labels)).double().mean())


def open_views(task: Task, stem_folder: Path | None) -> tuple[Views, int]:
    """Where the pictures come from, and how many views it prepares."""
    pictures, seed, layers = task.pictures, task.config.seed, task.recipe.layers
    if task.config.exact:
        fresh = FreshViews(task.backbone, pictures, seed=seed, layers=layers, open_picture=task.open_picture)
        return fresh, len(pictures.paths)
    kept = KeptViews(
        task.backbone,
        pictures,
        seed=seed,
        views=task.recipe.views,
        layers=layers,
        memory=stem_memory(),
        folder=stem_folder,
        open_picture=task.open_picture,
    )
    return kept, len(pictures.paths) * task.recipe.views


def prompts_stem(task: Task, views: int) -> Generator[Progress, None, TextStem]:
    """The classes' prompts in front of layer J, some at a time."""
    parts: list[TextStem] = []
    for part in text_stem_parts(task.backbone, task.backbone.tokenize(task.classes.prompts), task.recipe.layers):
        parts.append(part)
        yield Progress("prepare", views, views)
    return join_text_stems(parts)


def measured(measuring: Generator[None, None, MicroBatch], views: int) -> Generator[Progress, None, MicroBatch]:
    """What the measuring ends with, with Progress on the way."""
    found = yield from _waited(measuring, Progress("prepare", views, views))
    if found.short:
        yield Progress("prepare", views, views, notices=(notice("memory-smaller-steps"),))
    return found


def _waited(steps: Generator[None, None, T], at: Progress) -> Generator[Progress, None, T]:
    """What the steps come to; after each it stands where it stood, and can be stopped."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            found: T = stop.value
            return found
        yield at


def _fit_untrained(task: Task) -> Fit:
    """Words and pictures at a glance; every picture passes the backbone once."""
    source = FreshViews(
        task.backbone, task.pictures, seed=task.config.seed, layers=task.recipe.layers, open_picture=task.open_picture
    )
    labels = task.pictures.labels
    for done in source.prepare():
        yield Progress("prepare", done, len(labels))
    plain = source.plain.numpy()
    making = making_instant(plain, labels, task.classes, task.backbone, task.config, groups=task.groups)
    return (yield from _waited(making, Progress("prepare", len(labels), len(labels))))


def make_stepper(task: Task, text: TextStem) -> tuple[Representation, Stepper]:
    """A representation at its start, and the way of its steps over the classes of `text`."""
    recipe = task.recipe
    representation = make_representation(task.backbone, recipe, task.config.seed)
    weights = Weights(recipe.alpha, recipe.reg_weight, presets.SCALE)
    return representation, Stepper(task.backbone, representation, text, make_optimizer(recipe, representation), weights)


def make_representation(backbone: Backbone, recipe: Recipe, seed: int) -> Representation:
    """The representation at its start, on the backbone's device: drawn on the CPU from `seed` alone."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        projection, text_width = backbone.visual.proj.detach().cpu(), backbone.spec.text.width
        made = build_representation(recipe, frozen_projection=projection, text_width=text_width)
    return made.to(backbone.device)


def _known_place(checkpoint: Path | None) -> Place | None:
    return read_place(checkpoint) if checkpoint is not None and checkpoint.exists() else None


def _known_micro_batch(config: TrainConfig, place: Place | None) -> MicroBatch | None:
    """What the caller wants, or what the run was started with; None where it must be measured."""
    if config.micro_batch is not None:
        return MicroBatch(config.micro_batch, short=False)
    return None if place is None else MicroBatch(place.first_micro_batch, short=False)


def _known_precision(config: TrainConfig, place: Place | None, device: str) -> Numbers | None:
    """Likewise. A run that goes on elsewhere is measured there; one whose micro-batch is asked for is to be repeated
    exactly, so nothing is measured.
    """
    if config.precision is not None:
        return Numbers(config.precision, notice("precision-by-hand", used=config.precision))
    if place is not None and place.device == device:
        return Numbers(place.precision, notice("precision-kept", used=place.precision))
    if config.micro_batch is not None:
        return Numbers("float32", notice("precision-by-hand", used="float32"))
    return None


def _identity(task: Task) -> dict[str, Any]:
    """What must be equal for a checkpoint to be this training's."""
    hashed = zip(task.pictures.hashes, task.pictures.labels, strict=True)
    listed = "\n".join(f"{digest} {label}" for digest, label in hashed)
    return {
        "format": 1,
        "backbone": task.backbone.fingerprint,
        "settings": presets.as_json(task.recipe) | {"seed": task.config.seed, "exact": task.config.exact},
        "classes": [task.classes.names, task.classes.prompts],
        "pictures": sha256(listed.encode()).hexdigest(),
    }
