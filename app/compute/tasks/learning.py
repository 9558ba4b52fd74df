"""The jobs that learn from labelled pictures: training, and checking by cross-validation."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from app.compute.gpu_thread import Steps
from app.compute.tasks.answering import started
from app.compute.tasks.models import Models
from app.compute.tasks.pictures import PictureOpener
from app.services.jobs import BalanceJob, Decoder, EvaluateJob, Event, JobPicture, Moved, TrainJob, TrainResult
from mmrl_engine.balance import fit_balance
from mmrl_engine.evaluation.cross_validation import evaluate
from mmrl_engine.training import fit
from mmrl_engine.types import Example, Progress

T = TypeVar("T")


class Learning:
    """Does these jobs; `stems` is the folder for what a training keeps beside its memory."""

    def __init__(self, models: Models, decoder: Decoder, stems: Path) -> None:
        self._models, self._decoder, self._stems = models, decoder, stems

    def train(self, job: TrainJob) -> Steps:
        """Trains, from the checkpoint on where there is one, and writes the adapter."""
        backbone = self._models.backbone(job.backbone)
        yield started(backbone)
        with closing(PictureOpener(self._decoder)) as opener:
            opener.expect(2 * _paths(job.pictures))  # to be checked, and to be prepared
            adapter = yield from moving(
                fit(
                    _examples(job.pictures, job.labels),
                    backbone,
                    job.config,
                    checkpoint=job.checkpoint,
                    enough=job.enough,
                    groups=job.groups,
                    stem_folder=self._stems,
                    open_picture=opener,
                )
            )
        adapter.save(job.result)
        return TrainResult(job.result)

    def balance(self, job: BalanceJob) -> Steps:
        """Measures the balance of trained and typed names."""
        backbone = self._models.backbone(job.backbone)
        yield started(backbone)
        with closing(PictureOpener(self._decoder)) as opener:
            opener.expect(2 * _paths(job.pictures))  # to be checked, and to be prepared
            steps = fit_balance(
                _examples(job.pictures, job.labels),
                backbone,
                job.config,
                groups=job.groups,
                temperature=job.temperature,
                stem_folder=self._stems,
                open_picture=opener,
            )
            return (yield from moving(steps))

    def evaluate(self, job: EvaluateJob) -> Steps:
        """Cross-validates."""
        backbone = self._models.backbone(job.backbone)
        yield started(backbone)
        with closing(PictureOpener(self._decoder)) as opener:
            opener.expect(2 * _paths(job.pictures))  # to be checked, and seen by the untouched model
            return (
                yield from moving(
                    evaluate(
                        _examples(job.pictures, job.labels),
                        backbone,
                        job.config,
                        job.folds,
                        groups=job.groups,
                        stem_folder=self._stems,
                        open_picture=opener,
                    )
                )
            )


def moving(steps: Generator[Progress, None, T]) -> Generator[Event, None, T]:
    """The engine's progress as events. Closing this closes `steps`, where a training then writes its checkpoint."""
    with closing(steps):
        while True:
            try:
                at = next(steps)
            except StopIteration as end:
                made: T = end.value
                return made
            yield Moved(
                at.stage,
                at.done,
                at.total,
                at.loss,
                at.part,
                at.parts,
                notices=at.notices,
                standing=at.standing,
                precision=at.precision,
            )


def _examples(pictures: Sequence[JobPicture], labels: Sequence[str]) -> list[Example]:
    return [Example(picture.path, label) for picture, label in zip(pictures, labels, strict=True)]


def _paths(pictures: Sequence[JobPicture]) -> list[Path]:
    return [picture.path for picture in pictures]
