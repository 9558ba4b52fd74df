"""`evaluate`: how good a training is on pictures that it did not see, from the person's own few pictures."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import InputError, PictureError
from mmrl_engine.evaluation.folds import stratified_folds
from mmrl_engine.evaluation.results import Evaluation, Judged
from mmrl_engine.examples import ClassList, Pictures, class_list
from mmrl_engine.inference import Classifier
from mmrl_engine.notices import notice
from mmrl_engine.training import check_pictures, fit
from mmrl_engine.types import Example, Progress, TrainConfig


def evaluate(
    examples: Sequence[Example], backbone: Backbone, config: TrainConfig | None = None, folds: int | None = None
) -> Generator[Progress, None, Evaluation]:
    """Cross-validation: each fold's pictures are answered by an adapter trained on the others, and by words alone.

    Folds are stratified and drawn from `config.seed`; exact copies of a picture stay in one fold. Pictures that cannot
    be read are left out
    with a Notice. `Progress.part` counts the folds.

    Args:
        folds: None takes 4, or as many as the smallest class has different pictures.

    Raises:
        InputError: fewer than two classes, a class with one picture, or whatever `fit` refuses.
        PictureError: a picture went away in the middle.
    """
    config = config or TrainConfig()
    classes, pictures = yield from _readable(examples, backbone, config)
    kept = [Example(path, classes.names[label]) for path, label in zip(pictures.paths, pictures.labels, strict=True)]
    dealt = stratified_folds([item.label for item in kept], folds, config.seed, pictures.hashes)
    judged: list[Judged] = []
    for number, fold in enumerate(dealt):
        held = set(fold)
        learned = [item for index, item in enumerate(kept) if index not in held]
        asked = [kept[index] for index in fold]
        adapter = yield from _fit_part(learned, backbone, config, number, len(dealt))
        for item in _judge(asked, classes, adapter, backbone, number):
            judged.append(item)
            yield Progress("evaluate", len(judged), len(kept), part=number, parts=len(dealt))
    return Evaluation(classes.names, len(dealt), tuple(judged))


def _readable(
    examples: Sequence[Example], backbone: Backbone, config: TrainConfig
) -> Generator[Progress, None, tuple[ClassList, Pictures]]:
    labels = [example.label for example in examples]
    limit = backbone.spec.text.context_length
    classes, warnings = class_list(labels, config.words, config.template, backbone.count_tokens, limit)
    if len(classes.names) < 2:
        raise InputError(notice("check-one-class", name=classes.names[0]))
    return classes, (yield from check_pictures(examples, classes, warnings))


def _fit_part(
    examples: list[Example], backbone: Backbone, config: TrainConfig, part: int, parts: int
) -> Generator[Progress, None, Adapter]:
    steps = fit(examples, backbone, config)
    while True:
        try:
            progress = next(steps)
        except StopIteration as stop:
            adapter: Adapter = stop.value
            return adapter
        yield replace(progress, part=part, parts=parts, notices=())  # told once, for all pictures, at the start


def _judge(
    asked: Sequence[Example], classes: ClassList, adapter: Adapter, backbone: Backbone, fold: int
) -> Iterator[Judged]:
    paths = [item.path for item in asked]
    name_of = dict(zip(classes.words, classes.names, strict=True))
    trained = Classifier(adapter, backbone).classify(paths)
    words = Classifier(None, backbone, template=adapter.config.template).classify(paths, classes.words)
    for item, answer, plain in zip(asked, trained, words, strict=True):
        if answer.error is not None or plain.error is not None:  # it was there when it was checked
            raise PictureError(*(error for error in (answer.error, plain.error) if error is not None))
        yield Judged(item.path, item.label, answer.scores[0].name, name_of[plain.scores[0].name], fold)
