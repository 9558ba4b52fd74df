"""What was learned as files: to be handed on, and taken in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.services.adapters import AdapterView
from app.services.change import Change
from app.views.act_texts import act_message
from app.views.dialogs.name_dialog import NameDialog
from app.views.message import Message
from app.views.model_names import model_name
from app.views.theme.look import Look
from app.views.use_page.exporting import AdapterExporting
from app.views.use_page.trained_names import file_name, has_own_name, title_of
from app.views.widgets.basics import Button, Card, ElidedLabel, Label, clear_layout
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.flow import FlowLayout
from app.views.widgets.pills import StatePill
from app.views.wishes import GoTo, ImportFile
from app.views.wording import and_list, strong, when

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
        self._exporting = AdapterExporting(desk, look, self)
        self._exporting.said.connect(self.said)
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
        head.addWidget(Label(self.tr("Share what it learned"), "headline", wrap=True), 1)
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
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        title = title_of(view)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(title, "label"), 1)
        if view.in_use:
            head.addWidget(StatePill(self._look, self.tr("In use"), "check-circle", "accent"))
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(Label(self._facts(view), "text", "muted", wrap=True))
        column.addLayout(self._acts(view, title))
        return card

    def _facts(self, view: AdapterView) -> str:
        names = [item.name for item in view.classes]
        shown = and_list(names[:MOST_NAMES])
        if len(names) > MOST_NAMES:
            shown = self.tr("{names} and %n more", "", len(names) - MOST_NAMES).format(
                names=", ".join(names[:MOST_NAMES])
            )
        knows = self.tr("It knows {names}.").format(names=shown)
        if not view.fits:
            other = self.tr("It was made for the model {model}, and answers only with that one.")
            knows = f"{knows} {other.format(model=model_name(view.model))}"
        if not has_own_name(view):
            return knows
        made = self.tr("Imported: {when}") if view.origin == "imported" else self.tr("Learned: {when}")
        return f"{made.format(when=when(view.created_at))}. {knows}"

    def _acts(self, view: AdapterView, title: str) -> FlowLayout:
        look = self._look
        export = Button(look, self.tr("Export..."), icon="export", kind="primary" if view.in_use else "normal")
        export.clicked.connect(partial(self._ask_export, view))
        use = Button(look, self.tr("Answer from words alone") if view.in_use else self.tr("Use this"))
        use.clicked.connect(partial(self._choose, None if view.in_use else view.id))
        if not (view.in_use or view.fits):  # and never shown here: it lies in no window yet
            use.hide()
        rename = Button(look, self.tr("Rename..."), kind="ghost")
        rename.clicked.connect(partial(self._ask_name, view, title))
        remove = Button(look, self.tr("Remove"), icon="trash", kind="ghost")
        remove.clicked.connect(partial(self._remove, view.id))
        row = FlowLayout()
        for button in (export, use, rename, remove):
            button.setAccessibleName(f"{button.text()} {title}")
            row.addWidget(button)
        return row

    def _ask_name(self, view: AdapterView, title: str, checked: bool = False) -> None:
        words = self.tr("Rename the trained file")
        dialog = NameDialog(self._look, words, "", self.tr("Rename"), name=title, parent=self.window())
        dialog.named.connect(partial(self._rename, view.id))
        dialog.open()

    def _rename(self, adapter_id: int, name: str) -> None:
        if self._project is not None:
            call = partial(
                self._desk.program.adapters.rename, project_id=self._project.id, adapter_id=adapter_id, name=name
            )
            self._desk.do(call, on_done=self._renamed)

    def _renamed(self, change: Change) -> None:
        if change.act is not None:
            name = strong(str(change.act.params.get("name")))
            self.said.emit(Message(self.tr("It is called {name} now.").format(name=name), undo=change.act))

    def _ask_export(self, view: AdapterView, checked: bool = False) -> None:
        if self._project is not None:
            self._exporting.ask(view, file_name(self._project.state, view))

    def _choose(self, adapter_id: int | None, checked: bool = False) -> None:
        if self._project is not None:
            call = partial(self._desk.program.adapters.choose, project_id=self._project.id, adapter_id=adapter_id)
            self._desk.do(call, on_done=self._chosen)

    def _chosen(self, change: Change) -> None:
        if change.act is not None:
            words = not change.act.params.get("name")
            text = self.tr("Answers come from words now.") if words else self.tr("Answers come from this run now.")
            self.said.emit(Message(text, undo=change.act))

    def _remove(self, adapter_id: int, checked: bool = False) -> None:
        if self._project is not None:
            call = partial(self._desk.program.adapters.remove, project_id=self._project.id, adapter_id=adapter_id)
            self._desk.do(call, on_done=self._removed)

    def _removed(self, change: Change) -> None:
        if change.act is not None:
            self.said.emit(replace(act_message(change.act), icon="trash"))

    def _import(self) -> None:
        self.wished.emit(ImportFile())

    def _go_train(self) -> None:
        self.wished.emit(GoTo("train"))
