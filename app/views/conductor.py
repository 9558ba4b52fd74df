"""Does what pages and actions ask for: opens projects, goes to pages, says messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication

from app.models.desk import Desk
from app.models.open_project import OpenProject, ProjectState
from app.models.weighing import Weighing
from app.views import wishes
from app.views.actions import connect_action, paint_icons
from app.views.closing import may_close
from app.views.import_flow import ImportFlow
from app.views.messages import Messages
from app.views.model_flow import ModelFlow
from app.views.page import Page, TakesImports
from app.views.project_flow import ProjectFlow
from app.views.project_model import ProjectModel
from app.views.project_opening import ProjectOpening
from app.views.project_pane import MakePage
from app.views.shell_actions import shell_actions
from app.views.shell_dialogs import ShellDialogs
from app.views.theme.look import Look
from app.views.undoing import Undoing
from app.views.window import MainWindow
from app.views.window_title import show_title

# What needs no service: all else waits for these while the program starts.
ALWAYS = frozenset(
    {"home", "next_area", "full_screen", "menu", "find", "palette", "messages", "help", "keys", "logs", "about", "quit"}
)
OF_A_PROJECT = ("home", "open", "rename", "project_settings", "duplicate", "export", "trash", *wishes.PAGES, "learn")


class Conductor(QObject):
    """Makes the window and conducts it."""

    def __init__(
        self,
        desk: Desk,
        look: Look,
        makers: Mapping[str, MakePage],
        log_folder: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._look = desk, look
        self._project: OpenProject | None = None
        self._closing = False  # a person said so, although it learns
        self.actions = shell_actions(self)
        self.window = MainWindow(desk, look, self.actions, makers)
        self._models = ModelFlow(desk, look, self.window)
        self._model = ProjectModel(desk, self._models, self)
        self.dialogs = ShellDialogs(desk, look, self.window, log_folder, self._models)
        self._projects = ProjectFlow(desk, look, self.window)
        self._imports = ImportFlow(desk, look, self.window)
        self._weighing = Weighing(desk, self)
        self._undoing = Undoing(desk, self.actions["undo"], self.actions["redo"], self)
        self.messages = Messages(desk, self.window, self._undoing.take_back)
        self._opening = ProjectOpening(desk, self.messages, self)
        self._connect()
        self._adopt(self.window.start)
        self._enable()

    @property
    def project(self) -> OpenProject | None:
        """The open one."""
        return self._project

    # Projects

    def open_project(self, project_id: int, paths: tuple[Path, ...] = (), page: str = "") -> None:
        """Opens it where it was left, or at `page`, and takes `paths` in."""
        if self._project is not None and self._project.id == project_id:
            self.go_to(page or self.window.pane.current)
            if paths:
                self._imports.add(project_id, paths, None)
        else:
            self._opening.open(project_id, paths, page)

    def reopen(self, project_id: int) -> None:
        """Opens it, if it is still there; for the start of the program."""
        self._opening.reopen(project_id)

    def tell_cut_off(self) -> None:
        """Of what an earlier end of the program cut off and does not go on by itself."""
        self._imports.tell_cut_off()

    def go_home(self) -> None:
        """Closes the project; what it does goes on."""
        self._set_project(None)
        self.window.show_start()
        self._desk.memory.keep("last", 0)
        self._opening.cancel()

    def go_to(self, page: str, what: object = None) -> None:
        """Shows a page of the open project, and `what` there."""
        if self._project is None:
            return
        self.window.show_pane(page)
        if what is not None:
            self.window.pane.page(page).show_what(what)

    def _show_project(self, state: ProjectState, page: str) -> None:
        project_id = state.view.id
        self._set_project(OpenProject(self._desk, state, self))
        self.window.show_pane(page or self._page_of(project_id))
        self.window.seen().take_focus()
        self._desk.memory.keep("last", project_id)

    def _page_of(self, project_id: int) -> str:
        """Where it was left."""
        page = self._desk.memory.text(f"page/{project_id}")
        return page if page in wishes.PAGES else wishes.PAGES[0]

    def _take_in(self, project_id: int, paths: tuple[Path, ...]) -> None:
        self._imports.add(project_id, paths, None)

    def _set_project(self, project: OpenProject | None) -> None:
        before, self._project = self._project, project
        self.window.pane.set_project(project)
        self._undoing.set_project(project)
        self._projects.set_project(project)
        self._model.set_project(project)
        if before is not None:
            before.close()
            before.deleteLater()
        if project is not None:
            project.changed.connect(self._show_name)
            self._show_name()
        self._enable()

    def _show_name(self) -> None:
        if self._project is not None:
            view = self._project.state.view
            self.window.pane.header.set_project(view.name, self.window.menus.project)
            self.window.status.set_model(view.backbone)
        self._show_title()

    def _show_title(self) -> None:
        show_title(self.window, self._project.state.view.name if self._project else "", self._desk.activity)

    # What pages wish

    def grant(self, wish: object) -> None:
        """Does what a page asked for, once the services are there."""
        self._desk.when_there(wish, partial(self._grant, wish))

    def _grant(self, wish: object) -> None:
        match wish:
            case wishes.GoTo(page, what):
                self.go_to(page, what)
            case wishes.GoHome():
                self.go_home()
            case wishes.OpenProject(project_id, paths):
                self.open_project(project_id, paths)
            case wishes.NewProject(paths):
                self._projects.new(paths)
            case wishes.OpenSample():
                self._projects.sample()
            case wishes.ImportFile(path):
                self._projects.import_file(path)
            case wishes.AddPictures(class_id, paths):
                self._add_pictures(class_id, paths)
            case wishes.Train(config):
                self.go_to("train", wish if config is not None else wishes.Train())
            case wishes.ShowPictures():
                self.go_to("pictures", wish)
            case wishes.AskSettings(key):
                self.dialogs.settings(key)
            case wishes.AskModel(id, file):
                self.dialogs.model(self._project, at=id, file=file)
            case _:
                raise TypeError(wish)

    def _add_pictures(self, class_id: int | None, paths: tuple[Path, ...]) -> None:
        if self._project is None:
            return
        self.go_to("pictures")
        if paths:
            self._imports.add(self._project.id, paths, class_id)
        else:
            self._imports.ask_files(self._project.id, class_id)

    # Wiring

    def _connect(self) -> None:
        window, desk = self.window, self._desk
        for teller in (self._projects, self._imports, self._undoing, self.dialogs, self._models, self._model):
            teller.said.connect(self.messages.say)
        self._model.wished.connect(self.grant)
        self.messages.wished.connect(self.grant)
        self._imports.undo_asked.connect(self._undoing.take_back)
        self._projects.opened.connect(self.open_project)
        self._opening.shown.connect(self._show_project)
        self._opening.brought.connect(self._take_in)
        self._projects.closed.connect(self.go_home)
        self.dialogs.wished.connect(self.grant)
        window.start.trash_wished.connect(self._projects.trash_card)
        window.start.restore_wished.connect(self._projects.restore)
        window.start.delete_wished.connect(self._projects.delete_for_good)
        desk.failed.connect(self.messages.say_notices)
        desk.device_told.connect(self.messages.say_warning)
        desk.activity.changed.connect(self._show_title)
        window.pane.page_made.connect(self._adopt)
        window.pane.header.page_chosen.connect(self.go_to)
        window.page_seen.connect(self._remember_page)
        window.status.model_asked.connect(self._ask_model)
        window.closing.connect(self._close)
        window.brought.connect(self._bring)
        self._look.changed.connect(self._paint_icons)
        QTimer.singleShot(0, self._paint_icons)  # while the window comes up: no action is seen before
        self._connect_actions()

    def _connect_actions(self) -> None:
        window, dialogs, projects = self.window, self.dialogs, self._projects
        slots: Mapping[str, Callable[[], object]] = {
            **{name: partial(self.go_to, name) for name in wishes.PAGES},
            "home": self.go_home,
            "new": projects.new,
            "sample": projects.sample,
            "import": projects.import_file,
            "open": self._open_files,
            "rename": projects.rename,
            "project_settings": self._ask_project,
            "duplicate": projects.duplicate,
            "export": projects.export,
            "trash": projects.trash,
            "undo": self._undoing.undo,
            "redo": self._undoing.redo,
            "paste": self._paste,
            "find": self._find,
            "palette": self._open_palette,
            "learn": partial(self.grant, wishes.Train()),
            "next_area": window.next_area,
            "full_screen": window.toggle_full_screen,
            "menu": window.bar.show,
            "messages": self._show_messages,
            "settings": dialogs.settings,
            "models": self._ask_model,
            "help": self._show_help,
            "keys": self._show_keys,
            "backup": dialogs.back_up,
            "backups": dialogs.backups,
            "logs": dialogs.logs,
            "about": dialogs.about,
            "quit": window.close,
        }
        for name, action in self.actions.items():
            slot = slots[name]
            connect_action(action, slot if name in ALWAYS else partial(self._desk.when_there, name, slot))

    def _bring(self, path: Path) -> None:
        self.grant(wishes.ImportFile(path))

    def _adopt(self, page: Page) -> None:
        """A page that was just made: what it says and wishes is heard from now on."""
        page.said.connect(self.messages.say)
        page.wished.connect(self.grant)
        if isinstance(page, TakesImports):
            page.set_imports(self._imports)

    def _enable(self) -> None:
        for name in OF_A_PROJECT:
            self.actions[name].setEnabled(self._project is not None)

    @Slot()
    def _paint_icons(self) -> None:
        paint_icons(self.actions.values(), self._look)

    def _remember_page(self, page: Page) -> None:
        if self._project is not None and self.window.pane.current:
            self._desk.memory.keep(f"page/{self._project.id}", self.window.pane.current)
        paint_icons(page.page_actions(), self._look)

    def _paste(self) -> None:
        self.window.seen().paste(QGuiApplication.clipboard().mimeData())

    def _open_files(self) -> None:
        if not self.window.seen().open_files():
            self.grant(wishes.AddPictures())

    def _find(self) -> None:
        self.window.seen().start_search()

    def _open_palette(self) -> None:
        self.dialogs.palette(self.actions, self._project)

    def _show_help(self) -> None:
        self.dialogs.help(self.actions, in_project=self._project is not None)

    def _show_keys(self) -> None:
        self.dialogs.keys(self.actions)

    def _show_messages(self) -> None:
        self.dialogs.messages(self.messages.said)

    def _ask_model(self) -> None:
        self.dialogs.model(self._project)

    def _ask_project(self) -> None:
        if self._project is not None:
            self.dialogs.project_settings(self._project)

    def _close(self, event: QCloseEvent) -> None:
        agreed = self._closing or may_close(self._look, self._desk.activity, self.window, self._close_anyway)
        event.setAccepted(agreed)

    def _close_anyway(self) -> None:
        self._closing = True
        self.window.close()
