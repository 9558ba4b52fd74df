"""The program with its window, from its start to its end."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from app.crash_reports import CrashReports
from app.instance import Doorbell, SingleInstance
from app.logs import log_folder, start_logging
from app.models.desk import Desk, Events
from app.models.typed_names import hand_over
from app.models.window_memory import WindowMemory
from app.start_request import Request
from app.storage.folders import Folders, find_folders
from app.views.conductor import Conductor
from app.views.dialogs.crash import CrashDialog
from app.views.dialogs.failed_start import tell_failed_start
from app.views.first_paint import FirstPaint
from app.views.language import Languages
from app.views.opening import open_paths
from app.views.page_building import PageBuilding
from app.views.page_loading import PageLoading
from app.views.page_makers import MAKERS, MODULES
from app.views.setting_effects import SettingEffects, remembered
from app.views.theme.look import Look
from app.views.window import MainWindow
from app.views.wishes import OpenProject
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice

if TYPE_CHECKING:
    from app.bootstrap import Program

UPKEEP_MS = 60_000
CHILD_MS = 300  # after the services are there
PAGES_MS = 1000  # after it too
SWITCH_S = 0.0005  # a tenth of Python's own: so long a busy thread keeps the window waiting, with each of many calls


def run_window(files: Sequence[Path], *, data_folder: Path | None = None, safe: bool = False) -> int:
    """Opens the window, or hands `files` to the one that is open already; the exit code."""
    application = make_application()
    look = Look(application)
    languages = Languages(application)
    languages.choose("system")  # until the settings can be read
    folders = find_folders(data_folder)
    request = Request(tuple(os.fspath(file) for file in files), os.fspath(Path.cwd()))
    claim = SingleInstance(folders.data)
    try:
        if not claim.enter(request):
            return 0
        with start_logging(log_folder(folders)), Session(folders, look, languages, safe) as session:
            session.gave_up.connect(application.quit)
            session.open(request)
            code = application.exec()
            if session.problems:
                raise EngineError(*session.problems)
            return code
    except EngineError as error:
        tell_failed_start(error.notices, look)
        return 1
    finally:
        claim.release()


def make_application() -> QApplication:
    """The one application of the process."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("mmrl-studio")
    application.setApplicationDisplayName("MMRL Studio")
    application.setDesktopFileName("mmrl-studio")
    return application


def _build(folders: Folders, events: Events, safe: bool) -> Program:
    """The services, whose code is loaded only now."""
    from app.bootstrap import Listeners, build

    heard = (events.trainings, events.evaluations, events.balances, events.folder_runs)
    listeners = Listeners(*heard, watches=events.watches, downloads=events.downloads, devices=events.devices)
    return build(folders, listeners, safe=safe)


