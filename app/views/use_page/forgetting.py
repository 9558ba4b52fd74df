"""Answers for a folder that are not needed any more."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.models.desk import Desk
from app.services.change import Change
from app.services.folder_run_rows import FolderRunView
from app.views.dialogs.asking import AskDialog
from app.views.message import Message
from app.views.theme.look import Look
from app.views.wording import strong


class Forgetting(QObject):
    """Signals:
    said: a `Message`. forgotten: a run's id.
    """

    said = Signal(object)
    forgotten = Signal(int)

    def __init__(self, desk: Desk, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._look, self._page = desk, look, page

    def ask(self, run: FolderRunView) -> None:
        """Asks first: this cannot be undone."""
        AskDialog(
            self._look,
            self.tr('Forget the answers for "{folder}"?').format(folder=run.folder.name),
            self.tr("Pictures and copies stay as they are, but copies can no longer be taken back here."),
            safe=self.tr("Keep"),
            act=self.tr("Forget"),
            on_act=partial(self._forget, run),
            danger=True,
            parent=self._page.window(),
        ).open()

    def _forget(self, run: FolderRunView) -> None:
        call = partial(self._desk.program.folder_runs.remove, run_id=run.id)
        self._desk.do(call, on_done=partial(self._tell, run))

    def _tell(self, run: FolderRunView, change: Change) -> None:
        text = self.tr("The answers for {folder} are forgotten.").format(folder=strong(run.folder.name))
        self.said.emit(Message(text, icon="trash"))
        self.forgotten.emit(run.id)
