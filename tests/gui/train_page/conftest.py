"""The Train page over a real program, with somebody who plays the child process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.open_project import OpenProject
from app.services.jobs import EvaluateJob, Event, Finished, Moved, Started, TrainJob, TrainResult
from app.storage.schema import ClassRow
from app.storage.unit_of_work import UnitOfWork
from app.views.message import Message
from app.views.theme.look import Look
from app.views.train_page.page import TrainPage
from app.views.train_page.situation import Face
from mmrl_engine import Adapter, train
from mmrl_engine.adapter_config import AnswerSource
from mmrl_engine.backbones import catalogue
from mmrl_engine.evaluation.results import Evaluation, Judged
from mmrl_engine.notices import notice
from mmrl_engine.types import Standing
from tests.app.filled import filled_project
from tests.engine.small import QUICK, backbone, write_pictures
from tests.gui.desk_fixture import opened_desk, opened_project

ROUNDS, STEPS, WORDS = 50, 1000, 0.72
MARKS = ("blue disc", "orange square", "green triangle up", "pink diamond", "purple plus")


_LEARNED: dict[tuple[str, ...], Adapter] = {}


def learned(labels: tuple[str, ...], folder: Path) -> Adapter:
    """An adapter of these classes; learned once, since what it knows of them is not looked at here."""
    names = tuple(dict.fromkeys(labels))
    if names not in _LEARNED:
        made = train(write_pictures(folder / "learned", dict.fromkeys(names, 1)), backbone(), QUICK)
        demo = replace(made.backbone, fingerprint=catalogue.DEMO.fingerprint or "")  # which the projects use
        _LEARNED[names] = replace(made, backbone=demo)
    return _LEARNED[names]


class Scene:
    """The page, and what a test does around it."""

    def __init__(self, qtbot: QtBot, page: TrainPage, runner: object, folder: Path) -> None:
        self.qtbot, self.page, self.folder = qtbot, page, folder
        self.runner = runner
        self.desk = page.desk
        self.said: list[Message] = []
        self.wishes: list[object] = []
        self.broken: list[object] = []
        page.said.connect(self.said.append)
        page.wished.connect(self.wishes.append)
        self.desk.broke.connect(self.broken.append)

    def open(self, counts: dict[str, int]) -> OpenProject:
        """Opens a project with a class for each name and so many pictures in it."""
        storage = self.desk.program.storage
        project_id = filled_project(storage, self.folder / f"given{len(list(self.folder.iterdir()))}", counts)

        def mark(unit: UnitOfWork) -> None:
            for row in unit.session.query(ClassRow).filter(ClassRow.project_id == project_id):
                row.color = MARKS[row.position % len(MARKS)]

        storage.write(mark)
        project = opened_project(self.qtbot, self.desk, project_id)
        self.page.set_project(project)
        self.page.resize(1280, 720)
        self.page.show()
        self.page.entered()
        self.settle()
        return project

    @property
    def project(self) -> OpenProject:
        assert self.page.project is not None
        return self.page.project

    def settle(self) -> None:
        """Until nothing is asked of the services any more."""
        self.qtbot.wait(1)  # what was told travels through the event loop
        self.qtbot.waitUntil(lambda: not self.desk.acts.busy)

    def until(self, face: Face) -> None:
        self.qtbot.waitUntil(lambda: self.page.face is face, timeout=5000)
        self.settle()

    def tell(self, event: Event) -> None:
        self.runner.tell(event)  # type: ignore[attr-defined]
        self.settle()

    @property
    def job(self) -> TrainJob | EvaluateJob:
        job = self.runner.last  # type: ignore[attr-defined]
        assert isinstance(job, TrainJob | EvaluateJob)
        return job

    def start(self) -> None:
        self.page.start()
        self.until(Face.RUNNING)
        self.tell(Started("cpu", notice("device-no-card")))

    def learn(self, done: int, *, right: float | None = None, loss: float = 1.0, left: float | None = None) -> None:
        """The training is at this step of `STEPS`."""
        standing = Standing(ROUNDS, right, WORDS)
        self.tell(Moved("train", done, STEPS, loss=loss, seconds_left=left, standing=standing))

    def finish(self) -> None:
        """The training ends, as the child ends it: with an adapter in a file."""
        job = self.job
        assert isinstance(job, TrainJob)
        learned(job.labels, self.folder).save(job.result)
        self.tell(Finished(TrainResult(job.result)))

    def until_test(self) -> EvaluateJob:
        self.qtbot.waitUntil(lambda: isinstance(self.job, EvaluateJob), timeout=5000)
        job = self.job
        assert isinstance(job, EvaluateJob)
        self.settle()
        return job

    def end_test(self, right: int, by_words: int, *, quick: int | None = None) -> None:
        """The test finds so many answers right, so many from words alone, and so many by the quick answer."""
        job = self.until_test()
        names = tuple(dict.fromkeys(job.labels))

        def answer(label: str, good: bool) -> str:
            return label if good else next(name for name in names if name != label)

        judged = tuple(
            Judged(
                item.path,
                label,
                answer(label, place < right),
                answer(label, place < by_words),
                place % 2,
                None if quick is None else answer(label, place < quick),
            )
            for place, (item, label) in enumerate(zip(job.pictures, job.labels, strict=True))
        )
        sources: tuple[AnswerSource, ...] = ("words", "mmrl") if quick is None else ("words", "instant", "mmrl")
        self.tell(Finished(Evaluation(names, 2, judged, sources)))

    def drain(self) -> None:
        """Ends what is at work, so that nothing is left to tell."""
        for card in self.desk.program.projects.list():
            live = self.page.following.of_project(card.id)
            if live is not None:
                self.page.following.stop(live.run_id)
        self.settle()


@pytest.fixture
def scene(qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Scene]:
    (tmp_path / "given").mkdir()
    with opened_desk(monkeypatch, tmp_path / "data") as (desk, runner):
        page = TrainPage(desk, look)
        made = Scene(qtbot, page, runner, tmp_path / "given")
        yield made
        made.drain()
        assert made.broken == []
        page.close()
        page.deleteLater()
        qtbot.wait(0)
