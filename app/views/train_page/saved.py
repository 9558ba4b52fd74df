"""When the run that is shown was saved last: asked for now and then while somebody may want to know."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.models.desk import Desk
from app.services.run_views import RunView
from app.views.train_page.about import About
from mmrl_engine.notices import Notice

TICK_MS = 1000
SAVED_TICKS = 3  # of those between two looks at the checkpoint


class Saved(QObject):
    """Signals:
    ticked: every second while it goes: what says how long ago something was says something else now. changed: `at`.

    Attributes:
        at: the time, as it is stored; None if it was not saved yet.
    """

    ticked = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, about: About, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._about = desk, about
        self.at: str | None = None
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def forget(self) -> None:
        """Another run is shown."""
        self.at = None

    def follow(self, *, going: bool) -> None:
        """Goes on asking, or stops."""
        if not going:
            self._timer.stop()
        elif not self._timer.isActive():
            self._ticks = 0
            self._timer.start()
            self._ask()

    @Slot()
    def _tick(self) -> None:
        self.ticked.emit()
        self._ticks += 1
        if self._timer.isActive() and self._ticks % SAVED_TICKS == 0:
            self._ask()

    def _ask(self) -> None:
        run = self._about.run()
        if run is not None:
            call = partial(self._desk.program.trainings.saved_at, run_id=run.id)
            self._desk.do(call, on_done=partial(self._take, run), on_failed=self._ignore)

    def _take(self, asked: RunView, at: str | None) -> None:
        run = self._about.run()
        if run is not None and run.id == asked.id:
            self.at = at
            self.changed.emit()

    def _ignore(self, notices: tuple[Notice, ...]) -> None:
        """It was taken off the list meanwhile."""
