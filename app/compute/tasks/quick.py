"""The job that makes an adapter without training: the instant classifier, from features that are mostly kept."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing

import numpy as np

from app.compute.feature_cache import FeatureCache
from app.compute.gpu_thread import Steps
from app.compute.tasks.answering import started
from app.compute.tasks.features import FeatureMaker, Features
from app.compute.tasks.models import Models
from app.compute.tasks.pictures import PictureOpener
from app.services.jobs import Decoder, InstantJob, Moved, TrainResult, Vectors
from mmrl_engine.adapter import Adapter
from mmrl_engine.errors import InputError
from mmrl_engine.evaluation.groups import held_groups
from mmrl_engine.instant_adapter import classes_of, making_instant
from mmrl_engine.notices import Notice, notice

PARTS = 8  # limits take a fit for each, and this job must be over in a moment


class QuickLearning:
    """Does these jobs with models and a cache that outlive them."""

    def __init__(self, models: Models, cache: FeatureCache, decoder: Decoder) -> None:
        self._models, self._cache, self._decoder = models, cache, decoder

    def learn(self, job: InstantJob) -> Steps:
        """Writes the adapter."""
        answerer = self._models.answerer(job.backbone, None, None)
        backbone = answerer.classifier.backbone
        yield started(backbone)
        classes, _ = classes_of(job.labels, backbone, job.config)
        found: list[Features | Notice] = []
        with closing(PictureOpener(self._decoder)) as opener:
            for part in FeatureMaker(self._cache, opener, answerer, plain=True).each(job.pictures):
                found += part
                yield Moved("prepare", len(found), len(job.pictures))
        features, labels, groups = _readable(found, job, classes.names)
        made = yield from _told(
            making_instant(features, labels, classes, backbone, job.config, groups=groups, parts=PARTS), len(found)
        )
        made.save(job.result)
        return TrainResult(job.result)


def _told(making: Generator[None, None, Adapter], count: int) -> Generator[Moved, None, Adapter]:
    """What is made, with a report after each small step: so it can be stopped."""
    while True:
        try:
            next(making)
        except StopIteration as stop:
            made: Adapter = stop.value
            return made
        yield Moved("prepare", count, count)


def _readable(
    found: Sequence[Features | Notice], job: InstantJob, names: Sequence[str]
) -> tuple[Vectors, list[int], tuple[str, ...]]:
    """The features [N, d] of the pictures that could be read, the places of their classes, and what each is held out
    together with.

    Raises:
        InputError: none of a class could be read.
    """
    groups = [str(place) for place in range(len(found))] if job.groups is None else job.groups
    rows = [
        (item.plain, names.index(label), picture.sha256 or str(picture.path), group)
        for item, label, picture, group in zip(found, job.labels, job.pictures, groups, strict=True)
        if isinstance(item, Features) and item.plain is not None
    ]
    empty = sorted(set(range(len(names))) - {place for _, place, _, _ in rows})
    if empty:
        raise InputError(*[notice("class-no-pictures", name=names[place]) for place in empty])
    vectors, labels, hashes, kept = zip(*rows, strict=True)
    return np.stack(vectors), list(labels), held_groups(labels, hashes, kept)
