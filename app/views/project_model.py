"""The model of the open project: says when it is not here, and offers what helps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.models.project_vectors import project_vectors
from app.services.jobs import BackboneSource
from app.views.act_texts import act_message
from app.views.message import Message
from app.views.model_flow import ModelFlow
from app.views.model_names import DEMO, model_name
from app.views.wishes import AskModel
from app.views.wording import size, strong

if TYPE_CHECKING:
    from app.bootstrap import Program
    from app.services.backbones import ModelView
    from app.services.change import Change


def missing_model(program: Program, source: str) -> tuple[bool, ModelView | None]:
    """Whether a project's model is missing, and what the catalogue has of it. Off the window's thread."""
    if program.backbones.is_here(source=source):
        return False, None
    return True, program.backbones.of(source=source)


class ProjectModel(QObject):
    """Signals:
    said: a `Message`. wished: an `AskModel`.
    """

    said = Signal(object)
    wished = Signal(object)

    def __init__(self, desk: Desk, flow: ModelFlow, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._flow = desk, flow
        self._project: OpenProject | None = None
        self._source = ""  # the model that was looked for last
        flow.arrived.connect(self._take_arrived)
        flow.removed.connect(self._take_removed)
        flow.file_asked.connect(self._ask_file)

    def set_project(self, project: OpenProject | None) -> None:
        """Follows this one from now on."""
        if self._project is not None:
            self._project.changed.disconnect(self._follow)
        self._project, self._source = project, ""
        self._flow.takes_files = project is not None
        if project is not None:
            project.changed.connect(self._follow)
            self._follow()

    @Slot()
    def _follow(self) -> None:
        if self._project is None:
            return
        source = self._project.state.view.backbone.source
        if source != self._source:
            self._source = source
            call = partial(missing_model, self._desk.program, source)
            self._desk.do(call, on_done=partial(self._tell_missing, source))

    def _tell_missing(self, source: str, found: tuple[bool, ModelView | None]) -> None:
        missing, view = found
        on_its_way = view is not None and view.state == "fetching"
        if not missing or on_its_way or source != self._source:
            return
        text = self.tr("This project uses the model {name}, which is not here.").format(name=strong(model_name(source)))
        file = (self.tr("Choose a file"), self._ask_file)
        demo = (self.tr("Use the demo model"), partial(self._use, DEMO))
        if view is None:
            self.said.emit(Message(text, "danger", "alert", *file, more=(demo,)))
        else:
            act, begin = self._fetch_offer(view)
            self.said.emit(Message(text, "danger", "alert", act, begin, more=(file, demo)))

    def _fetch_offer(self, view: ModelView) -> tuple[str, partial[None]]:
        if view.state == "half":
            return self.tr("Go on downloading"), partial(self._flow.begin, view.entry.id)
        return self.tr("Download {size}").format(size=size(view.size)), partial(self._flow.ask, view)

    def _use(self, id: str) -> None:
        if self._project is not None:
            projects = self._desk.program.projects
            call = partial(projects.set_backbone, project_id=self._project.id, backbone=BackboneSource(id))
            self._desk.do(call, on_done=self._say_used)

    def _say_used(self, change: Change) -> None:
        if change.act is not None:
            self.said.emit(act_message(change.act))

    def _ask_file(self) -> None:
        if self._project is not None:
            self.wished.emit(AskModel(file=True))

    def _take_removed(self, id: str) -> None:
        """The open project may have used it."""
        if id == self._source:
            self._source = ""
            self._follow()

    def _take_arrived(self, id: str) -> None:
        """The open project may use it; what could not be made without it is made now."""
        text = self.tr("The model {name} is here.").format(name=strong(model_name(id)))
        if self._project is None or id == self._source:
            self.said.emit(Message(text))
        else:
            use = self.tr("Use it for this project")
            self.said.emit(Message(text, action=use, on_action=partial(self._use, id)))
        if id == self._source:
            project_vectors(self._desk.vectors).again()
