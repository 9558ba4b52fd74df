"""The whole job by hand, on the demo model: with the mouse, and without."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.views.dialogs.name_dialog import NameDialog
from app.views.pictures_page.page import PicturesPage
from app.views.theme.look import Look
from app.views.try_page.page import TryPage
from tests.gui.studio import Studio

CONTROL = Qt.KeyboardModifier.ControlModifier
SAMPLE_ACTIONS, OWN_ACTIONS = 6, 12


@pytest.fixture
def studio(tmp_path: Path, look: Look, qapp: QApplication) -> Iterator[Studio]:
    made = Studio(tmp_path / "data", look, qapp)
    made.open()
    yield made
    made.close()
    assert made.crashes == []


@pytest.fixture
def own_pictures(tmp_path: Path) -> Path:
    """Two folders with pictures each, as somebody may have them."""
    folder = tmp_path / "Zoo"
    with as_file(files("resources") / "samples" / "train") as sample:
        for name in ("boar", "turtle"):
            shutil.copytree(sample / name, folder / name)
    return folder


def answered(page: TryPage) -> bool:
    trial = page.trials.current
    return trial is not None and trial.answer is not None


def test_from_the_sample_to_the_first_answer_with_the_mouse(studio: Studio) -> None:
    studio.click(studio.window.start.sample)
    studio.wait(lambda: studio.window.pane.isVisible(), "the sample")
    studio.click_tab(3)
    page = studio.page("try")
    assert isinstance(page, TryPage)
    studio.click(page.sample)
    studio.wait(lambda: answered(page), "an answer")
    assert page.panel.answers.isVisible()
    assert page.panel.headline.text()
    assert studio.actions <= SAMPLE_ACTIONS


def test_from_the_sample_to_the_first_answer_without_a_mouse(studio: Studio) -> None:
    studio.press(Qt.Key.Key_K, CONTROL)
    studio.write("sample")
    studio.press(Qt.Key.Key_Return)
    studio.wait(lambda: studio.window.pane.isVisible(), "the sample")
    studio.press(Qt.Key.Key_4, CONTROL)
    page = studio.page("try")
    assert isinstance(page, TryPage)
    studio.wait(page.sample.isVisible, "the sample's pictures")
    studio.press(Qt.Key.Key_Tab)
    assert page.sample.hasFocus()
    studio.press(Qt.Key.Key_Space)
    studio.wait(lambda: answered(page), "an answer")
    assert studio.actions <= SAMPLE_ACTIONS


def test_from_own_pictures_to_a_trained_classifier_with_the_mouse(studio: Studio, own_pictures: Path) -> None:
    studio.click(studio.window.start.new)
    dialog = studio.dialog(NameDialog)
    studio.write("Zoo")
    studio.click(studio.button(dialog, "Create"))
    studio.wait(lambda: studio.window.pane.isVisible(), "the project")
    studio.drop(own_pictures)
    page = studio.page("pictures")
    assert isinstance(page, PicturesPage)
    studio.wait(lambda: page.side.card.button.text() == "Train", "the pictures")
    studio.click(page.side.card.button)
    studio.wait(lambda: trained(studio), "the training")
    assert studio.actions <= OWN_ACTIONS


def test_from_own_pictures_to_a_trained_classifier_without_a_mouse(studio: Studio, own_pictures: Path) -> None:
    studio.press(Qt.Key.Key_N, CONTROL)
    studio.dialog(NameDialog)
    studio.write("Zoo")
    studio.press(Qt.Key.Key_Return)
    studio.wait(lambda: studio.window.pane.isVisible(), "the project")
    QApplication.clipboard().setText(str(own_pictures))
    studio.press(Qt.Key.Key_V, CONTROL)
    page = studio.page("pictures")
    assert isinstance(page, PicturesPage)
    studio.wait(lambda: page.side.card.button.text() == "Train", "the pictures")
    studio.press(Qt.Key.Key_T, CONTROL)
    studio.wait(lambda: trained(studio), "the training")
    assert studio.actions <= OWN_ACTIONS


def trained(studio: Studio) -> bool:
    project = studio.window.pane.project
    return project is not None and any(run.state == "done" for run in project.state.runs)
