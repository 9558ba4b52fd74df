"""The jobs that learn nothing: answers, features of pictures, text features of names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

import numpy as np

from app.compute.feature_cache import FeatureCache
from app.compute.gpu_thread import Steps
from app.compute.tasks.features import FeatureMaker, Features, stacked
from app.compute.tasks.models import Answerer, Models
from app.compute.tasks.pictures import PictureOpener
from app.services.jobs import (
    ClassifyJob,
    Decoder,
    Done,
    FeaturesJob,
    JobPicture,
    Moved,
    NamesJob,
    NameVectors,
    Part,
    PictureVectors,
    Started,
    Vectors,
)
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import InputError
from mmrl_engine.inference import Classifier
from mmrl_engine.notices import Notice
from mmrl_engine.types import Answer

NAMES_A_STEP = 32


class Answering:
    """Does these jobs with models and a cache that outlive them."""

    def __init__(self, models: Models, cache: FeatureCache, decoder: Decoder) -> None:
        self._models, self._cache, self._decoder = models, cache, decoder

    def classify(self, job: ClassifyJob, told: int) -> Steps:
        """Answers for the pictures from number `told` on."""
        answerer = self._models.answerer(job.backbone, job.adapter, job.template)
        classifier = answerer.classifier
        yield started(classifier.backbone)
        classifier.classify((), job.typed, without=job.without)  # refuses bad names before any picture is read
        before = classifier.backbone
        for features in self._features(answerer, job.pictures[told:], plain=classifier.needs_plain):
            yield from _started_elsewhere(classifier, before)
            before = classifier.backbone
            yield Part(told, answers=_answers(classifier, job, told, features))
            told += len(features)
            yield Moved("evaluate", told, len(job.pictures))
        return Done(len(job.pictures))

    def features(self, job: FeaturesJob, told: int) -> Steps:
        """Features of the pictures from number `told` on."""
        answerer = self._models.answerer(job.backbone, job.adapter, None)
        before = answerer.classifier.backbone
        yield started(before)
        for features in self._features(answerer, job.pictures[told:], plain=True):
            yield from _started_elsewhere(answerer.classifier, before)
            before = answerer.classifier.backbone
            yield Part(told, vectors=tuple(_vectors(told + place, item) for place, item in enumerate(features)))
            told += len(features)
            yield Moved("prepare", told, len(job.pictures))
        return Done(len(job.pictures))

    def names(self, job: NamesJob) -> Steps:
        """Text features of the names."""
        classifier = self._models.answerer(job.backbone, job.adapter, job.template).classifier
        backbone = classifier.backbone
        yield started(backbone)
        plain = np.zeros((len(job.names), backbone.spec.embed_dim), np.float32)
        adapted = np.zeros_like(plain)
        refused: dict[str, Notice] = {}
        for start in range(0, len(job.names), NAMES_A_STEP):
            part = slice(start, start + NAMES_A_STEP)
            refused |= _encode(classifier, job.names[part], plain[part], adapted[part])
            yield Moved("prepare", min(part.stop, len(job.names)), len(job.names))
        return NameVectors(plain, adapted, refused)

    def _features(
        self, answerer: Answerer, pictures: Sequence[JobPicture], *, plain: bool
    ) -> Iterator[list[Features | Notice]]:
        with closing(PictureOpener(self._decoder)) as opener:
            yield from FeatureMaker(self._cache, opener, answerer, plain=plain).each(pictures)


def started(backbone: Backbone) -> Started:
    """That a job runs, and on what."""
    return Started(backbone.device.type, backbone.device_reason, backbone.device_name)


def _started_elsewhere(classifier: Classifier, before: Backbone) -> Iterator[Started]:
    """Told where a graphics card's memory was too short, and the processor goes on."""
    if classifier.backbone is not before:
        yield started(classifier.backbone)


def _answers(
    classifier: Classifier, job: ClassifyJob, start: int, features: Sequence[Features | Notice]
) -> tuple[Answer, ...]:
    """Answers for the job's pictures from number `start` on, by their features."""
    paths = [picture.path for picture in job.pictures[start : start + len(features)]]
    ready = [item for item in features if isinstance(item, Features)]
    readable = [path for path, item in zip(paths, features, strict=True) if isinstance(item, Features)]
    made: Iterator[Answer] = iter(())
    if ready:
        made = iter(classifier.answers(readable, stacked(ready), job.typed, without=job.without))
    return tuple(
        Answer(path, (), error=item) if isinstance(item, Notice) else next(made)
        for path, item in zip(paths, features, strict=True)
    )


def _vectors(index: int, features: Features | Notice) -> PictureVectors:
    if isinstance(features, Notice):
        return PictureVectors(index, None, error=features)
    return PictureVectors(index, features.plain, features.cls, features.rep)


def _encode(classifier: Classifier, names: Sequence[str], plain: Vectors, adapted: Vectors) -> dict[str, Notice]:
    """Fills the rows of those names that can be used, and says why the others cannot."""
    try:
        found = classifier.encode_names(names)
    except InputError as error:
        if len(names) == 1:
            return {names[0]: error.notices[0]}
    else:
        plain[:], adapted[:] = found.plain.numpy(), found.adapted.numpy()
        return {}
    # Which of them it was, the error does not say; and two that are the same are none to complain about here.
    refused: dict[str, Notice] = {}
    for row, name in enumerate(names):
        refused |= _encode(classifier, [name], plain[row : row + 1], adapted[row : row + 1])
    return refused
