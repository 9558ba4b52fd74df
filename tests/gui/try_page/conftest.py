"""The Try page over a real program, with somebody who plays the child process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.models.open_project import OpenProject
from app.services.jobs import (
    ClassifyJob,
    Done,
    Event,
    FeaturesJob,
    Finished,
    Job,
    NamesJob,
    NameVectors,
    Part,
    PictureVectors,
)
from app.storage.schema import ClassRow
from app.storage.unit_of_work import UnitOfWork
from app.views.message import Message
from app.views.theme.look import Look
from app.views.try_page.page import TryPage
from mmrl_engine.notices import Notice
from mmrl_engine.types import Answer, Score, Verdict
from tests.app.filled import filled_project
from tests.app.scripted_runner import ScriptedRunner
from tests.app.services.import_help import write_picture
from tests.gui.desk_fixture import opened_desk, opened_project

MARKS = ("blue disc", "orange square", "green triangle up")


class Scene:
    """The page, and what a test does around it."""

    def __init__(self, qtbot: QtBot, page: TryPage, runner: ScriptedRunner, folder: Path) -> None:
        self.qtbot, self.page, self.runner, self.folder = qtbot, page, runner, folder
        self.desk = page.desk
        self.said: list[Message] = []
        self.wishes: list[object] = []
        self.broken: list[object] = []
        self._done: set[str] = set()
        page.said.connect(self.said.append)
        page.wished.connect(self.wishes.append)
        self.desk.broke.connect(self.broken.append)

    def open(self, counts: dict[str, int], name: str = "given") -> OpenProject:
        """Opens a project with a class for each name and so many pictures in it."""
        project_id = filled_project(self.desk.program.storage, self.folder / name, counts)

        def mark(unit: UnitOfWork) -> None:
            for row in unit.session.query(ClassRow).filter(ClassRow.project_id == project_id):
                row.color = MARKS[row.position]

        self.desk.program.storage.write(mark)
        project = opened_project(self.qtbot, self.desk, project_id)
        self.page.set_project(project)
        self.page.resize(1280, 720)
        self.page.show()
        self.qtbot.waitExposed(self.page)
        self.settle()
        return project

    @property
    def project(self) -> OpenProject:
        assert self.page.project is not None
        return self.page.project

    def picture(self, name: str = "field.png", seed: int = 50) -> Path:
        return write_picture(self.folder / "outside" / name, seed)

    def give(self, *paths: Path) -> None:
        """They are dropped."""
        self.page.take_drop(paths)
        self.settle()

    def settle(self) -> None:
        """Until nothing is asked of the services any more."""
        for _ in range(3):  # what was told travels through the event loop, and may ask again
            self.qtbot.wait(1)
            self.qtbot.waitUntil(lambda: not self.desk.acts.busy)

    def waiting(self, kind: type[Job]) -> list[str]:
        """The jobs of that kind that have not ended."""
        return [name for name, job in self.runner.jobs.items() if isinstance(job, kind) and name not in self._ended()]

    def _ended(self) -> set[str]:
        return set(self.runner.jobs) - set(self.runner._listeners)

    def job(self) -> ClassifyJob:
        """The last question that was asked."""
        return [job for job in self.runner.jobs.values() if isinstance(job, ClassifyJob)][-1]

    def tell(self, event: Event, job_id: str) -> None:
        self.runner.tell(event, job_id)

    def answer(
        self,
        best: str,
        share: float = 0.9,
        verdict: Verdict | None = "sure",
        *,
        error: Notice | None = None,
        **more: Any,
    ) -> None:
        """The child answers whatever is asked: `best` gets so much, the others the rest."""
        for name in self.waiting(ClassifyJob):
            job = self.runner.jobs[name]
            assert isinstance(job, ClassifyJob)
            others = [item for item in job.typed if item != best]
            scores = [Score(best, "typed", share)]
            scores += [Score(item, "typed", (1 - share) / len(others)) for item in others]
            path = job.pictures[0].path
            answer = (
                Answer(path, (), error=error) if error is not None else Answer(path, tuple(scores), verdict, **more)
            )
            self.tell(Part(0, (answer,)), name)
            self.tell(Finished(Done(1)), name)
        self.settle()

    def tell_names(self, **vectors: tuple[float, float]) -> None:
        """The features of names: those that are not given are far from all others."""
        for name in self.waiting(NamesJob):
            job = self.runner.jobs[name]
            assert isinstance(job, NamesJob)
            plain = np.zeros((len(job.names), 2 + len(job.names)), np.float32)
            for row, word in enumerate(job.names):
                if word in vectors:
                    plain[row, :2] = vectors[word]
                else:
                    plain[row, 2 + row] = 1
            self.tell(Finished(NameVectors(plain, plain)), name)
        self.settle()

    def tell_features(self) -> int:
        """All pictures look alike; how many are known by now."""
        for name in self.waiting(FeaturesJob):
            job = self.runner.jobs[name]
            assert isinstance(job, FeaturesJob)
            one = np.array([1, 0], np.float32)
            found = tuple(PictureVectors(place, one) for place in range(len(job.pictures)))
            self.tell(Part(0, vectors=found), name)
            self.tell(Finished(Done(len(found))), name)
        self.settle()
        return self.desk.vectors.ready_count

    def type_name(self, name: str) -> None:
        """With the keys."""
        field = self.page.panel.names.field
        field.setFocus()
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.settle()

    def click(self, button: QAbstractButton) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def classes(self) -> dict[str, int]:
        """How many pictures lie in each."""
        return {view.name: view.pictures for view in self.project.state.classes}

    def chips(self) -> tuple[str, ...]:
        return self.page.panel.names.chips.names()

    def take_back(self) -> None:
        """As the bar's Undo does."""
        self.desk.do(lambda: self.desk.program.undo.undo(project_id=self.project.id))
        self.settle()


@pytest.fixture
def scene(qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Scene]:
    with opened_desk(monkeypatch, tmp_path / "data") as (desk, runner):
        page = TryPage(desk, look)
        made = Scene(qtbot, page, runner, tmp_path)
        yield made
        made.settle()
        assert made.broken == []
        page.set_project(None)
        page.close()
        page.deleteLater()
        qtbot.wait(0)
