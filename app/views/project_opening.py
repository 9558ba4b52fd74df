"""Opens projects: reads one off the window's thread, and shows it unless the person has gone elsewhere by then."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.models.desk import Desk
from app.models.open_project import ProjectState, read_state
from app.views.messages import Messages
from mmrl_engine.notices import Notice

if TYPE_CHECKING:
    from app.bootstrap import Program

Paths = tuple[Path, ...]


def open_project(program: Program, project_id: int) -> ProjectState:
    """Marks it as opened now, and reads it. Off the window's thread."""
    program.projects.open(project_id=project_id)
    return read_state(program, project_id)


class ProjectOpening(QObject):
    """What is said meanwhile waits for the project's page.

    Signals:
        shown: a `ProjectState` and the page that was asked for, if one was. brought: a project's id and the paths to
            take into it, whether it is shown or not.
    """

    shown = Signal(object, str)
    brought = Signal(int, object)

    def __init__(self, desk: Desk, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._messages = desk, messages
        self._awaited = 0  # the project that is being opened

    def open(self, project_id: int, paths: Paths = (), page: str = "") -> None:
        """Opens it where it was left, or at `page`."""
        self._begin(project_id)
        call = partial(open_project, self._desk.program, project_id)
        on_failed = partial(self._tell_not_opened, project_id)
        self._desk.do(call, on_done=partial(self._show, paths, page), on_failed=on_failed)

    def reopen(self, project_id: int) -> None:
        """The same at the start of the program: if it is gone, the list of projects says why."""
        self._begin(project_id)
        call = partial(open_project, self._desk.program, project_id)
        self._desk.do(call, on_done=partial(self._show, (), ""), on_failed=partial(self._end, project_id))

    def cancel(self) -> None:
        """The person has gone elsewhere."""
        self._end(self._awaited)

    def _begin(self, project_id: int) -> None:
        self._awaited = project_id
        self._messages.hold()

    def _show(self, paths: Paths, page: str, state: ProjectState) -> None:
        project_id = state.view.id
        if project_id == self._awaited:
            self.shown.emit(state, page)
            self._end(project_id)
        if paths:
            self.brought.emit(project_id, paths)

    def _tell_not_opened(self, project_id: int, notices: tuple[Notice, ...]) -> None:
        self._end(project_id)
        self._messages.say_notices(notices)

    def _end(self, project_id: int, notices: tuple[Notice, ...] = ()) -> None:
        if project_id == self._awaited:
            self._awaited = 0
            self._messages.release()
