"""The project that is open: everything the pages show of it, read in one go and read again after every change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.models.desk import Desk
from app.services.picture_views import Shelf

if TYPE_CHECKING:
    from app.bootstrap import Program
    from app.services.adapters import AdapterView
    from app.services.change import Change
    from app.services.classes import ClassView
    from app.services.picture_views import PictureView, UnreadableView
    from app.services.project_views import ProjectView
    from app.services.run_views import RunView
    from app.services.undo import UndoState


@dataclass(frozen=True, slots=True)
class ProjectState:
    """A project at one moment.

    Attributes:
        listed: all its pictures, without those in the trash. trash: how many those are.
        runs: the newest first.
    """

    view: ProjectView
    classes: tuple[ClassView, ...]
    listed: tuple[PictureView, ...]
    inbox: int
    trash: int
    unreadable: tuple[UnreadableView, ...]
    runs: tuple[RunView, ...]
    adapters: tuple[AdapterView, ...]
    undo: UndoState

    @property
    def pictures(self) -> int:
        return len(self.listed)

    @property
    def adapter(self) -> AdapterView | None:
        """The one in use."""
        return next((item for item in self.adapters if item.in_use), None)


def read_state(program: Program, project_id: int, before: ProjectState | None = None) -> ProjectState:
    """Reads it; off the window's thread. Long lists that are as `before` are the same objects: a glance tells."""
    listed = program.pictures.page(project_id=project_id)
    state = ProjectState(
        view=program.projects.get(project_id=project_id),
        classes=program.classes.list(project_id=project_id),
        listed=listed,
        inbox=sum(picture.class_id is None for picture in listed),
        trash=len(program.pictures.page(project_id=project_id, shelf=Shelf.TRASH)),
        unreadable=program.pictures.unreadable(project_id=project_id),
        runs=program.trainings.list(project_id=project_id),
        adapters=program.adapters.list(project_id=project_id),
        undo=program.undo.state(project_id=project_id),
    )
    if before is None:
        return state
    return replace(
        state,
        listed=before.listed if listed == before.listed else listed,
        classes=before.classes if state.classes == before.classes else state.classes,
        unreadable=before.unreadable if state.unreadable == before.unreadable else state.unreadable,
    )


class OpenProject(QObject):
    """Follows one project.

    Signals:
        changed: `state` is another one.
    """

    changed = Signal()

    def __init__(self, desk: Desk, state: ProjectState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.state = state
        self._reading = False
        self._stale = False
        self._closed = False
        self._by_id: dict[int, PictureView] | None = None
        desk.changed.connect(self._take_change)
        desk.broke.connect(self._go_on)

    @property
    def id(self) -> int:
        return self.state.view.id

    @property
    def by_id(self) -> Mapping[int, PictureView]:
        """The pictures by the id of their placement."""
        if self._by_id is None:
            self._by_id = {picture.id: picture for picture in self.state.listed}
        return self._by_id

    def class_by_id(self, class_id: int | None) -> ClassView | None:
        return next((item for item in self.state.classes if item.id == class_id), None)

    def refresh(self) -> None:
        """Reads everything again; several requests while it reads make one."""
        if self._closed:
            return
        if self._reading:
            self._stale = True
            return
        self._reading = True
        call = partial(read_state, self._desk.program, self.id, self.state)
        self._desk.do(call, on_done=self._take_state, on_failed=self._keep_state)

    @Slot(object)
    def _take_change(self, change: Change) -> None:
        if self.id in change.projects:
            self.refresh()

    def _take_state(self, state: ProjectState) -> None:
        self._reading = False
        if self._closed:
            return
        if state.listed is not self.state.listed:
            self._by_id = None
        self.state = state
        self.changed.emit()
        self._read_again()

    def _keep_state(self, notices: object) -> None:
        """The project is in the trash by now, or the disk cannot be read: what is shown stays."""
        self._reading = False
        self._read_again()

    def _read_again(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()

    @Slot(object)
    def _go_on(self, error: object) -> None:
        """The reading may have been what broke: of that, nobody is told."""
        self._reading = False

    def close(self) -> None:
        """Follows the project no more; what is being read for it is dropped."""
        if not self._closed:
            self._closed = True
            self._desk.changed.disconnect(self._take_change)
            self._desk.broke.disconnect(self._go_on)
