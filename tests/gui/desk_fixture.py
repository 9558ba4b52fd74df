"""A real desk over a real data folder, whose jobs are told by the test instead of being computed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Listeners, build
from app.models.desk import Desk, Events
from app.models.open_project import OpenProject, read_state
from app.models.window_memory import WindowMemory
from app.storage.folders import find_folders
from tests.app.scripted_runner import ScriptedRunner


class ClosableRunner(ScriptedRunner):
    """What the program asks of its runner besides jobs."""

    def start(self) -> None:
        """There is no process."""

    def close(self) -> None:
        """There is no process."""


@contextmanager
def opened_desk(monkeypatch: pytest.MonkeyPatch, data: Path) -> Iterator[tuple[Desk, ScriptedRunner]]:
    """The program of a data folder with its desk, taken down in order at the end."""
    runner = ClosableRunner()
    monkeypatch.setattr("app.bootstrap.ComputeRunner", lambda **options: runner)
    events, folders = Events(), find_folders(data)
    heard = (events.trainings, events.evaluations, events.balances, events.folder_runs)
    listeners = Listeners(*heard, watches=events.watches, downloads=events.downloads)
    program = build(folders, listeners, threads=1)
    desk = Desk(program, events, WindowMemory(folders.data))
    try:
        yield desk, runner
    finally:
        desk.close()
        program.close()


def opened_project(qtbot: QtBot, desk: Desk, project_id: int) -> OpenProject:
    """A project, read and followed."""
    found: list[OpenProject] = []
    desk.do(lambda: read_state(desk.program, project_id), on_done=lambda state: found.append(OpenProject(desk, state)))
    qtbot.waitUntil(lambda: bool(found))
    return found[0]
