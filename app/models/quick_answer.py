"""Keeps the quick answer of the open project fresh, in the background."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.models.own_jobs import OwnJobs
from app.services.jobs import LAST, Event, Finished
from app.services.quick_answers import Quick

WAIT_MS = 300  # sorting many pictures makes one of it


class QuickAnswer(QObject):
    """Of one project at a time. Until a new one is made, the last one stays.

    Signals:
        changed: `current` is another one.

    Attributes:
        current: its file is there; None where there is none.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = OwnJobs(desk.runner, self)
        self._project: OpenProject | None = None
        self._seen: object = None
        self._turn = 0  # of what is wanted; what comes of earlier ones is old
        self.current: Quick | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._prepare)

    def set_project(self, project: OpenProject | None) -> None:
        """Follows this one from now on."""
        self._stop()
        self._project, self._seen, self.current = project, None, None

    def refresh(self) -> None:
        """Pictures, classes or what was trained may be others: makes another one, if so."""
        if self._project is None:
            return
        state = self._project.state
        sorted_into = [(item.id, item.class_id) for item in state.listed if item.class_id is not None]
        classes = [(item.uid, item.words) for item in state.classes]
        seen = (sorted_into, classes, state.view.backbone, state.view.template, bool(state.adapters))
        if seen != self._seen:
            self._seen = seen
            self._stop()
            self._timer.start()

    def _stop(self) -> None:
        self._turn += 1
        self._timer.stop()
        self._jobs.cancel_all()

    @Slot()
    def _prepare(self) -> None:
        if self._project is None:
            return
        call = partial(self._desk.program.quick_answers.prepare, project_id=self._project.id)
        turn = self._turn
        self._desk.do_aside(call, on_done=partial(self._take, turn), on_failed=partial(self._do_without, turn))

    def _take(self, turn: int, quick: Quick | None) -> None:
        if turn != self._turn:
            return
        if quick is None or quick.job is None:
            self._tell(quick)
        else:
            self._jobs.submit(quick.job, partial(self._take_made, turn, quick))

    def _take_made(self, turn: int, quick: Quick, event: Event) -> None:
        if turn == self._turn and isinstance(event, LAST):
            self._tell(quick if isinstance(event, Finished) else None)

    def _do_without(self, turn: int, _: object) -> None:
        """The words alone answer, and what is wrong is told where it matters."""
        if turn == self._turn:
            self._tell(None)

    def _tell(self, quick: Quick | None) -> None:
        before, self.current = self.current, quick
        if before != quick:
            self.changed.emit()
