"""Follows trainings from their start to the end of their test, whichever project is open meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape

from PySide6.QtCore import QObject, Signal, Slot

from app.models.activity import Activity
from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.services.change import Change
from app.services.jobs import Cancelled, Failed, Finished, Moved, Paused, Started
from app.services.project_views import ProjectView
from app.services.run_views import RunView
from app.views.message import Message
from app.views.notice_texts import notice_text
from app.views.train_page.computing import Computing
from app.views.train_page.curve import curve_of
from app.views.train_page.live import Live
from app.views.train_page.pace import MeasuredPace, Work
from mmrl_engine.evaluation.results import Evaluation
from mmrl_engine.notices import Notice
from mmrl_engine.types import TrainConfig

QUIET = ("training-resumed",)  # the page itself shows that it goes on


class Following(QObject):
    """Signals:
    moved: a run's id; it is further, or has ended.
    ended: a run's id and how: "tested", "untested", "paused", "stopped", "failed".
    said: a `Message` of what a person should know, and the project whose page shows it anyway; 0 for none.
    """

    moved = Signal(int)
    ended = Signal(int, str)
    said = Signal(object, int)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.pace = MeasuredPace(desk.memory)
        self._live: dict[int, Live] = {}
        self._past: dict[int, Live] = {}
        self._activities: dict[int, Activity] = {}
        self._early: dict[int, list[object]] = {}  # told before `start` has said which run it made
        self._starting = 0
        desk.training_told.connect(self._training)
        desk.evaluation_told.connect(self._evaluation)

    # What is asked of it

    def start(self, project: OpenProject, config: TrainConfig | None, work: Work, *, test: bool) -> None:
        """Starts a training of the project, and its test afterwards if there is something to `test`."""
        view = project.state.view
        blank = Live(0, view.id, view.name, view.backbone, work, len(project.state.classes), left_out=not test)
        call = partial(self._desk.program.trainings.start, project_id=view.id, config=config)
        self._starting += 1
        self._desk.do(call, on_done=partial(self._started, blank), on_failed=self._not_started)

    def go_on(self, project: OpenProject, run: RunView, *, enough: bool = False) -> None:
        """Goes on with a run, or only makes it usable as it is."""
        self.go_on_in(project.state.view, run, enough=enough)

    def go_on_in(self, view: ProjectView, run: RunView, *, enough: bool = False) -> None:
        """The same for a project that need not be open."""
        live = Live(run.id, view.id, view.name, view.backbone, classes=len(run.classes), enough=enough, resumed=True)
        before = self._past.get(run.id)
        live.earlier = before.curve if before is not None else curve_of(run)
        live.losses = list(before.losses) if before is not None else []
        self._begin(live)
        call = partial(self._desk.program.trainings.go_on, run_id=run.id, enough=enough)
        self._desk.do(call, on_failed=partial(self._did_not_go_on, run.id))

    def pause(self, run_id: int) -> None:
        self._ask_end(run_id, partial(self._desk.program.trainings.pause, run_id=run_id))

    def stop(self, run_id: int) -> None:
        """Stops the training, or the test."""
        live = self._live.get(run_id)
        if live is not None and live.phase == "test":
            if live.job:
                self._desk.do(partial(self._desk.program.evaluations.cancel, job_id=live.job))
            live.ending = True
            self.moved.emit(run_id)
        else:
            self._ask_end(run_id, partial(self._desk.program.trainings.stop, run_id=run_id))

    def test(self, project: OpenProject, run: RunView) -> None:
        """Tests a run that has learned already."""
        view = project.state.view
        live = Live(run.id, view.id, view.name, view.backbone, classes=len(run.classes), resumed=True)
        live.earlier = curve_of(run)
        self._begin(live)
        self._begin_test(live)

    def of_project(self, project_id: int) -> Live | None:
        """What goes on in it."""
        return next((live for live in self._live.values() if live.project_id == project_id), None)

    def past(self, run_id: int) -> Live | None:
        """A run that has ended since the program began."""
        return self._past.get(run_id)

    @property
    def learns(self) -> bool:
        """Whether a training is at work, in any project."""
        return any(live.phase in ("read", "learn") for live in self._live.values())

    @property
    def starting(self) -> bool:
        """Whether a training was asked for that has not begun."""
        return self._starting > 0

    # How it begins

    def _started(self, blank: Live, change: Change) -> None:
        self._starting -= 1
        if change.made is None:
            return
        blank.run_id = change.made
        self._begin(blank)
        for event in self._early.pop(change.made, ()):
            self._training(change.made, event)

    def _not_started(self, notices: tuple[Notice, ...]) -> None:
        self._starting -= 1
        self._tell_notices(notices)
        self.moved.emit(0)

    def _did_not_go_on(self, run_id: int, notices: tuple[Notice, ...]) -> None:
        self._end(run_id, "failed")
        self._tell_notices(notices)

    def _begin(self, live: Live) -> None:
        self._live[live.run_id] = live
        self._list(live, "train", "learn")
        self.moved.emit(live.run_id)

    def _list(self, live: Live, kind: str, icon: str) -> None:
        """Shows it in the header, in place of what was listed of the run."""
        self._unlist(live.run_id)
        stop = partial(self.stop, live.run_id)
        self._activities[live.run_id] = self._desk.activity.begin(kind, live.project, icon, stop)

    def _unlist(self, run_id: int) -> None:
        activity = self._activities.pop(run_id, None)
        if activity is not None:
            activity.finish()

    # What the services tell

    @Slot(int, object)
    def _training(self, run_id: int, event: object) -> None:
        live = self._live.get(run_id)
        if live is None:
            if self._starting and not isinstance(event, Change):
                self._early.setdefault(run_id, []).append(event)
            return
        match event:
            case Started(device, reason, name):
                live.started, live.since = True, time.monotonic()
                self._computes(live, Computing(device, name, reason))
                self._show(live)
            case Moved():
                live.learn_moved(event)
                if event.precision is not None:
                    self._computes(live, replace(live.computing, precision=event.precision))
                self._tell_notices(tuple(item for item in event.notices if item.code not in QUIET), kind="info")
                self._show(live)
            case Finished():
                self._learned(live)
            case Paused():
                self._end(run_id, "paused")
            case Cancelled():
                self._end(run_id, "stopped")
            case Failed(notices):
                self._end(run_id, "failed")
                if notices:
                    text = self.tr("Learning stopped: {reason}").format(reason=escape(notice_text(notices[0])))
                    self.said.emit(Message(text, kind="danger"), live.project_id)

    @Slot(int, object)
    def _evaluation(self, run_id: int, event: object) -> None:
        live = self._live.get(run_id)
        if live is None or live.phase != "test":
            return
        match event:
            case Moved():
                live.test_moved(event)
                self._show(live)
            case Finished(result) if isinstance(result, Evaluation):
                self._tested(live, result)
            case Failed(notices):
                self._end(run_id, "untested")
                self._tell_notices(notices, kind="warning")
            case Cancelled() | Paused():
                self._end(run_id, "untested")

    def _computes(self, live: Live, computing: Computing) -> None:
        live.computing = computing
        self._desk.memory.keep("train_device", computing.as_text())

    def _show(self, live: Live) -> None:
        activity = self._activities.get(live.run_id)
        if activity is not None:
            activity.update(round(1000 * live.fraction), 1000, seconds_left=live.seconds_left)
        self.moved.emit(live.run_id)

    def _learned(self, live: Live) -> None:
        live.enter("test")
        if live.left_out:
            self._measure(live)
            self._end(live.run_id, "untested")
            return
        self._begin_test(live)

    def _begin_test(self, live: Live) -> None:
        live.enter("test")
        live.ending = False
        self._list(live, "evaluate", "verify")
        call = partial(self._desk.program.evaluations.start, run_id=live.run_id)
        self._desk.do(call, on_done=partial(self._test_began, live), on_failed=partial(self._no_test, live))
        self._show(live)

    def _test_began(self, live: Live, job: str) -> None:
        live.job = job
        if live.ending:  # stopped before it had a name
            self._desk.do(partial(self._desk.program.evaluations.cancel, job_id=job))

    def _no_test(self, live: Live, notices: tuple[Notice, ...]) -> None:
        self._end(live.run_id, "untested")
        self._tell_notices(notices)

    def _tested(self, live: Live, found: Evaluation) -> None:
        live.enter("save")
        self._measure(live)
        self._show(live)
        self._end(live.run_id, "tested")
        text = self.tr("Learning finished: {k} of {n} right.")
        accuracy = found.accuracy_of(found.best)
        self.said.emit(Message(text.format(k=accuracy.right, n=accuracy.total)), live.project_id)

    def _measure(self, live: Live) -> None:
        """What later runs are estimated by; a run in pieces says nothing."""
        if live.work is None or live.resumed:
            return
        for kind, seconds in live.took.items():
            if kind in ("read", "learn", "test"):
                self.pace.keep(live.model, kind, seconds, live.work.of(kind))

    def _ask_end(self, run_id: int, call: Callable[[], None]) -> None:
        live = self._live.get(run_id)
        if live is not None:
            live.ending = True
            self.moved.emit(run_id)
        self._desk.do(call)

    def _end(self, run_id: int, how: str) -> None:
        live = self._live.pop(run_id, None)
        self._unlist(run_id)
        if live is not None:
            self._past[run_id] = live
        self.ended.emit(run_id, how)

    def _tell_notices(self, notices: tuple[Notice, ...], kind: str = "danger") -> None:
        for item in notices:
            self.said.emit(Message(escape(notice_text(item)), kind=kind), 0)
