"""How good a training is: cross-validation on the project's own pictures, kept with a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.services.change import Change, change_of
from app.services.jobs import EvaluateJob, Event, Failed, Finished, Runner
from app.services.labelled import job_pictures, kept_in_place
from app.services.open_jobs import Tell, Told
from app.services.run_rows import given_to, run_of
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import EngineError
from mmrl_engine.evaluation.results import Evaluation, Judged

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
        tell: Tell = lambda run_id, what: None,
    ) -> None:
        self._storage, self._runner, self._tell = storage, runner, tell

    def start(self, *, run_id: int, folds: int | None = None) -> str:
        """Checks the settings of a run on the pictures that it was given; returns the job's id, by which it is
        cancelled.

        Each picture is answered by a model that never saw it. What cannot be checked (one class, one picture in a
        class) fails with its reasons.

        Raises:
            InputError: the run is gone.
        """
        given = given_to(self._storage, run_id)
        config = replace(given.config, micro_batch=None)
        hash_of = {picture.path: sha256 for picture, sha256 in zip(given.pictures, given.hashes, strict=True)}

        def listen(event: Event) -> None:
            for item in self._taken(run_id, event, hash_of):
                self._tell(run_id, item)

        return self._runner.submit(EvaluateJob(given.backbone, given.pictures, given.labels, config, folds), listen)

    def cancel(self, *, job_id: str) -> None:
        """Stops an evaluation; it starts afresh the next time."""
        self._runner.cancel(job_id)

    def of_run(self, *, run_id: int) -> Evaluation | None:
        """What the evaluation of a run found, its pictures where they lie today; None where there was none.

        Raises:
            InputError: the run is gone.
        """
        with self._storage.read() as session:
            run = run_of(session, run_id)
            found: dict[str, Any] | None = (run.figures or {}).get(FIGURE)
            in_place = kept_in_place(session, run.project_id)
        if found is None:
            return None
        pictures = job_pictures(self._storage.pictures, in_place, [entry[0] for entry in found["pictures"]])
        judged = [
            Judged(picture.path, truth, answer, words, fold)
            for picture, (_, truth, answer, words, fold) in zip(pictures, found["pictures"], strict=True)
        ]
        return Evaluation(tuple(found["names"]), found["folds"], tuple(judged))

    def _taken(self, run_id: int, event: Event, hash_of: Mapping[Path, str]) -> Told:
        """What is told of an event: that an evaluation has finished only once it is kept."""
        if not (isinstance(event, Finished) and isinstance(event.result, Evaluation)):
            return (event,)
        try:
            return event, self._keep(run_id, event.result, hash_of)
        except EngineError as error:
            return (Failed(error.notices),)

    def _keep(self, run_id: int, evaluation: Evaluation, hash_of: Mapping[Path, str]) -> Change:
        judged = [[hash_of[item.path], item.truth, item.answer, item.words, item.fold] for item in evaluation.pictures]
        figure = {"names": list(evaluation.names), "folds": evaluation.folds, "pictures": judged}

        def work(unit: UnitOfWork) -> int:
            run = run_of(unit.session, run_id)
            run.figures = {**(run.figures or {}), FIGURE: figure}
            return run.project_id

        written = self._storage.write(work)
        change = change_of(written)
        # The journal leaves figures out.
        rows, projects = {**change.rows, "run": frozenset({run_id})}, change.projects | {written.value}
        return replace(change, rows=rows, projects=projects)
