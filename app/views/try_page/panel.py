"""The answer: what it is, how sure that is, which names compete, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.models.trials import Trial, Trials
from app.services.likeness import SURE
from app.views.theme.look import Look
from app.views.widgets.answer_rows import AnswerList, AnswerRow
from app.views.widgets.basics import Button, Label, Surface, rule
from app.views.widgets.chips import ChipField
from app.views.widgets.pills import TALL, VerdictPill
from app.views.widgets.tile_strip import SmallPicture, TileStrip
from app.views.wording import percent

WIDTH = 420
FIRST = 5
ALIKE = 4
ENOUGH = 4


class AnswerPanel(Surface):
    """Signals:
    add_asked: the picture is to go into the class that was answered. new_asked: it is to be a class of its own.
    other_asked: it is another class. train_asked. picture_chosen: one of the most alike.
    """

    add_asked = Signal(str)
    new_asked = Signal(str)
    other_asked = Signal()
    train_asked = Signal()
    pictures_asked = Signal()
    picture_chosen = Signal(int)

    def __init__(self, desk: Desk, look: Look, trials: Trials, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._desk, self._look, self._trials = desk, look, trials
        self._all = False
        self.icon = QLabel()
        self.headline = Label("", "answer")
        self.verdict = VerdictPill(look, height=TALL)
        self.sentence = Label("", "text", "muted", wrap=True)
        self.over = Label("", "caption", "muted")
        self.answers = AnswerList(look)
        self.line = Label("", "caption", "muted")
        self.rough = Label("", "caption", "muted", wrap=True)
        self.more = Button(look, "", kind="flat", size="small")
        self.names = ChipField(look, self.tr("Type a name"))
        self.problem = Label("", "caption", "danger", wrap=True)
        self.alike_title = Label(self.tr("Most alike among your pictures"), "label")
        self.alike = TileStrip(look, desk.thumbs, places=ALIKE, height=64, captions=True)
        self.right = Button(look, "", kind="primary")
        self.wrong = Button(look, "")
        self.train = Button(look, self.tr("Train"), icon="learn", kind="primary")
        self._lay_out()
        self.more.clicked.connect(self._show_all)
        self.right.clicked.connect(self._take_right)
        self.wrong.clicked.connect(self.other_asked)
        self.train.clicked.connect(self.train_asked)
        self.alike.chosen.connect(self.picture_chosen)

    def show_trial(self, trial: Trial | None, project: OpenProject) -> None:
        """The answer for the picture that is looked at; an old one stays, greyed, until the new one is there."""
        answer = trial.answer if trial is not None else None
        shown = answer is not None and trial is not None
        for widget in (self.headline, self.over, self.answers, self.line):
            widget.setVisible(shown)
        self.setProperty("busy", self._trials.is_old)
        none = answer is not None and answer.verdict == "none"
        self.icon.setVisible(none)
        if none:
            self.icon.setPixmap(self._look.pixmap("none-circle", self._look.px(26), "text"))
        self.verdict.set_verdict(None if answer is None or none or self._trials.is_old else answer.verdict)
        if answer is not None:
            self._show_answer(trial, project)
        else:
            self._show_nothing(trial, project)
        self._show_acts(trial, project)
        self._show_alike(trial, project)

    def show_names(self, names: Sequence[str]) -> None:
        self.names.set_names(names)
        self.problem.setText("")
        self.problem.hide()

    def show_problem(self, text: str) -> None:
        """Why a name was not taken."""
        self.problem.setText(text)
        self.problem.show()

    def _show_answer(self, trial: Trial | None, project: OpenProject) -> None:
        assert trial is not None
        assert trial.answer is not None
        answer = trial.answer
        best = answer.scores[0]
        self.headline.setText(self.tr("None of these") if answer.verdict == "none" else best.name)
        self.headline.set_tone("muted" if self._trials.is_old else "")
        self.sentence.setText(self._sentence(trial, project))
        self.over.setText(self.tr("If it had to choose") if answer.verdict == "none" else self.tr("Most likely first"))
        rows = self._rows(trial, project)
        self.answers.set_rows(rows if self._all else rows[:FIRST])
        self.more.setVisible(len(rows) > FIRST and not self._all)
        self.more.setText(self.tr("Show all %n", "", len(rows)))
        self.line.setText(self.tr("sure from {percent}").format(percent=percent(SURE)))
        few = any(view.pictures < ENOUGH for view in project.state.classes)
        self.rough.setVisible(few)
        self.rough.setText(self.tr("The line between sure and maybe is a guess until each class has 4 pictures."))

    def _show_nothing(self, trial: Trial | None, project: OpenProject) -> None:
        self.more.hide()
        self.rough.hide()
        if not project.state.classes and not self._trials.typed:
            text = self.tr("Give it something to choose from. Type a name, or make classes on the Pictures page.")
        elif trial is None:
            text = "" if self._trials.learned else self._from_words()
        else:
            text = "" if trial.problem else self.tr("Looking at it.")
        self.sentence.setText(text)

    def _from_words(self) -> str:
        return self.tr("It answers from words alone. Train to make it learn from your pictures too.")

    def _sentence(self, trial: Trial, project: OpenProject) -> str:
        assert trial.answer is not None
        scores, verdict = trial.answer.scores, trial.answer.verdict
        best = scores[0].name
        if verdict == "none":
            classes = self.tr("Not like your %n class(es)", "", len(project.state.classes))
            names = self.tr(", nor the %n name(s) you typed", "", len(self._trials.typed)) if self._trials.typed else ""
            return classes + names + ". " + self.tr("If you know what it is, type its name below.")
        if not self._trials.learned and project.state.classes:
            return self._from_words()
        if verdict == "maybe" and len(scores) > 1:
            return self.tr("{a} is most likely, {b} is close.").format(a=best, b=scores[1].name)
        listed = self._trials.listed(best)
        if listed is not None and listed.kind == "trained":
            return self.tr("It looks like your %n picture(s) of {name}.", "", listed.pictures).format(name=best)
        return self.tr("You never showed it a {name}. It knows the word.").format(name=best)

    def _rows(self, trial: Trial, project: OpenProject) -> list[AnswerRow]:
        assert trial.answer is not None
        marks = {view.name: view.mark for view in project.state.classes}
        rows = []
        for place, score in enumerate(trial.answer.scores):
            listed = self._trials.listed(score.name)
            learned = listed.pictures if listed is not None and listed.kind == "trained" else None
            verdict = trial.answer.verdict if place == 0 else None
            rows.append(AnswerRow(score.name, score.probability, marks.get(score.name), learned, verdict, SURE))
        return rows

    def _show_acts(self, trial: Trial | None, project: OpenProject) -> None:
        answered = trial is not None and trial.answer is not None
        self.right.setVisible(answered)
        self.wrong.setVisible(answered and bool(project.state.classes))
        ready = sum(view.pictures > 0 for view in project.state.classes) > 1
        self.train.setVisible(not self._trials.learned and ready)
        self.train.set_kind("normal" if answered else "primary")
        if trial is None or trial.answer is None:
            return
        best = trial.best
        is_class = any(view.name == best for view in project.state.classes)
        if not best:
            self._label(self.right, self.tr("Make it a new class..."), "plus")
            self._label(self.wrong, self.tr("It is one of these..."), "")
        elif is_class:
            self._label(self.right, self.tr("Add it to {name}").format(name=best), "check")
            self._label(self.wrong, self.tr("Not {name}...").format(name=best), "")
        else:
            self._label(self.right, self.tr('Make "{name}" a class').format(name=best), "plus")
            self._label(self.wrong, self.tr("Not {name}...").format(name=best), "")

    def _label(self, button: Button, text: str, icon: str) -> None:
        button.setText(text.replace("&", "&&"))
        button.set_icon(icon)

    def _show_alike(self, trial: Trial | None, project: OpenProject) -> None:
        found = [] if trial is None or trial.vector is None else self._desk.vectors.most_alike_to(trial.vector, ALIKE)
        pictures = []
        for placement, _ in found:
            picture = project.by_id.get(placement)
            if picture is not None:
                view = project.class_by_id(picture.class_id)
                caption = view.name if view is not None else self.tr("Inbox")
                mark = view.mark if view is not None else None
                pictures.append(SmallPicture(placement, picture.sha256, picture.name, caption, mark))
        self.alike.set_pictures(pictures)
        self.alike.setVisible(bool(pictures))
        self.alike_title.setVisible(bool(pictures))

    def _show_all(self) -> None:
        self._all = True
        self._trials.changed.emit()

    def _take_right(self) -> None:
        trial = self._trials.current
        if trial is None:
            return
        best = trial.best
        listed = self._trials.listed(best)
        if best and listed is not None and listed.uid is not None:
            self.add_asked.emit(best)
        else:
            self.new_asked.emit(best)

    def _lay_out(self) -> None:
        inner = Surface("surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.icon)
        head.addWidget(self.headline)
        head.addWidget(self.verdict)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addSpacing(8)
        column.addWidget(self.over)
        column.addWidget(self.answers)
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        foot.addWidget(self.line)
        column.addLayout(foot)
        column.addWidget(self.rough)
        column.addWidget(rule())
        title = QHBoxLayout()
        title.addWidget(Label(self.tr("Also ask about"), "label"))
        title.addStretch(1)
        title.addWidget(Label(self.tr("names you have no pictures of"), "caption", "muted"))
        column.addLayout(title)
        column.addWidget(self.names)
        column.addWidget(self.problem)
        column.addSpacing(8)
        column.addWidget(self.alike_title)
        column.addWidget(self.alike)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        acts = QHBoxLayout()
        acts.setContentsMargins(24, 12, 24, 16)
        acts.setSpacing(8)
        for button in (self.right, self.wrong, self.train):
            acts.addWidget(button)
        acts.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addWidget(rule())
        outer.addLayout(acts)
