"""The Use page over a real program and real folders, with somebody who plays the child process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.models.folder_rows import FILE
from app.models.open_project import OpenProject
from app.services.jobs import ClassifyJob, Done, Event, Failed, Finished, InstantJob, Moved, Part, TrainResult
from app.views.theme.look import Look
from app.views.use_page.page import UsePage
from mmrl_engine.notices import Notice, notice
from mmrl_engine.types import Verdict
from tests.app.filled import filled_project
from tests.app.scripted_runner import ScriptedRunner
from tests.app.services.folder_desk import NAMES, answered
from tests.app.services.import_help import write_picture
from tests.gui.desk_fixture import opened_desk, opened_project
from tests.gui.page_scene import PageScene

W = TypeVar("W", bound=QWidget)
FIVE = ("a.png", "b.png", "c.png", "d.png", "Ä/e.png")


class Scene(PageScene[UsePage]):
    """What a test does around the page.

    Attributes:
        quick: whether the quick answer can be made; where not, words alone answer.
    """

    quick = False

    def __init__(self, qtbot: QtBot, page: UsePage, runner: ScriptedRunner, folder: Path) -> None:
        super().__init__(qtbot, page, runner, folder)
        self.failed: list[str] = []
        self.desk.failed.connect(self._fail)

    def _fail(self, notices: tuple[Notice, ...]) -> None:
        self.failed += [item.code for item in notices]

    def settle(self) -> None:
        """Until nothing is asked of the services any more; the quick answer is made, or not, as soon as it is asked."""
        self.qtbot.wait(1)
        self.qtbot.waitUntil(self._at_rest)
        self.qtbot.wait(1)

    def _at_rest(self) -> bool:
        for name, job in list(self.runner.jobs.items()):
            if isinstance(job, InstantJob):
                self.runner.tell(self._made(job), name)
        return not (self.desk.acts.busy or self.desk.long_acts.busy)

    def _made(self, job: InstantJob) -> Event:
        if not self.quick:
            return Failed((notice("picture-empty", path="a.png"),))
        job.result.write_bytes(b"a trained file")
        return Finished(TrainResult(job.result))

    def new_project(self) -> OpenProject:
        given = self.folder / f"classes{len(list(self.folder.iterdir()))}"
        return opened_project(
            self.qtbot, self.desk, filled_project(self.desk.program.storage, given, dict.fromkeys(NAMES, 2))
        )

    def open(self, project: OpenProject) -> OpenProject:
        self.page.set_project(project)
        self.settle()
        return project

    def pictures(self, name: str, files: tuple[str, ...] = FIVE) -> Path:
        for number, file in enumerate(files):
            write_picture(self.folder / name / file, number)
        return self.folder / name

    def start(self, folder: Path) -> None:
        self.page.take_drop([folder])
        self.settle()

    @property
    def job(self) -> ClassifyJob:
        job = self.runner.last
        assert isinstance(job, ClassifyJob)
        return job

    def tell(self, event: Event) -> None:
        self.runner.tell(event)
        self.settle()

    def answer(self, start: int, *answers: str | Notice, verdict: Verdict | None = None) -> None:
        """Answers for the job's pictures from number `start` on, and how far it is by then."""
        pictures = self.job.pictures[start : start + len(answers)]
        made = [answered(item.path, what, verdict) for item, what in zip(pictures, answers, strict=True)]
        self.tell(Part(start, tuple(made)))
        self.tell(Moved("evaluate", start + len(answers), len(self.job.pictures), rate=41.0, seconds_left=4.0))

    def finish(self) -> None:
        self.tell(Finished(Done(len(self.job.pictures))))
        self.refresh()

    def refresh(self) -> None:
        """What the page does a moment later by itself."""
        self.page.sort._refresh()
        self.settle()

    def answered(self, folder: Path, *answers: str | Notice, verdict: Verdict | None = "sure") -> None:
        """A folder from the first to the last file."""
        self.start(folder)
        self.answer(0, *answers, verdict=verdict)
        self.finish()

    def listed(self) -> list[str]:
        """The paths in the table."""
        model = self.page.sort.answers.table.model()
        return [str(model.index(row, 0).data(FILE).path) for row in range(model.rowCount())]

    def message(self) -> str:
        return self.said[-1].text

    def dialog(self) -> QDialog:
        self.settle()
        found = [item for item in self.page.window().findChildren(QDialog) if item.isVisible()]
        assert found, "no dialog is open"
        return found[-1]


def child(parent: QWidget, kind: type[W]) -> W:
    """The widget of this kind in another."""
    found = parent.findChild(kind)
    assert found is not None
    return found


class Answers:
    """Plays the person in front of the system's file dialogs."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self.suggested = ""

    def folder(self, parent: QWidget, title: str = "", folder: str = "") -> str:
        self.suggested = folder
        return "" if self.path is None else str(self.path)

    def file(self, parent: QWidget, title: str, name: str, kinds: str) -> tuple[str, str]:
        self.suggested = name
        return ("" if self.path is None else str(self.path), kinds)


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """What is chosen in a file dialog; nothing, unless a test says so."""
    answers = Answers()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", answers.folder)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answers.file)
    return answers


@pytest.fixture
def german() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def scene(qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Scene]:
    (tmp_path / "given").mkdir()
    monkeypatch.setattr("app.services.folder_log.BATCH", 1)  # every answer is lasting at once
    with opened_desk(monkeypatch, tmp_path / "data") as (desk, runner):
        page = UsePage(desk, look)
        page.resize(1280, 720)
        page.show()
        page.activateWindow()
        made = Scene(qtbot, page, runner, tmp_path / "given")
        made.open(made.new_project())
        yield made
        for job in list(runner.jobs):
            runner.cancel(job)
        made.settle()
        assert made.broken == []
        page.set_project(None)
        page.close()
        page.deleteLater()
        qtbot.wait(0)
