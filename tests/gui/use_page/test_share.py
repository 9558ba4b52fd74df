"""What was learned as a file: shown, exported, renamed, and used by other programs."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.views.dialogs.export_adapter import ExportDialog
from app.views.dialogs.name_dialog import NameDialog
from app.views.use_page.programs import command_text, library_text
from app.views.wishes import GoTo, ImportFile
from mmrl_engine import Adapter, load_backbone, train
from mmrl_engine.backbones import catalogue
from tests.app.services.folder_desk import NAMES
from tests.engine.small import QUICK, backbone, write_pictures
from tests.gui.use_page.conftest import Answers, Scene, child


def give(scene: Scene, *, name: str = "3") -> None:
    """Something that was learned, in use."""
    project = scene.page.project
    assert project is not None
    made = train(write_pictures(scene.folder / "learned", dict.fromkeys(NAMES, 1)), backbone(), QUICK)
    adapter = replace(made, backbone=replace(made.backbone, fingerprint=catalogue.DEMO.fingerprint))
    adapters = scene.desk.program.adapters
    kept = adapters.keep(project_id=project.id, adapter=adapter, name=name, origin="trained", run_id=1)
    adapters.choose(project_id=project.id, adapter_id=kept.made)
    project.refresh()
    scene.settle()


def button(scene: Scene, name: str) -> QPushButton:
    (found,) = [item for item in scene.page.share.findChildren(QPushButton) if item.text() == name and item.isVisible()]
    return found


def test_nothing_learned_leads_to_train_or_to_a_file(scene: Scene) -> None:
    scene.page.show_what("share")
    assert scene.page.share.empty.isVisible()
    button(scene, "Go to Train").click()
    button(scene, "Import a trained file...").click()
    assert scene.wishes == [GoTo("train"), ImportFile()]


def test_it_is_exported_after_a_look_at_what_it_tells(scene: Scene, chosen: Answers, qtbot: QtBot) -> None:
    give(scene)
    scene.page.show_what("share")
    button(scene, "Export...").click()
    dialog = scene.dialog()
    assert isinstance(dialog, ExportDialog)
    assert "red: red, 1 picture(s)" in child(dialog, QPlainTextEdit).toPlainText()
    QTest.keyClicks(dialog.author, "Ada")
    chosen.path = scene.folder / "mine"
    next(item for item in dialog.findChildren(QPushButton) if item.text() == "Choose a place...").click()
    scene.settle()
    assert chosen.suggested == "Test.mmrl.safetensors"
    exported = Adapter.load(scene.folder / "mine.mmrl.safetensors")
    assert exported.author == "Ada"
    assert "mine.mmrl.safetensors" in scene.message()


def test_it_gets_a_name_of_its_own(scene: Scene, chosen: Answers, qtbot: QtBot) -> None:
    give(scene)
    scene.page.show_what("share")
    button(scene, "Rename...").click()
    dialog = scene.dialog()
    assert isinstance(dialog, NameDialog)
    field = child(dialog, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "My: animals")
    QTest.keyClick(field, Qt.Key.Key_Return)
    scene.settle()
    assert scene.said[-1].undo
    assert "My- animals.mmrl.safetensors" in scene.page.programs.command.toPlainText()


def test_words_alone_can_answer_again(scene: Scene) -> None:
    give(scene)
    scene.page.show_what("share")
    button(scene, "Answer from words alone").click()
    scene.settle()
    project = scene.page.project
    assert project is not None
    assert project.state.adapter is None
    assert scene.said[-1].undo
    button(scene, "Use this").click()
    scene.settle()
    assert project.state.adapter is not None


def test_a_trained_file_goes_alone_and_comes_back(scene: Scene) -> None:
    give(scene)
    scene.page.show_what("share")
    project = scene.page.project
    assert project is not None
    runs, before = project.state.runs, project.state.adapters
    button(scene, "Remove").click()
    scene.settle()
    assert (project.state.adapters, project.state.adapter, project.state.runs) == ((), None, runs)
    assert scene.page.share.empty.isVisible()
    act = scene.said[-1].undo
    assert act is not None
    scene.desk.do(lambda: scene.desk.program.undo.take_back(act_id=act.id))
    scene.settle()
    assert project.state.adapters == before
    assert project.state.adapter is not None


def test_lines_are_copied(scene: Scene) -> None:
    scene.page._show(2)
    copies = [item for item in scene.page.programs.findChildren(QPushButton) if item.text() == "Copy"]
    copies[0].click()
    assert QGuiApplication.clipboard().text() == scene.page.programs.command.toPlainText()
    copies[1].click()
    assert QGuiApplication.clipboard().text() == scene.page.programs.library.toPlainText()
    assert scene.message() == "Copied."


def test_a_model_in_a_folder_is_named(scene: Scene) -> None:
    assert '--backbone "/models/clip" --config "ViT"' in command_text("a.mmrl.safetensors", "/models/clip", "ViT")
    assert "load_backbone('/models/clip', config='ViT')" in library_text("a.mmrl.safetensors", "/models/clip", "ViT")


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a trained file of the demo, and pictures."""
    folder = tmp_path_factory.mktemp("programs")
    examples = write_pictures(folder / "pictures", {"red": 2, "green": 2})
    train(examples, load_backbone("demo"), replace(QUICK, epochs=1)).save(folder / "Test.mmrl.safetensors")
    for example in examples:
        example.path.rename(folder / "pictures" / f"{example.label}{example.path.name}")
    return folder


def test_the_lines_run_as_they_stand(scene: Scene, workplace: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    env = {**os.environ, "PYTHONPATH": str(root)}
    command, library = (text.toPlainText() for text in (scene.page.programs.command, scene.page.programs.library))
    assert command.startswith("mmrl ")
    whole = command.replace("mmrl", f'"{sys.executable}" -m mmrl_engine.cli', 1)
    with (
        subprocess.Popen(whole, shell=True, cwd=workplace, env=env) as first,
        subprocess.Popen([sys.executable, "-c", library], stdout=subprocess.PIPE, cwd=workplace, env=env) as second,
    ):
        printed, _ = second.communicate(timeout=120)
        assert (first.wait(120), second.returncode) == (0, 0)
    lines = (workplace / "answers.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith("path,answer,kind")
    assert len(lines) == 5
    assert printed.count(b"Score(") == 4
