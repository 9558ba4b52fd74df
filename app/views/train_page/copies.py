"""Looks for pictures that are in a project more than once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.services.duplicates import Alike


class Copies(QObject):
    """Signals:
    found: `groups` are others now.

    Attributes:
        groups: of the same picture.
    """

    found = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._project_id = 0
        self._made_for: object = None  # the pictures among which they were looked for
        self.groups: tuple[Alike, ...] = ()

    def forget(self) -> None:
        """Another project is open, or none."""
        self._project_id, self._made_for, self.groups = 0, None, ()

    def look(self, project: OpenProject) -> None:
        """Once for each set of pictures."""
        if project.state.listed is self._made_for:
            return
        self._project_id, self._made_for = project.id, project.state.listed
        call = partial(self._desk.program.duplicates.near, project_id=project.id, distance=0)
        self._desk.do(call, on_done=partial(self._take, project.id))

    def _take(self, project_id: int, groups: tuple[Alike, ...]) -> None:
        if project_id == self._project_id and groups != self.groups:
            self.groups = groups
            self.found.emit()
