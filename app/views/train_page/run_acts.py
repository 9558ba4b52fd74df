"""What a person does with the runs in the list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.services.adapters import AdapterView
from app.services.change import Change
from app.services.run_views import RunView
from app.views.act_texts import act_message
from app.views.dialogs.name_dialog import NameDialog
from app.views.message import Message
from app.views.theme.look import Look
from app.views.train_page.details import DetailsDialog
from app.views.train_page.following import Following
from app.views.train_page.run_list import Row


class RunActs(QObject):
    """Signals:
    said: a `Message` of what was done.

    Attributes:
        project: whose runs they are.
    """

    said = Signal(object)

    def __init__(self, desk: Desk, look: Look, following: Following, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._look, self._following, self._page = desk, look, following, parent
        self.project: OpenProject | None = None

    def do(self, name: str, row: Row) -> None:
        """One of `app.views.train_page.runs_card.ACTS`."""
        if self.project is None:
            return
        if name == "use" and row.adapter is not None:
            self.use(row.adapter.id)
        elif name == "words":
            self.use(None)
        elif name in ("go_on", "keep") and row.run is not None:
            if self._following.of_project(self.project.id) is None:
                self._following.go_on(self.project, row.run, enough=name == "keep")
        elif name == "rename" and row.adapter is not None:
            self._ask_name(row)
        elif name == "details" and row.run is not None:
            DetailsDialog(self._look, row, self._page.window()).open()
        elif name == "remove" and row.run is not None:
            self._desk.do(partial(self._desk.program.trainings.remove, run_id=row.run.id), on_done=self._removed)

    def use(self, adapter_id: int | None) -> None:
        """Answers with it from now on; None: with words alone."""
        if self.project is None:
            return
        call = partial(self._desk.program.adapters.choose, project_id=self.project.id, adapter_id=adapter_id)
        text = self.tr("Answers come from this run now.") if adapter_id else self.tr("Answers come from words now.")
        self._desk.do(call, on_done=partial(self._chosen, text))

    def use_learned(self, run: RunView, adapter: AdapterView | None) -> None:
        """Answers with what the run has learned, although its test said otherwise."""
        if adapter is None:
            return
        if adapter.answers == "mmrl":
            self.use(adapter.id)
        else:
            call = partial(self._desk.program.evaluations.choose, run_id=run.id, answers="mmrl")
            self._desk.do(call, on_done=partial(self._chosen, self.tr("The learned one answers now.")))

    def _ask_name(self, row: Row) -> None:
        assert row.adapter is not None
        dialog = NameDialog(
            self._look,
            self.tr("Rename the run"),
            "",
            self.tr("Rename"),
            name=row.title,
            parent=self._page.window(),
        )
        dialog.named.connect(partial(self._rename, row.adapter.id))
        dialog.open()

    def _rename(self, adapter_id: int, name: str) -> None:
        if self.project is not None:
            call = partial(
                self._desk.program.adapters.rename, project_id=self.project.id, adapter_id=adapter_id, name=name
            )
            self._desk.do(call, on_done=self._renamed)

    def _renamed(self, change: Change) -> None:
        if change.act is not None:
            self.said.emit(act_message(change.act))

    def _removed(self, change: Change) -> None:
        self.said.emit(Message(self.tr("Run removed."), icon="trash", undo=change.act))

    def _chosen(self, text: str, change: Change) -> None:
        self.said.emit(Message(text, undo=change.act))
