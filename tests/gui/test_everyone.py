"""For everyone: what a screen reader says, where the keys lead, and room for large texts and long languages."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.models.watches import ThereNow
from app.services.copy_plan import CopyEntry, CopyPlan, Skipped
from app.services.import_plan import ImportPlan
from app.services.import_report import ImportReport
from app.storage.act_record import ActRecord
from app.views.dialogs.asking import AskDialog
from app.views.dialogs.copy_plan import CopyPlanDialog
from app.views.dialogs.crash import CrashDialog
from app.views.dialogs.export_adapter import ExportDialog
from app.views.dialogs.import_report import ImportReportDialog
from app.views.dialogs.words import WordsDialog
from app.views.start_page.trash_dialog import TrashDialog
from app.views.theme.look import Look
from app.views.use_page.watch_dialog import WatchDialog
from app.views.window import MainWindow
from app.views.wishes import PAGES
from mmrl_engine.notices import notice
from tests.gui.faults import cut_off, nameless, unreached
from tests.gui.speaking import speaking, speaking_pseudo
from tests.gui.studio import Studio
from tests.gui.whole import fill, go_in, settle, teach, whole_program

DIALOGS = ("new", "rename", "project_settings", "palette", "settings", "help", "keys", "messages", "backups", "about")
REST_S = 4.0
SIZES = ((1280, 828), (960, 640))


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory, session_look: Look, qapp: QApplication) -> Path:
    """A data folder with a project that has learned."""
    folder = tmp_path_factory.mktemp("everyone")
    (folder / "given").mkdir()
    with whole_program(folder / "data", session_look, qapp) as studio:
        project_id = fill(studio, folder / "given")
        studio.session.desk.program.projects.create(name="Zoo")
        go_in(studio, project_id)
        teach(studio, folder / "given")
    return folder / "data"


@pytest.fixture
def studio(taught: Path, look: Look, qapp: QApplication) -> Iterator[Studio]:
    with whole_program(taught, look, qapp) as made:
        yield made


def walk(studio: Studio, check: Callable[[QDialog | None], list[str]]) -> list[str]:
    """What `check` finds on the start page, on every page and in every dialog; it gets the dialog, if one is open."""
    found = []
    if studio.window.pane.isVisible():
        studio.session.actions["home"].trigger()
    settle(studio)
    found += [f"start page: {line}" for line in check(None)]
    go_in(studio, studio.window.start.list.cards.card(0).id)
    for page in PAGES:
        studio.session.actions[page].trigger()
        settle(studio)
        found += [f"{page}: {line}" for line in check(None)]
    for name in DIALOGS:
        studio.session.actions[name].trigger()
        found += [f"{name}: {line}" for line in in_dialog(studio, check)]
    studio.click(studio.window.status.model)
    found += [f"model: {line}" for line in in_dialog(studio, check)]
    for name, dialog in rare_dialogs(studio).items():
        dialog.open()
        found += [f"{name}: {line}" for line in in_dialog(studio, check)]
    return found


def rare_dialogs(studio: Studio) -> dict[str, QDialog]:
    """Those that only something special opens, full of long names."""
    window, look = studio.window, studio.window.pane.page("pictures").look
    folder = Path("/pictures of the whole family/" + "a long way down/" * 6)
    damaged = notice("picture-damaged", path=str(folder / "broken.png"), reason="truncated")
    act = ActRecord(1, 1, "pictures-imported", {"count": 3})
    report = ImportReport(
        added=3, brought_back=1, already_here=(folder / "again.png",), elsewhere=(folder / "there.png",),
        unreadable=((folder / "broken.png", damaged),), classes=("kestrel",), size=9_000_000, act=act, stopped=False,
        undone=False, failure=(), remaining=ImportPlan(),
    )  # fmt: skip
    entry = CopyEntry(folder / "a.png", folder / "kestrel" / "a.png", 9_000_000)
    skipped = Skipped(folder / "b.png", folder / "kestrel" / "b.png", notice("copy-already-there", path="b.png"))
    project = window.pane.project
    assert project is not None
    adapter = project.state.adapter
    assert adapter is not None
    words = WordsDialog(look, "kestrel", "a small falcon that hovers in the wind", "After a change.", window)
    words.show_hint(words.field.text(), "These words win 3 of your 4 pictures.")
    cards = studio.session.desk.program.projects.list()
    return {
        "crash": CrashDialog(look, "Traceback (most recent call last):\n" * 30, window),
        "import report": ImportReportDialog(look, report, (damaged,), window),
        "copy plan": CopyPlanDialog(look, CopyPlan(1, folder, (entry,), (skipped,)), window),
        "export": ExportDialog(look, adapter, window),
        "watch": WatchDialog(look, ThereNow(folder, 3, 12_000), inbox=True, parent=window),
        "words": words,
        "trash": TrashDialog(look, cards, window),
        "ask": AskDialog(
            look, 'Delete "Kestrels of the world" for good?', "12 pictures and 3 runs are removed from this program.",
            safe="Keep", act="Delete for good", on_act=print, danger=True, parent=window,
        ),
    }  # fmt: skip


def in_dialog(studio: Studio, check: Callable[[QDialog | None], list[str]]) -> list[str]:
    dialog = studio.dialog(QDialog)
    settle(studio)
    found = check(dialog)
    dialog.reject()
    studio.wait(lambda: not dialog.isVisible())
    QTest.qWait(0)
    return found


class Windows(QObject):
    """Writes down what opens as a window of its own, beside the main window and dialogs."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if type(event) is QShowEvent and isinstance(watched, QWidget) and self._is_own(watched):
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()!r}")
        return False

    def _is_own(self, widget: QWidget) -> bool:
        plain = widget.isWindow() and widget.windowType() is Qt.WindowType.Window
        return plain and not isinstance(widget, MainWindow | QDialog)


