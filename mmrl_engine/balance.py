"""`fit_balance`: how much training pushes trained names up, measured by small trainings on the same pictures.

Each micro-run learns half of the classes from half of their pictures; the other half of the classes is only typed. It
is then asked about pictures that it never saw. `balance_fit` makes the balance of that. The runs share their stems, and
learn by the same steps as `fit`.
"""

from __future__ import annotations

import random
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from mmrl_engine import presets
from mmrl_engine.adapter_config import Balance
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.balance_fit import Array, HeldScores, fitted_balance
from mmrl_engine.errors import InputError
from mmrl_engine.evaluation.folds import stratified_folds
from mmrl_engine.examples import Pictures, class_list
from mmrl_engine.fallback import falling_back
from mmrl_engine.images import OpenPicture, open_rgb
from mmrl_engine.measuring import measure_micro_batch
from mmrl_engine.model import image_features, text_features
from mmrl_engine.presets import SCALE, Recipe
from mmrl_engine.representation import Representation
from mmrl_engine.stems import TextStem
from mmrl_engine.steps import CLASSES_A_PIECE
from mmrl_engine.trainer import Schedule, Trainer, rates, schedule
from mmrl_engine.training import (
    Task,
    Views,
    check_pictures,
    held_together,
    make_stepper,
    measured,
    open_views,
    prompts_stem,
)
from mmrl_engine.types import Example, Progress, TrainConfig
from mmrl_engine.view_source import PartOfViews

Fitting = Generator[Progress, None, Balance]

FEWEST_CLASSES = 3  # with FEWEST_PICTURES different pictures each
FEWEST_PICTURES = 2
VIEWS = 4  # kept views a picture, the test crop among them
FOLDS = 2
# What a step costs beside its pictures, in pictures: the step itself and each of its classes; and what preparing a view
# costs.
STEP_COST, CLASS_COST, VIEW_COST = 6.0, 1.0, 0.5
MOST_OF_TRAINING = 0.4  # of what the training costs, as counted so
FEWEST_ROUNDS = 2  # the first is at a rate that hardly learns


@dataclass(frozen=True, slots=True)
class MicroRun:
    """Which classes are trained and which are typed, which pictures are learned and which are asked about."""

    trained: tuple[int, ...]
    typed: tuple[int, ...]
    learned: tuple[int, ...]
    asked: tuple[int, ...]


def fit_balance(
    examples: Sequence[Example],
    backbone: Backbone,
    config: TrainConfig | None = None,
    *,
    groups: Sequence[str] | None = None,
    temperature: float = 1.0,
    stem_folder: Path | None = None,
    open_picture: OpenPicture = open_rgb,
) -> Fitting:
    """The balance for the adapter that `fit` makes of the same pictures and settings; yields Progress as `fit` does.

    Closing the generator stops it; nothing is kept of what it did. Fewer than 3 classes with 2 different pictures each
    are too few to halve: then it is the balance that the adapter has already, and so it is where `config` asks for one
    that is not fitted. What is to be told of the pictures, the training has told.

    Args:
        groups, stem_folder, open_picture: as for `fit`. temperature: of the adapter that it is for.

    Raises:
        EngineError: as `fit`.
    """
    config = config or TrainConfig()
    first = presets.first_balance(config, backbone.balance)
    if config.balance == first:  # asked for
        return Balance(rule=first)
    held = yield from held_scores(
        examples, backbone, config, groups=groups, stem_folder=stem_folder, open_picture=open_picture
    )
    if not held:
        return Balance(rule=first)
    classes = len({example.label for example in examples})
    return fitted_balance(held, classes, config.seed, first, temperature=temperature)


