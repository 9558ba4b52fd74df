"""A run at work, or one that waits to go on: steps, how far, how long yet, and the way on."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.services.run_views import RunView
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.train_page.curve import Trend, curve_of
from app.views.train_page.live import Live
from app.views.train_page.situation import Face
from app.views.train_page.task_card import TaskCard
from app.views.widgets.bars import ProgressStrip
from app.views.widgets.basics import Button, Label, Surface
from app.views.widgets.steps import Step, Steps
from app.views.wording import duration, percent
from mmrl_engine.notices import Notice

PHASES = ("read", "learn", "test", "save")
ASTRAY = "training-not-finite"
SPOILT = ("checkpoint-not-read", "checkpoint-other-run", "checkpoint-damaged")  # nothing to go on from
LONG_TEST = 5.0  # seconds; shorter ones are not worth a word ahead


class WorkCard(TaskCard):
    """Signals: the buttons.
    careful: train again, more carefully. details: what is known of the run.
    """

    pause = Signal()
    stop = Signal()
    go_on = Signal()
    again = Signal()
    keep = Signal()
    careful = Signal()
    details = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.pause_button = Button(look, self.tr("Pause"), icon="pause")
        self.stop_button = Button(look, self.tr("Stop"), icon="stop")
        self.go_on_button = Button(look, self.tr("Go on"), icon="play")
        self.again_button = Button(look, self.tr("Start again"))
        self.keep_button = Button(look, self.tr("Keep what it learned"))
        self.careful_button = Button(look, self.tr("Train carefully"))
        self.details_button = Button(look, self.tr("Details"))
        table = (
            (self.details_button, self.details),
            (self.again_button, self.again),
            (self.keep_button, self.keep),
            (self.pause_button, self.pause),
            (self.stop_button, self.stop),
            (self.careful_button, self.careful),
            (self.go_on_button, self.go_on),
        )
        for button, signal in table:
            button.clicked.connect(signal)
        self.add_buttons([button for button, _ in table])
        self.steps = Steps(look)
        self.strip = ProgressStrip(look)
        self.fault = FaultBar(look)
        self._percent, self._how, self._left = (
            Label("", "label"),
            Label("", "text", "muted"),
            Label("", "text", "muted"),
        )
        figures = QHBoxLayout()
        figures.setSpacing(8)
        figures.addWidget(self._percent)
        figures.addWidget(self._how, 1)
        figures.addWidget(self._left)
        self.column.addSpacing(19)
        self.column.addWidget(self.steps)
        self.column.addSpacing(17)
        self.column.addWidget(self.fault)
        self.column.addWidget(self.strip)
        self.column.addSpacing(8)
        self.column.addLayout(figures)

    def show_live(self, live: Live, test_seconds: float | None) -> None:
        """A run at work. `test_seconds`: how long its test will take, as far as that is known."""
        title = self.tr("Learning your %n class(es)", "", live.classes)
        self.say(title, self.tr("You can go on working on the other pages."))
        testing = live.phase in ("test", "save")
        self.show_buttons((self.stop_button,) if testing else (self.pause_button, self.stop_button), None)
        for button in (self.pause_button, self.stop_button):
            button.setEnabled(not live.ending)
        self.fault.hide()
        self.strip.show()
        self.steps.set(self._steps(live))
        if live.phase == "read" and not live.started:
            self.strip.set_unknown()
        else:
            self.strip.set(live.fraction, 1.0)
        self._percent.setText(percent(live.fraction))
        self._how.setText(self._doing(live))
        self._left.setText(self._time_left(live, test_seconds))

    def show_waiting(self, face: Face, run: RunView, fraction: float, *, can_keep: bool) -> None:
        """A run that can go on. `fraction`: how much of it was learned."""
        p = percent(fraction)
        self.fault.setVisible(face is Face.FAILED)
        self.strip.setVisible(face is not Face.FAILED)
        self.strip.set(fraction, 1.0)
        self.steps.set(self._halted(run, fraction))
        for label in (self._percent, self._how, self._left):
            label.setText("")
        if face is Face.FAILED:
            self._show_failed(p, run, fraction, can_keep=can_keep)
        elif face is Face.STOPPED:
            self._show_stopped(p, can_keep=can_keep)
        elif face is Face.CUT_OFF:
            self._show_cut_off(p)
        else:
            self._show_paused(p)
        self._percent.setText("" if face is Face.FAILED else p)

    def show_unknown(self) -> None:
        """A run at work of which nothing was told yet."""
        self.say(self.tr("Learning"), self.tr("You can go on working on the other pages."))
        self.show_buttons((self.stop_button,), None)
        self.stop_button.setEnabled(True)
        self.fault.hide()
        self.strip.show()
        self.strip.set_unknown()

    def _show_paused(self, p: str) -> None:
        self.say(self.tr("Paused at {p}").format(p=p), self.tr("Nothing is lost."))
        self.go_on_button.setText(self.tr("Go on"))
        self.stop_button.setEnabled(True)
        self.show_buttons((self.stop_button, self.go_on_button), self.go_on_button)

    def _show_cut_off(self, p: str) -> None:
        self.say(self.tr("The last run was cut off at {p}").format(p=p), self.tr("Nothing is lost."))
        self.go_on_button.setText(self.tr("Go on from there"))
        self.show_buttons((self.again_button, self.go_on_button), self.go_on_button)

    def _show_stopped(self, p: str, *, can_keep: bool) -> None:
        text = self.tr("It can go on from there, or be used as it is.") if can_keep else self.tr("It can go on.")
        self.say(self.tr("Stopped at {p}").format(p=p), text)
        self.go_on_button.setText(self.tr("Go on from there"))
        keep = (self.keep_button,) if can_keep else ()
        self.show_buttons((self.again_button, *keep, self.go_on_button), self.go_on_button)

    def _show_failed(self, p: str, run: RunView, fraction: float, *, can_keep: bool) -> None:
        fault = fault_of(run)
        spoilt = fault is not None and fault.code in SPOILT
        text = self.tr("The last saved point is kept.") if can_keep and not spoilt else ""
        self.say(self.tr("Learning stopped at {p}").format(p=p), text)
        if fault is not None and fault.code == ASTRAY:
            place = max(1, ceil(curve_of(run).rounds * fraction))
            text = self.tr("Learning went astray and was stopped at round {n}. Try Advanced, Careful.").format(n=place)
            self.fault.say(text)
            self.show_buttons((self.details_button, self.careful_button), self.careful_button)
            return
        self.fault.say(notice_text(fault) if fault is not None else self.tr("Something went wrong in the program."))
        if spoilt:
            self.show_buttons((self.details_button, self.again_button), self.again_button)
            return
        self.go_on_button.setText(self.tr("Go on from there") if can_keep else self.tr("Try again"))
        self.show_buttons((self.details_button, self.again_button, self.go_on_button), self.go_on_button)

    def _doing(self, live: Live) -> str:
        if live.ending:
            return self.tr("Ending")
        if live.phase == "read":
            return self.tr("Reading pictures") if live.started else self.tr("Waiting for its turn")
        if live.phase == "test":
            return self.tr("Testing on pictures that it did not learn from")
        if live.phase == "save":
            return self.tr("Saving")
        return {
            Trend.IMPROVING: self.tr("Still improving"),
            Trend.NEARLY: self.tr("Nearly there"),
            Trend.OVER: self.tr("Has stopped improving; you can stop now and keep it"),
        }[live.trend]

    def _time_left(self, live: Live, test_seconds: float | None) -> str:
        if live.seconds_left is None or live.ending:
            return ""
        text = self.tr("{time} left").format(time=duration(live.seconds_left))
        if live.phase == "learn" and not live.left_out and test_seconds is not None and test_seconds > LONG_TEST:
            return self.tr("{left}, then {time} to test").format(left=text, time=duration(test_seconds))
        return text

    def _steps(self, live: Live) -> list[Step]:
        texts = {"read": "", "learn": "", "test": self.tr("on unseen pictures"), "save": ""}
        if "read" in live.took:
            texts["read"] = self.tr("%n second(s)", "", max(1, round(live.took["read"])))
        if live.rounds:
            texts["learn"] = self.tr("round {n} of {m}").format(n=live.round, m=live.rounds)
        if live.left_out:
            texts["test"] = self.tr("needs two pictures a class")
        elif live.phase == "test" and live.parts:
            texts["test"] = self.tr("part {n} of {m}").format(n=live.part + 1, m=live.parts)
        at = PHASES.index(live.phase)
        return [
            Step(self._title(phase), texts[phase], "done" if place < at else "now" if place == at else "later")
            for place, phase in enumerate(PHASES)
        ]

    def _halted(self, run: RunView, fraction: float) -> list[Step]:
        """The steps of a run that waits."""
        rounds = curve_of(run).rounds
        text = self.tr("round {n} of {m}").format(n=round(rounds * fraction), m=rounds) if rounds and fraction else ""
        read, learn = ("done", "now") if fraction else ("now", "later")
        return [
            Step(self._title("read"), "", read),
            Step(self._title("learn"), text, learn),
            Step(self._title("test"), self.tr("on unseen pictures"), "later"),
            Step(self._title("save"), "", "later"),
        ]

    def _title(self, phase: str) -> str:
        return {
            "read": self.tr("Read pictures"),
            "learn": self.tr("Learn"),
            "test": self.tr("Test"),
            "save": self.tr("Save"),
        }[phase]


def fault_of(run: RunView) -> Notice | None:
    """Why a run failed, as far as that is known."""
    return next((item for item in reversed(run.notices) if item.code != "training-resumed"), None)


class FaultBar(Surface):
    """Why it could not go on, in the place of the strip."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("message-danger", parent)
        self._look = look
        self._icon = QLabel()
        self._text = Label("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        look.changed.connect(self._dress)
        self._dress()

    def say(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)

    def text(self) -> str:
        return self._text.text()

    def _dress(self) -> None:
        self._icon.setPixmap(self._look.pixmap("alert", self._look.px(18), "danger"))
