"""Draws the line of "none of these" by pictures of something else that a person chooses, and says what that did."""

from __future__ import annotations

import html
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.models.activity import Activity
from app.models.desk import Desk
from app.models.own_jobs import OwnJobs
from app.services.change import Change
from app.services.jobs import LAST, Event, Failed, Finished, Moved, OthersJob
from app.views.message import Message
from app.views.notice_texts import notice_texts
from app.views.wording import number
from mmrl_engine.calibrated import BesideOthers
from mmrl_engine.notices import Notice


class OtherPictures(QObject):
    """One at a time; what was asked for first goes on.

    Signals:
        changed: it began or ended. said: a `Message`.
    """

    changed = Signal()
    said = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs: OwnJobs | None = None
        self._job = ""
        self._activity: Activity | None = None

    @property
    def at_work(self) -> bool:
        """Whether it looks at pictures."""
        return self._activity is not None

    def start(self, run_id: int, adapter_id: int, folder: Path) -> None:
        """Looks at the pictures in `folder`, and moves the line of the adapter of a run by them."""
        if self.at_work:
            return
        self._activity = self._desk.activity.begin("others", folder.name, "none-circle", self.stop)
        call = partial(self._desk.program.others.prepare, run_id=run_id, folder=folder)
        done, failed = partial(self._submit, self._activity, adapter_id), partial(self._refuse, self._activity)
        self._desk.do_aside(call, on_done=done, on_failed=failed)
        self.changed.emit()

    def stop(self) -> None:
        """Leaves the line where it is."""
        if self._jobs is not None and self._job:
            self._jobs.cancel(self._job)
        self._end()

    def _submit(self, activity: Activity, adapter_id: int, job: OthersJob) -> None:
        if activity is not self._activity:  # it was stopped meanwhile
            return
        if self._jobs is None:
            self._jobs = OwnJobs(self._desk.runner, self)
        self._job = self._jobs.submit(job, partial(self._take, adapter_id))

    def _take(self, adapter_id: int, event: Event) -> None:
        if isinstance(event, Moved) and self._activity is not None:
            self._activity.update(event.done, event.total)
        elif isinstance(event, Failed):
            self._fail(event.notices)
        elif isinstance(event, LAST):
            self._end()
            if isinstance(event, Finished):
                self._settle(adapter_id, event.result)

    def _settle(self, adapter_id: int, found: object) -> None:
        if not isinstance(found, BesideOthers):
            text = self.tr("These pictures are too much like yours to tell them apart. The line was left where it is.")
            self.said.emit(Message(text, kind="warning"))
            return
        settle = self._desk.program.adapters.settle
        call = partial(settle, adapter_id=adapter_id, reject=found.reject, by_person=True)
        self._desk.do(call, on_done=partial(self._say, found), on_failed=self._fail)

    def _say(self, found: BesideOthers, change: Change) -> None:
        text = self.tr("The line was moved. It would turn away {a} of {b} other pictures, and {c} of {d} of yours.")
        a, b, c, d = (number(value) for value in (found.away, found.others, found.lost, found.own))
        self.said.emit(Message(text.format(a=a, b=b, c=c, d=d), undo=change.act))

    def _refuse(self, activity: Activity, notices: tuple[Notice, ...]) -> None:
        if activity is self._activity:
            self._fail(notices)

    def _fail(self, notices: tuple[Notice, ...]) -> None:
        self._end()
        if notices:
            self.said.emit(Message(html.escape(" ".join(notice_texts(notices)), quote=False), kind="warning"))

    def _end(self) -> None:
        activity, self._activity, self._job = self._activity, None, ""
        if activity is not None:
            activity.finish()
            self.changed.emit()
