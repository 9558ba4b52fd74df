"""The Check page over a real program, with runs and tests that a test makes up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from app.models.confusion import Cell
from app.models.open_project import OpenProject
from app.services.evaluation_figures import FIGURE
from app.services.jobs import EvaluateJob, Event, Finished
from app.storage.columns import now
from app.storage.schema import ClassRow, Placement, Project, Run
from app.storage.unit_of_work import UnitOfWork
from app.views.check_page.page import CheckPage
from app.views.theme.look import Look
from mmrl_engine.adapter_config import AnswerSource, Reject
from mmrl_engine.backbones import catalogue
from mmrl_engine.calibrated import Calibration
from mmrl_engine.evaluation.learning_curve import CurvePoint, LearningCurve
from mmrl_engine.evaluation.results import Evaluation, Judged
from mmrl_engine.types import TrainConfig
from tests.app.filled import filled_project
from tests.engine.adapter_samples import adapter as adapter_sample
from tests.gui.desk_fixture import opened_desk, opened_project
from tests.gui.page_scene import PageScene

COUNTS = {"cat": 4, "dog": 4, "bird": 4}
ADAPTER = 7


class Scene(PageScene[CheckPage]):
    """What a test does around the page."""

    def open(self, counts: Mapping[str, int] = COUNTS) -> OpenProject:
        """A project with so many pictures in each class; nothing is learned yet."""
        given = self.folder / f"given{len(list(self.folder.iterdir()))}"
        project = opened_project(self.qtbot, self.desk, filled_project(self.desk.program.storage, given, dict(counts)))
        self.page.set_project(project)
        self.settle()
        return project

    @property
    def project(self) -> OpenProject:
        assert self.page.project is not None
        return self.page.project

    def learn(self, wrong: Mapping[str, str] | None = None, *, tested: bool = True) -> int:
        """A run on the project's pictures as they are now, in use. `wrong`: per class, what its first one was taken
        for; words alone take all for the first class.
        """

        def work(unit: UnitOfWork) -> int:
            session, project = unit.session, self.project
            classes = session.query(ClassRow).filter(ClassRow.project_id == project.id).order_by(ClassRow.position)
            listed = [{"uid": row.uid, "name": row.name, "words": row.words} for row in classes]
            place = {row.id: number for number, row in enumerate(classes)}
            pictures = session.query(Placement).filter(Placement.project_id == project.id).order_by(Placement.id)
            examples = [[row.sha256, place[row.class_id]] for row in pictures if row.class_id is not None]
            judged = _judged(examples, listed, wrong)
            figure = {"names": [item["name"] for item in listed], "folds": 2, "pictures": judged}
            run = Run(
                uid=str(uuid4()),
                project_id=project.id,
                number=1,
                state="done",
                backbone={"source": "demo", "config": None},
                config=asdict(TrainConfig()),
                classes=listed,
                examples=examples,
                created_at=now(),
                started_at=now(),
                ended_at=now(),
                stage=None,
                done=1,
                total=1,
                curve=[],
                notices=[],
                trace="",
                figures={FIGURE: figure} if tested else None,
                adapter_id=ADAPTER,
                removed_at=None,
            )
            session.add(run)
            session.get_one(Project, project.id).adapter_id = ADAPTER
            session.flush()
            return run.id

        made = self.desk.program.storage.write(work).value
        self.project.refresh()
        self.settle()
        return made

    def learn_in_full(self, *, words: int = 6, quick: int = 9, learned: int = 11) -> int:
        """The same with an adapter that can answer in three ways, and a test of all three: so many were right."""
        run_id, program = self.learn(tested=False), self.desk.program
        sample = adapter_sample(plain=True)

        def taken(unit: UnitOfWork, adapter_id: int) -> None:
            unit.session.get_one(Run, run_id).adapter_id = adapter_id
            unit.session.get_one(Project, self.project.id).adapter_id = adapter_id

        demo = replace(sample.backbone, fingerprint=catalogue.DEMO.fingerprint or "")  # which the project uses
        made = replace(sample, config=replace(sample.config, answers="mmrl"), backbone=demo)
        program.adapters.keep(
            project_id=self.project.id, adapter=made, name="1", origin="trained", run_id=run_id, besides=taken
        )
        program.evaluations.start(run_id=run_id)
        job = self.runner.last
        assert isinstance(job, EvaluateJob)
        self.tell(Finished(full_evaluation(job, words=words, quick=quick, learned=learned)))
        self.project.refresh()
        self.settle()
        return run_id

    def tell(self, event: Event) -> None:
        self.runner.tell(event)
        self.settle()

    def finish(self, right: bool = True) -> None:
        """The test ends: all right, or all taken for the first class."""
        job = self.runner.last
        assert isinstance(job, EvaluateJob)
        names = tuple(dict.fromkeys(job.labels))
        judged = tuple(
            Judged(item.path, label, label if right else names[0], names[0], 0)
            for item, label in zip(job.pictures, job.labels, strict=True)
        )
        self.tell(Finished(Evaluation(names, 2, judged)))

    def index(self, truth: str, answer: str) -> QModelIndex:
        """Of the cell that is shown under these names."""
        model = self.page.model
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                cell = model.cell(model.index(row, column))
                if (cell.truth_title, cell.answer_title) == (truth, answer):
                    return model.index(row, column)
        raise AssertionError(f"no cell {truth}, {answer}")

    def cell(self, truth: str, answer: str) -> Cell:
        return self.page.model.cell(self.index(truth, answer))

    def in_class(self, name: str) -> Sequence[str]:
        """Names of the pictures that lie in a class."""
        state = self.project.state
        (view,) = [item for item in state.classes if item.name == name]
        return [item.name for item in state.listed if item.class_id == view.id]


def full_evaluation(job: EvaluateJob, *, words: int, quick: int, learned: int) -> Evaluation:
    """Everything that a test finds; the pictures that are wrong are the last ones."""
    names = tuple(dict.fromkeys(job.labels))

    def said(place: int, right: int) -> str:
        label = job.labels[place]
        return label if place < right else names[(names.index(label) + 1) % len(names)]

    judged = tuple(
        Judged(
            item.path,
            job.labels[place],
            said(place, learned),
            said(place, words),
            place % 4,
            said(place, quick),
            0.64,
            next(name for name in names if name != said(place, learned)),
            0.27,
            {"likeness": 1.0 + 0.02 * place, "plain-cosine": 0.2 + 0.004 * (place % 5)},
        )
        for place, item in enumerate(job.pictures)
    )
    total = len(judged)
    shares = [(1.0, 0.4), (2.0, 0.6), (4.0, quick / total)]
    points = tuple(CurvePoint(shots, share, share - 0.1, min(1.0, share + 0.1)) for shots, share in shares)
    ahead = CurvePoint(8.0, quick / total + 0.09, quick / total, quick / total + 0.2)
    sources: tuple[AnswerSource, ...] = ("words", "instant", "mmrl")
    limits = (Reject("plain-cosine", "below", 0.2, rough=False),)
    calibrations = {source: Calibration(1.5, limits, 0.2, 0.1, 0.7, rough=False) for source in sources}
    curve = LearningCurve(points, ahead, total, True, (0.09, 0.0, 0.2))
    return Evaluation(names, 4, judged, sources, calibrations, curve)


def _judged(
    examples: Sequence[Sequence[object]], listed: Sequence[Mapping[str, str]], wrong: Mapping[str, str] | None
) -> list[list[object]]:
    left = dict(wrong or {})
    found = []
    for sha256, place in examples:
        name = listed[int(str(place))]["name"]
        found.append([sha256, name, left.pop(name, name), listed[0]["name"], 0])
    return found


@pytest.fixture
def scene(qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Scene]:
    (tmp_path / "given").mkdir()
    with opened_desk(monkeypatch, tmp_path / "data") as (desk, runner):
        page = CheckPage(desk, look)
        page.resize(1280, 720)
        page.show()
        page.activateWindow()
        made = Scene(qtbot, page, runner, tmp_path / "given")
        yield made
        for job in list(runner.jobs):
            runner.cancel(job)
        made.settle()
        assert made.broken == []
        page.set_project(None)
        page.close()
        page.deleteLater()
        qtbot.wait(0)
