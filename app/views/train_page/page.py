"""The Train page: what will be learned, how it goes, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.views.in_steps import all_steps
from app.views.message import Message
from app.views.page import Page
from app.views.theme.look import Look
from app.views.train_page.about import About
from app.views.train_page.actions import train_actions
from app.views.train_page.battery import BatteryWatch
from app.views.train_page.cards import Cards, make_cards
from app.views.train_page.copies import Copies
from app.views.train_page.following import Following
from app.views.train_page.layout import TwoColumns
from app.views.train_page.run_acts import RunActs
from app.views.train_page.saved import Saved
from app.views.train_page.settings import CAREFUL, Choice, keep_choice, read_choice
from app.views.train_page.showing import LEARNING, Showing
from app.views.train_page.situation import WAITING, Face, can_learn, can_test, face
from app.views.train_page.wiring import wire
from app.views.wishes import GoTo, ShowPictures, Train
from mmrl_engine.types import TrainConfig


class TrainPage(Page):
    """Attributes:
    face: what it shows.
    """

    def __init__(self, desk: Desk, look: Look, cards: Cards | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self.face = Face.NOT_READY
        self.following = Following(desk, self)
        self._battery = BatteryWatch(desk, self.following)
        self.acts = RunActs(desk, look, self.following, self)
        cards = cards or all_steps(make_cards(desk, look, self))
        self.ready, self.work, self.result = cards.ready, cards.work, cards.result
        self.chart, self.foot, self.advanced = cards.chart, cards.foot, cards.advanced
        self.sources, self.runs = cards.sources, cards.runs
        self.about, self.copies = About(self.following), Copies(desk, self)
        self.saved = Saved(desk, self.about, self)
        self._showing = Showing(cards, self.about, self.copies, self.saved, desk.memory)
        self.columns = TwoColumns(look)
        self._lay_out()
        self._actions = train_actions(self)
        wire(self)

    # What the window asks of a page

    def on_project(self) -> None:
        self.copies.forget()
        self.saved.forget()
        self.acts.project = self.about.project = self.project
        self.bars.clear()
        self.runs.forget()
        if self.project is not None:
            self.advanced.set_choice(read_choice(self.desk.memory, self.project.id))

    def on_changed(self) -> None:
        if self.project is not None and self.isVisible():
            self.copies.look(self.project)
        self.show_all()

    def entered(self) -> None:
        self.on_changed()

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
        if project is None or self.following.starting or self.about.live() is not None:
            return
        if config is None and self.face in (Face.PAUSED, Face.CUT_OFF):
            self._go_on()
        elif can_learn(project.state):
            self._start(config or self.advanced.choice().config())

    def _start(self, config: TrainConfig) -> None:
        assert self.project is not None
        state = self.project.state
        self.saved.forget()
        self.bars.clear()
        self.following.start(self.project, config, self.about.work(config), test=can_test(state))
        self.show_all()

    def _go_on(self, *, enough: bool = False) -> None:
        """With the run that waits, if there is one."""
        run = self.about.run()
        if self.project is not None and run is not None and self.face in WAITING and self.about.live() is None:
            self.bars.clear()
            self.following.go_on(self.project, run, enough=enough)

    def start_again(self) -> None:
        if self.project is not None and can_learn(self.project.state):
            self._start(self.advanced.choice().config())

    def start_carefully(self) -> None:
        """The same with a smaller strength; Advanced shows it."""
        self.advanced.set_choice(Choice(preset=CAREFUL, seed=self.advanced.choice().seed))
        self.keep_choice()
        self.start_again()

    def pause_or_go_on(self) -> None:
        live = self.about.live()
        if live is None:
            self._go_on()
        elif live.phase in LEARNING and not live.ending:
            self.following.pause(live.run_id)

    def keep_it(self) -> None:
        """Makes what a stopped run has learned usable."""
        self._go_on(enough=True)

    def stop(self) -> None:
        """Stops what is at work; a run that is paused waits no more."""
        live, run = self.about.live(), self.about.run()
        if live is not None:
            self.following.stop(live.run_id)
        elif run is not None and self.face is Face.RUNNING:
            self.desk.do(partial(self.desk.program.trainings.stop, run_id=run.id))
        elif run is not None and self.face in (Face.PAUSED, Face.CUT_OFF):
            self.desk.do(partial(self.desk.program.trainings.set_aside, run_id=run.id))

    def toggle_advanced(self) -> None:
        self.foot.toggle.toggle()

    def test_it(self) -> None:
        run = self.about.run()
        tested = self.desk.activity.of("evaluate") is not None  # from the Check page, for one
        if self.project is not None and run is not None and self.about.live() is None and not tested:
            self.following.test(self.project, run)

    def try_it(self) -> None:
        """With one class alone, what can be said of it is learned first, which takes a moment."""
        project = self.project
        if project is not None and self.face is Face.ONE_CLASS and project.state.adapter is None:
            self._start(self.advanced.choice().config())
        self.wished.emit(GoTo("try"))

    def begin(self) -> None:
        """The button."""
        self.start()

    def show_class(self, class_id: int) -> None:
        """The pictures of a class; 0: of all."""
        self.wished.emit(ShowPictures(class_id) if class_id else GoTo("pictures"))

    def show_details(self) -> None:
        """Of the run that is shown."""
        run = self.about.run()
        row = next((item.row for item in self.runs.rows() if run is not None and item.row.run == run), None)
        if row is not None:
            self.acts.do("details", row)

    def use_anyway(self) -> None:
        """What it learned answers, although its test said otherwise."""
        run = self.about.run()
        if run is not None and self.project is not None:
            adapter = next((item for item in self.project.state.adapters if item.id == run.adapter_id), None)
            self.acts.use_learned(run, adapter)

    def keep_choice(self) -> None:
        """What is chosen under Advanced is this project's from now on."""
        if self.project is not None:
            keep_choice(self.desk.memory, self.project.id, self.advanced.choice())
            self.show_all()

    # What is shown

    def show_all(self) -> None:
        """Everything, from the project's state and what is told of its run."""
        project = self.project
        if project is None:
            return
        live, run = self.about.live(), self.about.run()
        shown = face(project.state, at_work=live is not None)
        if shown is Face.RUNNING and live is None and run is not None and self.about.past(run) is not None:
            return  # it has just ended: the state that says how is on its way
        if shown is not self.face:
            self.face = shown
            self.columns.verticalScrollBar().setValue(0)
        self._showing.show(shown, live, run, seen=self.isVisible())

    def show_saved(self) -> None:
        """When it was saved last."""
        self._showing.show_foot(self.face, self.about.live(), seen=self.isVisible())

    def show_time(self) -> None:
        """What says how long ago something was."""
        self.show_saved()
        if self.isVisible():
            self._showing.show_runs(self.about.live())

    # What is told

    def take_moved(self, run_id: int) -> None:
        """A run is further, or has ended."""
        live = self.about.live()
        if live is None or live.run_id != run_id:
            if run_id == 0:
                self.show_all()
            return
        if self.face is not Face.RUNNING:
            self.show_all()
        elif self.isVisible():  # if not, everything is shown when it is seen again
            self._showing.show_live(live)
            self._showing.show_chart(self.face, live, None)
            self.show_saved()

    def take_ended(self, run_id: int, how: str) -> None:
        """A run has ended."""
        if self.project is not None:
            self.project.refresh()

    def say(self, message: Message, project_id: int) -> None:
        """What the page shows anyway needs no bar, while somebody looks at it."""
        window = self.window()
        shown = self.project is not None and self.project.id == project_id and self.isVisible()
        if not window.isActiveWindow():
            QApplication.alert(window)
        elif shown:
            return
        self.said.emit(message)

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
