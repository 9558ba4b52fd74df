"""Which model a project uses: the demo, or one from a file on this computer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QRadioButton, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.services.jobs import BackboneSource
from app.views.dialogs.plain import PlainDialog, scrolling
from app.views.model_names import DEMO, model_name
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label
from app.views.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from app.services.change import Change


class ModelDialog(PlainDialog):
    """A change computes the pictures' features anew, and what was learned has to be learned again.

    `on_set` gets the `Change`.
    """

    def __init__(
        self,
        desk: Desk,
        look: Look,
        project: OpenProject,
        on_set: Callable[[Change], object],
        parent: QWidget | None = None,
    ) -> None:
        title = QCoreApplication.translate("ModelDialog", "The model of this project")
        super().__init__(look, title, width=560, height=440, parent=parent)
        self._desk, self._project, self._on_set = desk, project, on_set
        source = project.state.view.backbone.source
        text = self.tr(
            "The model is what knows words and pictures before you show it any. What was learned belongs to the model "
            "that it was learned with: after a change, train again."
        )
        self.demo = QRadioButton(self.tr("Demo: small, for trying out"))
        self.demo.setChecked(source == DEMO)
        note = self.tr(
            "It comes with the program and knows drawings of common things. Do not expect much of photographs."
        )
        self.file = QRadioButton(
            self.tr("From this computer: {name}").format(name=model_name(source))
            if source != DEMO
            else self.tr("From this computer")
        )
        self.file.setChecked(source != DEMO)
        self.file.setEnabled(source != DEMO)
        choose = Button(look, self.tr("Choose a file..."), icon="folder")
        choose.clicked.connect(self._choose_file)
        folder = Button(look, self.tr("Choose a folder..."), icon="folder")
        folder.clicked.connect(self._choose_folder)
        row = FlowLayout()
        row.addWidget(choose)
        row.addWidget(folder)
        inner = QWidget()
        choices = QVBoxLayout(inner)
        choices.setContentsMargins(0, 0, 12, 0)
        choices.setSpacing(6)
        choices.addWidget(Label(text, "text", "muted", wrap=True))
        choices.addSpacing(8)
        choices.addWidget(self.demo)
        choices.addWidget(Label(note, "caption", "muted", wrap=True))
        choices.addSpacing(8)
        choices.addWidget(self.file)
        about = self.tr(
            "Weights of an open_clip model: a .safetensors file, or a folder that holds one and its config."
        )
        choices.addWidget(Label(about, "caption", "muted", wrap=True))
        choices.addLayout(row)
        choices.addStretch(1)
        area = scrolling(inner, title)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(area, 1)
        self.demo.toggled.connect(self._take_demo)

    def _take_demo(self, checked: bool) -> None:
        if checked:
            self._set(DEMO)

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a model"), "", "*.safetensors")
        if chosen:
            self._set(str(Path(chosen)))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a model"))
        if chosen:
            self._set(str(Path(chosen)))

    def _set(self, source: str) -> None:
        call = partial(
            self._desk.program.projects.set_backbone, project_id=self._project.id, backbone=BackboneSource(source)
        )
        self._desk.do(call, on_done=self._close_after, on_failed=self.tell)

    def _close_after(self, change: Change) -> None:
        self.accept()
        self._on_set(change)
