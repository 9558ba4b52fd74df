"""How good a training is: cross-validation on the project's own pictures, kept with a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.services.change import Change, change_of
from app.services.jobs import BackboneSource, EvaluateJob, Event, Finished, Runner
from app.services.labelled import job_pictures
from app.storage.schema import Run
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.evaluation.results import Evaluation, Judged
from mmrl_engine.types import TrainConfig

FIGURE = "evaluation"


class Evaluations:
    """The use cases on evaluations.

    Args:
        tell: gets each event of a run's evaluation with the run's id, and each Change that an event made, on the
            runner's thread.
    """

    def __init__(
        self,
        storage: Storage,
        runner: Runner,
        *,
        tell: Callable[[int, Event | Change], None] = lambda run_id, what: None,
    ) -> None:
        self._storage, self._runner, self._tell = storage, runner, tell

    def start(self, *, run_id: int, folds: int | None = None) -> str:
        """Checks the settings of a run on the pictures that it was given; returns the job's id, by which it is
        cancelled.

        Each picture is answered by a model that never saw it. What cannot be checked (one class, one picture in a
        class) fails with its reasons.
        """
        with self._storage.read() as session:
            run = session.get_one(Run, run_id)
            hashes = tuple(sha256 for sha256, _ in run.examples)
            pictures = job_pictures(session, self._storage.pictures, run.project_id, hashes)
            labels = tuple(run.classes[index]["name"] for _, index in run.examples)
            backbone = BackboneSource(run.backbone["source"], run.backbone.get("config"))
            config = replace(TrainConfig(**run.config), micro_batch=None)
        hash_of = {picture.path: picture.sha256 for picture in pictures}

        def listen(event: Event) -> None:
            self._tell(run_id, event)
            if isinstance(event, Finished) and isinstance(event.result, Evaluation):
                self._tell(run_id, self._keep(run_id, event.result, hash_of))

        return self._runner.submit(EvaluateJob(backbone, pictures, labels, config, folds), listen)

    def cancel(self, *, job_id: str) -> None:
        """Stops an evaluation; it starts afresh the next time."""
        self._runner.cancel(job_id)

    def of_run(self, *, run_id: int) -> Evaluation | None:
        """What the evaluation of a run found, its pictures where they lie today; None where there was none."""
        with self._storage.read() as session:
            run = session.get_one(Run, run_id)
            found = (run.figures or {}).get(FIGURE)
            return None if found is None else self._read(session, run.project_id, found)

    def _keep(self, run_id: int, evaluation: Evaluation, hash_of: dict[Any, str | None]) -> Change:
        judged = [[hash_of[item.path], item.truth, item.answer, item.words, item.fold] for item in evaluation.pictures]
        figure = {"names": list(evaluation.names), "folds": evaluation.folds, "pictures": judged}

        def work(unit: UnitOfWork) -> None:
            run = unit.session.get_one(Run, run_id)
            run.figures = {**(run.figures or {}), FIGURE: figure}

        written = self._storage.write(work)
        change = change_of(written)
        return replace(change, rows={**change.rows, "run": frozenset({run_id})})  # the journal leaves figures out

    def _read(self, session: Session, project_id: int, found: dict[str, Any]) -> Evaluation:
        hashes = [entry[0] for entry in found["pictures"]]
        pictures = job_pictures(session, self._storage.pictures, project_id, hashes)
        judged = [
            Judged(picture.path, truth, answer, words, fold)
            for picture, (_, truth, answer, words, fold) in zip(pictures, found["pictures"], strict=True)
        ]
        return Evaluation(tuple(found["names"]), found["folds"], tuple(judged))
