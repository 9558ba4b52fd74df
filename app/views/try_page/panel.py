"""The answer: what it is, how sure that is, which names compete, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.models.trial import Trial
from app.models.trials import Trials
from app.services.run_rows import IN_WORK
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.try_page.acts import AnswerActs
from app.views.try_page.alike import Alike
from app.views.try_page.head import AnswerHead
from app.views.try_page.names import TypedNames
from app.views.try_page.sentences import answer_sentence, class_called
from app.views.widgets.answer_rows import AnswerList, AnswerRow
from app.views.widgets.basics import Button, Label, Surface, rule
from app.views.widgets.dots import DELAY_MS
from app.views.widgets.fit_gauge import FitGauge
from app.views.wording import percent
from mmrl_engine.types import Answer, Fit
from mmrl_engine.verdicts import sure_line

WIDTH = 420
FIRST = 5
ENOUGH = 4


class AnswerPanel(Surface):
    """Signals:
    add_asked: the picture is to go into the class that was answered. new_asked: it is to be a class of its own, of
    this name or of another. again_asked: the answer is to be tried once more.
    """

    add_asked = Signal(str)
    new_asked = Signal(str)
    again_asked = Signal()

    def __init__(self, desk: Desk, look: Look, trials: Trials, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._trials = trials
        self._all = False
        self._shown: Trial | None = None  # whose answer is seen
        self.head = AnswerHead(look)
        self.headline = self.head.headline
        self.again = Button(look, self.tr("Try again"), icon="redo", size="small")
        self.gauge = FitGauge(look)
        self.over = Label("", "caption", "muted")
        self.answers = AnswerList(look)
        self.line = Label("", "caption", "muted")
        self.more = Button(look, "", kind="flat", size="small")
        self.rough = Label("", "caption", "muted", wrap=True)
        self.names = TypedNames(look, trials.asking)
        self.alike = Alike(desk, look)
        self.acts = AnswerActs(look)
        self._greying = QTimer(self)  # what is answered sooner is not greyed before
        self._greying.setSingleShot(True)
        self._greying.setInterval(DELAY_MS)
        self._greying.timeout.connect(self._grey)
        self._rule = rule()
        self._lay_out()
        self.more.clicked.connect(self._show_all)
        self.again.clicked.connect(self.again_asked)
        self.acts.right_asked.connect(self._take_right)

    def show_trial(self, trial: Trial | None, project: OpenProject) -> None:
        """The answer for the picture that is looked at. Until it is there, the last one stays, greyed."""
        asking = self._trials.asking
        can_come = asking.has_names and not asking.trouble
        if trial is None or trial.problem is not None or not can_come:
            self._shown = None
        elif trial.answer is not None:
            self._shown = trial
        waits = trial is not None and trial.problem is None and can_come
        waits = waits and (trial is not self._shown or self._trials.is_old)
        self.head.set_busy(self.tr("Looking at it") if waits else "")
        self._show_age(trial, waits=waits)
        if self._shown is None:
            self._show_nothing(trial)
        else:
            self._show_answer(self._shown, project)
        for widget in (self.over, self.answers, self.line):
            widget.setVisible(self._shown is not None)
        self.gauge.setVisible(self._fit() is not None)
        something = trial is not None or bool(self.head.sentence.text())
        self.head.setVisible(something)
        self._rule.setVisible(something)
        self._show_acts(trial, project)
        self.alike.show_trial(trial, project)

    def _show_age(self, trial: Trial | None, *, waits: bool) -> None:
        if waits and trial is not self._shown:  # another picture's answer is no answer to this one
            self._grey()
        elif waits:
            if not self._greying.isActive():
                self._greying.start()
        else:
            self._greying.stop()
            self._grey(old=False)

    def _grey(self, *, old: bool = True) -> None:
        self.head.set_old(old)
        self.gauge.set_old(old)
        self.answers.set_old(old)

    def _show_answer(self, trial: Trial, project: OpenProject) -> None:
        answer = trial.answer
        assert answer is not None
        none = answer.verdict == "none"
        name = self.tr("None of these") if none else answer.scores[0].name
        self.head.show_answer(name, answer.verdict, answer_sentence(answer, self._trials.asking, project))
        fit = self._fit()
        if fit is not None:
            self.gauge.show_place(fit.place)
        self.over.setText(self.tr("If it had to choose") if none else self.tr("Most likely first"))
        rows = self._rows(trial, project)
        self.answers.set_rows(rows, None if self._all else FIRST)
        self.more.setVisible(len(rows) > FIRST)
        self.more.setText(self.tr("Show fewer") if self._all else self.tr("Show all %n", "", len(rows)))
        self.again.hide()
        self._show_lines(answer, project)

    def _fit(self) -> Fit | None:
        """Of the answer that is seen."""
        answer = None if self._shown is None else self._shown.answer
        return None if answer is None else answer.fit

    def _show_lines(self, answer: Answer, project: OpenProject) -> None:
        """Where sure begins, and whether the lines are guesses: what makes them firm is told with that."""
        line = sure_line(answer)
        told = line if answer.verdict != "none" else None  # a share says nothing where none of the names fits
        self.line.setText("" if told is None else self.tr("sure from {percent}").format(percent=percent(told)))
        few = any(view.pictures < ENOUGH for view in project.state.classes)
        self.rough.setVisible(few or line is None or answer.sure_from is None)
        if line is None:
            self.rough.setText(
                self.tr("No test has shown yet that its answers are right often enough to call one sure.")
            )
        elif few:
            self.rough.setText(self.tr("The line between sure and maybe is a guess until each class has 4 pictures."))
        else:
            self.rough.setText(self.tr("The line between sure and maybe is a guess until Check has tested it."))

    def _show_nothing(self, trial: Trial | None) -> None:
        asking = self._trials.asking
        self.more.hide()
        self.rough.hide()
        self.again.setVisible(bool(asking.trouble) or (trial is not None and trial.problem is not None))
        if asking.trouble:
            self.head.show_nothing(notice_text(asking.trouble[0]), "danger")
        elif not asking.has_names:
            text = self.tr("Give it something to choose from. Type a name, or make classes on the Pictures page.")
            self.head.show_nothing(text)
        elif trial is not None and trial.problem is not None:
            self.head.show_nothing(self.tr("There is no answer for this picture."))
        else:
            self.head.show_nothing(self.tr("Looking at it.") if trial is not None else "")

    def _rows(self, trial: Trial, project: OpenProject) -> list[AnswerRow]:
        assert trial.answer is not None
        marks = {view.name: view.mark for view in project.state.classes}
        rows = []
        for place, score in enumerate(trial.answer.scores):
            learned = self._trials.asking.learned_from(score.name)
            verdict = trial.answer.verdict if place == 0 else None
            line = sure_line(trial.answer) if trial.answer.verdict != "none" else None
            rows.append(AnswerRow(score.name, score.probability, marks.get(score.name), learned, verdict, line))
        return rows

    def _show_acts(self, trial: Trial | None, project: OpenProject) -> None:
        shown, classes = self._shown, project.state.classes
        best = class_called(shown.best, project) if shown is not None and shown.best else None
        ready = sum(view.pictures > 0 for view in classes) > 1
        self.acts.show_trial(
            shown,
            is_class=best is not None,
            others=any(view is not best for view in classes),
            words_only=ready and self._trials.asking.question is not None and not self._trials.asking.learned,
            quick=self._trials.asking.quick,
            learning=any(run.state in IN_WORK for run in project.state.runs),
            now=shown is trial,
        )

    def _show_all(self) -> None:
        self._all = not self._all
        self._trials.changed.emit()

    def _take_right(self) -> None:
        trial = self._shown
        if trial is not None:
            (self.add_asked if self.acts.is_class else self.new_asked).emit(trial.best)

    def _lay_out(self) -> None:
        inner = Surface("surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        foot.addWidget(self.line)
        column.addWidget(self.head)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(self.gauge)
        column.addWidget(self.over)
        column.addWidget(self.answers)
        column.addLayout(foot)
        column.addWidget(self.rough)
        column.addWidget(self._rule)
        column.addWidget(self.names)
        column.addSpacing(8)
        column.addWidget(self.alike)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addWidget(rule())
        outer.addWidget(self.acts)
