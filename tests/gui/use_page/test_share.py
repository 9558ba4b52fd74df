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

from app.services.jobs import Done, ExportJob, Finished, Moved
from app.views.dialogs.export_adapter import ExportDialog
from app.views.dialogs.name_dialog import NameDialog
from app.views.use_page.lines_card import LinesCard
from app.views.use_page.program_lines import (
    command_text,
    library_text,
    numpy_text,
    service_text,
    sklearn_text,
    torch_text,
)
from app.views.wishes import GoTo, ImportFile
from mmrl_engine import Adapter, load_backbone, train
from mmrl_engine.backbones import catalogue
from mmrl_engine.export.folder import write_folder
from tests.app.services.folder_desk import NAMES
from tests.engine.small import QUICK, backbone, write_pictures
from tests.gui.use_page.conftest import Answers, Scene, child


def give(scene: Scene, *, name: str = "3") -> None:
    """Something that was learned, in use."""
    project = scene.page.project
    assert project is not None
    made = train(write_pictures(scene.folder / "learned", dict.fromkeys(NAMES, 1)), backbone(), QUICK)
    adapter = replace(made, backbone=replace(made.backbone, fingerprint=str(catalogue.DEMO.fingerprint)))
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


def open_folder_export(scene: Scene, chosen: Answers) -> ExportDialog:
    """The dialog, with a folder chosen instead of one file."""
    chosen.path = scene.folder / "place"
    chosen.path.mkdir(exist_ok=True)
    scene.page.show_what("share")
    button(scene, "Export...").click()
    dialog = scene.dialog()
    assert isinstance(dialog, ExportDialog)
    dialog.folder.click()
    scene.settle()
    return dialog


def agree(dialog: ExportDialog) -> None:
    next(item for item in dialog.findChildren(QPushButton) if item.text() == "Choose a place...").click()


def test_a_folder_for_others_is_made_beside_what_is_there(scene: Scene, chosen: Answers, qtbot: QtBot) -> None:
    give(scene)
    dialog = open_folder_export(scene, chosen)
    assert "Not tested yet" in dialog.tested.text()
    QTest.keyClicks(dialog.licence, "CC-BY-4.0")
    mine = scene.folder / "place" / "Test"
    mine.mkdir()
    agree(dialog)
    scene.settle()
    made = scene.folder / "place" / "Test 2"
    assert (made / "labels.txt").read_text().split() == sorted(NAMES)
    card = (made / "README.md").read_text()
    assert "license: cc-by-4.0" in card
    assert "Learned from 1 picture a class, not tested" in card
    assert not list(mine.iterdir())
    assert "Test 2" in scene.message()
    assert scene.said[-1].action == "Open folder"


def test_onnx_files_are_made_by_the_child_and_can_be_stopped(scene: Scene, chosen: Answers, qtbot: QtBot) -> None:
    give(scene)
    dialog = open_folder_export(scene, chosen)
    assert dialog.onnx.isEnabled()
    dialog.onnx.click()
    agree(dialog)
    qtbot.waitUntil(lambda: any(isinstance(job, ExportJob) for job in scene.runner.jobs.values()))
    name, job = next((name, job) for name, job in scene.runner.jobs.items() if isinstance(job, ExportJob))
    assert Adapter.load(job.adapter).classes
    assert job.folder.is_dir()
    scene.runner.tell(Moved("prepare", 1, 3), name)
    qtbot.waitUntil(lambda: [item.done for item in scene.desk.activity.items() if item.kind == "export"] == [1])
    scene.desk.activity.items()[-1].stop()
    scene.settle()
    assert "Nothing was exported" in scene.message()
    assert not list((scene.folder / "place").iterdir())
    assert not job.folder.exists()
    assert not scene.desk.activity.items()


def test_what_the_child_made_is_in_the_folder(scene: Scene, chosen: Answers, qtbot: QtBot) -> None:
    give(scene)
    dialog = open_folder_export(scene, chosen)
    dialog.onnx.click()
    agree(dialog)
    qtbot.waitUntil(lambda: any(isinstance(job, ExportJob) for job in scene.runner.jobs.values()))
    name, job = next((name, job) for name, job in scene.runner.jobs.items() if isinstance(job, ExportJob))
    (job.folder / "answers.onnx").write_bytes(b"a graph")
    scene.runner.tell(Finished(Done(20)), name)
    scene.settle()
    made = scene.folder / "place" / "Test"
    assert (made / "answers.onnx").read_bytes() == b"a graph"
    assert "ONNX" in (made / "README.md").read_text()


