"""What was learned as files: to be handed on, and taken in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.services.adapters import AdapterView
from app.services.change import Change
from app.views.dialogs.export_adapter import ExportDialog
from app.views.message import Message
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Card, ElidedLabel, Label, clear_layout
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.pills import StatePill
from app.views.wishes import GoTo, ImportFile
from app.views.wording import and_list, strong, when
from mmrl_engine.adapter import SUFFIX

MOST_NAMES = 8


class Share(QWidget):
    """Signals:
    said: a `Message`. wished: one of `app.views.wishes`.
    """

    said = Signal(object)
    wished = Signal(object)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look = desk, look
        self._project: OpenProject | None = None
        self._shown: tuple[AdapterView, ...] | None = None
        self.take = Button(look, self.tr("Import a trained file..."), icon="import")
        self.take.clicked.connect(self._import)
        go = Button(look, self.tr("Go to Train"), icon="learn", kind="primary")
        go.clicked.connect(self._go_train)
        text = self.tr("Train first, or import a trained file that somebody gave you.")
        self.empty = EmptyState(look, "share", self.tr("Nothing to share yet."), text, primary=go)
        inner = QWidget()
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("Share what it learned"), "headline"))
        head.addStretch(1)
        head.addWidget(self.take)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addLayout(head)
        about = self.tr(
            "A trained file holds what was learned and the names of the classes, and none of your pictures. It works "
            "in this program and in others, with the model that it was learned with."
        )
        column.addWidget(Label(about, "text", "muted", wrap=True))
        column.addLayout(self._list)
        column.addWidget(self.empty, 1)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_project(self, project: OpenProject | None) -> None:
        """Lists what the project has."""
        self._project = project
        adapters = () if project is None else project.state.adapters
        self.empty.setVisible(not adapters)
        if adapters == self._shown:
            return
        self._shown = adapters
        clear_layout(self._list)
        for view in adapters:
            self._list.addWidget(self._card(view))

    def _card(self, view: AdapterView) -> Card:
        look = self._look
        card = Card()
        name = ElidedLabel(view.name, "label")
        head = QHBoxLayout()
        head.addWidget(name, 1)
        if view.in_use:
            head.addWidget(StatePill(look, self.tr("In use"), "check-circle", "success"))
        names = [item.name for item in view.classes]
        shown = and_list(names[:MOST_NAMES]) + (self.tr(" and more") if len(names) > MOST_NAMES else "")
        made = self.tr("Imported {when}") if view.origin == "imported" else self.tr("Learned {when}")
        facts = f"{made.format(when=when(view.created_at))}. " + self.tr("It knows {names}.").format(names=shown)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        export = Button(look, self.tr("Export..."), icon="export", kind="primary" if view.in_use else "normal")
        export.setAccessibleName(self.tr("Export {name}").format(name=view.name))
        export.clicked.connect(partial(self._ask_export, view))
        acts.addWidget(export)
        use = Button(look, self.tr("Answer from words alone") if view.in_use else self.tr("Use this"))
        use.setAccessibleName(f"{use.text()}: {view.name}")
        use.clicked.connect(partial(self._choose, None if view.in_use else view.id))
        acts.addWidget(use)
        acts.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(Label(facts, "text", "muted", wrap=True))
        column.addLayout(acts)
        return card

    def _ask_export(self, view: AdapterView, checked: bool = False) -> None:
        dialog = ExportDialog(self._look, view, self)
        dialog.agreed.connect(partial(self._ask_file, view))
        dialog.open()

    def _ask_file(self, view: AdapterView, author: str, licence: str) -> None:
        kinds = self.tr("Trained files") + f" (*{SUFFIX})"
        name = view.name.replace("/", "-") + SUFFIX
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Export a trained file"), name, kinds)
        if chosen:
            path = Path(chosen if chosen.endswith(SUFFIX) else chosen + SUFFIX)
            call = partial(
                self._desk.program.adapters.export, adapter_id=view.id, path=path, author=author, licence=licence
            )
            self._desk.do_long(call, on_done=partial(self._exported, path))

    def _exported(self, path: Path, result: object) -> None:
        self.said.emit(Message(self.tr("Exported as {name}.").format(name=strong(path.name)), icon="export"))

    def _choose(self, adapter_id: int | None, checked: bool = False) -> None:
        if self._project is not None:
            call = partial(self._desk.program.adapters.choose, project_id=self._project.id, adapter_id=adapter_id)
            self._desk.do(call, on_done=self._chosen)

    def _chosen(self, change: Change) -> None:
        if change.act is not None:
            name = str(change.act.params.get("name") or "")
            text = (
                self.tr("{name} is in use.").format(name=strong(name)) if name else self.tr("Words alone answer now.")
            )
            self.said.emit(Message(text, undo=True))

    def _import(self) -> None:
        self.wished.emit(ImportFile())

    def _go_train(self) -> None:
        self.wished.emit(GoTo("train"))
