"""How good a training is: cross-validation on the project's own pictures, kept with a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from app.services.adapters import Adapters
from app.services.change import Change, change_of
from app.services.evaluation_figures import FIGURE, calibration_for, evaluation_of, figure_of
from app.services.jobs import EvaluateJob, Event, Failed, Finished, Runner
from app.services.labelled import job_pictures, kept_in_place
from app.services.old_or_new import use_the_better
from app.services.open_jobs import Tell, Told
from app.services.run_rows import given_to, run_of
from app.services.settling import Settled, settled, who_answers
from app.storage.schema import AdapterRow
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.adapter_config import AnswerSource
from mmrl_engine.errors import EngineError
from mmrl_engine.evaluation.results import Evaluation, best_source


class Evaluations:
    """The use cases on evaluations.

    Args:
        adapters: settle how a run's adapter answers, by what its evaluation has found.
        tell: gets each event of a run's evaluation with the run's id, and each Change that an event made, on the
            runner's thread.
        settled: is told the run for which another one may answer now.
    """

    def __init__(
        self,
        storage: Storage,
        adapters: Adapters,
        runner: Runner,
        *,
        tell: Tell = lambda run_id, what: None,
        settled: Callable[[int], None] = lambda run_id: None,
    ) -> None:
        self._storage, self._adapters, self._runner, self._tell = storage, adapters, runner, tell
        self._settled = settled

    def start(self, *, run_id: int, folds: int | None = None) -> str:
        """Checks the settings of a run on the pictures that it was given; returns the job's id, by which it is
        cancelled.

        Each picture is answered by a model that never saw it, nor any of its near duplicates, its burst or its place.
        What cannot be checked (one class, one picture in a class) fails with its reasons.

        Raises:
            InputError: the run is gone.
        """
        given = given_to(self._storage, run_id)
        config = replace(given.config, micro_batch=None)
        hash_of = {picture.path: sha256 for picture, sha256 in zip(given.pictures, given.hashes, strict=True)}

        def listen(event: Event) -> None:
            for item in self._taken(run_id, event, hash_of):
                self._tell(run_id, item)

        job = EvaluateJob(given.backbone, given.pictures, given.labels, config, folds, given.groups)
        return self._runner.submit(job, listen)

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
        return evaluation_of(found, [picture.path for picture in pictures])

    def choose(self, *, run_id: int, answers: AnswerSource) -> Change:
        """A person says who answers for what a run has learned, which is used from now on; it can be undone, and no
        later test overrules it. What the test has taught about this source is settled with it.

        Raises:
            InputError: the run or what it has learned is gone. AdapterError: it cannot answer so.
        """
        with self._storage.read() as session:
            adapter_id = run_of(session, run_id).adapter_id
        found = self.of_run(run_id=run_id)
        learned = {} if found is None else calibration_for(found, answers)
        settle = partial(self._adapters.settle, by_person=True, use=True, **learned)
        change = settle(adapter_id=adapter_id or 0, answers=answers)
        self._settled(run_id)
        return change

    def _taken(self, run_id: int, event: Event, hash_of: Mapping[Path, str]) -> Told:
        """What is told of an event: that an evaluation has finished only once it is kept."""
        if not (isinstance(event, Finished) and isinstance(event.result, Evaluation)):
            return (event,)
        try:
            kept = self._keep(run_id, event.result, hash_of)
            change = self._settle(run_id, event.result)
            self._settled(run_id)
            return event, _joined(kept, change)
        except EngineError as error:
            return (Failed(error.notices),)

    def _keep(self, run_id: int, evaluation: Evaluation, hash_of: Mapping[Path, str]) -> Change:
        figure = figure_of(evaluation, hash_of)

        def work(unit: UnitOfWork) -> int:
            run = run_of(unit.session, run_id)
            run.figures = {**(run.figures or {}), FIGURE: figure}
            return run.project_id

        written = self._storage.write(work)
        change = change_of(written)
        # The journal leaves figures out.
        rows, projects = {**change.rows, "run": frozenset({run_id})}, change.projects | {written.value}
        return replace(change, rows=rows, projects=projects)

    def _settle(self, run_id: int, evaluation: Evaluation) -> Change:
        """Who is best answers from now on, unless a person chose; then the run before or this one does, whichever is
        better on the same pictures.
        """

        def work(unit: UnitOfWork) -> None:
            run = run_of(unit.session, run_id)
            row = None if run.adapter_id is None else unit.session.get(AdapterRow, run.adapter_id)
            if row is not None and row.removed_at is None:
                row.description = settled(row.description, _taught(row.description, evaluation), by_person=False)
            use_the_better(unit.session, run)

        return change_of(self._storage.write(work))


def _taught(description: Mapping[str, Any], evaluation: Evaluation) -> Settled:
    """What an adapter gets of an evaluation: who answers, and what is learned about that one."""
    answers, chosen, able = who_answers(description)
    if not chosen:
        asked = [source for source in evaluation.sources if source in able]
        answers = best_source({source: evaluation.accuracy_of(source).right for source in asked})
    return Settled(answers=answers, **calibration_for(evaluation, answers))


def _joined(first: Change, second: Change) -> Change:
    rows = {
        key: first.rows.get(key, frozenset()) | second.rows.get(key, frozenset()) for key in {*first.rows, *second.rows}
    }
    return replace(first, rows=rows, projects=first.projects | second.projects)
