"""What is made of a folder's answers: a table for spreadsheets, and copies sorted into folders."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.services.jobs import Part
from app.views.dialogs.copy_plan import CopyPlanDialog
from app.views.dialogs.left_out import LeftOutDialog
from mmrl_engine.notices import notice
from mmrl_engine.types import Answer, Score
from tests.app.services.folder_desk import tree
from tests.gui.use_page.conftest import FIVE, Answers, Scene, child

UNREAD = notice("picture-empty", path="b.png")


def files_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def ask_copies(scene: Scene, chosen: Answers, qtbot: QtBot) -> CopyPlanDialog:
    chosen.path = scene.folder / "sorted"
    QTest.mouseClick(scene.page.sort.panel.copy, Qt.MouseButton.LeftButton)
    dialog = scene.dialog()
    assert isinstance(dialog, CopyPlanDialog)
    return dialog


def copies_made(scene: Scene, chosen: Answers, qtbot: QtBot) -> Path:
    dialog = ask_copies(scene, chosen, qtbot)
    dialog.copy.click()
    scene.settle()
    return scene.folder / "sorted"


def test_a_table_is_written_as_the_language_wants_it(scene: Scene, chosen: Answers, german: None) -> None:
    scene.answered(scene.pictures("beach"), "red", UNREAD, "green", "red", "red")
    chosen.path = scene.folder / "answers"
    scene.page.page_actions()[1].trigger()
    scene.settle()
    assert chosen.suggested == "beach.csv"
    lines = (scene.folder / "answers.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith("path;answer;kind;probability")
    assert ";red;typed;0,8" in lines[1]
    assert len(lines) == 6
    assert "answers.csv" in scene.message()


def test_a_table_holds_what_is_listed(scene: Scene, chosen: Answers, qtbot: QtBot) -> None:
    scene.start(scene.pictures("beach"))
    scene.answer(0, "red", verdict="maybe")
    scene.answer(1, "red", "red", "red", "red", verdict="sure")
    scene.finish()
    scene.page.sort.answers.filters.choose("maybe")
    chosen.path = scene.folder / "maybe.csv"
    QTest.mouseClick(scene.page.sort.panel.save, Qt.MouseButton.LeftButton)
    scene.settle()
    lines = (scene.folder / "maybe.csv").read_text("utf-8").splitlines()
    assert len(lines) == 2
    assert ",red,typed,0.8" in lines[1]


def test_one_table_holds_what_other_runs_answered_about_the_folder(scene: Scene, chosen: Answers) -> None:
    folder = scene.pictures("beach")
    scene.answered(folder, "red", UNREAD, "green", "red", "red")
    assert scene.page.sort.panel.save_all.isHidden()
    scene.quick = True
    scene.start(folder)
    scores = (Score("green", "trained", 0.8), Score("red", "trained", 0.2))
    scene.tell(Part(0, tuple(Answer(item.path, scores, "maybe") for item in scene.job.pictures)))
    scene.finish()
    assert not scene.page.sort.panel.save_all.isHidden()
    assert "words alone" in scene.page.sort.panel.save_all.toolTip()
    chosen.path = scene.folder / "all.csv"
    QTest.mouseClick(scene.page.sort.panel.save_all, Qt.MouseButton.LeftButton)
    scene.settle()
    title, *lines = csv.reader((scene.folder / "all.csv").read_text("utf-8").splitlines())
    assert title[1::6] == ["quick answer: answer", "words alone: answer", "error"]
    assert [line[1::6][:2] for line in lines] == [["green", name] for name in ("red", "", "green", "red", "red")]
    assert [line[6] for line in lines] == ["maybe"] * 5
    assert "b.png" in lines[1][0]
    assert lines[1][13] == str(UNREAD)
    scene.quick = False
    scene.start(scene.pictures("wood"))
    assert scene.page.sort.panel.save_all.isHidden()


def test_a_table_that_cannot_be_written_is_told(scene: Scene, chosen: Answers) -> None:
    scene.answered(scene.pictures("beach"), *["red"] * 5)
    chosen.path = scene.folder / "nowhere" / "answers.csv"
    scene.page.sort.save_table()
    scene.settle()
    assert scene.failed == ["file-no-folder"]


def test_copies_are_listed_before_and_taken_back_after(
    scene: Scene, chosen: Answers, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = scene.pictures("beach")
    scene.start(folder)
    scene.answer(0, "red", "red", "green", verdict="sure")
    scene.answer(3, "red", verdict="none")
    scene.answer(4, UNREAD)
    scene.finish()
    before = tree(folder)
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog = ask_copies(scene, chosen, qtbot)
    assert not (scene.folder / "sorted").exists()
    assert dialog.question.text() == 'Copy 4 picture(s) into 3 folder(s) in "sorted"?'
    listed = child(dialog, QPlainTextEdit).toPlainText().splitlines()
    assert "a.png  →  red/a.png" in listed
    dialog.copy.click()
    scene.settle()
    target = scene.folder / "sorted"
    assert files_below(target) == ["None of these/d.png", "green/c.png", "red/a.png", "red/b.png"]
    assert tree(folder) == before
    assert scene.message() == "4 copies made in <b>sorted</b>."
    action = scene.said[-1].on_action
    assert action is not None
    action()
    assert opened == [QUrl.fromLocalFile(str(target))]
    (target / "red" / "own.txt").write_text("mine")
    QTest.mouseClick(scene.page.sort.panel.undo, Qt.MouseButton.LeftButton)
    scene.settle()
    assert files_below(target) == ["red/own.txt"]
    assert not scene.page.sort.panel.undo.isVisible()
    assert tree(folder) == before


def test_copies_that_are_there_are_skipped(scene: Scene, chosen: Answers, qtbot: QtBot) -> None:
    scene.answered(scene.pictures("beach"), *["red"] * 5)
    copies_made(scene, chosen, qtbot)
    dialog = ask_copies(scene, chosen, qtbot)
    assert dialog.question.text() == 'Nothing to copy to "sorted".'
    assert "5 already exist there and are skipped." in dialog.notes.text()
    assert not dialog.copy.isVisible()
    dialog.shut.click()


def test_copies_do_not_go_among_the_originals(scene: Scene, chosen: Answers, qtbot: QtBot) -> None:
    folder = scene.pictures("beach")
    scene.answered(folder, *["red"] * 5)
    chosen.path = folder / "sorted"
    QTest.mouseClick(scene.page.sort.panel.copy, Qt.MouseButton.LeftButton)
    dialog = scene.dialog()
    assert isinstance(dialog, CopyPlanDialog)
    assert not dialog.copy.isVisible()
    dialog.shut.click()
    assert files_below(folder) == sorted(FIVE)


def test_copying_that_was_stopped_goes_on(
    scene: Scene, chosen: Answers, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = tuple(f"{number:03}.png" for number in range(70))
    scene.answered(scene.pictures("many", files), *["red"] * 70)
    dialog = ask_copies(scene, chosen, qtbot)
    monkeypatch.setattr("app.views.use_page.copies.threading.Event", Stopped)
    dialog.copy.click()
    scene.settle()
    copied = len(files_below(scene.folder / "sorted"))
    assert copied < 70
    monkeypatch.undo()
    panel = scene.page.sort.panel
    assert panel.go_on.isVisible()
    QTest.mouseClick(panel.go_on, Qt.MouseButton.LeftButton)
    scene.settle()
    assert len(files_below(scene.folder / "sorted")) == 70
    assert not panel.go_on.isVisible()
    assert panel.undo.isVisible()
    assert scene.desk.activity.items() == ()


class Stopped:
    """Somebody presses Stop at once."""

    def set(self) -> None:
        """It is already."""

    def is_set(self) -> bool:
        return True


def test_originals_that_go_away_are_listed(scene: Scene, chosen: Answers, qtbot: QtBot) -> None:
    folder = scene.pictures("beach")
    scene.answered(folder, *["red"] * 5)
    dialog = ask_copies(scene, chosen, qtbot)
    (folder / "a.png").unlink()
    dialog.copy.click()
    scene.settle()
    message = scene.said[-1]
    assert message.kind == "warning"
    assert "1 could not be copied." in message.text
    assert message.on_action is not None
    message.on_action()
    told = scene.dialog()
    assert isinstance(told, LeftOutDialog)
    assert "a.png" in child(told, QPlainTextEdit).toPlainText()
    told.shut.click()


def test_copying_is_listed_with_what_goes_on(scene: Scene, chosen: Answers, qtbot: QtBot) -> None:
    scene.answered(scene.pictures("beach"), *["red"] * 5)
    dialog = ask_copies(scene, chosen, qtbot)
    seen: list[tuple[str, int, int]] = []

    def note() -> None:
        seen.extend((item.kind, item.done, item.total) for item in scene.desk.activity.items())

    scene.desk.activity.changed.connect(note)
    dialog.copy.click()
    scene.settle()
    assert ("copy", 5, 5) in seen
    assert scene.desk.activity.items() == ()
