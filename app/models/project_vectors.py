"""Lets the plain features follow the open project: its model, its pictures, its classes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.models.open_project import OpenProject
from app.models.vectors import Vectors
from app.services.jobs import BackboneSource


class ProjectVectors(QObject):
    """Setting the same project again does nothing; see `project_vectors`."""

    def __init__(self, vectors: Vectors, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vectors = vectors
        self._project: OpenProject | None = None
        self._model: tuple[BackboneSource, str] | None = None

    def set_project(self, project: OpenProject | None) -> None:
        """Follows this one from now on."""
        if project is self._project:
            return
        if self._project is not None:
            self._project.changed.disconnect(self._follow)
        self._project, self._model = project, None
        self._vectors.clear()
        if project is not None:
            project.changed.connect(self._follow)
            self._follow()

    def again(self) -> None:
        """Asks for everything afresh: the model that was not there has come."""
        self._model = None
        self._follow()

    @Slot()
    def _follow(self) -> None:
        if self._project is None:
            return
        state = self._project.state
        model = (state.view.backbone, state.view.template)
        if model != self._model:
            self._model = model
            self._vectors.set_project(*model, state.listed, state.classes)
        else:
            self._vectors.set_pictures(state.listed, state.classes)


def project_vectors(vectors: Vectors) -> ProjectVectors:
    """The one that all pages share: whichever of them is made first, the others find it there."""
    found = vectors.findChild(ProjectVectors)
    return found if isinstance(found, ProjectVectors) else ProjectVectors(vectors, vectors)