def test_no_part_opens_as_a_window_of_its_own(studio: Studio, qapp: QApplication) -> None:
    """A part that is shown before it lies in the window is one, for a moment, and takes the keyboard along."""
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        assert walk(studio, lambda dialog: []) == []
    finally:
        qapp.removeEventFilter(windows)
    assert windows.seen == []


def test_everything_has_a_name_and_a_key_that_leads_there(studio: Studio) -> None:
    def check(dialog: QDialog | None) -> list[str]:
        window = dialog or studio.window
        return [*nameless(window), *(f"out of reach: {line}" for line in unreached(window))]

    assert walk(studio, check) == []


@pytest.mark.parametrize(
    ("language", "text_size"), [("pseudo", 200), ("de", 100), ("de", 200)], ids=lambda value: str(value)
)
def test_no_text_lacks_room(taught: Path, look: Look, qapp: QApplication, language: str, text_size: int) -> None:
    spoken: Callable[[], AbstractContextManager[object]] = (
        partial(speaking_pseudo, qapp) if language == "pseudo" else nullcontext
    )
    set_language = "de" if language == "de" else "system"
    with whole_program(taught, look, qapp) as studio:
        studio.session.desk.program.settings.set(key="language", value=set_language)
    with speaking(qapp, set_language), spoken(), whole_program(taught, look, qapp) as studio:
        look.set(text_size=text_size)

        def check(dialog: QDialog | None) -> list[str]:
            if dialog is not None:
                return _cut_off_at_rest(dialog)
            found = []
            for size in SIZES:
                studio.window.resize(*size)
                QTest.qWait(10)
                found += [f"{size[0]} wide: {line}" for line in _cut_off_at_rest(studio.window)]
            return found

        assert walk(studio, check) == []


def _cut_off_at_rest(window: QWidget) -> list[str]:
    """Layouts and scroll bars come to rest in several turns of the event loop, more of them where work goes on."""
    end = time.monotonic() + REST_S
    while (found := cut_off(window)) and time.monotonic() < end:
        QTest.qWait(50)
    return found


def test_what_has_the_keyboard_can_be_seen(studio: Studio) -> None:
    """The window looks different with the focus on each control than without, when the Tab key brought it there."""
    unseen = []
    window = studio.window
    for _ in range(30):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        focus = window.focusWidget()
        assert focus is not None
        QTest.qWait(5)
        there = window.grab().toImage()
        focus.clearFocus()
        QTest.qWait(5)
        if window.grab().toImage() == there:
            unseen.append(focus.accessibleName() or type(focus).__name__)
        focus.setFocus(Qt.FocusReason.TabFocusReason)
    assert unseen == []
