"""Making, naming, copying, taking in and taking away projects, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.services.archive_format import SUFFIX
from app.views.dialogs.asking import AskDialog
from app.views.dialogs.name_dialog import NameDialog
from app.views.start_page.trash_dialog import TrashDialog
from app.views.theme.look import Look
from app.views.widgets.basics import Label
from app.views.wishes import ImportFile, OpenProject
from tests.gui.studio import Studio
from tests.gui.whole import NAME, fill, go_in, settle, whole_program

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory, session_look: Look, qapp: QApplication) -> Iterator[Studio]:
    """One program for all tests; each begins on the start page, with a project of its own."""
    folder = tmp_path_factory.mktemp("projects")
    with whole_program(folder / "data", session_look, qapp) as studio:
        yield studio


@pytest.fixture
def studio(program: Studio, tmp_path: Path) -> Studio:
    projects = program.session.desk.program.projects
    for card in projects.list():
        projects.trash(project_id=card.id)
    for card in projects.trash_list():
        projects.delete_for_good(project_id=card.id)
    if program.window.pane.isVisible():
        program.session.actions["home"].trigger()
    (tmp_path / "given").mkdir()
    fill(program, tmp_path / "given")
    program.window.start.refresh()
    settle(program)
    program.window.start.bars.clear()
    return program


def only_card(studio: Studio) -> int:
    (card,) = studio.session.desk.program.projects.list()
    return card.id


def names(studio: Studio) -> list[str]:
    return [card.name for card in studio.session.desk.program.projects.list()]


def said(studio: Studio) -> str:
    message = studio.window.seen().bars.message
    return "" if message is None else message.text


def problem(dialog: NameDialog) -> str:
    return next((label.text() for label in dialog.findChildren(Label) if label.property("tone") == "danger"), "")


def test_a_new_name_is_checked_as_it_is_typed(studio: Studio) -> None:
    studio.press(Qt.Key.Key_N, CONTROL)
    dialog = studio.dialog(NameDialog)
    create = studio.button(dialog, "Create")
    assert not create.isEnabled()
    studio.write(NAME.upper())
    assert problem(dialog) == f'There is already a project called "{NAME.upper()}".'
    assert not create.isEnabled()
    studio.write("x" * 300)
    assert "letters" in problem(dialog)
    studio.press(Qt.Key.Key_A, CONTROL)
    studio.write("Birds")
    assert problem(dialog) == ""
    studio.press(Qt.Key.Key_Return)
    studio.wait(lambda: studio.window.pane.isVisible(), "the project")
    assert studio.window.pane.header.name.text() == "Birds"
    assert "Birds" in studio.window.windowTitle()
    settle(studio)


def test_escape_makes_no_project(studio: Studio) -> None:
    studio.press(Qt.Key.Key_N, CONTROL)
    dialog = studio.dialog(NameDialog)
    studio.write("Birds")
    studio.press(Qt.Key.Key_Escape)
    studio.wait(lambda: not dialog.isVisible())
    settle(studio)
    assert names(studio) == [NAME]


def test_a_rename_is_undone_and_done_again_and_the_buttons_say_what(studio: Studio) -> None:
    go_in(studio, only_card(studio))
    header = studio.window.pane.header
    assert not header.undo.isEnabled()
    studio.session.actions["rename"].trigger()
    dialog = studio.dialog(NameDialog)
    assert dialog.field.selectedText() == NAME
    studio.write("Pets")
    studio.press(Qt.Key.Key_Return)
    studio.wait(lambda: header.name.text() == "Pets", "the name")
    assert header.undo.isEnabled()
    assert header.undo.toolTip().startswith("Undo: ")
    assert "Pets" in header.undo.toolTip()
    assert header.undo.toolTip().endswith("(Ctrl+Z)")
    studio.click(header.undo)
    studio.wait(lambda: header.name.text() == NAME, "the old name")
    settle(studio)
    assert said(studio).startswith("Taken back: ")
    assert header.redo.toolTip().startswith("Redo: ")
    studio.press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    studio.wait(lambda: header.name.text() == "Pets", "the new name")
    settle(studio)


def test_a_copy_is_opened(studio: Studio) -> None:
    go_in(studio, only_card(studio))
    studio.session.actions["duplicate"].trigger()
    studio.wait(lambda: studio.window.pane.header.name.text() != NAME, "the copy")
    settle(studio)
    assert len(names(studio)) == 2
    assert studio.window.pane.header.name.text() in names(studio)


def test_what_went_into_the_trash_is_brought_back(studio: Studio) -> None:
    go_in(studio, only_card(studio))
    studio.session.actions["trash"].trigger()
    studio.wait(lambda: NAME in said(studio), "the message")
    assert studio.window.seen() is studio.window.start
    assert names(studio) == []
    studio.click(studio.button(studio.window.start.bars, "Bring it back"))
    settle(studio)
    assert names(studio) == [NAME]
    assert studio.window.start.list.cards.rowCount() == 1


def test_deleting_for_good_asks_and_keeping_is_the_safe_answer(studio: Studio) -> None:
    start = studio.window.start
    project_id = only_card(studio)
    start.trash_wished.emit(project_id, NAME)
    settle(studio)
    for answer in ("Keep", "Delete for good"):
        studio.click(start.trash)
        listed = studio.dialog(TrashDialog)
        studio.click(studio.button(listed, f"Delete {NAME} for good"))
        dialog = studio.dialog(AskDialog)
        assert dialog.keep.isDefault()
        assert NAME in dialog.windowTitle()
        if answer == "Keep":
            studio.press(Qt.Key.Key_Return)
        else:
            studio.click(studio.button(dialog, answer))
        studio.wait(lambda: QApplication.activeModalWidget() is None)
        settle(studio)
        left = [card.id for card in studio.session.desk.program.projects.trash_list()]
        assert left == ([project_id] if answer == "Keep" else [])
    assert not start.trash.isVisible()


def test_an_archive_is_written_and_taken_in_again(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_in(studio, only_card(studio))
    asked: list[str] = []

    def choose(parent: object, title: str, name: str, kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / "mine"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    studio.session.actions["export"].trigger()
    archive = tmp_path / f"mine{SUFFIX}"
    studio.wait(lambda: archive.name in said(studio), "the archive")
    assert asked == [NAME + SUFFIX]
    assert not studio.session.desk.activity.items()
    studio.window.seen().wished.emit(ImportFile(archive))
    studio.wait(lambda: studio.window.pane.header.name.text() != NAME, "the project in it")
    settle(studio)
    project = studio.window.pane.project
    assert project is not None
    assert project.state.pictures == 11
    assert not studio.session.desk.activity.items()


def test_a_file_that_is_no_archive_is_told(studio: Studio, tmp_path: Path) -> None:
    file = tmp_path / f"none{SUFFIX}"
    file.write_bytes(b"no archive")
    studio.window.start.wished.emit(ImportFile(file))
    studio.wait(lambda: said(studio) != "", "the message")
    message = studio.window.start.bars.message
    assert message is not None
    assert message.kind == "danger"
    assert not studio.session.desk.activity.items()
    studio.window.start.bars.clear()


def test_the_last_of_two_projects_that_are_opened_at_once_is_seen(studio: Studio) -> None:
    first = only_card(studio)
    second = studio.session.desk.program.projects.create(name="Second").made
    assert second is not None
    for project_id in (first, second):
        studio.window.start.wished.emit(OpenProject(project_id))
    settle(studio)
    project = studio.window.pane.project
    assert project is not None
    assert project.id == second


def test_going_home_while_a_project_opens_stays_home(studio: Studio) -> None:
    first = only_card(studio)
    second = studio.session.desk.program.projects.create(name="Second").made
    assert second is not None
    go_in(studio, first)
    studio.window.seen().wished.emit(OpenProject(second))
    studio.session.actions["home"].trigger()
    settle(studio)
    assert studio.window.seen() is studio.window.start
    assert studio.window.pane.project is None


def test_opening_the_open_project_changes_nothing_but_takes_files_in(studio: Studio, tmp_path: Path) -> None:
    project_id = only_card(studio)
    go_in(studio, project_id)
    before = studio.window.pane.project
    (tmp_path / "more").mkdir()
    picture = next((tmp_path / "given").rglob("*.png"))
    copy = tmp_path / "more" / "again.png"
    copy.write_bytes(picture.read_bytes())
    studio.window.seen().wished.emit(OpenProject(project_id, (copy,)))
    studio.wait(lambda: said(studio) != "", "the import")
    settle(studio)
    assert studio.window.pane.project is before


def test_a_project_that_is_gone_is_told_and_what_was_seen_stays(studio: Studio) -> None:
    project_id = only_card(studio)
    studio.session.desk.program.projects.trash(project_id=project_id)
    studio.window.start.wished.emit(OpenProject(project_id))
    studio.wait(lambda: "trash" in said(studio), "the message")
    assert studio.window.seen() is studio.window.start
    studio.window.start.bars.clear()


def test_cards_are_found_by_name_and_opened_with_enter(studio: Studio) -> None:
    studio.session.desk.program.projects.create(name="Zoo")
    start = studio.window.start
    start.refresh()
    settle(studio)
    studio.press(Qt.Key.Key_F, CONTROL)
    studio.write("nothing")
    assert start.nothing.isVisible()
    assert start.nothing.title() == 'No project is called "nothing".'
    studio.press(Qt.Key.Key_Escape)
    studio.write("zo")
    assert start.list.cards.rowCount() == 1
    start.list.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(start.list, Qt.Key.Key_Return)
    studio.wait(lambda: studio.window.pane.isVisible(), "the project")
    settle(studio)
    start.search.clear()
