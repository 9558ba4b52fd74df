"""Looks now and then whether the computer runs on battery, while something learns, and says what comes of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.models.desk import Desk
from app.services.power import Turn
from app.services.project_views import ProjectView
from app.services.run_views import RunView
from app.views.message import Message
from app.views.train_page.following import Following

EVERY = 5000  # milliseconds


class BatteryWatch(QObject):
    """Lives as long as the page."""

    def __init__(self, desk: Desk, following: Following) -> None:
        super().__init__(following)
        self._desk, self._following = desk, following
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        following.moved.connect(self._begin)

    def look(self) -> None:
        """Asks the service, if there is anything to ask about."""
        if self._following.learns or self._desk.program.battery.waits:
            self._ask(first=False)
        else:
            self._timer.stop()

    def _begin(self) -> None:
        if not self._timer.isActive() and self._following.learns:
            self._timer.start()
            self._ask(first=True)

    def _ask(self, *, first: bool) -> None:
        self._desk.do(partial(self._desk.program.battery.look, first=first), on_done=self._take)

    def _take(self, turn: Turn) -> None:
        if turn.paused:
            text = self.tr(
                "The computer runs on battery, so learning was paused. It goes on by itself once it is plugged in."
            )
            self._following.said.emit(Message(text, icon="pause"), 0)
        for run in turn.may_go_on:
            call = partial(self._desk.program.projects.get, project_id=run.project_id)
            self._desk.do(call, on_done=partial(self._go_on, run))

    def _go_on(self, run: RunView, project: ProjectView) -> None:
        self._following.go_on_in(project, run)
        self._following.said.emit(Message(self.tr("The computer is plugged in again. Learning goes on.")), 0)