def held_scores(
    examples: Sequence[Example],
    backbone: Backbone,
    config: TrainConfig,
    *,
    groups: Sequence[str] | None = None,
    stem_folder: Path | None = None,
    open_picture: OpenPicture = open_rgb,
) -> Generator[Progress, None, list[HeldScores]]:
    """What each micro-run says of pictures that it never saw; nothing where there are too few to halve.

    Arguments, Progress and errors are those of `fit_balance`.
    """

    def work(there: Backbone) -> Generator[Progress, None, list[HeldScores]]:
        return _held_scores(examples, there, config, groups, stem_folder, open_picture)

    return (yield from falling_back(backbone, work))


def _held_scores(
    examples: Sequence[Example],
    backbone: Backbone,
    config: TrainConfig,
    groups: Sequence[str] | None,
    stem_folder: Path | None,
    open_picture: OpenPicture,
) -> Generator[Progress, None, list[HeldScores]]:
    recipe = presets.resolve(config, backbone.spec, backbone.preset)
    limit = backbone.spec.text.context_length
    labels = [example.label for example in examples]
    classes, _ = class_list(labels, config.words, config.template, backbone.count_tokens, limit)
    pictures = yield from _quiet(check_pictures(examples, classes, [], open_picture))
    together = held_together(examples, pictures, groups)
    runs = micro_runs(pictures.labels, together, config.seed)
    if not runs:
        return []
    few = replace(recipe, views=min(recipe.views, VIEWS))
    task = Task(backbone, replace(config, exact=False), few, classes, pictures, together, open_picture)
    source, views = open_views(task, stem_folder)
    try:
        for done in source.prepare():
            yield Progress("prepare", done, views)
        text = yield from prompts_stem(task, views)
        micro = yield from _micro_batch(task, source, text, views)
        return (yield from _all_held(task, runs, source, text, micro))
    finally:
        source.close()


def _quiet(checking: Generator[Progress, None, Pictures]) -> Generator[Progress, None, Pictures]:
    """The same without its notices."""
    while True:
        try:
            at = next(checking)
        except StopIteration as stop:
            pictures: Pictures = stop.value
            return pictures
        yield replace(at, notices=())


def micro_runs(labels: Sequence[int], groups: Sequence[str], seed: int) -> list[MicroRun]:
    """The trainings: each half of the classes once, from either half of its pictures. None where there are too few.

    Classes with one picture alone take no part. Of three classes, two are trained and one is typed, in turn.

    Args:
        groups: what each picture is held out together with; those of one group count as one.
    """
    different: dict[int, set[str]] = {}
    for label, group in zip(labels, groups, strict=True):
        different.setdefault(label, set()).add(group)
    able = sorted(label for label, known in different.items() if len(known) >= FEWEST_PICTURES)
    places = [place for place, label in enumerate(labels) if label in set(able)]
    if len(able) < FEWEST_CLASSES:
        return []
    try:
        dealt = stratified_folds([str(labels[place]) for place in places], FOLDS, seed, [groups[i] for i in places])
    except InputError:  # one group in several classes: nothing fair can be held out
        return []
    folds = [{places[index] for index in fold} for fold in dealt]
    return [_run(trained, able, labels, places, fold) for trained in _halves(able, seed) for fold in folds]


def _halves(able: Sequence[int], seed: int) -> list[set[int]]:
    """Which classes are trained: two halves; of three classes two different pairs."""
    order = random.Random(seed).sample(able, len(able))
    if len(order) == FEWEST_CLASSES:
        return [{*order[:2]}, {*order[1:]}]
    half = len(order) // 2
    return [{*order[:half]}, {*order[half:]}]


def _run(
    trained: set[int], able: Sequence[int], labels: Sequence[int], places: Sequence[int], fold: set[int]
) -> MicroRun:
    return MicroRun(
        trained=tuple(label for label in able if label in trained),
        typed=tuple(label for label in able if label not in trained),
        learned=tuple(place for place in places if labels[place] in trained and place not in fold),
        asked=tuple(place for place in places if place in fold),
    )


