"""`evaluate`: how good a training is on pictures that it did not see, from the person's own few pictures."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from mmrl_engine.adapted import AdaptedClip
from mmrl_engine.adapter import Adapter
from mmrl_engine.adapter_clip import adapted_clip
from mmrl_engine.adapter_config import AdapterConfig
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import InputError
from mmrl_engine.evaluation.doctor import examine
from mmrl_engine.evaluation.findings import Finding
from mmrl_engine.evaluation.folds import Dealt, deal
from mmrl_engine.evaluation.held_out import HeldAnswers, Plain
from mmrl_engine.evaluation.learning_curve import LearningCurve, learning_curve
from mmrl_engine.evaluation.results import Evaluation
from mmrl_engine.examples import ClassList, Pictures, class_list, groups_of
from mmrl_engine.images import OpenPicture, open_rgb
from mmrl_engine.notices import Notice, notice
from mmrl_engine.packing import words_config
from mmrl_engine.presets import SCALE
from mmrl_engine.training import Fit, check_pictures, fit
from mmrl_engine.types import Example, Progress, Stage, TrainConfig
from mmrl_engine.views import to_input

Made = TypeVar("Made")
SHORT_OF_MEMORY = ("memory-smaller-steps", "device-memory")


def evaluate(
    examples: Sequence[Example],
    backbone: Backbone,
    config: TrainConfig | None = None,
    folds: int | None = None,
    *,
    groups: Sequence[str] | None = None,
    quick: bool = False,
    doctor: bool = False,
    stem_folder: Path | None = None,
    open_picture: OpenPicture = open_rgb,
) -> Generator[Progress, None, Evaluation]:
    """Cross-validation: each fold's pictures are answered by words alone, by the instant classifier and by an adapter,
    the last two made from the other folds.

    Folds are stratified and drawn from `config.seed`; exact copies of a picture stay in one fold, and so do pictures of
    one group, unless a class had then nothing left to learn from, which a Notice tells. Pictures that cannot be read
    are left out with a Notice. `Progress.part` counts the folds.

    Args:
        folds: None takes 4; with 8 different pictures or fewer, each is a fold of its own.
        groups: what each example belongs to, such as pictures of one burst (`mmrl_engine.evaluation.groups`).
        quick: nothing is trained, as for the variant `none`: only words and the instant classifier are asked.
        doctor: looks for what is worth a look among the pictures, too.
        stem_folder, open_picture: as for `fit`.

    Raises:
        InputError: fewer than two classes, a class with one picture, or whatever `fit` refuses.
        PictureError: a picture went away in the middle.
        EngineError: whatever else stops `fit`, or not even one picture fits in memory.
    """
    task = yield from _task(examples, backbone, config or TrainConfig(), folds, groups, open_picture)
    quick = quick or task.config.variant == "none"
    answers = HeldAnswers.of((yield from _plain(task)), task.folds)
    made, told = words_config(backbone, task.config.template), list[Notice]()
    for number, fold in enumerate(task.folds):
        model = yield from _quietly(answers.ask_instant(fold), task.progress("check", 0, number))
        if not quick:
            learned = task.examples_without(fold)
            steps = fit(learned, backbone, task.config, stem_folder=stem_folder, open_picture=open_picture)
            adapter = yield from _fit_part(steps, number, len(task.folds), told)
            yield from _ask(task, adapter, answers, number)
            made = adapter.config
        answers.take_fit(fold, model)
    curve = yield from _curve(task, answers)
    found = _found(task, answers, made, curve)
    return replace(found, findings=_findings(task, answers)) if doctor else found


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """What is checked: pictures that can be read, and how they are held out."""

    backbone: Backbone
    config: TrainConfig
    classes: ClassList
    pictures: Pictures
    dealt: Dealt
    open_picture: OpenPicture

    @property
    def folds(self) -> list[list[int]]:
        return self.dealt.folds

    def examples_without(self, fold: Sequence[int]) -> list[Example]:
        held, names = set(fold), self.classes.names
        pairs = enumerate(zip(self.pictures.paths, self.pictures.labels, strict=True))
        return [Example(path, names[label]) for place, (path, label) in pairs if place not in held]

    def progress(self, stage: Stage, done: int, part: int) -> Progress:
        """`done` of all pictures, in one of the parts."""
        return Progress(stage, done, len(self.pictures.paths), part=part, parts=len(self.folds))

    def pixels(self, place: int) -> npt.NDArray[np.float32]:
        """One picture as the backbone's input [1, 3, S, S]: so the work can be stopped after each.

        Raises:
            PictureError: it was there when it was checked.
        """
        return to_input(self.open_picture(self.pictures.paths[place]), self.backbone.preprocess)[None]


def _task(
    examples: Sequence[Example],
    backbone: Backbone,
    config: TrainConfig,
    folds: int | None,
    groups: Sequence[str] | None,
    open_picture: OpenPicture,
) -> Generator[Progress, None, _Task]:
    if groups is not None and len(groups) != len(examples):
        raise ValueError(f"{len(examples)} pictures, but {len(groups)} groups")
    labels = [example.label for example in examples]
    limit = backbone.spec.text.context_length
    classes, warnings = class_list(labels, config.words, config.template, backbone.count_tokens, limit)
    if len(classes.names) < 2:
        raise InputError(notice("check-one-class", name=classes.names[0]))
    pictures = yield from check_pictures(examples, classes, warnings, open_picture)
    kept = groups_of(examples, pictures, groups)
    names = [classes.names[label] for label in pictures.labels]
    dealt = deal(names, folds, config.seed, pictures.hashes, kept)
    if dealt.notices:
        yield Progress("check", len(examples), len(examples), parts=len(dealt.folds), notices=dealt.notices)
    return _Task(backbone, config, classes, pictures, dealt, open_picture)


def _plain(task: _Task) -> Generator[Progress, None, Plain]:
    """Features of every picture and every class by the untouched CLIP."""
    clip, count = AdaptedClip(task.backbone, None), len(task.pictures.paths)
    rows = []
    for place in range(count):
        rows.append(clip.encode_pictures(task.pixels(place)).cls.numpy())
        yield Progress("prepare", place + 1, count, parts=len(task.folds))
    words = clip.encode_prompts(task.classes.prompts).plain.numpy()
    return Plain(np.concatenate(rows), np.asarray(task.pictures.labels, np.intp), words)


def _fit_part(steps: Fit, part: int, parts: int, told: list[Notice]) -> Fit:
    """One fold's training. What it finds in pictures and names was told at the start, for all of them; that memory is
    short is told, and added to `told`, once for all folds.
    """
    while True:
        try:
            progress = next(steps)
        except StopIteration as stop:
            adapter: Adapter = stop.value
            return adapter
        new = tuple(item for item in progress.notices if item.code in SHORT_OF_MEMORY and item not in told)
        told += new
        yield replace(progress, part=part, parts=parts, notices=new, precision=None)


def _ask(task: _Task, adapter: Adapter, answers: HeldAnswers, number: int) -> Generator[Progress, None, None]:
    """The pictures of a fold, by the adapter that never saw them."""
    clip = adapted_clip(adapter, task.backbone, task.classes.prompts)
    names = clip.encode_prompts(task.classes.prompts).adapted
    done = sum(len(fold) for fold in task.folds[:number])
    for place in task.folds[number]:
        found = clip.encode_pictures(task.pixels(place), plain=False)
        rep = None if found.rep is None else (SCALE * found.rep @ names.T)[0].double().numpy()
        answers.ask_trained(place, (SCALE * found.cls @ names.T)[0].double().numpy(), rep)
        done += 1
        yield task.progress("evaluate", done, number)


def _curve(task: _Task, answers: HeldAnswers) -> Generator[Progress, None, LearningCurve | None]:
    plain, count, parts = answers.plain, len(task.pictures.paths), len(task.folds)
    steps = learning_curve(
        plain.features,
        plain.labels.tolist(),
        plain.words,
        (answers.instant.argmax(1) == plain.labels).tolist(),
        1 - 1 / parts,
        groups=task.dealt.groups,
        seed=task.config.seed,
    )
    return (yield from _quietly(steps, task.progress("evaluate", count, parts - 1)))


def _quietly(steps: Generator[None, None, Made], told: Progress) -> Generator[Progress, None, Made]:
    """What small steps come to, which are no progress that counts: `told` is the same after each."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            made: Made = stop.value
            return made
        yield told


def _found(task: _Task, answers: HeldAnswers, config: AdapterConfig, curve: LearningCurve | None) -> Evaluation:
    learned = answers.calibrations(config)
    judged = answers.judged(task.pictures.paths, task.classes.names, config, learned)
    return Evaluation(task.classes.names, len(task.folds), judged, tuple(learned), learned, curve)


def _findings(task: _Task, answers: HeldAnswers) -> tuple[Finding, ...]:
    """What the doctor finds, by the places of the pictures in the evaluation."""
    plain, place_of = answers.plain, {place: number for number, place in enumerate(answers.order())}
    together: dict[str, list[int]] = {}
    for place, group in enumerate(task.dealt.groups):
        together.setdefault(group, []).append(place)
    found = examine(plain.features, plain.labels.tolist(), plain.words, alike=list(together.values()))
    return tuple(replace(item, pictures=tuple(place_of[place] for place in item.pictures)) for item in found)
