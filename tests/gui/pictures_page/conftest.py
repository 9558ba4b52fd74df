"""The Pictures page over a real program, with a child process that knows at once what every picture shows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.models.desk import Desk
from app.models.tiles import Shown, Tile
from app.services.jobs import (
    Done,
    FeaturesJob,
    Finished,
    Job,
    JobPicture,
    Listener,
    NamesJob,
    NameVectors,
    Part,
    PictureVectors,
)
from app.services.likeness import Vectors, normalised
from app.services.rivals import KIND_WORDS
from app.views.import_flow import ImportFlow
from app.views.message import Message
from app.views.pictures_page.page import PicturesPage
from app.views.theme.look import Look
from app.views.undoing import Undoing
from tests.app.services.import_help import HereDecoder, noise, write_picture
from tests.gui.desk_fixture import ClosableRunner, opened_desk, opened_project

KNOWN = ("cat", "dog", "bird", "fish")
WIDTH = len(KNOWN) + len(KIND_WORDS)
NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
LEFT = Qt.MouseButton.LeftButton


def axis(place: int) -> Vectors:
    vector: Vectors = np.eye(WIDTH, dtype=np.float32)[place]
    return vector


WORDS = {word: axis(place) for place, word in enumerate(KNOWN)} | {
    word: normalised(axis(len(KNOWN) + place) + 0.2 * axis(len(KNOWN) + (place ^ 1)))
    for place, word in enumerate(KIND_WORDS)
}


class KnowingRunner(ClosableRunner):
    """Answers at once, unless `holds`.

    Attributes:
        shows: what is on a picture, by its hash.
    """

    def __init__(self) -> None:
        super().__init__()
        self.shows: dict[str, str] = {}
        self.holds: tuple[type[Job], ...] = ()
        self._held: list[str] = []

    def submit(self, job: Job, listener: Listener) -> str:
        job_id = super().submit(job, listener)
        self._held.append(job_id)
        self.work()
        return job_id

    def work(self) -> None:
        """Does what is not held any more."""
        for job_id in [held for held in self._held if not isinstance(self.jobs[held], self.holds)]:
            self._held.remove(job_id)
            job = self.jobs[job_id]
            if isinstance(job, NamesJob):
                rows = np.stack([WORDS.get(name, np.zeros(WIDTH, np.float32)) for name in job.names])
                self.tell(Finished(NameVectors(rows, rows, {})), job_id)
            elif isinstance(job, FeaturesJob):
                vectors = tuple(self._look(place, item) for place, item in enumerate(job.pictures))
                self.tell(Part(0, vectors=vectors), job_id)
                self.tell(Finished(Done(len(vectors))), job_id)

    def _look(self, place: int, picture: JobPicture) -> PictureVectors:
        return PictureVectors(place, WORDS[self.shows.get(picture.sha256 or "", "cat")] * 0.9 + 0.01)


class ClosableDecoder(HereDecoder):
    def __init__(self, workers: int) -> None:
        super().__init__()

    def close(self) -> None:
        """There is no process."""


class Scene:
    """The page, and what a test does around it."""

    def __init__(self, qtbot: QtBot, page: PicturesPage, runner: KnowingRunner, folder: Path) -> None:
        self.qtbot, self.page, self.runner, self.folder = qtbot, page, runner, folder
        self.desk: Desk = page.desk
        self.program = page.desk.program
        self.said: list[Message] = []
        self.wishes: list[object] = []
        self.broken: list[object] = []
        self.imports = ImportFlow(page.desk, page.look, page)
        page.set_imports(self.imports)
        page.said.connect(self.said.append)
        self.imports.said.connect(self.said.append)
        self.undoing = Undoing(page.desk, QAction(page), QAction(page), page)
        self.undoing.said.connect(self.said.append)
        self.imports.undo_asked.connect(self.undoing.take_back)
        page.wished.connect(self.wishes.append)
        self.desk.broke.connect(self.broken.append)
        self._drawn = 0

    def file(self, what: str, folder: str = "given") -> Path:
        """A picture that no other one looks like."""
        self._drawn += 1
        path = write_picture(self.folder / folder / f"{what}_{self._drawn}.png", self._drawn)
        self.runner.shows[hashlib.sha256(path.read_bytes()).hexdigest()] = what
        return path

    def copy_of(self, path: Path) -> Path:
        """Another file, which looks the same."""
        self._drawn += 1
        other = path.with_name(f"copy_{self._drawn}.bmp")
        noise(int(path.stem.rpartition("_")[2])).save(other)
        return other

    def project(self, classes: Sequence[str] = ("cat", "dog", "bird"), name: str = "Zoo") -> int:
        """A new project with these classes."""
        made = self.program.projects.create(name=name).made
        assert made is not None
        for item in classes:
            self.program.classes.add(project_id=made, name=item)
        return made

    def fill(self, project_id: int, *paths: Path, into: str | None = None) -> None:
        """Takes pictures in."""
        classes = {view.name: view.id for view in self.program.classes.list(project_id=project_id)}
        plan = self.program.importing.plan(paths=paths)
        class_id = None if into is None else classes[into]
        self.program.importing.run(project_id=project_id, plan=plan, class_id=class_id)

    def open(self, project_id: int) -> None:
        self.page.set_project(opened_project(self.qtbot, self.desk, project_id))
        self.page.resize(1280, 720)
        self.page.show()
        self.page.activateWindow()
        self.settle()
        self.focus(self.page.grid)

    def settle(self) -> None:
        """Until nothing is asked of the services any more, and nothing more is known."""
        for _ in range(3):
            self.qtbot.wait(1)  # what was told travels through the event loop
            self.qtbot.waitUntil(lambda: not self.desk.acts.busy and not self.desk.long_acts.busy)
        self.page.desk.vectors.changed.emit()

    def focus(self, widget: QWidget) -> None:
        if not widget.isVisible():  # the grid, while there is nothing in it
            return
        widget.setFocus()
        self.qtbot.waitUntil(widget.hasFocus)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, on: QWidget | None = None) -> None:
        QTest.keyClick(on or self.page.grid, key, modifier)
        self.settle()

    def show(self, shelf: str, class_name: str = "") -> None:
        """As by a click in the side bar."""
        if shelf == "class":
            view = self.view(class_name)
            row = self.page.side.classes.row_of(view)
            assert row is not None
            index = self.page.side.classes.index(row)
            QTest.mouseClick(self.page.side.list.viewport(), LEFT, pos=self.page.side.list.visualRect(index).center())
        else:
            QTest.mouseClick(getattr(self.page.side, shelf), LEFT)
        self.settle()

    def choose(self, *names: str) -> None:
        """Clicks the tiles of these pictures, with Ctrl after the first."""
        grid = self.page.grid
        for place, name in enumerate(names):
            row = next(row for row, tile in enumerate(self.tiles()) if tile.name == name)
            index = self.page.model.index(row)
            grid.scrollTo(index)
            QTest.mouseClick(grid.viewport(), LEFT, CTRL if place else NONE, grid.visualRect(index).center())
        self.settle()

    def tiles(self) -> Sequence[Tile]:
        return self.page.model.tiles()

    def names(self) -> list[str]:
        return [tile.name for tile in self.tiles()]

    def selected(self) -> list[str]:
        return [tile.name for tile in self.page.grid.selected()]

    def view(self, class_name: str) -> int:
        assert self.page.project is not None
        return next(view.id for view in self.page.project.state.classes if view.name == class_name)

    def placed(self) -> dict[str, str | None]:
        """The class of every picture that is not in the trash."""
        assert self.page.project is not None
        names = {view.id: view.name for view in self.page.project.state.classes}
        return {item.name: names.get(item.class_id or 0) for item in self.page.project.state.listed}

    def undo(self) -> None:
        assert self.page.project is not None
        project_id = self.page.project.id
        self.desk.do(lambda: self.program.undo.undo(project_id=project_id))
        self.settle()

    def shown(self) -> Shown:
        return self.page.shelves.shown

    def drop(self, mime: QMimeData, on: QWidget, at: QPoint) -> bool:
        """Over the widget, and down; whether it was taken."""
        actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
        QApplication.sendEvent(on, QDragEnterEvent(at, actions, mime, LEFT, NONE))
        QApplication.sendEvent(on, QDragMoveEvent(at, actions, mime, LEFT, NONE))
        event = QDropEvent(QPointF(at), actions, mime, LEFT, NONE)
        QApplication.sendEvent(on, event)
        self.settle()
        return event.isAccepted()

    def row_place(self, class_name: str) -> QPoint:
        """The middle of a class's row, in its list."""
        row = self.page.side.classes.row_of(self.view(class_name))
        assert row is not None
        return self.page.side.list.visualRect(self.page.side.classes.index(row)).center()


def urls(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def until(qtbot: QtBot, what: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(what()), timeout=5000)


@pytest.fixture
def scene(qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Scene]:
    monkeypatch.setattr("tests.gui.desk_fixture.ClosableRunner", KnowingRunner)
    monkeypatch.setattr("app.bootstrap.DecodePool", ClosableDecoder)
    with opened_desk(monkeypatch, tmp_path / "data") as (desk, runner):
        assert isinstance(runner, KnowingRunner)
        page = PicturesPage(desk, look)
        made = Scene(qtbot, page, runner, tmp_path)
        yield made
        made.settle()
        assert made.broken == []
        page.set_project(None)
        page.close()
        page.deleteLater()
        qtbot.wait(0)