def rounds_of_run(recipe: Recipe, runs: Sequence[MicroRun], pictures: int, classes: int) -> int:
    """How often each micro-run sees its pictures: as often as its share of the training's cost allows."""
    whole = schedule(recipe, pictures, 1)
    cost = whole.epochs * _round_cost(recipe.batch, pictures, classes) + VIEW_COST * recipe.views * pictures
    spare = MOST_OF_TRAINING * cost - VIEW_COST * min(recipe.views, VIEWS) * pictures
    each = sum(_round_cost(recipe.batch, len(run.learned), len(run.trained)) for run in runs)
    return min(whole.epochs, max(FEWEST_ROUNDS, int(spare / each)))


def _round_cost(batch: int, pictures: int, classes: int) -> float:
    """What one round costs, in pictures."""
    return pictures + ceil(pictures / batch) * (STEP_COST + CLASS_COST * classes)


def _micro_batch(task: Task, source: Views, text: TextStem, views: int) -> Generator[Progress, None, int]:
    """Pictures a small step, for all runs."""
    if task.config.micro_batch is not None:
        return task.config.micro_batch
    representation, stepper = make_stepper(task, text)
    measuring = measure_micro_batch(stepper, source, representation, text, len(task.pictures.paths))
    return (yield from measured(measuring, views)).pictures


def _all_held(
    task: Task, runs: Sequence[MicroRun], source: Views, text: TextStem, micro: int
) -> Generator[Progress, None, list[HeldScores]]:
    """All micro-runs, one after the other, as one stage of work."""
    rounds = rounds_of_run(task.recipe, runs, len(task.pictures.paths), len(task.classes.names))
    plans = [Schedule(len(run.learned), task.recipe.batch, rounds, micro) for run in runs]
    steps = [plan.micro_batches(plan.steps) for plan in plans]
    held: list[HeldScores] = []
    for number, (run, plan) in enumerate(zip(runs, plans, strict=True)):
        work = _held(task, run, plan, source, text)
        while True:
            try:
                at = next(work)
            except StopIteration as stop:
                held.append(stop.value)
                break
            yield Progress("balance", sum(steps[:number]) + at.done, sum(steps), at.loss)
    return held


def _held(
    task: Task, run: MicroRun, plan: Schedule, source: Views, text: TextStem
) -> Generator[Progress, None, HeldScores]:
    """One micro-run: learns, and is asked."""
    part = PartOfViews(source, run.learned, run.trained)
    backbone = source.backbone  # an earlier run may have left the card
    task, text = replace(task, backbone=backbone), text.to(backbone.device)
    names = text.pick(run.trained)
    representation, stepper = make_stepper(task, names)
    trainer = Trainer(stepper, part, representation, plan, rates(task.recipe, plan), task.config.seed, words=0.0)
    yield from trainer.run({}, None)
    every = text.to(stepper.backbone.device).pick((*run.trained, *run.typed))
    return _asked(stepper.backbone, representation, run, source, every)


@torch.no_grad()
def _asked(
    backbone: Backbone, representation: Representation, run: MicroRun, source: Views, text: TextStem
) -> HeldScores:
    """The scores of pictures that the run never saw, one at a time, over its trained and its typed names."""
    tokens = representation()
    parts = [text.part(start, start + CLASSES_A_PIECE) for start in range(0, len(text), CLASSES_A_PIECE)]
    names = torch.cat([text_features(backbone, part, tokens, representation.beta) for part in parts])
    column = {label: place for place, label in enumerate((*run.trained, *run.typed))}
    cls, plain, truth = [], [], []
    for place in run.asked:
        batch = source.batch([place], [0])  # view 0 is the test crop
        features = image_features(backbone, batch.stem, tokens, representation.beta)
        cls.append(SCALE * features.cls @ names.T)
        plain.append(SCALE * batch.plain @ text.plain.T)
        truth.append(column[int(batch.labels)])
    return HeldScores(_array(cls), _array(plain), len(run.trained), np.array(truth))


def _array(rows: Sequence[Tensor]) -> Array:
    return torch.cat(list(rows)).cpu().double().numpy()
