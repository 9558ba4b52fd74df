"""The whole window over a project that has everything, without a child process: a test plays its part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.jobs import EvaluateJob, Finished, Job, TrainJob, TrainResult
from app.storage.schema import ClassRow
from app.storage.unit_of_work import UnitOfWork
from app.views.theme.look import Look
from app.views.wishes import OpenProject
from mmrl_engine.evaluation.results import Evaluation, Judged
from tests.app.filled import filled_project
from tests.gui.desk_fixture import ClosableRunner
from tests.gui.studio import Studio
from tests.gui.train_page.conftest import MARKS, learned

COUNTS = {"cat": 4, "dog": 4, "bird": 3}
NAME = "Test"
J = TypeVar("J", bound=Job)


@contextmanager
def whole_program(folder: Path, look: Look, application: QApplication, *, safe: bool = False) -> Iterator[Studio]:
    """The program with its window open; nothing went wrong in it, the window's own mistakes among that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.bootstrap.ComputeRunner", lambda **options: ClosableRunner())
        studio = Studio(folder, look, application, safe=safe)
        studio.open()
        try:
            settle(studio)
            yield studio
        finally:
            studio.close()
    assert studio.crashes == []


def settle(studio: Studio) -> None:
    """Until nothing is asked of the services any more."""
    QTest.qWait(1)  # what was told travels through the event loop
    studio.wait(lambda: not studio.session.busy)


def fill(studio: Studio, folder: Path) -> int:
    """Makes a project with classes and pictures; its id."""
    storage = studio.session.desk.program.storage
    project_id = filled_project(storage, folder, COUNTS)

    def mark(unit: UnitOfWork) -> None:
        for row in unit.session.query(ClassRow).filter(ClassRow.project_id == project_id):
            row.color = MARKS[row.position % len(MARKS)]

    storage.write(mark)
    return project_id


def go_in(studio: Studio, project_id: int) -> None:
    """Opens it, as a card on the start page does."""
    studio.window.start.wished.emit(OpenProject(project_id))
    studio.wait(lambda: studio.window.pane.project is not None and studio.window.pane.isVisible(), "the project")
    settle(studio)


def teach(studio: Studio, folder: Path) -> None:
    """Trains the open project and tests it, playing the child process."""
    studio.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    job_id, training = _job(studio, TrainJob)
    learned(training.labels, folder).save(training.result)
    _runner(studio).tell(Finished(TrainResult(training.result)), job_id)
    job_id, test = _job(studio, EvaluateJob)
    names = tuple(dict.fromkeys(test.labels))
    judged = tuple(
        Judged(item.path, label, label if place else names[1], label if place % 2 else names[1], place % 2)
        for place, (item, label) in enumerate(zip(test.pictures, test.labels, strict=True))
    )
    _runner(studio).tell(Finished(Evaluation(names, 2, judged)), job_id)
    settle(studio)


def _runner(studio: Studio) -> ClosableRunner:
    runner = studio.session.desk.program.runner
    assert isinstance(runner, ClosableRunner)
    return runner


def _job(studio: Studio, kind: type[J]) -> tuple[str, J]:
    jobs = _runner(studio).jobs
    studio.wait(lambda: any(isinstance(job, kind) for job in jobs.values()), kind.__name__)
    settle(studio)
    return next((key, job) for key, job in reversed(list(jobs.items())) if isinstance(job, kind))
