"""Jobs that learn without training, from features that are mostly kept: the instant classifier, and the limits of
"none of these" beside pictures of something else.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from typing import TypeVar

import numpy as np

from app.compute.feature_cache import FeatureCache
from app.compute.gpu_thread import Steps
from app.compute.tasks.answering import started
from app.compute.tasks.features import FeatureMaker, Features
from app.compute.tasks.models import Answerer, Models
from app.compute.tasks.pictures import PictureOpener
from app.services.jobs import Decoder, Done, InstantJob, JobPicture, Moved, OthersJob, TrainResult, Vectors
from mmrl_engine.adapter import Adapter
from mmrl_engine.errors import InputError
from mmrl_engine.evaluation.groups import held_groups
from mmrl_engine.instant_adapter import classes_of, making_instant
from mmrl_engine.notices import Notice, notice
from mmrl_engine.others import beside_others

Made = TypeVar("Made")

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
        found = yield from self._features(answerer, job.pictures)
        features, labels, groups = _readable(found, job, classes.names)
        making = making_instant(features, labels, classes, backbone, job.config, groups=groups, parts=PARTS)
        made = yield from _told(making, len(found))
        made.save(job.result)
        return TrainResult(job.result)

    def draw_limits(self, job: OthersJob) -> Steps:
        """Of "none of these", between the pictures and others; whatever cannot be read is left out."""
        answerer = self._models.answerer(job.backbone, None, None)
        backbone = answerer.classifier.backbone
        yield started(backbone)
        found = yield from self._features(answerer, (*job.pictures, *job.others))
        read = {place: vector for place, item in enumerate(found) if (vector := _plain(item)) is not None}
        count = len(job.pictures)
        own, strange = ([place for place in read if (place < count) is mine] for mine in (True, False))
        if not (own and strange):
            raise InputError(notice("others-not-read"))
        labels, groups = ([listed[place] for place in own] for listed in (job.labels, job.groups))
        pictures, others = (np.stack([read[place] for place in places]) for places in (own, strange))
        drawing = beside_others(Adapter.load(job.adapter), backbone, pictures, labels, others, groups=groups)
        drawn = yield from _told(drawing, len(found))
        return Done(len(found)) if drawn is None else drawn

    def _features(
        self, answerer: Answerer, pictures: Sequence[JobPicture]
    ) -> Generator[Moved, None, list[Features | Notice]]:
        found: list[Features | Notice] = []
        with closing(PictureOpener(self._decoder)) as opener:
            for part in FeatureMaker(self._cache, opener, answerer, plain=True).each(pictures):
                found += part
                yield Moved("prepare", len(found), len(pictures))
        return found


def _told(making: Generator[None, None, Made], count: int) -> Generator[Moved, None, Made]:
    """What is made, with a report after each small step: so it can be stopped."""
    while True:
        try:
            next(making)
        except StopIteration as stop:
            made: Made = stop.value
            return made
        yield Moved("prepare", count, count)


def _plain(item: Features | Notice) -> Vectors | None:
    return item.plain if isinstance(item, Features) else None


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
        (vector, names.index(label), picture.sha256 or str(picture.path), group)
        for item, label, picture, group in zip(found, job.labels, job.pictures, groups, strict=True)
        if (vector := _plain(item)) is not None
    ]
    empty = sorted(set(range(len(names))) - {place for _, place, _, _ in rows})
    if empty:
        raise InputError(*[notice("class-no-pictures", name=names[place]) for place in empty])
    vectors, labels, hashes, kept = zip(*rows, strict=True)
    return np.stack(vectors), list(labels), held_groups(labels, hashes, kept)
