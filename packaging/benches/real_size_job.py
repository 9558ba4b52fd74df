"""The whole job of a person with a model of a real size, in the program with its window.

Each step returns its figures; what a later one needs of an earlier one is read from the project, so that a run that was
cut off goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QLocale
from PySide6.QtTest import QTest

from app.models.open_project import OpenProject
from app.models.project_vectors import project_vectors
from app.services.jobs import BackboneSource
from app.services.run_views import RunView
from app.start_request import Request
from app.storage.folders import find_folders
from app.views.language import Languages
from app.views.theme.look import Look
from app.views.wishes import GoTo, Train
from app.window_program import Session, make_application
from mmrl_engine.types import TrainConfig

TURN_MS = 10
STARTING_S = 120.0
AT_WORK = ("waiting", "running")
Figures = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Given:
    """Attributes:
    model: an open_clip folder. pictures: folder with `given` (a folder a class) and `asked`. rounds: of the training.
    """

    model: Path
    pictures: Path
    work: Path
    rounds: int


class Job:
    """The program, and what its steps need of each other."""

    def __init__(self, session: Session, given: Given) -> None:
        self._session, self._given = session, given
        self._problems: list[str] = []
        session.desk.failed.connect(self._take_notices)
        session.crashed.connect(self._problems.append)

    def steps(self) -> dict[str, Callable[[], Figures]]:
        """By name, in order."""
        return {
            "project": self.make_project,
            "import": self.take_in,
            "features": self.make_features,
            "training": self.train,
            "check": self.check,
            "answers": self.answer,
            "export": self.export,
            "folder": self.answer_folder,
        }

    def open(self) -> None:
        """Starts the program; where an earlier run has made the project, opens it."""
        self._session.open(Request((), str(Path.cwd())))
        self._wait(lambda: self._session.desk.is_there, STARTING_S)
        found = self._do(self._session.desk.program.projects.list)
        if found:
            self._go_in(found[0].id)

    def make_project(self) -> Figures:
        """An empty one that uses the model."""
        projects = self._session.desk.program.projects
        made = self._do(partial(projects.create, name="Real size")).made
        assert made is not None
        source = BackboneSource(str(self._given.model))
        self._do(partial(projects.set_backbone, project_id=made, backbone=source))
        self._go_in(made)
        return {}

    def take_in(self) -> Figures:
        """Imports the pictures, as a drop on the window does."""
        wanted = sum(1 for path in (self._given.pictures / "given").rglob("*") if path.is_file())
        self._session.window.seen().take_drop([self._given.pictures / "given"])
        self._wait(lambda: self._project.state.pictures >= wanted and self._is_idle("import"))
        return {"pictures": wanted}

    def make_features(self) -> Figures:
        """Waits for those that the window asks for by itself; the first one comes once the model is loaded."""
        vectors, wanted = self._session.desk.vectors, self._project.state.pictures
        project_vectors(vectors).set_project(self._project)
        begin = time.perf_counter()
        self._wait(lambda: vectors.ready_count > 0)
        first = time.perf_counter() - begin
        self._wait(lambda: vectors.ready_count >= wanted)
        folder = self._session.desk.program.storage.folders.features
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        return {"first_seconds": first, "pictures": wanted, "feature_bytes": size}

    def train(self) -> Figures:
        """Until it has learned; its test begins then by itself."""
        config = TrainConfig(preset="published", epochs=self._given.rounds)
        self._session.window.seen().wished.emit(Train(config))
        self._wait(lambda: bool(self._project.state.runs))
        self._wait(lambda: self._run.state not in AT_WORK)
        if self._run.adapter_id is None:
            raise RuntimeError(f"nothing was learned: {self._run.state} {[str(item) for item in self._run.notices]}")
        return {"rounds": self._given.rounds, "pictures": self._run.pictures}

    def check(self) -> Figures:
        """The test on pictures held out, and the balance of typed names that follows it."""
        if self._is_idle() and self._run.figures is None:
            self._do(partial(self._session.desk.program.evaluations.start, run_id=self._run.id))
        self._wait(lambda: self._run.figures is not None and self._is_idle())
        return {}

    def answer(self) -> Figures:
        """Every picture by itself, one after another, with a typed name beside the learned ones."""
        paths = self._asked()
        call = self._session.desk.program.classification.answers
        seconds = []
        for path in paths:
            begin = time.perf_counter()
            self._do(partial(call, project_id=self._project.id, paths=[path], typed=["something else"]))
            seconds.append(time.perf_counter() - begin)
        return {"pictures": len(paths), "first_seconds": seconds[0], "median_seconds": sorted(seconds)[len(paths) // 2]}

    def export(self) -> Figures:
        """The trained file."""
        path = self._given.work / "learned.mmrl.safetensors"
        adapter_id = self._run.adapter_id
        assert adapter_id is not None
        self._do(partial(self._session.desk.program.adapters.export, adapter_id=adapter_id, path=path))
        return {"file_bytes": path.stat().st_size}

    def answer_folder(self) -> Figures:
        """A folder at a time, as the Use page does it."""
        self._session.window.seen().wished.emit(GoTo("use"))
        runs = self._session.desk.program.folder_runs
        folder = self._given.pictures / "asked"
        made = self._do(partial(runs.start, project_id=self._project.id, folder=folder)).made
        assert made is not None
        self._wait(lambda: self._do(partial(runs.get, run_id=made)).state != "running")
        return {"pictures": len(self._asked())}

    @property
    def _project(self) -> OpenProject:
        project = self._session.window.pane.project
        assert project is not None
        return project

    @property
    def _run(self) -> RunView:
        return self._project.state.runs[0]

    def _asked(self) -> list[Path]:
        return sorted((self._given.pictures / "asked").iterdir())

    def _go_in(self, project_id: int) -> None:
        self._session.open_project(project_id)
        self._wait(lambda: self._session.window.pane.isVisible() and not self._session.busy)

    def _is_idle(self, kind: str = "") -> bool:
        items = self._session.desk.activity.items()
        return not self._session.busy and not any(item.kind == kind or not kind for item in items)

    def _do(self, call: Callable[[], T]) -> T:
        """A service's answer, while the window lives on."""
        found: list[T] = []
        self._session.desk.do(call, on_done=found.append)
        self._wait(lambda: bool(found))
        return found[0]

    def _wait(self, ready: Callable[[], bool], patience: float = float("inf")) -> None:
        end = time.monotonic() + patience
        while not ready():
            if self._problems or time.monotonic() > end:
                raise RuntimeError("; ".join(self._problems) or "the program did not get there")
            QTest.qWait(TURN_MS)

    def _take_notices(self, notices: Any) -> None:
        self._problems += [str(item) for item in notices]


@contextmanager
def opened_job(given: Given) -> Iterator[Job]:
    """The program with its window, closed in the end."""
    application = make_application()
    locale, languages = QLocale(), Languages(application)
    session = Session(find_folders(given.work / "data"), Look(application), languages, safe=False)
    try:
        with session:
            job = Job(session, given)
            job.open()
            yield job
            session.window.close()
    finally:
        languages.forget()
        QLocale.setDefault(locale)
