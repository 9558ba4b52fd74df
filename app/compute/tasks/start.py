"""Everything that outlives a job in the child, wired together; and which method does which job."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import torch

from app.compute.feature_cache import FeatureCache
from app.compute.gpu_thread import Steps
from app.compute.messages import ChildSettings
from app.compute.tasks.answering import Answering
from app.compute.tasks.explaining import Explaining
from app.compute.tasks.exporting import Exporting
from app.compute.tasks.learning import Learning
from app.compute.tasks.models import Models
from app.compute.tasks.quick import QuickLearning
from app.services.jobs import (
    BalanceJob,
    ClassifyJob,
    Decoder,
    EvaluateJob,
    ExplainJob,
    ExportJob,
    FeaturesJob,
    InstantJob,
    Job,
    NamesJob,
    OthersJob,
    TrainJob,
)

_STEM_FILES = "mmrl-stems-*"  # as `mmrl_engine.stems` names them


class TaskWorker:
    """Knows how to do every kind of job."""

    def __init__(
        self,
        answering: Answering,
        learning: Learning,
        quick_learning: QuickLearning,
        explaining: Explaining,
        exporting: Exporting,
    ) -> None:
        self._answering, self._learning, self._quick_learning = answering, learning, quick_learning
        self._explaining, self._exporting = explaining, exporting

    def steps(self, job: Job, told: int) -> Steps:
        """As `app.compute.gpu_thread.Worker.steps`."""
        match job:
            case TrainJob():
                return self._learning.train(job)
            case BalanceJob():
                return self._learning.balance(job)
            case EvaluateJob():
                return self._learning.evaluate(job)
            case InstantJob():
                return self._quick_learning.learn(job)
            case OthersJob():
                return self._quick_learning.draw_limits(job)
            case ClassifyJob():
                return self._answering.classify(job, told)
            case FeaturesJob():
                return self._answering.features(job, told)
            case NamesJob():
                return self._answering.names(job)
            case ExplainJob():
                return self._explaining.explain(job)
            case ExportJob():
                return self._exporting.export(job)


def make_worker(settings: ChildSettings, decoder: Decoder) -> TaskWorker:
    """To be called in the thread that then does the jobs: torch counts threads for each thread that asks it."""
    torch.set_num_threads(settings.threads or _threads_but_one())
    _remove_left_stems(settings.stems)
    models, cache = Models(settings.backbones), FeatureCache(settings.features)
    return TaskWorker(
        Answering(models, cache, decoder),
        Learning(models, decoder, settings.stems),
        QuickLearning(models, cache, decoder),
        Explaining(models, decoder),
        Exporting(models, decoder),
    )


def _remove_left_stems(folder: Path) -> None:
    """Where a file in use keeps its name (Windows), a child that was killed has left it. One that is in use stays."""
    for file in folder.glob(_STEM_FILES):
        with suppress(OSError):
            file.unlink()


def _threads_but_one() -> int:
    """As many as torch takes by itself, but one core less than this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(torch.get_num_threads(), cores - 1))
