"""Follows tests of what was learned, whoever started them; the page itself starts some too."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.models.activity import Activity
from app.models.desk import Desk
from app.services.change import Change
from app.services.jobs import LAST, Failed, Moved
from app.views.message import Message
from app.views.notice_texts import notice_texts
from mmrl_engine.notices import Notice

LEARNING = 0.9  # of the time of one part: the rest is asking


@dataclass(slots=True)
class Test:
    """One that runs.

    Attributes:
        own: the page started it. job: by which it is stopped, once that is known. ending: it was asked to stop.
        asked, total: pictures. fraction: of the whole, learning included.
    """

    own: bool = False
    job: str = ""
    ending: bool = False
    asked: int = 0
    total: int = 0
    fraction: float = 0.0
    activity: Activity | None = None

    def move(self, event: Moved) -> None:
        """Each part learns first and then asks about its pictures."""
        share = event.done / event.total if event.total else 0.0
        if event.stage == "evaluate":
            self.asked, self.total = event.done, event.total
            share = LEARNING + (1 - LEARNING) * min(1.0, max(0.0, share * event.parts - event.part))
        else:
            share *= LEARNING
        self.fraction = max(self.fraction, min(1.0, (event.part + share) / max(1, event.parts)))


class Testing(QObject):
    """Signals:
    moved: a run's id, whose test began, went on or ended. said: a `Message`.
    """

    moved = Signal(int)
    said = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tests: dict[int, Test] = {}
        desk.evaluation_told.connect(self._take)

    def of(self, run_id: int) -> Test | None:
        """The test of a run that goes on."""
        return self._tests.get(run_id)

    def start(self, run_id: int, title: str) -> None:
        """Tests a run, unless it is being tested."""
        if run_id in self._tests:
            return
        test = self._tests[run_id] = Test(own=True)
        test.activity = self._desk.activity.begin("evaluate", title, "verify", partial(self.stop, run_id))
        call = partial(self._desk.program.evaluations.start, run_id=run_id)
        self._desk.do(call, on_done=partial(self._began, run_id), on_failed=partial(self._refuse, run_id))
        self.moved.emit(run_id)

    def stop(self, run_id: int) -> None:
        """Asks it to stop; one that somebody else started is stopped by whoever that was."""
        test = self._tests.get(run_id)
        if test is None:
            return
        test.ending = True
        if test.job:
            self._desk.do(partial(self._desk.program.evaluations.cancel, job_id=test.job))
        elif not test.own:
            activity = self._desk.activity.of("evaluate")
            if activity is not None:
                activity.stop()

    def _began(self, run_id: int, job: str) -> None:
        test = self._tests.get(run_id)
        if test is not None and test.own:
            test.job = job
            if test.ending:  # before it had a name
                self.stop(run_id)

    def _refuse(self, run_id: int, notices: tuple[Notice, ...]) -> None:
        self._end(run_id, Failed(notices))

    @Slot(int, object)
    def _take(self, run_id: int, event: object) -> None:
        if isinstance(event, Change):
            return
        if isinstance(event, LAST):
            self._end(run_id, event)
            return
        test = self._tests.setdefault(run_id, Test())
        if isinstance(event, Moved):
            test.move(event)
            if test.activity is not None:
                test.activity.update(round(1000 * test.fraction), 1000)
        self.moved.emit(run_id)

    def _end(self, run_id: int, event: object) -> None:
        test = self._tests.pop(run_id, None)
        if test is not None and test.activity is not None:
            test.activity.finish()
        if test is not None and test.own and isinstance(event, Failed):
            self.said.emit(Message(html.escape(" ".join(notice_texts(event.notices)), quote=False), kind="warning"))
        self.moved.emit(run_id)
