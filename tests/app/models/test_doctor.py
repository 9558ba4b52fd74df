"""The open project's doctor: it looks when things have settled, off the window's thread, and shows nothing stale."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.models.desk import Desk
from app.models.doctor import ProjectDoctor, project_doctor
from app.models.open_project import OpenProject
from app.models.project_vectors import project_vectors
from app.services.diagnosis import NOTHING, Diagnosis, Doubt, Known
from tests.app.filled import filled_project
from tests.gui.desk_fixture import opened_desk, opened_project
from tests.gui.pictures_page.conftest import KnowingRunner

COUNTS = {"cat": 10, "dog": 10}


class Scene:
    """A doctor over a real program, whose pictures show what their first class says."""

    def __init__(self, qtbot: QtBot, desk: Desk, runner: KnowingRunner, folder: Path) -> None:
        self.qtbot, self.desk, self.runner, self.folder = qtbot, desk, runner, folder
        self.doctor: ProjectDoctor = project_doctor(desk)
        self.project: OpenProject | None = None

    def open(self) -> OpenProject:
        made = filled_project(self.desk.program.storage, self.folder, COUNTS)
        project = opened_project(self.qtbot, self.desk, made)
        names = {view.id: view.name for view in project.state.classes}
        self.runner.shows = {view.sha256: names[view.class_id or 0] for view in project.state.listed}
        project_vectors(self.desk.vectors).set_project(project)
        self.doctor.set_project(project)
        self.project = project
        return project

    def looked(self) -> Diagnosis:
        self.qtbot.waitUntil(lambda: self.doctor.looked, timeout=5000)
        return self.doctor.diagnosis

    def label(self, placement: int, name: str) -> None:
        assert self.project is not None
        wanted = next(view.id for view in self.project.state.classes if view.name == name)
        pictures = self.desk.program.pictures
        self.desk.do(lambda: pictures.label(placement_ids=[placement], class_id=wanted))


@pytest.fixture
def scene(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Scene]:
    monkeypatch.setattr("tests.gui.desk_fixture.ClosableRunner", KnowingRunner)
    monkeypatch.setattr("app.models.doctor.QUIET_MS", 20)
    with opened_desk(monkeypatch, tmp_path / "data") as (desk, runner):
        assert isinstance(runner, KnowingRunner)
        made = Scene(qtbot, desk, runner, tmp_path / "given")
        yield made
        made.doctor.set_project(None)
        project_vectors(desk.vectors).set_project(None)


def test_a_change_is_looked_at_again_once_it_is_quiet(scene: Scene) -> None:
    project = scene.open()
    assert scene.doctor.diagnosis is NOTHING
    assert scene.looked().doubts == {}
    moved = project.state.listed[0]
    scene.label(moved.id, "dog")
    scene.qtbot.waitUntil(lambda: bool(scene.doctor.diagnosis.doubts), timeout=5000)
    dog, cat = (view.id for view in reversed(project.state.classes))
    assert scene.doctor.diagnosis.doubts == {moved.id: Doubt("mislabelled", dog, cat)}
    with scene.qtbot.waitSignal(scene.doctor.changed, timeout=5000):
        scene.label(moved.id, "cat")
    assert scene.doctor.diagnosis.doubts == {}, "at once, before it looks again"


def test_all_pages_share_one(scene: Scene) -> None:
    assert project_doctor(scene.desk) is scene.doctor


def test_nothing_stale_is_shown(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    project = scene.open()
    scene.looked()
    going, go_on, answers = threading.Event(), threading.Event(), list[Diagnosis]()
    look = scene.desk.program.doctor.look

    def slow(*, project_id: int, known: Known) -> Diagnosis:
        found = look(project_id=project_id, known=known)
        going.set()
        assert go_on.wait(5)
        answers.append(found)
        return found

    monkeypatch.setattr(type(scene.desk.program.doctor), "look", lambda self, **given: slow(**given))
    moved = project.state.listed[0].id
    scene.label(moved, "dog")
    scene.qtbot.waitUntil(going.is_set, timeout=5000)
    scene.label(moved, "cat")
    scene.qtbot.waitUntil(lambda: project.by_id[moved].class_id == project.state.classes[0].id, timeout=5000)
    seen: list[Diagnosis] = []
    scene.doctor.changed.connect(lambda: seen.append(scene.doctor.diagnosis))
    go_on.set()
    scene.qtbot.waitUntil(lambda: len(answers) == 2, timeout=5000)
    scene.qtbot.wait(50)
    assert [bool(found.doubts) for found in answers] == [True, False]
    assert seen == []


def test_another_project_begins_with_nothing(scene: Scene) -> None:
    project = scene.open()
    scene.label(project.state.listed[0].id, "dog")
    scene.qtbot.waitUntil(lambda: bool(scene.doctor.diagnosis.doubts), timeout=5000)
    scene.doctor.set_project(None)
    assert scene.doctor.diagnosis is NOTHING
    assert not scene.doctor.looked


def test_the_event_loop_goes_on_while_it_looks(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(self: object, **given: object) -> Diagnosis:
        time.sleep(0.5)
        return NOTHING

    monkeypatch.setattr(type(scene.desk.program.doctor), "look", slow)
    scene.open()
    beats: list[float] = []
    heart = QTimer()
    heart.timeout.connect(lambda: beats.append(time.monotonic()))
    scene.qtbot.waitUntil(lambda: scene.desk.aside_acts.busy, timeout=5000)
    heart.start(5)
    scene.qtbot.waitUntil(lambda: not scene.desk.aside_acts.busy, timeout=5000)
    heart.stop()
    gaps = [after - before for before, after in pairwise(beats)]
    assert len(beats) > 20
    assert max(gaps) < 0.4
