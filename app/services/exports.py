"""What was learned as a folder for other people and programs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from uuid import uuid4

from app.services.adapters import Adapters, adapter_row, backbone_of
from app.services.evaluations import Evaluations
from app.services.jobs import Event, ExportJob, JobPicture, Moved, Runner
from app.services.project_rows import project_of
from app.services.run_rows import given_to
from app.services.typed import typed_of
from app.services.waiting import JobStopped, Waiter
from app.storage.durable import files_told
from app.storage.storage import Storage
from mmrl_engine.adapter import Adapter
from mmrl_engine.errors import InputError
from mmrl_engine.evaluation.metrics import Accuracy
from mmrl_engine.examples import same_name
from mmrl_engine.export.extras import require_onnx
from mmrl_engine.export.folder import write_folder

MOST_PICTURES = 40  # that ONNX files are checked with
ASKED_EVERY_S = 0.1  # whether to stop


class Exports:
    """The use cases on exported folders. None of them changes the project; none can be taken back.

    Args:
        runner: makes the ONNX files.
    """

    def __init__(self, storage: Storage, adapters: Adapters, evaluations: Evaluations, runner: Runner) -> None:
        self._storage, self._adapters, self._evaluations, self._runner = storage, adapters, evaluations, runner

    def figures(self, *, adapter_id: int) -> Accuracy | None:
        """How often its answers were right about pictures that it had not learned from; None where nobody tested it.

        Raises:
            InputError: it is gone.
        """
        return self._figures(adapter_id, self._adapters.load(adapter_id=adapter_id))

    def write_inside(
        self,
        *,
        adapter_id: int,
        place: Path,
        name: str,
        author: str = "",
        licence: str = "",
        onnx: bool = False,
        tell: Callable[[Moved], object] = lambda moved: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Path | None:
        """Makes a folder in `place`, whole or not at all, and returns it; None where it was stopped. It is called
        `name`, with a number behind where something is called so already.

        Args:
            onnx: with ONNX files, and the features of the names typed in the project. tell: gets their progress, on
                another thread. stop: asked while they are made.

        Raises:
            InputError: the adapter is gone. EngineError: the folder cannot be made, or the ONNX files cannot.
        """
        folder = _free_place(place, name)
        adapter = self._adapters.signed(adapter_id=adapter_id, author=author, licence=licence)
        figures = self._figures(adapter_id, adapter)
        if not onnx:
            write_folder(adapter, folder, figures=figures)
            return folder
        require_onnx()
        scratch = self._fresh_scratch()
        try:
            self._make_onnx(adapter_id, adapter, scratch, tell, stop)
            write_folder(adapter, folder, figures=figures, more=scratch)
        except JobStopped:
            return None
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        return folder

    def _make_onnx(
        self,
        adapter_id: int,
        adapter: Adapter,
        scratch: Path,
        tell: Callable[[Moved], object],
        stop: Callable[[], bool],
    ) -> None:
        with self._storage.read() as session:
            row = adapter_row(session, adapter_id)
            project, run_id = project_of(session, row.project_id), row.run_id
            backbone, typed = backbone_of(project), [item.name for item in typed_of(project.typed_names)]
        job = ExportJob(
            backbone,
            self._storage.adapter_files.path_for(adapter),
            scratch,
            names=_not_learned(typed, adapter),
            pictures=() if run_id is None else self._some_pictures(run_id),
        )

        def hear(event: Event) -> None:
            if isinstance(event, Moved):
                tell(event)

        waiter = Waiter(hear)
        job_id = self._runner.submit(job, waiter)
        while not waiter.wait(ASKED_EVERY_S):
            if stop():
                self._runner.cancel(job_id)
        waiter.result()

    def _figures(self, adapter_id: int, adapter: Adapter) -> Accuracy | None:
        with self._storage.read() as session:
            run_id = adapter_row(session, adapter_id).run_id
        try:
            found = None if run_id is None else self._evaluations.of_run(run_id=run_id)
        except InputError:  # the run was removed
            return None
        figures = None if found is None else found.accuracy_of(adapter.config.answers)
        return figures if figures is not None and figures.total else None

    def _some_pictures(self, run_id: int) -> tuple[JobPicture, ...]:
        """Of those that the run was given, from all its classes."""
        try:
            pictures = given_to(self._storage, run_id).pictures
        except InputError:
            return ()
        return pictures[:: max(1, len(pictures) // MOST_PICTURES)][:MOST_PICTURES]

    def _fresh_scratch(self) -> Path:
        """An empty folder; what a killed program left beside it goes. Exports come one after another."""
        place = self._storage.folders.exports
        shutil.rmtree(place, ignore_errors=True)
        scratch = place / uuid4().hex
        with files_told(place):
            scratch.mkdir(parents=True)
        return scratch


def _not_learned(typed: Sequence[str], adapter: Adapter) -> tuple[str, ...]:
    known = {same_name(text) for item in adapter.classes for text in (item.name, item.words)}
    return tuple(name for name in typed if same_name(name) not in known)


def _free_place(place: Path, name: str) -> Path:
    """The first of `name`, `name 2`, ... that nothing is called yet."""
    numbered = (place / (name if number == 1 else f"{name} {number}") for number in count(1))
    return next(path for path in numbered if not os.path.lexists(path))