class Session(QObject):
    """Everything of one run, made in order and taken down in the other, even if only a part of it could be made.

    The window comes first, and the services after it has been painted. Only where it cannot know yet how it is to
    look, since settings of an earlier run are there and it remembers none, are they made before.

    Signals:
        crashed: the report of a mistake of our own, as text.
        gave_up: the services could not be made; `problems` says why.

    Attributes:
        problems: why the services could not be made.
    """

    crashed = Signal(str)
    gave_up = Signal()

    def __init__(self, folders: Folders, look: Look, languages: Languages, safe: bool) -> None:
        super().__init__()
        self._safe = safe
        self._look = look
        self._program: Program | None = None
        self._closing = False
        self.problems: tuple[Notice, ...] = ()
        with ExitStack() as steps:
            self._crashes = CrashReports(log_folder(folders), self)
            steps.callback(self._crashes.close)
            events, memory = Events(self), WindowMemory(folders.data)
            self._build = partial(_build, folders, events, safe)
            steps.callback(self._close_program)
            if folders.projects.exists() and remembered(memory) is None:
                self._program = self._build()
            self.desk = Desk(self._program, events, memory, self)
            steps.callback(self.desk.close)
            self._effects = SettingEffects(self.desk, look, languages, safe=safe, parent=self)
            self._conductor = Conductor(self.desk, look, MAKERS, log_folder(folders), self)
            steps.callback(self._conductor.window.deleteLater)
            self._pages = pages = PageLoading(MODULES)
            steps.callback(pages.close)
            # Not `self._pages`: in a cycle, it would be deleted by whichever thread collects garbage.
            self._building = PageBuilding(lambda: pages.loaded, self.window.pane.make_some, self)
            steps.callback(self._building.close)
            steps.callback(sys.setswitchinterval, sys.getswitchinterval())
            sys.setswitchinterval(SWITCH_S)
            self._doorbell = Doorbell(folders.data, self)
            steps.callback(self._doorbell.close)
            self._timer = QTimer(self)
            self._timer.setInterval(UPKEEP_MS)
            self._timer.timeout.connect(self._keep_up)
            steps.callback(self._timer.stop)
            self._steps = steps.pop_all()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing = True
        self._steps.close()

    @property
    def actions(self) -> Mapping[str, QAction]:
        """What can be done everywhere."""
        return self._conductor.actions

    @property
    def busy(self) -> bool:
        """Whether the services are not there yet, or one is at work for the window."""
        return not self.desk.is_there or self.desk.acts.busy or self.desk.long_acts.busy

    def open_project(self, project_id: int) -> None:
        """Opens a project, as a click on its card does."""
        self._conductor.grant(OpenProject(project_id))

    @property
    def window(self) -> MainWindow:
        return self._conductor.window

    def open(self, request: Request) -> None:
        """Shows the window, and then what the program was started with."""
        window = self._conductor.window
        self._crashes.crashed.connect(self.crashed)
        self._crashes.crashed.connect(self._show_crash)
        self.desk.broke.connect(self._crashes.report)
        self._doorbell.asked.connect(self._take_request)
        self._doorbell.listen()
        self._first_paint = FirstPaint(window)
        self._first_paint.done.connect(self._make_program)
        window.show()
        self.desk.when_there(self, partial(self._begin, request))

    @Slot()
    def _make_program(self) -> None:
        if self._program is None and not self._closing:
            self.desk.do_aside(self._build, on_done=self._take_program, on_failed=self._give_up)

    def _take_program(self, program: Program) -> None:
        self._program = program
        if not self._closing:
            self.desk.take(program)

    def _give_up(self, notices: tuple[Notice, ...]) -> None:
        if not self._closing:
            self.problems = notices
            self._conductor.window.hide()
            self.gave_up.emit()

    def _close_program(self) -> None:
        if self._program is not None:
            self._program.close()

    def _begin(self, request: Request) -> None:
        conductor, program = self._conductor, self.desk.program
        if not program.storage.read_only:
            hand_over(self.desk)
        conductor.messages.say_notices(program.notices)
        if request.arguments:
            open_paths(conductor, request)
        elif not self._safe and program.settings.get("open_last"):
            last = self.desk.memory.number("last", 0)
            if last:
                conductor.reopen(last)
        if not program.storage.read_only:
            conductor.tell_cut_off()
        QTimer.singleShot(CHILD_MS, self._start_child)
        QTimer.singleShot(PAGES_MS, self._load_pages)
        self._timer.start()

    @Slot()
    def _start_child(self) -> None:
        self.desk.program.runner.start()
        if not (self._safe or self.desk.program.storage.read_only):
            self.desk.do_aside(self.desk.program.balances.resume)

    @Slot()
    def _load_pages(self) -> None:
        self._pages.start()
        self._building.start()

    @Slot()
    def _keep_up(self) -> None:
        self.desk.do_long("backup", self.desk.program.upkeep.tick, on_done=self._conductor.messages.say_notices)

    @Slot(object)
    def _take_request(self, request: Request) -> None:
        self._conductor.window.raise_up()
        self.desk.when_there(request, partial(open_paths, self._conductor, request))

    @Slot(str)
    def _show_crash(self, report: str) -> None:
        """One at a time: what goes wrong over and over must not bury the window. The log has them all."""
        window = self._conductor.window
        if not window.findChildren(CrashDialog):
            CrashDialog(self._look, report, window).open()
