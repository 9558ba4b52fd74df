"""What was done to a project's typed names, on its way into the project's row."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.services.change import Change
from app.services.typed import Typed


class KeptNames(QObject):
    """Each thing that was done waits until it is known that the names can be asked for.

    Signals:
        refused: notices, why something was not kept.

    Attributes:
        there: the project's names, when they were last looked at.
    """

    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._project: OpenProject | None = None
        self._waiting: list[Callable[[], Change]] = []
        self._writing = 0
        self.there: tuple[Typed, ...] = ()

    def set_project(self, project: OpenProject | None) -> None:
        """Another project: what still waits for the last one is dropped."""
        self._project = project
        self.drop()
        self._writing = 0
        self.there = () if project is None else project.state.view.typed

    def add(self, do: Callable[..., Change]) -> None:
        """Something was done; `do` gets the project's id too."""
        if self._project is not None:
            self._waiting.append(partial(do, project_id=self._project.id))

    def drop(self) -> None:
        """What waits cannot be asked for."""
        self._waiting.clear()

    def write(self) -> None:
        """What waits is good."""
        calls, self._waiting = self._waiting, []
        for call in calls:
            self._writing += 1
            project = self._project
            self._desk.do(call, on_done=partial(self._written, project), on_failed=partial(self._failed, project))

    def follows(self, shown: tuple[Typed, ...]) -> bool:
        """Whether the project has got other names than `shown` by something else than what was done here: an undo."""
        if self._project is None:
            return False
        known, self.there = self.there, self._project.state.view.typed
        return self.there not in (known, shown) and not self._waiting and not self._writing

    def _written(self, project: OpenProject | None, change: Change) -> None:
        if project is self._project:
            self._writing -= 1

    def _failed(self, project: OpenProject | None, notices: tuple[object, ...]) -> None:
        if project is self._project:
            self._writing -= 1
            self.refused.emit(notices)
