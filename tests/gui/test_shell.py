"""What the window does on every page: the palette, settings, keys, drops, crashes, and its start and end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QMenu, QPushButton, QSpinBox

from app import window_program
from app.instance import SingleInstance
from app.models.window_memory import WindowMemory
from app.services.jobs import BackboneSource, Finished, NameVectors
from app.services.typed import Typed
from app.views.actions import plain_text
from app.views.dialogs.asking import AskDialog
from app.views.dialogs.crash import CrashDialog
from app.views.dialogs.failed_start import tell_failed_start
from app.views.dialogs.help import HelpDialog
from app.views.dialogs.keys import KeysDialog
from app.views.dialogs.messages import MessagesDialog
from app.views.dialogs.model import ModelDialog
from app.views.dialogs.name_dialog import NameDialog
from app.views.dialogs.palette import Palette
from app.views.dialogs.plain import PlainDialog
from app.views.dialogs.project_settings import ProjectSettingsDialog
from app.views.dialogs.settings import SettingsDialog
from app.views.theme.look import Look
from app.views.widgets.basics import Label
from app.views.widgets.key_cap import KeyCap
from app.views.wishes import PAGES
from mmrl_engine.notices import notice
from tests.gui.desk_fixture import ClosableRunner
from tests.gui.studio import Studio
from tests.gui.whole import NAME, fill, go_in, settle, whole_program

ROOT = Path(__file__).parents[2]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, session_look: Look, qapp: QApplication) -> Path:
    """A data folder with one project."""
    folder = tmp_path_factory.mktemp("shell")
    (folder / "given").mkdir()
    with whole_program(folder / "data", session_look, qapp) as studio:
        fill(studio, folder / "given")
    return folder / "data"


@pytest.fixture(scope="module")
def program(filled: Path, session_look: Look, qapp: QApplication) -> Iterator[Studio]:
    with whole_program(filled, session_look, qapp) as studio:
        go_in(studio, studio.window.start.list.cards.card(0).id)
        yield studio


@pytest.fixture
def studio(program: Studio, look: Look) -> Iterator[Studio]:
    """The program with its project open, on the Train page."""
    if not program.window.pane.isVisible():
        go_in(program, program.window.start.list.cards.card(0).id)
    program.session.actions["train"].trigger()
    settle(program)
    yield program
    program.session.desk.program.settings.reset_all()
    settle(program)


def labels(parent: object) -> str:
    assert hasattr(parent, "findChildren")
    return " ".join(label.text() for label in parent.findChildren(Label))


# The palette


def palette(studio: Studio, text: str) -> Palette:
    studio.press(Qt.Key.Key_K, CONTROL)
    found = studio.dialog(Palette)
    settle(studio)
    studio.write(text)
    return found


def test_the_palette_finds_a_class_and_enter_shows_it(studio: Studio) -> None:
    found = palette(studio, "cat")
    assert found.list.item(0).text() == "Class cat"
    studio.press(Qt.Key.Key_Return)
    settle(studio)
    assert studio.window.pane.current == "pictures"


def test_the_palette_is_gone_through_with_the_arrows_in_a_circle(studio: Studio) -> None:
    found = palette(studio, "setting")
    count = found.list.count()
    assert count > 2
    studio.press(Qt.Key.Key_Down)
    assert found.list.currentRow() == 1
    studio.press(Qt.Key.Key_Up)
    studio.press(Qt.Key.Key_Up)
    assert found.list.currentRow() == count - 1
    studio.press(Qt.Key.Key_Escape)
    studio.wait(lambda: QApplication.activeModalWidget() is None)
    assert studio.window.pane.current == "train"


def test_the_palette_opens_a_setting_with_the_focus_on_it(studio: Studio) -> None:
    palette(studio, "text size")
    studio.press(Qt.Key.Key_Return)
    dialog = studio.dialog(SettingsDialog)
    settle(studio)
    studio.wait(lambda: dialog.focusWidget() is dialog.fields["text_size"], "the focus")
    dialog.reject()


def test_the_palette_finds_projects_actions_and_nothing(studio: Studio) -> None:
    found = palette(studio, f"open {NAME}")
    assert found.list.item(0).text() == f"Open {NAME}"
    found.field.setText("there is no such thing")
    assert found.list.count() == 0
    studio.press(Qt.Key.Key_Return)
    assert found.isVisible()
    found.field.setText("check")
    texts = [found.list.item(row).text() for row in range(found.list.count())]
    assert texts[0] == "Check"
    found.reject()


# Settings


def test_settings_show_at_once_and_at_the_next_start(
    filled: Path, tmp_path: Path, look: Look, qapp: QApplication
) -> None:
    with whole_program(tmp_path / "data", look, qapp) as studio:
        studio.session.actions["settings"].trigger()
        dialog = studio.dialog(SettingsDialog)
        settle(studio)
        theme, size = dialog.fields["theme"], dialog.fields["text_size"]
        assert isinstance(theme, QComboBox)
        assert isinstance(size, QSpinBox)
        theme.setFocus()
        QTest.keyClick(theme, Qt.Key.Key_End)
        settle(studio)
        assert look.theme.name == "dark"
        before = look.px(100)
        QTest.keyClick(size, Qt.Key.Key_Up)
        settle(studio)
        assert look.px(100) > before
        dialog.reject()
    look.set(theme="light", text_size=100)
    with whole_program(tmp_path / "data", look, qapp) as studio:
        assert look.theme.name == "dark"
        studio.session.actions["settings"].trigger()
        dialog = studio.dialog(SettingsDialog)
        settle(studio)
        studio.click(studio.button(dialog, "Back to the usual settings"))
        settle(studio)
        assert look.theme.name == "light"
        size = dialog.fields["text_size"]
        assert isinstance(size, QSpinBox)
        assert size.value() == 100
        dialog.reject()


# Keys


def test_the_sheet_of_keys_has_every_key(studio: Studio) -> None:
    for page in PAGES:
        studio.session.actions[page].trigger()
        settle(studio)
        studio.press(Qt.Key.Key_Question, CONTROL)
        dialog = studio.dialog(KeysDialog)
        shown = {label.accessibleName() for label in dialog.findChildren(Label)}
        caps = len(dialog.findChildren(KeyCap))
        actions = [*studio.session.actions.values(), *studio.window.seen().page_actions()]
        with_keys = [action for action in actions if not action.shortcut().isEmpty()]
        assert {f"{plain_text(item).rstrip('.')}: {item.shortcut().toString()}" for item in with_keys} <= shown
        assert caps == len(with_keys)
        dialog.reject()
        QTest.qWait(0)


def test_f1_says_what_the_pages_are_for_and_leads_to_them(studio: Studio) -> None:
    studio.press(Qt.Key.Key_F1)
    dialog = studio.dialog(HelpDialog)
    assert "It learns to tell them apart" in labels(dialog)
    studio.click(studio.button(dialog, "Go to 5. Use"))
    settle(studio)
    assert studio.window.pane.current == "use"
    studio.press(Qt.Key.Key_F1)
    studio.click(studio.button(studio.dialog(HelpDialog), "All keys"))
    studio.dialog(KeysDialog).reject()
    QTest.qWait(0)
    studio.session.actions["home"].trigger()
    settle(studio)
    studio.press(Qt.Key.Key_F1)
    dialog = studio.dialog(HelpDialog)
    assert not any(button.isVisible() for button in dialog.findChildren(QPushButton) if button.text() == "Go there")
    dialog.reject()
    QTest.qWait(0)


def test_no_key_stands_for_two_things_on_a_page(studio: Studio) -> None:
    for page in PAGES:
        studio.session.actions[page].trigger()
        settle(studio)
        actions = [*studio.session.actions.values(), *studio.window.seen().page_actions()]
        keys = [key.toString() for action in actions for key in action.shortcuts()]
        assert sorted(keys) == sorted(set(keys)), page


def test_f6_goes_round_all_parts(studio: Studio) -> None:
    studio.session.actions["pictures"].trigger()
    settle(studio)
    met = []
    for _ in range(8):
        studio.press(Qt.Key.Key_F6)
        met.append(studio.window.focusWidget())
    assert met[0] in met[1:], "a circle"
    assert studio.window.status.model in met
    assert any(studio.window.pane.header.isAncestorOf(item) for item in met if item is not None)


# The menu bar


def test_f10_shows_the_menu_bar_and_escape_hides_it(studio: Studio) -> None:
    bar = studio.window.menuBar()
    assert not bar.isVisible()
    focus = studio.window.focusWidget()
    studio.press(Qt.Key.Key_F10)
    studio.wait(bar.isVisible, "the menu bar")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    studio.wait(lambda: not bar.isVisible(), "its end")
    assert studio.window.focusWidget() is focus


def test_alt_alone_shows_the_menu_bar_and_alt_with_a_key_does_not(studio: Studio) -> None:
    window, bar = studio.window, studio.window.menuBar()
    none, alt = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier

    def key(kind: QEvent.Type, code: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        QApplication.sendEvent(window, QKeyEvent(kind, code, modifiers))

    key(QEvent.Type.KeyPress, Qt.Key.Key_Alt, alt)
    key(QEvent.Type.KeyPress, Qt.Key.Key_Q, alt)
    key(QEvent.Type.KeyRelease, Qt.Key.Key_Alt, none)
    assert not bar.isVisible()
    key(QEvent.Type.KeyPress, Qt.Key.Key_Alt, alt)
    key(QEvent.Type.KeyRelease, Qt.Key.Key_Alt, none)
    assert bar.isVisible()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
    studio.wait(lambda: not bar.isVisible(), "its end")


def test_every_action_is_in_a_menu(studio: Studio) -> None:
    menus = [action.menu() for action in studio.window.menus.button.actions()]
    listed = {action for menu in menus if isinstance(menu, QMenu) for action in menu.actions()}
    assert [name for name, action in studio.session.actions.items() if action not in listed] == ["menu"]


# Drops


def drag_in(studio: Studio, *urls: QUrl) -> QMimeData:
    mime = QMimeData()
    mime.setUrls(list(urls))
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    event = QDragEnterEvent(QPoint(600, 400), Qt.DropAction.CopyAction, mime, left, none)
    QApplication.sendEvent(studio.window, event)
    return mime


def test_what_is_dragged_over_the_window_is_told_where_it_goes(studio: Studio, tmp_path: Path) -> None:
    studio.session.actions["home"].trigger()
    settle(studio)
    overlay = studio.window.overlay
    drag_in(studio, QUrl.fromLocalFile(str(tmp_path)))
    assert overlay.isVisible()
    assert labels(overlay) == "Drop to start a project Folders inside it become classes."
    QApplication.sendEvent(studio.window, QDragLeaveEvent())
    assert not overlay.isVisible()
    drag_in(studio, QUrl("mailto:somebody@example.org"))
    assert labels(overlay) == "Cannot use this. Pictures, folders and zip files work."
    QApplication.sendEvent(studio.window, QDragLeaveEvent())
    assert not overlay.isVisible()


def test_a_folder_on_the_start_page_makes_a_project_named_after_it(studio: Studio, tmp_path: Path) -> None:
    studio.session.actions["home"].trigger()
    settle(studio)
    folder = tmp_path / "Plants"
    folder.mkdir()
    studio.drop(folder)
    dialog = studio.dialog(NameDialog)
    assert dialog.field.text() == "Plants"
    assert not studio.window.overlay.isVisible()
    dialog.reject()
    settle(studio)


# Mistakes of our own


def test_a_mistake_gives_a_report_and_the_program_goes_on(
    tmp_path: Path, look: Look, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "Anna's pictures" / "beach.jpg"

    def break_down() -> None:
        secret.read_bytes()

    with whole_program(tmp_path / "data", look, qapp) as studio:
        monkeypatch.setattr(studio.window.seen(), "start_search", break_down)
        studio.press(Qt.Key.Key_F, CONTROL)
        dialog = studio.dialog(CrashDialog)
        (report,) = studio.crashes
        for hidden in ("beach", "Anna", str(tmp_path)):
            assert hidden not in report
        assert "FileNotFoundError" in report
        assert "app/views/conductor.py" in report
        studio.click(studio.button(dialog, "Copy report"))
        assert QApplication.clipboard().text() == report
        studio.click(studio.button(dialog, "Go on"))
        studio.wait(lambda: QApplication.activeModalWidget() is None)
        studio.crashes.clear()
        studio.press(Qt.Key.Key_N, CONTROL)
        studio.dialog(NameDialog).reject()
        settle(studio)


def test_a_mistake_in_a_service_call_is_told_and_the_project_is_read_again(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = studio.window.pane.project
    assert project is not None

    def break_down(*given: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("app.models.open_project.read_state", break_down)
        project.refresh()
        dialog = studio.dialog(CrashDialog)
    dialog.reject()
    assert "ZeroDivisionError" in studio.crashes[-1]
    studio.crashes.clear()
    before = project.state
    project.refresh()
    settle(studio)
    assert project.state is not before


def test_failures_together_are_one_message_and_all_are_kept(studio: Studio) -> None:
    studio.session.desk.failed.emit((notice("project-name-blank"), notice("project-in-trash", name="<b>Zoo</b>")))
    message = studio.window.seen().bars.message
    assert message is not None
    assert message.kind == "danger"
    assert "&lt;b&gt;Zoo&lt;/b&gt;" in message.text
    studio.session.actions["messages"].trigger()
    dialog = studio.dialog(MessagesDialog)
    studio.press(Qt.Key.Key_Escape)
    studio.wait(lambda: not dialog.isVisible())
    studio.press(Qt.Key.Key_Escape)
    assert studio.window.seen().bars.message is None


# Start and end


def test_a_second_start_hands_its_files_over(studio: Studio, filled: Path, tmp_path: Path) -> None:
    studio.session.actions["home"].trigger()
    settle(studio)
    folder = tmp_path / "Stones"
    folder.mkdir()
    first = SingleInstance(filled)
    assert first.acquire()
    call = [sys.executable, "-m", "app", "--data-dir", str(filled), "Stones"]
    second = subprocess.Popen(call, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        dialog = studio.dialog(NameDialog)
        assert dialog.field.text() == "Stones"
        dialog.reject()
        assert second.wait(30) == 0
    finally:
        second.kill()
        first.release()
    settle(studio)


def test_it_starts_where_it_was_left(filled: Path, tmp_path: Path, look: Look, qapp: QApplication) -> None:
    data = tmp_path / "data"
    (tmp_path / "given").mkdir()
    with whole_program(data, look, qapp) as studio:
        go_in(studio, fill(studio, tmp_path / "given"))
        studio.press(Qt.Key.Key_2, CONTROL)
        settle(studio)
    with whole_program(data, look, qapp) as studio:
        studio.wait(lambda: studio.window.pane.isVisible(), "the project")
        assert studio.window.pane.current == "train"
        studio.session.actions["home"].trigger()
        settle(studio)
    with whole_program(data, look, qapp) as studio:
        assert not studio.window.pane.isVisible()


def test_safe_mode_opens_no_project_and_looks_as_it_came(tmp_path: Path, look: Look, qapp: QApplication) -> None:
    data = tmp_path / "data"
    (tmp_path / "given").mkdir()
    with whole_program(data, look, qapp) as studio:
        go_in(studio, fill(studio, tmp_path / "given"))
        studio.session.desk.program.settings.set(key="theme", value="dark")
    with whole_program(data, look, qapp, safe=True) as studio:
        assert look.theme.name == "light"
        assert studio.window.seen() is studio.window.start


def test_closing_while_it_learns_asks_and_staying_is_the_safe_answer(
    tmp_path: Path, look: Look, qapp: QApplication
) -> None:
    with whole_program(tmp_path / "data", look, qapp) as studio:
        learning = studio.session.desk.activity.begin("train", NAME, "learn")
        learning.update(46, 100, seconds_left=125)
        assert studio.window.windowTitle().startswith("46%")
        studio.window.close()
        dialog = studio.dialog(AskDialog)
        assert "about 2 minutes left" in labels(dialog)
        assert dialog.keep.text() == "Stay"
        assert dialog.keep.isDefault()
        studio.press(Qt.Key.Key_Escape)
        studio.wait(lambda: not dialog.isVisible())
        assert studio.window.isVisible()
        studio.window.close()
        dialog = studio.dialog(AskDialog)
        studio.click(studio.button(dialog, "Close, go on next time"))
        studio.wait(lambda: not studio.window.isVisible(), "the end")
        learning.finish()


def test_a_failed_start_is_told_in_a_dialog(look: Look, qapp: QApplication) -> None:
    told: list[str] = []

    def read() -> None:
        (dialog,) = [item for item in QApplication.topLevelWidgets() if isinstance(item, PlainDialog)]
        told.append(labels(dialog))
        dialog.reject()

    QTimer.singleShot(50, read)
    tell_failed_start([notice("data-folder-not-usable", folder="/nowhere", reason="Permission denied")], look)
    assert "MMRL Studio cannot start" in told[0]
    assert "/nowhere" in told[0]
    QTest.qWait(0)


def test_what_was_opened_is_closed_if_the_window_cannot_be_made(
    tmp_path: Path, look: Look, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*given: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(window_program, "Conductor", break_down)
        with pytest.raises(ZeroDivisionError), whole_program(tmp_path / "data", look, qapp):
            pass
    with whole_program(tmp_path / "data", look, qapp) as studio:
        assert studio.window.isVisible()


# What a project is set to


def test_a_projects_settings_are_set_and_taken_back(studio: Studio) -> None:
    project = studio.window.pane.project
    assert project is not None
    usual = project.state.view
    studio.session.actions["project_settings"].trigger()
    dialog = studio.dialog(ProjectSettingsDialog)
    dialog.template.selectAll()
    QTest.keyClicks(dialog.template, "a drawing")
    QTest.keyClick(dialog.template, Qt.Key.Key_Return)
    settle(studio)
    assert dialog.wrong.isVisible()
    assert project.state.view == usual
    QTest.keyClicks(dialog.template, " of a {}.")
    QTest.keyClick(dialog.keep, Qt.Key.Key_End)
    dialog.reject()
    settle(studio)
    assert (project.state.view.template, project.state.view.keep) == ("a drawing of a {}.", "in_place")
    bars = studio.window.seen().bars
    assert bars.message is not None
    assert bars.message.text == "Words are put into this sentence now: a drawing of a {}."
    studio.click(studio.button(bars, "Undo"))
    settle(studio)
    assert (project.state.view.template, project.state.view.keep) == (usual.template, "in_place")
    studio.press(Qt.Key.Key_Z, CONTROL)
    settle(studio)


def test_another_model_is_taken_back_with_its_bar(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "big.safetensors").write_bytes(b"weights")
    project = studio.window.pane.project
    assert project is not None
    usual = project.state.view
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "big.safetensors"), ""))
        studio.click(studio.window.status.model)
        studio.click(studio.button(studio.dialog(ModelDialog), "Choose a file..."))
    runner = studio.session.desk.program.runner
    assert isinstance(runner, ClosableRunner)
    loaded = NameVectors(np.zeros((0, 8), np.float32), np.zeros((0, 8), np.float32))
    key = next(key for key, job in runner.jobs.items() if job.backbone.source == str(tmp_path / "big.safetensors"))
    runner.tell(Finished(loaded), key)
    settle(studio)
    assert project.state.view.backbone.source == str(tmp_path / "big.safetensors")
    studio.click(studio.button(studio.window.seen().bars, "Undo"))
    settle(studio)
    assert (project.state.view.backbone, project.state.view.adapter_id) == (usual.backbone, usual.adapter_id)


def test_names_from_an_older_window_come_into_their_project(tmp_path: Path, look: Look, qapp: QApplication) -> None:
    data = tmp_path / "data"
    (tmp_path / "given").mkdir()
    with whole_program(data, look, qapp) as studio:
        project_id = fill(studio, tmp_path / "given")
    memory = WindowMemory(data)
    memory.keep(f"typed/{project_id}", '[["horse", ""], ["otter", "a wet otter"]]')
    memory.keep("typed/99", "no list")
    memory.save()
    with whole_program(data, look, qapp) as studio:
        settle(studio)
        view = studio.session.desk.program.projects.get(project_id=project_id)
        assert view.typed == (Typed("horse"), Typed("otter", "a wet otter"))
    assert WindowMemory(data).keys("typed") == ()


# What can be done about a trouble


def test_a_full_disk_offers_to_free_space(studio: Studio) -> None:
    features = studio.session.desk.program.storage.folders.features / "a.features"
    features.parent.mkdir(parents=True, exist_ok=True)
    features.write_bytes(b"x" * 5_000_000)
    studio.session.desk.failed.emit((notice("storage-disk-full", path="projects.sqlite"),))
    studio.click(studio.button(studio.window.seen().bars, "Free space"))
    settle(studio)
    assert not features.exists()
    message = studio.window.seen().bars.message
    assert message is not None
    assert message.text == "5 MB are free again. What was deleted is made again when it is wanted."
    studio.session.desk.failed.emit((notice("project-name-blank"),))
    message = studio.window.seen().bars.message
    assert message is not None
    assert message.action == ""


def test_a_project_whose_model_is_gone_says_so_and_what_to_do(studio: Studio) -> None:
    desk, project_id = studio.session.desk, studio.session.desk.program.projects.list()[0].id
    desk.program.projects.set_backbone(project_id=project_id, backbone=BackboneSource("/nowhere/big.safetensors"))
    studio.session.actions["home"].trigger()
    settle(studio)
    go_in(studio, project_id)
    message = studio.window.seen().bars.message
    assert message is not None
    assert message.text == "This project uses the model <b>big</b>, which is not here."
    studio.click(studio.button(studio.window.seen().bars, "Use the demo model"))
    settle(studio)
    project = studio.window.pane.project
    assert project is not None
    assert project.state.view.backbone.source == "demo"


def test_an_import_that_was_cut_off_is_told_at_the_next_start(tmp_path: Path, look: Look, qapp: QApplication) -> None:
    data = tmp_path / "data"
    (tmp_path / "given").mkdir()
    with whole_program(data, look, qapp) as studio:
        project_id = fill(studio, tmp_path / "given")
    mark = {"project": project_id, "class": None, "after": 0, "given": [str(tmp_path / "given")]}
    (data / "imports").mkdir(exist_ok=True)
    (data / "imports" / "1.json").write_text(json.dumps(mark))
    with whole_program(data, look, qapp) as studio:
        message = studio.window.seen().bars.message
        assert message is not None
        assert message.text == f"In <b>{NAME}</b>: The import was cut off before a picture was in."
        assert message.action == "Go on"
    with whole_program(data, look, qapp) as studio:
        assert studio.window.seen().bars.message is None