def test_onnx_is_not_offered_where_it_is_not_installed(
    scene: Scene, chosen: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.views.dialogs.export_adapter.missing_for_onnx", lambda: ("onnxruntime",))
    give(scene)
    dialog = open_folder_export(scene, chosen)
    assert not dialog.onnx.isEnabled()
    assert "onnxruntime" in dialog.onnx_hint.text()
    assert not dialog.onnx.isChecked()
    dialog.reject()


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
    scene.page.programs.show_project(scene.page.project)
    cards = scene.page.programs.findChildren(LinesCard)
    assert len(cards) == 7
    for card in cards:
        assert card.text.toPlainText()
        card.copy.click()
        assert QGuiApplication.clipboard().text() == card.text.toPlainText()
        assert scene.message() == "Copied."


def test_a_model_in_a_folder_is_named(scene: Scene) -> None:
    assert '--backbone "/models/clip" --config "ViT"' in command_text("a.mmrl.safetensors", "/models/clip", "ViT")
    assert "load_backbone('/models/clip', config='ViT')" in library_text("a.mmrl.safetensors", "/models/clip", "ViT")
    assert "load_backbone('/models/clip', config='ViT')" in sklearn_text("a.mmrl.safetensors", "/models/clip", "ViT")
    assert '--backbone "/models/clip"' in service_text("a.mmrl.safetensors", "/models/clip", None)


def test_the_readers_find_the_model(scene: Scene) -> None:
    assert "--model ViT-B-16-quickgelu --weights" in torch_text("openai-vit-b-16", None)
    assert '--model ViT-B-32 --weights "/models/clip.safetensors"' in torch_text("/models/clip.safetensors", "ViT-B-32")
    assert '--model "local-dir:/models/clip"' in torch_text("/models/clip", None)
    assert "demo" in torch_text("demo", None)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a trained file of the demo, and pictures."""
    folder = tmp_path_factory.mktemp("programs")
    examples = write_pictures(folder / "pictures", {"red": 2, "green": 2})
    train(examples, load_backbone("demo"), replace(QUICK, epochs=1)).save(folder / "Test.mmrl.safetensors")
    for example in examples:
        example.path.rename(folder / "pictures" / f"{example.label}{example.path.name}")
    return folder


def test_the_lines_for_a_folder_run_as_they_stand(scene: Scene, workplace: Path) -> None:
    folder = workplace / "exported"
    write_folder(Adapter.load(workplace / "Test.mmrl.safetensors"), folder)
    (folder / "one.jpg").write_bytes((workplace / "pictures" / "red0.png").read_bytes())
    line = torch_text("demo", None).replace("python", f'"{sys.executable}"', 1)
    told = subprocess.run(line, shell=True, cwd=folder, capture_output=True, text=True, timeout=120, check=True).stdout
    assert told.startswith("one.jpg ")
    assert "horse" in told
    call = [sys.executable, "-c", numpy_text()]
    read = subprocess.run(call, cwd=folder, capture_output=True, text=True, timeout=60, check=True).stdout
    assert read.split() == ["green", "2", "red", "2"]


def test_the_lines_run_as_they_stand(scene: Scene, workplace: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    env = {**os.environ, "PYTHONPATH": str(root)}
    command, library = (
        text.toPlainText() for text in (scene.page.programs.command, scene.page.programs.library_card.text)
    )
    assert command.startswith("mmrl ")
    whole = command.replace("mmrl", f'"{sys.executable}" -m mmrl_engine.cli', 1)
    with (
        subprocess.Popen(whole, shell=True, cwd=workplace, env=env) as first,
        subprocess.Popen([sys.executable, "-c", library], stdout=subprocess.PIPE, cwd=workplace, env=env) as second,
    ):
        printed, _ = second.communicate(timeout=120)
        assert (first.wait(120), second.returncode) == (0, 0)
    call = [sys.executable, "-c", scene.page.programs.sklearn_card.text.toPlainText()]
    third = subprocess.run(call, capture_output=True, text=True, cwd=workplace, env=env, timeout=120, check=True)
    assert third.stdout.count("'") == 8
    lines = (workplace / "answers.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith("path,answer,kind")
    assert len(lines) == 5
    assert printed.count(b"Score(") == 4
