"""The Train page: what will be learned, how it goes, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.services.duplicates import Alike
from app.services.run_views import RunView
from app.views.in_steps import all_steps
from app.views.message import Message
from app.views.page import Page
from app.views.theme.look import Look
from app.views.train_page.actions import train_actions
from app.views.train_page.cards import Cards, make_cards
from app.views.train_page.curve import Curve, curve_of
from app.views.train_page.following import Following
from app.views.train_page.layout import TwoColumns
from app.views.train_page.live import Live
from app.views.train_page.pace import Work, work_of
from app.views.train_page.run_acts import RunActs
from app.views.train_page.settings import CAREFUL, Choice, keep_choice, read_choice
from app.views.train_page.situation import (
    WAITING,
    Face,
    can_learn,
    can_test,
    current_run,
    face,
    filled_classes,
    labelled_count,
)
from app.views.wishes import GoTo, ShowPictures, Train
from mmrl_engine.notices import Notice
from mmrl_engine.types import TrainConfig

TICK_MS = 1000
SAVED_TICKS = 3  # of those between two looks at the checkpoint


class TrainPage(Page):
    """Attributes:
    face: what it shows.
    """

    def __init__(self, desk: Desk, look: Look, cards: Cards | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self.face = Face.NOT_READY
        self.following = Following(desk, self)
        self.acts = RunActs(desk, look, self.following, self)
        cards = cards or all_steps(make_cards(desk, look, self))
        self.ready, self.work, self.result = cards.ready, cards.work, cards.result
        self.chart, self.foot, self.advanced = cards.chart, cards.foot, cards.advanced
        self.sources, self.runs = cards.sources, cards.runs
        self.columns = TwoColumns(look)
        self._alike: tuple[Alike, ...] = ()
        self._made_for: object = None  # the pictures in which copies were looked for
        self._saved: str | None = None  # when the run that is shown was saved last
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._lay_out()
        self._actions = train_actions(self)
        self._connect()

    # What the window asks of a page

    def on_project(self) -> None:
        self._alike, self._made_for, self._saved = (), None, None
        self.acts.project = self.project
        self.bars.clear()
        self.runs.forget()
        if self.project is not None:
            self.advanced.set_choice(read_choice(self.desk.memory, self.project.id))

    def on_changed(self) -> None:
        self._look_for_copies()
        self._show()

    def entered(self) -> None:
        self._look_for_copies()
        self._show()

    def show_what(self, what: object) -> None:
        if isinstance(what, Train):
            self.start(what.config)

    def page_actions(self) -> Sequence[QAction]:
        return self._actions

    def main_area(self) -> QWidget:
        return self.columns

    def areas(self) -> Sequence[QWidget]:
        card = next((card for card in (self.ready, self.work, self.result) if card.isVisible()), self.ready)
        return (card, self.foot, self.sources, self.runs)

    # What a person does

    def start(self, config: TrainConfig | None = None) -> None:
        """Begins, or goes on with the run that waits, if there is something to learn and nothing is learned now."""
        project = self.project
        if project is None or self.following.starting or self._live() is not None:
            return
        if config is None and self.face in (Face.PAUSED, Face.CUT_OFF):
            self._go_on()
        elif can_learn(project.state):
            self._start(config or self.advanced.choice().config())

    def _start(self, config: TrainConfig) -> None:
        assert self.project is not None
        state = self.project.state
        self._saved = None
        self.bars.clear()
        self.following.start(self.project, config, self._work(config), test=can_test(state))
        self._show()

    def _go_on(self, *, enough: bool = False) -> None:
        """With the run that waits, if there is one."""
        run = self._run()
        if self.project is not None and run is not None and self.face in WAITING and self._live() is None:
            self.bars.clear()
            self.following.go_on(self.project, run, enough=enough)

    def start_again(self) -> None:
        if self.project is not None and can_learn(self.project.state):
            self._start(self.advanced.choice().config())

    def start_carefully(self) -> None:
        """The same with a smaller strength; Advanced shows it."""
        self.advanced.set_choice(Choice(preset=CAREFUL, seed=self.advanced.choice().seed))
        self._keep_choice()
        self.start_again()

    def pause_or_go_on(self) -> None:
        live = self._live()
        if live is None:
            self._go_on()
        elif live.phase in ("read", "learn") and not live.ending:
            self.following.pause(live.run_id)

    def keep_it(self) -> None:
        """Makes what a stopped run has learned usable."""
        self._go_on(enough=True)

    def stop(self) -> None:
        """Stops what is at work; a run that is paused waits no more."""
        live, run = self._live(), self._run()
        if live is not None:
            self.following.stop(live.run_id)
        elif run is not None and self.face is Face.RUNNING:
            self.desk.do(partial(self.desk.program.trainings.stop, run_id=run.id))
        elif run is not None and self.face in (Face.PAUSED, Face.CUT_OFF):
            self.desk.do(partial(self.desk.program.trainings.set_aside, run_id=run.id))

    def toggle_advanced(self) -> None:
        self.foot.toggle.toggle()

    def test_it(self) -> None:
        run = self._run()
        tested = self.desk.activity.of("evaluate") is not None  # from the Check page, for one
        if self.project is not None and run is not None and self._live() is None and not tested:
            self.following.test(self.project, run)

    def try_it(self) -> None:
        """With one class alone, what can be said of it is learned first, which takes a moment."""
        project = self.project
        if project is not None and self.face is Face.ONE_CLASS and project.state.adapter is None:
            self._start(self.advanced.choice().config())
        self.wished.emit(GoTo("try"))

    # What is shown

    def _show(self) -> None:
        """Everything, from the project's state and what is told of its run."""
        project = self.project
        if project is None:
            return
        live, run, state = self._live(), self._run(), project.state
        shown = face(state, at_work=live is not None)
        if shown is Face.RUNNING and live is None and run is not None and self.following.past(run.id) is not None:
            return  # it has just ended: the state that says how is on its way
        if shown is not self.face:
            self.face = shown
            self.columns.verticalScrollBar().setValue(0)
        self.sources.show_state(state)
        self.runs.show_state(state, live)
        self._show_card(live, run)
        self._show_chart(live, run)
        self._show_foot(live)
        self._show_device(live)

    def _show_card(self, live: Live | None, run: RunView | None) -> None:
        assert self.project is not None
        state = self.project.state
        working, done = self.face is Face.RUNNING or self.face in WAITING, self.face is Face.DONE
        self.work.setVisible(working)
        self.result.setVisible(done)
        self.ready.setVisible(not working and not done)
        if live is not None:
            self.work.show_live(live, self._test_seconds(live))
        elif self.face is Face.RUNNING:
            self.work.show_unknown()
        elif working and run is not None:
            fraction = self._fraction(run)
            self.work.show_waiting(self.face, run, fraction, can_keep=fraction > 0)
            self.work.again_button.setEnabled(can_learn(state))
        elif done and run is not None:
            adapter = next((item for item in state.adapters if item.id == run.adapter_id), None)
            words_alone = state.view.adapter_id is None
            self.result.show_run(run, adapter=adapter, words_alone=words_alone, can_test=can_test(state))
        else:
            config = self.advanced.choice().config()
            seconds = self.following.pace.estimate(state.view.backbone, self._work(config))
            self.ready.show_state(self.face, state, seconds, self._alike, busy=self.following.starting)

    def _show_chart(self, live: Live | None, run: RunView | None) -> None:
        curve = Curve()
        if live is not None:
            curve = live.curve
        elif run is not None and (self.face in WAITING or self.face is Face.DONE):
            past = self.following.past(run.id)  # newer than what is stored
            curve = past.curve if past is not None and past.curve.points else curve_of(run)
        going = self.face is not Face.DONE and (live is None or live.phase in ("read", "learn"))
        learning = live is not None and live.phase in ("read", "learn")
        self.chart.setVisible(bool(curve.points) or learning)
        self.chart.show_curve(curve, going=going)

    def _show_foot(self, live: Live | None) -> None:
        learning = live is not None and live.phase in ("read", "learn")
        waiting = self.face in WAITING
        if (learning or waiting) and self.isVisible():
            if not self._timer.isActive():
                self._ticks = 0
                self._timer.start()
                self._ask_saved()
        else:
            self._timer.stop()
        self.foot.show_saved(self._saved if learning or waiting else None, going=learning)

    def _show_device(self, live: Live | None) -> None:
        device, _, reason = self.desk.memory.text("train_device").partition("|")
        if live is not None and live.device:
            device, reason = live.device, live.reason
        self.advanced.show_device(device, reason)

    def _tick(self) -> None:
        if not self.isVisible():
            self._timer.stop()
            return
        self._ticks += 1
        if self._ticks % SAVED_TICKS == 0:
            self._ask_saved()
        if self.project is not None:
            self._show_foot(self._live())
            self.runs.show_state(self.project.state, self._live())

    def _ask_saved(self) -> None:
        run = self._run()
        if run is not None:
            call = partial(self.desk.program.trainings.saved_at, run_id=run.id)
            self.desk.do(call, on_done=partial(self._take_saved, run.id), on_failed=self._ignore)

    def _take_saved(self, run_id: int, at: str | None) -> None:
        run = self._run()
        if run is not None and run.id == run_id:
            self._saved = at
            self._show_foot(self._live())

    def _ignore(self, notices: tuple[Notice, ...]) -> None:
        """It was taken off the list meanwhile."""

    # What is known

    def _live(self) -> Live | None:
        return None if self.project is None else self.following.of_project(self.project.id)

    def _run(self) -> RunView | None:
        """The one that the page is about."""
        return None if self.project is None else current_run(self.project.state)

    def _fraction(self, run: RunView) -> float:
        """How much of it was learned: what was told last may be newer than what is stored."""
        past = self.following.past(run.id)
        if past is not None and past.total:
            return min(1.0, past.done / past.total)
        return min(1.0, run.done / run.total) if run.stage == "train" and run.total else 0.0

    def _work(self, config: TrainConfig) -> Work:
        assert self.project is not None
        state = self.project.state
        smallest = min((item.pictures for item in filled_classes(state)), default=0)
        return work_of(config, state.view.backbone, labelled_count(state), smallest if can_test(state) else 0)

    def _test_seconds(self, live: Live) -> float | None:
        return None if live.work is None else self.following.pace.estimate_test(live.model, live.work)

    def _look_for_copies(self) -> None:
        """Once for each set of pictures, while the page is seen."""
        project = self.project
        if project is None or not self.isVisible() or project.state.listed is self._made_for:
            return
        self._made_for = project.state.listed
        call = partial(self.desk.program.duplicates.near, project_id=project.id, distance=0)
        self.desk.do(call, on_done=partial(self._take_copies, project.id))

    def _take_copies(self, project_id: int, groups: tuple[Alike, ...]) -> None:
        if self.project is not None and self.project.id == project_id and groups != self._alike:
            self._alike = groups
            self._show()

    # What is told

    def _moved(self, run_id: int) -> None:
        live = self._live()
        if live is None or live.run_id != run_id:
            if run_id == 0:
                self._show()
            return
        if self.face is not Face.RUNNING:
            self._show()
        elif self.isVisible():  # if not, everything is shown when it is seen again
            self.work.show_live(live, self._test_seconds(live))
            self._show_chart(live, None)
            self._show_foot(live)

    def _ended(self, run_id: int, how: str) -> None:
        if self.project is not None:
            self.project.refresh()

    def _say(self, message: Message, project_id: int) -> None:
        """What the page shows anyway needs no bar, while somebody looks at it."""
        window = self.window()
        shown = self.project is not None and self.project.id == project_id and self.isVisible()
        if not window.isActiveWindow():
            QApplication.alert(window)
        elif shown:
            return
        self.said.emit(message)

    # Wiring

    def _lay_out(self) -> None:
        left, right = self.columns.left, self.columns.right
        for widget in (self.ready, self.work, self.result, self.bars, self.chart, self.foot, self.advanced):
            left.addWidget(widget)
        for card in (self.sources, self.runs):
            right.addWidget(card)
        self.columns.end_columns()
        for widget in (self.work, self.result, self.chart, self.advanced):
            widget.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.columns)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self) -> None:
        ready, work, result = self.ready, self.work, self.result
        self.following.moved.connect(self._moved)
        self.following.ended.connect(self._ended)
        self.following.said.connect(self._say)
        self.acts.said.connect(self.said)
        ready.train.connect(self._begin)
        ready.pictures.connect(partial(self.wished.emit, GoTo("pictures")))
        ready.add_class.connect(partial(self.wished.emit, GoTo("pictures")))
        ready.try_it.connect(self.try_it)
        ready.wished.connect(self.wished)
        work.pause.connect(self.pause_or_go_on)
        work.go_on.connect(self.pause_or_go_on)
        work.stop.connect(self.stop)
        work.again.connect(self.start_again)
        work.keep.connect(self.keep_it)
        work.careful.connect(self.start_carefully)
        work.details.connect(self._show_details)
        result.check_it.connect(partial(self.wished.emit, GoTo("check")))
        result.try_it.connect(self.try_it)
        result.again.connect(self.start_again)
        result.use_anyway.connect(self._use_anyway)
        result.test.connect(self.test_it)
        self.runs.asked.connect(self.acts.do)
        self.sources.chosen.connect(self._show_class)
        self.advanced.changed.connect(self._keep_choice)
        self.foot.toggle.toggled.connect(self.advanced.setVisible)

    def _begin(self) -> None:
        self.start()

    def _show_class(self, class_id: int) -> None:
        self.wished.emit(ShowPictures(class_id) if class_id else GoTo("pictures"))

    def _show_details(self) -> None:
        run = self._run()
        row = next((item.row for item in self.runs.rows() if run is not None and item.row.run == run), None)
        if row is not None:
            self.acts.do("details", row)

    def _use_anyway(self) -> None:
        run = self._run()
        if run is not None and self.project is not None:
            adapter = next((item for item in self.project.state.adapters if item.id == run.adapter_id), None)
            self.acts.use_learned(run, adapter)

    def _keep_choice(self) -> None:
        if self.project is not None:
            keep_choice(self.desk.memory, self.project.id, self.advanced.choice())
            self._show()
