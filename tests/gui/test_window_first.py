"""The window is there before its services: what a person does meanwhile waits for them."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import window_program
from app.bootstrap import Program
from app.views.dialogs.name_dialog import NameDialog
from app.views.dialogs.palette import Palette
from app.views.theme.look import Look
from app.views.theme.tokens import DARK, LIGHT
from mmrl_engine.errors import EngineError
from tests.gui.desk_fixture import ClosableRunner
from tests.gui.studio import Studio
from tests.gui.whole import settle, whole_program

CONTROL = Qt.KeyboardModifier.ControlModifier


class Gate:
    """The services are made once it is open; if it is to fail, they are not."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._make, self._opened = window_program._build, threading.Event()
        self.failure: Exception | None = None
        self.made: list[Program] = []
        patch.setattr("app.bootstrap.ComputeRunner", lambda **options: ClosableRunner())
        patch.setattr(window_program, "_build", self._build)

    def open(self) -> None:
        self._opened.set()

    def _build(self, *given: object) -> Program:
        self._opened.wait()
        if self.failure is not None:
            raise self.failure
        self.made.append(self._make(*given))  # type: ignore[arg-type]
        return self.made[-1]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate(monkeypatch)
    yield made
    made.open()


@contextmanager
def shown(folder: Path, look: Look, application: QApplication, gate: Gate, *arguments: str) -> Iterator[Studio]:
    """The window without its services; at the end these come, if they have not."""
    studio = Studio(folder, look, application)
    studio.show(*arguments)
    try:
        yield studio
    finally:
        gate.open()
        studio.close()
    assert studio.crashes == []


def names(studio: Studio) -> list[NameDialog]:
    return [item for item in studio.window.findChildren(NameDialog) if item.isVisible()]


def arrive(studio: Studio, gate: Gate) -> None:
    gate.open()
    studio.wait(lambda: studio.session.desk.is_there, "the services")
    settle(studio)


def test_the_window_is_seen_first_and_does_not_say_that_it_is_the_first_time(
    tmp_path: Path, look: Look, qapp: QApplication, gate: Gate
) -> None:
    with shown(tmp_path / "data", look, qapp, gate) as studio:
        QTest.qWait(50)
        start = studio.window.start
        assert start.list.isVisible()
        assert not start.first.isVisible()
        assert not studio.session.desk.is_there
        arrive(studio, gate)
        assert start.first.isVisible()


def test_what_is_asked_for_meanwhile_is_done_once_when_the_services_are_there(
    tmp_path: Path, look: Look, qapp: QApplication, gate: Gate
) -> None:
    with shown(tmp_path / "data", look, qapp, gate) as studio:
        for _ in range(2):
            studio.press(Qt.Key.Key_N, CONTROL)
        QTest.qWait(20)
        assert names(studio) == []
        arrive(studio, gate)
        (dialog,) = names(studio)
        dialog.reject()


def test_a_folder_that_is_dropped_meanwhile_begins_a_project(
    tmp_path: Path, look: Look, qapp: QApplication, gate: Gate
) -> None:
    (tmp_path / "Animals").mkdir()
    with shown(tmp_path / "data", look, qapp, gate) as studio:
        studio.drop(tmp_path / "Animals")
        arrive(studio, gate)
        (dialog,) = names(studio)
        assert dialog.field.text() == "Animals"
        dialog.reject()


def test_what_it_was_started_with_is_opened(tmp_path: Path, look: Look, qapp: QApplication, gate: Gate) -> None:
    (tmp_path / "Animals").mkdir()
    with shown(tmp_path / "data", look, qapp, gate, str(tmp_path / "Animals")) as studio:
        arrive(studio, gate)
        (dialog,) = names(studio)
        dialog.reject()


def test_the_palette_opens_meanwhile_and_does_what_it_can(
    tmp_path: Path, look: Look, qapp: QApplication, gate: Gate
) -> None:
    with shown(tmp_path / "data", look, qapp, gate) as studio:
        studio.press(Qt.Key.Key_K, CONTROL)
        palette = studio.dialog(Palette)
        studio.press(Qt.Key.Key_Escape)
        studio.wait(lambda: not studio.window.findChildren(Palette), "its end")
        assert palette is not None
        studio.press(Qt.Key.Key_K, CONTROL)
        QTest.keyClicks(studio.dialog(Palette).field, "New project")
        studio.press(Qt.Key.Key_Return)
        arrive(studio, gate)
        (dialog,) = names(studio)
        dialog.reject()


def test_a_window_that_is_closed_meanwhile_leaves_the_data_as_they_were(
    tmp_path: Path, look: Look, qapp: QApplication, gate: Gate
) -> None:
    with shown(tmp_path / "data", look, qapp, gate) as studio:
        studio.wait(lambda: studio.session.desk.aside_acts.busy, "the beginning")
        studio.window.close()
        threading.Timer(0.2, gate.open).start()
    assert len(gate.made) == 1
    assert not studio.session.desk.is_there
    with whole_program(tmp_path / "data", look, qapp) as studio:
        assert studio.window.isVisible()


def test_a_data_folder_that_cannot_be_opened_ends_the_program_with_its_reasons(
    tmp_path: Path, look: Look, qapp: QApplication, gate: Gate
) -> None:
    gate.failure = EngineError.of("data-folder-not-usable", folder="/nowhere", reason="Permission denied")
    with shown(tmp_path / "data", look, qapp, gate) as studio:
        gate.open()
        studio.wait(lambda: studio.session.problems, "the reasons")
        assert [item.code for item in studio.session.problems] == ["data-folder-not-usable"]
        assert not studio.window.isVisible()


def test_it_looks_as_it_did_last_before_the_settings_can_be_read(
    tmp_path: Path, look: Look, qapp: QApplication, gate: Gate
) -> None:
    with shown(tmp_path / "data", look, qapp, gate) as studio:
        assert look.theme is LIGHT
        arrive(studio, gate)
        studio.session.desk.do(lambda: studio.session.desk.program.settings.set(key="theme", value="dark"))
        studio.wait(lambda: look.theme is DARK, "the dark")
    look.set(theme="light")
    with shown(tmp_path / "data", look, qapp, gate) as studio:
        assert look.theme is DARK
        arrive(studio, gate)
        assert look.theme is DARK


def test_settings_that_the_window_does_not_remember_are_read_before_it_is_shown(
    tmp_path: Path, look: Look, qapp: QApplication, gate: Gate
) -> None:
    gate.open()
    with shown(tmp_path / "data", look, qapp, gate) as studio:
        arrive(studio, gate)
        studio.session.desk.do(lambda: studio.session.desk.program.settings.set(key="theme", value="dark"))
        studio.wait(lambda: look.theme is DARK, "the dark")
    (tmp_path / "data" / "window.ini").unlink()
    look.set(theme="light")
    studio = Studio(tmp_path / "data", look, qapp)
    assert studio.session.desk.is_there
    assert look.theme is DARK
    studio.close()


def test_no_database_is_loaded_for_the_window() -> None:
    code = "import sys, app.window_program; print([name for name in ('sqlalchemy', 'alembic') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
