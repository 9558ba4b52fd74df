"""Before a run: what will happen and how long it takes, or what is missing; and what to mend first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.models.open_project import ProjectState
from app.services.duplicates import Alike
from app.views.theme.look import Look
from app.views.train_page.situation import Face, can_test, few, filled_classes, labelled_count, uneven
from app.views.train_page.task_card import TaskCard
from app.views.widgets.basics import Button, Label, clear_layout, rule
from app.views.wishes import AddPictures, ShowPictures
from app.views.wording import duration, strong

MOST_HINTS = 3


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to mend first: the sentence, its button, and the wish that it is."""

    text: str
    verb: str
    wish: object


class ReadyCard(TaskCard):
    """Signals:
    train, pictures, add_class, try_it: the buttons. wished: what a hint's button asks of the window.
    """

    train = Signal()
    pictures = Signal()
    add_class = Signal()
    try_it = Signal()
    wished = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.train_button = Button(look, self.tr("Train"), icon="learn", kind="primary", size="large")
        self.pictures_button = Button(look, self.tr("Go to Pictures"), icon="images")
        self.class_button = Button(look, self.tr("Add a class"), icon="plus")
        self.try_button = Button(look, self.tr("Try it"), icon="try")
        self.add_buttons((self.try_button, self.class_button, self.pictures_button, self.train_button))
        self.train_button.clicked.connect(self.train)
        self.pictures_button.clicked.connect(self.pictures)
        self.class_button.clicked.connect(self.add_class)
        self.try_button.clicked.connect(self.try_it)
        self.hints: tuple[Hint, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)

    def show_state(
        self, face: Face, state: ProjectState, seconds: float | None, alike: Sequence[Alike], *, busy: bool
    ) -> None:
        """The words and buttons for a project that is not being trained. `busy`: a training was asked for already."""
        if face is Face.NOT_READY:
            text = self.tr("Make two classes with a picture each; two or more are needed to test it.")
            self.say(self.tr("Not ready yet"), text)
            self.show_buttons((self.pictures_button,), self.pictures_button)
        elif face is Face.ONE_CLASS:
            title = self.tr('It can only say "{name}" or "none of these"').format(name=state.classes[0].name)
            self.say(title, self.tr("Nothing to learn until there is a second."))
            self.show_buttons((self.try_button, self.class_button), self.class_button)
        else:
            self.say(self.tr("Ready to train"), self._plan(state, seconds))
            self.show_buttons((self.train_button,), self.train_button)
        self.train_button.setEnabled(not busy)
        self._show_hints(self._find_hints(state, alike) if face is Face.READY else ())

    def _plan(self, state: ProjectState, seconds: float | None) -> str:
        count, classes = labelled_count(state), len(filled_classes(state))
        read = self.tr("read %n picture(s)", "", count)
        learn = self.tr("learn %n class(es)", "", classes)
        if can_test(state):
            text = self.tr("It will {read}, {learn} and test itself.")
        else:
            text = self.tr("It will {read} and {learn}. To test itself too, it needs two pictures in each class.")
        text = text.format(read=read, learn=learn)
        if seconds is None:
            return text
        time = duration(seconds)
        return f"{text} {self.tr('{time} on this computer.').format(time=time[:1].upper() + time[1:])}"

    def _find_hints(self, state: ProjectState, alike: Sequence[Alike]) -> tuple[Hint, ...]:
        return (*self._twins(alike), *self._counts(state))[:MOST_HINTS]

    def _twins(self, alike: Sequence[Alike]) -> list[Hint]:
        across = [group for group in alike if group.across_classes]
        show = self.tr("Show them")
        found = []
        for group in across[:1]:
            text = self.tr("%n picture(s) are almost the same but sit in {a} and {b}.", "", len(group.placement_ids))
            text = text.format(a=strong(group.classes[0]), b=strong(group.classes[1]))
            found.append(Hint(text, show, ShowPictures(placement_ids=group.placement_ids)))
        copies = [group for group in alike if not group.across_classes and group.classes]
        if copies:
            surplus = sum(len(group.surplus) for group in copies)
            text = self.tr("%n picture(s) are copies. They make the test look better than it is.", "", surplus)
            ids = tuple(item for group in copies for item in group.placement_ids)
            found.append(Hint(text, show, ShowPictures(placement_ids=ids)))
        return found

    def _counts(self, state: ProjectState) -> list[Hint]:
        classes, found = filled_classes(state), []
        pair, least = uneven(classes), few(classes)
        if pair is not None:
            most, small = pair
            text = self.tr("{a} has {n} pictures, {b} only {m}. Answers may lean towards {a}.").format(
                a=strong(most.name), b=strong(small.name), n=most.pictures, m=small.pictures
            )
            found.append(Hint(text, self.tr("Add to {name}").format(name=small.name), AddPictures(small.id)))
        elif least is not None:
            text = self.tr("{name} has %n picture(s). It may be guessing.", "", least.pictures)
            found.append(Hint(text.format(name=strong(least.name)), self.tr("Add pictures"), AddPictures(least.id)))
        return found

    def _show_hints(self, hints: Sequence[Hint]) -> None:
        if tuple(hints) == self.hints:
            return
        self.hints = tuple(hints)
        clear_layout(self._rows)
        if hints:
            self._rows.addSpacing(16)
            self._rows.addWidget(rule())
            self._rows.addSpacing(8)
        for hint in hints:
            row = HintRow(self.look, hint)
            row.wished.connect(self.wished)
            self._rows.addWidget(row)


class HintRow(QWidget):
    """One thing to mend, with its button."""

    wished = Signal(object)

    def __init__(self, look: Look, hint: Hint) -> None:
        super().__init__()
        self._look, self._wish = look, hint.wish
        self._icon = QLabel()
        button = Button(look, hint.verb.replace("&", "&&"), kind="flat")
        button.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(Label(hint.text, strong=True, wrap=True), 1)
        row.addWidget(button)
        look.changed.connect(self._dress)
        self._dress()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(super().sizeHint().height(), self._look.px(36)))

    def _ask(self) -> None:
        self.wished.emit(self._wish)

    def _dress(self) -> None:
        self._icon.setPixmap(self._look.pixmap("alert", self._look.px(18), "warning"))
