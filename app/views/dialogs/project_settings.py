"""What a project is set to, besides its model: each setting is at once in force, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.services.project_options import DEFAULT_TEMPLATE, KEEP, template_problems
from app.views.dialogs.plain import PlainDialog, scrolling
from app.views.notice_texts import notice_texts
from app.views.setting_texts import choice_text
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label, restyle, rule

if TYPE_CHECKING:
    from app.services.change import Change


class ProjectSettingsDialog(PlainDialog):
    """`on_set` gets the `Change` of each that was set; the dialog may be gone by then."""

    def __init__(
        self,
        desk: Desk,
        look: Look,
        project: OpenProject,
        on_set: Callable[[Change], object],
        parent: QWidget | None = None,
    ) -> None:
        title = QCoreApplication.translate("ProjectSettingsDialog", "Project settings")
        super().__init__(look, title, width=560, height=420, parent=parent)
        self._desk, self._project, self._on_set = desk, project, on_set
        view = project.state.view
        self.keep = QComboBox()
        for value in KEEP:
            self.keep.addItem(choice_text("keep", value), value)
        self.keep.setCurrentIndex(self.keep.findData(view.keep))
        self.template = QLineEdit(view.template)
        self.wrong = Label("", "caption", "danger", wrap=True)
        self.wrong.hide()
        self.usual = Button(look, self.tr("Back to the usual sentence"), icon="undo", kind="ghost")
        self._lay_out(title)
        for button in (self.shut, self.usual):  # Enter in the field is no reason to close
            button.setAutoDefault(False)
            button.setDefault(False)
        self.keep.activated.connect(self._set_keep)
        self.template.textEdited.connect(self._check)
        self.template.editingFinished.connect(self._set_template)
        self.usual.clicked.connect(self._set_usual)
        self._check()

    def done(self, result: int) -> None:
        """What was typed is kept however the dialog is closed."""
        self._set_template()
        super().done(result)

    def _lay_out(self, title: str) -> None:
        keep_title, template_title = self.tr("New pictures"), self.tr("The sentence around the words")
        keep_help = self.tr(
            "Copies are safe when the originals are moved or deleted. Kept where they are, pictures take no room of "
            "their own, but must stay there. Pictures that are in the project already stay as they are."
        )
        template_help = self.tr(
            "The model reads the words of a class inside this sentence, at the place of the two braces. Write what "
            "your pictures are, for example: a drawing of a {example}. What was learned keeps the sentence that it was "
            "learned with."
        ).format(example="{}")
        self.keep.setAccessibleName(keep_title)
        self.template.setAccessibleName(template_title)
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 12, 0)
        rows.setSpacing(8)
        rows.addWidget(Label(keep_title, "label"))
        rows.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(Label(keep_help, "caption", "muted", wrap=True))
        rows.addWidget(rule())
        rows.addWidget(Label(template_title, "label"))
        rows.addWidget(self.template)
        rows.addWidget(self.wrong)
        rows.addWidget(Label(template_help, "caption", "muted", wrap=True))
        rows.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        area = scrolling(inner, title)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(area, 1)

    def _check(self) -> None:
        problem = " ".join(notice_texts(template_problems(self.template.text().strip())))
        restyle(self.template, "error", bool(problem))
        self.wrong.setText(problem)
        self.wrong.setVisible(bool(problem))
        self.template.setAccessibleDescription(problem)
        self.usual.setEnabled(self.template.text().strip() != DEFAULT_TEMPLATE)

    def _set_usual(self) -> None:
        self.template.setText(DEFAULT_TEMPLATE)
        self._check()
        self._set_template()

    def _set_template(self) -> None:
        wanted = self.template.text().strip()
        if not template_problems(wanted):
            call = partial(self._desk.program.projects.set_template, project_id=self._project.id, template=wanted)
            self._desk.do(call, on_done=self._on_set)

    def _set_keep(self, place: int) -> None:
        call = partial(
            self._desk.program.projects.set_keep, project_id=self._project.id, keep=self.keep.itemData(place)
        )
        self._desk.do(call, on_done=self._on_set)
