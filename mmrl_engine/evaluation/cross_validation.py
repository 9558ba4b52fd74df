"""`evaluate`: how good a training is on pictures that it did not see, from the person's own few pictures."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import InputError, PictureError
from mmrl_engine.evaluation.folds import stratified_folds
from mmrl_engine.evaluation.results import Evaluation, Judged
from mmrl_engine.examples import ClassList, Pictures, class_list
from mmrl_engine.images import OpenPicture, open_rgb
from mmrl_engine.inference import Classifier
from mmrl_engine.notices import Notice, notice
from mmrl_engine.training import Fit, check_pictures, fit
from mmrl_engine.types import Example, Progress, TrainConfig


def evaluate(
    examples: Sequence[Example],
    backbone: Backbone,
    config: TrainConfig | None = None,
    folds: int | None = None,
    *,
    stem_folder: Path | None = None,
    open_picture: OpenPicture = open_rgb,
) -> Generator[Progress, None, Evaluation]:
    """Cross-validation: each fold's pictures are answered by an adapter trained on the others, and by words alone.

    Folds are stratified and drawn from `config.seed`; exact copies of a picture stay in one fold. Pictures that cannot
    be read are left out
    with a Notice. `Progress.part` counts the folds.

    Args:
        folds: None takes 4, or as many as the smallest class has different pictures.
        stem_folder, open_picture: as for `fit`.

    Raises:
        InputError: fewer than two classes, a class with one picture, or whatever `fit` refuses.
        PictureError: a picture went away in the middle.
        EngineError: whatever else stops `fit`, or not even one picture fits in memory.
    """
    config = config or TrainConfig()
    classes, pictures = yield from _readable(examples, backbone, config, open_picture)
    kept = [Example(path, classes.names[label]) for path, label in zip(pictures.paths, pictures.labels, strict=True)]
    dealt = stratified_folds([item.label for item in kept], folds, config.seed, pictures.hashes)
    judged: list[Judged] = []
    told: list[Notice] = []
    for number, fold in enumerate(dealt):
        held = set(fold)
        learned = [item for index, item in enumerate(kept) if index not in held]
        asked = [kept[index] for index in fold]
        steps = fit(learned, backbone, config, stem_folder=stem_folder, open_picture=open_picture)
        adapter = yield from _fit_part(steps, number, len(dealt), told)
        trained = Classifier(adapter, backbone, open_picture=open_picture)
        words = Classifier(None, backbone, template=config.template, open_picture=open_picture)
        for item in asked:
            judged.append(_judge(item, classes, trained, words, number))
            yield Progress("evaluate", len(judged), len(kept), part=number, parts=len(dealt))
    return Evaluation(classes.names, len(dealt), tuple(judged))


def _readable(
    examples: Sequence[Example], backbone: Backbone, config: TrainConfig, open_picture: OpenPicture
) -> Generator[Progress, None, tuple[ClassList, Pictures]]:
    labels = [example.label for example in examples]
    limit = backbone.spec.text.context_length
    classes, warnings = class_list(labels, config.words, config.template, backbone.count_tokens, limit)
    if len(classes.names) < 2:
        raise InputError(notice("check-one-class", name=classes.names[0]))
    return classes, (yield from check_pictures(examples, classes, warnings, open_picture))


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
        new = tuple(item for item in progress.notices if item.code == "memory-smaller-steps" and item not in told)
        told += new
        yield replace(progress, part=part, parts=parts, notices=new)


def _judge(item: Example, classes: ClassList, trained: Classifier, words: Classifier, fold: int) -> Judged:
    """One picture at a time: so the work can be stopped after each."""
    (answer,) = trained.classify([item.path])
    (plain,) = words.classify([item.path], classes.words)
    if answer.error is not None or plain.error is not None:  # it was there when it was checked
        raise PictureError(*(error for error in (answer.error, plain.error) if error is not None))
    name_of = dict(zip(classes.words, classes.names, strict=True))
    return Judged(item.path, item.label, answer.scores[0].name, name_of[plain.scores[0].name], fold)
