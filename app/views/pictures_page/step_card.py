"""The card at the bottom of the side bar: the next step, and at most one button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.models.open_project import ProjectState
from app.services.next_step import BETTER, NextStep, next_step
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Card, Label


class StepCard(Card):
    """Signals:
    taken: the `NextStep` whose button was pressed.
    """

    taken = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._step = NextStep("class")
        self._icon = QLabel()
        self._title = Label("", "label", wrap=True)
        self._text = Label("", "caption", "muted", wrap=True)
        self.button = Button(look, "", kind="primary")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addSpacing(4)
        column.addWidget(self.button)
        self.button.clicked.connect(self._take)
        look.changed.connect(self._dress)

    def show_state(self, state: ProjectState, wrong: int = 0) -> None:
        """Names the next step of a project, of which so many pictures are likely in a wrong class."""
        self._step = next_step(state.classes, state.runs, learned=state.adapter is not None, inbox=state.inbox)
        title, text, verb, icon = self._words(state, wrong)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.button.setVisible(bool(verb))
        self.button.setText(verb)
        self.button.set_icon(icon)
        self._dress()

    def _words(self, state: ProjectState, wrong: int) -> tuple[str, str, str, str]:
        step = self._step
        if step.kind == "class":
            title = self.tr("Add a second class") if state.classes else self.tr("Add a class")
            return title, self.tr("It needs at least two to compare."), self.tr("Add a class"), "plus"
        if step.kind == "pictures" and step.class_view is not None:
            title = self.tr("{name} has %n picture(s)", "", step.class_view.pictures).format(name=step.class_view.name)
            text = self.tr("Four are a start, eight are better.")
            return title, text, self.tr("Add pictures"), "image-plus"
        if step.kind == "inbox":
            text = self.tr("%n picture(s) in the inbox are not in a class yet.", "", state.inbox)
            return self.tr("Sort a few more first"), text, "", ""
        if step.kind == "go_on":
            text = self.tr("The last run can go on from where it was. Nothing is lost.")
            return self.tr("Learning waits"), text, self.tr("Go on"), "play"
        if step.kind == "try":
            return self.tr("It has learned"), self.tr("Try it on a new picture."), self.tr("Try"), "try"
        fewest = min(item.pictures for item in state.classes)
        if wrong:
            text = self.tr("%n picture(s) may be in a wrong class. Look at them first.", "", wrong)
        elif fewest >= BETTER:
            text = self.tr("Every class has at least %n picture(s).", "", fewest)
        else:
            text = self.tr("The smallest class has %n picture(s); eight are better.", "", fewest)
        return self.tr("Ready to train"), text, self.tr("Train"), "learn"

    def _take(self) -> None:
        self.taken.emit(self._step)

    def _dress(self) -> None:
        done = self._step.kind in ("train", "try")
        icon, tone = ("check-circle", "success") if done else ("bulb", "accent")
        self._icon.setFixedWidth(self._look.px(18))
        self._icon.setPixmap(self._look.pixmap(icon, self._look.px(18), tone))
