"""Shows in the header that the balance of a training is being measured."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot

from app.models.activity import Activity
from app.models.desk import Desk
from app.services.jobs import LAST, Failed, Moved, Started
from app.services.waiting import JobBroke

KIND = "balance"


class Weighing(QObject):
    """Lists each one that is at work; one that waits for other work is not shown."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: dict[int, Activity] = {}
        desk.balance_told.connect(self._take)

    @Slot(int, object)
    def _take(self, run_id: int, event: object) -> None:
        if isinstance(event, LAST):
            self._end(run_id)
            if isinstance(event, Failed) and event.trace:
                self._desk.broke.emit(JobBroke(event.trace))
        elif isinstance(event, Started) and run_id not in self._shown:
            stop = partial(self._stop, run_id)
            self._shown[run_id] = self._desk.activity.begin(KIND, self.tr("Weighing typed names"), "sliders", stop)
        elif isinstance(event, Moved) and event.stage == "balance" and run_id in self._shown:
            self._shown[run_id].update(event.done, event.total, seconds_left=event.seconds_left)

    def _stop(self, run_id: int) -> None:
        self._desk.do(partial(self._desk.program.balances.stop, run_id=run_id))

    def _end(self, run_id: int) -> None:
        activity = self._shown.pop(run_id, None)
        if activity is not None:
            activity.finish()
