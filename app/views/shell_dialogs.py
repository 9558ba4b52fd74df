"""The window's own dialogs, each opened over it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.views.act_texts import act_message
from app.views.dialogs.about import AboutDialog
from app.views.dialogs.backups import BackupsDialog
from app.views.dialogs.help import HelpDialog
from app.views.dialogs.keys import KeysDialog
from app.views.dialogs.messages import MessagesDialog
from app.views.dialogs.model import ModelDialog
from app.views.dialogs.palette import Palette
from app.views.dialogs.project_settings import ProjectSettingsDialog
from app.views.dialogs.settings import SettingsDialog
from app.views.message import Message
from app.views.model_flow import ModelFlow
from app.views.theme.look import Look
from app.views.window import MainWindow

if TYPE_CHECKING:
    from app.services.change import Change
    from app.storage.backups import Backup


class ShellDialogs(QObject):
    """Signals:
    said: a `Message`. wished: one of `app.views.wishes`.
    """

    said = Signal(object)
    wished = Signal(object)

    def __init__(self, desk: Desk, look: Look, window: MainWindow, log_folder: Path, models: ModelFlow) -> None:
        super().__init__(window)
        self._models = models
        self._desk, self._look, self._window, self._log_folder = desk, look, window, log_folder

    def palette(self, actions: Mapping[str, QAction], project: OpenProject | None) -> None:
        """Everything that can be done or gone to, to be found by typing."""
        found = [*actions.values(), *self._window.seen().page_actions()]
        dialog = Palette(self._desk, self._look, found, project, self._window)
        dialog.wished.connect(self.wished)
        dialog.open()

    def settings(self, key: str = "") -> None:
        SettingsDialog(self._desk, self._look, self._window, at=key).open()

    def keys(self, actions: Mapping[str, QAction]) -> None:
        """Every key there is, those of the page that is seen among them."""
        groups = (
            (self.tr("On this page"), list(self._window.seen().page_actions())),
            (self.tr("Everywhere"), list(actions.values())),
        )
        KeysDialog(self._look, groups, self._window).open()

    def help(self, actions: Mapping[str, QAction], *, in_project: bool) -> None:
        """What the pages are for."""
        dialog = HelpDialog(self._look, in_project=in_project, parent=self._window)
        dialog.wished.connect(self.wished)
        dialog.keys_asked.connect(partial(self.keys, actions))
        dialog.open()

    def about(self) -> None:
        AboutDialog(self._look, self._window).open()

    def messages(self, said: list[Message]) -> None:
        """What was said so far."""
        MessagesDialog(self._look, said, self._window).open()

    def model(self, project: OpenProject | None, *, at: str = "", file: bool = False) -> None:
        """Chooses the model of the open project, or shows which there are; `file` asks for a file at once."""
        dialog = ModelDialog(self._desk, self._look, self._models, project, self._say_act, self._window, at=at)
        dialog.open()
        if file and project is not None:
            dialog.choose_file()

    def project_settings(self, project: OpenProject) -> None:
        """What the open project is set to."""
        ProjectSettingsDialog(self._desk, self._look, project, self._say_act, self._window).open()

    def backups(self) -> None:
        """Goes back to a backup."""
        dialog = BackupsDialog(self._desk, self._look, self._window)
        dialog.said.connect(self.said)
        dialog.wished.connect(self.wished)
        dialog.open()

    def back_up(self) -> None:
        """Makes a backup now."""
        self._desk.do_long("backup", self._desk.program.backups.make, on_done=self._backed_up)

    def logs(self) -> None:
        """Shows the folder of the logs in the system's file manager."""
        self._log_folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder)))

    def _say_act(self, change: Change) -> None:
        if change.act is not None:
            self.said.emit(act_message(change.act))

    def _backed_up(self, backup: Backup) -> None:
        self.said.emit(Message(self.tr("A backup was made."), icon="check-circle"))
