"""The open project is read again after each of its changes, and never after it is closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.desk import Desk
from app.models.open_project import OpenProject
from tests.app.filled import filled_project
from tests.gui.desk_fixture import opened_desk, opened_project


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Desk]:
    with opened_desk(monkeypatch, tmp_path / "data") as (made, _):
        yield made


@pytest.fixture
def project(desk: Desk, qtbot: QtBot, tmp_path: Path) -> OpenProject:
    (tmp_path / "given").mkdir()
    return opened_project(qtbot, desk, filled_project(desk.program.storage, tmp_path / "given", {"cat": 2, "dog": 1}))


def settle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.wait(1)
    qtbot.waitUntil(lambda: not desk.acts.busy)


def test_it_knows_its_pictures_and_classes(project: OpenProject) -> None:
    assert project.state.pictures == 3
    assert [item.name for item in project.state.classes] == ["cat", "dog"]
    picture = project.state.listed[0]
    assert project.by_id[picture.id] is picture
    found = project.class_by_id(picture.class_id)
    assert found is not None
    assert project.class_by_id(None) is None


def test_every_change_of_it_shows_and_those_of_others_do_not(qtbot: QtBot, desk: Desk, project: OpenProject) -> None:
    with qtbot.waitSignal(project.changed):
        desk.do(lambda: desk.program.projects.rename(project_id=project.id, name="Pets"))
    assert project.state.view.name == "Pets"
    settle(qtbot, desk)
    with qtbot.assertNotEmitted(project.changed, wait=20):
        desk.do(lambda: desk.program.projects.create(name="Other"))
        settle(qtbot, desk)


def test_many_changes_at_once_are_read_twice_at_most(qtbot: QtBot, desk: Desk, project: OpenProject) -> None:
    read: list[int] = []
    project.changed.connect(lambda: read.append(1))
    for _ in range(5):
        project.refresh()
    settle(qtbot, desk)
    assert len(read) == 2


def test_what_comes_after_the_end_changes_nothing(qtbot: QtBot, desk: Desk, project: OpenProject) -> None:
    before = project.state
    project.refresh()
    project.refresh()
    project.close()
    project.close()
    settle(qtbot, desk)
    assert project.state is before
    project.refresh()
    assert not desk.acts.busy


def test_a_project_that_cannot_be_read_stays_as_it_was(qtbot: QtBot, desk: Desk, project: OpenProject) -> None:
    before = project.state
    desk.program.projects.trash(project_id=project.id)
    desk.program.projects.delete_for_good(project_id=project.id)
    project.refresh()
    project.refresh()
    settle(qtbot, desk)
    assert project.state is before
