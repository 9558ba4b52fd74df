"""The pictures that were tried: asked about with the classes and the typed names, and asked again when those change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.models.own_jobs import OwnJobs
from app.models.typed_names import Typed, keep_typed_names, typed_names
from app.services.classification import Question
from app.services.jobs import LAST, Event, Failed, JobPicture, Order, Part
from app.services.likeness import Vectors as Matrix
from app.services.name_list import ListedName
from mmrl_engine.notices import Notice
from mmrl_engine.types import Answer

MOST = 20


@dataclass(frozen=True, slots=True)
class Trial:
    """One picture.

    Attributes:
        answer: None as long as it is not there. asked_in: the question that it answers; the answer is an old one where
            that is not today's. vector: its plain feature. problem: why there is no answer.
    """

    id: int
    path: Path
    sha256: str | None = None
    answer: Answer | None = None
    asked_in: int = 0
    vector: Matrix | None = None
    problem: Notice | None = None

    @property
    def best(self) -> str:
        """The likeliest name; empty where none counts."""
        if self.answer is None or not self.answer.scores or self.answer.verdict == "none":
            return ""
        return self.answer.scores[0].name


@dataclass(frozen=True, slots=True)
class Names:
    """What an answer's names are, by what is shown."""

    listed: dict[str, ListedName] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)  # words of typed names: what is shown for them


class Trials(QObject):
    """Of one project at a time.

    Signals:
        changed: a picture came, an answer came, or another one is looked at.
        names_changed: the typed names are others. refused: notices, why a typed name was not taken.
    """

    changed = Signal()
    names_changed = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = OwnJobs(desk.runner, self)
        self._project: OpenProject | None = None
        self._ids = count(1)
        self._trials: list[Trial] = []  # the newest first
        self._current = 0  # an id
        self._typed: tuple[Typed, ...] = ()
        self._question: Question | None = None
        self._turn = 0  # of the question
        self._names = Names()
        self._kept_for: object = None

    @property
    def trials(self) -> tuple[Trial, ...]:
        """The newest first."""
        return tuple(self._trials)

    @property
    def current(self) -> Trial | None:
        """The one that is looked at."""
        return next((item for item in self._trials if item.id == self._current), None)

    @property
    def typed(self) -> tuple[Typed, ...]:
        return self._typed

    @property
    def is_old(self) -> bool:
        """Whether the current answer is one to an earlier question."""
        trial = self.current
        return trial is not None and trial.answer is not None and trial.asked_in != self._turn

    @property
    def learned(self) -> bool:
        """Whether something learned answers, and not words alone."""
        return self._question is not None and self._question.adapter_id is not None

    def listed(self, name: str) -> ListedName | None:
        """What is known of a name in an answer."""
        return self._names.listed.get(name)

    def set_project(self, project: OpenProject | None) -> None:
        """Another project: other names, no pictures yet."""
        self._jobs.cancel_all()
        self._project = project
        self._trials.clear()
        self._current, self._question, self._kept_for = 0, None, None
        self._turn += 1
        self._typed = typed_names(self._desk.memory, project.id) if project is not None else ()
        self.names_changed.emit()
        self.changed.emit()

    def refresh(self) -> None:
        """Classes or what was learned may be others: asks again, if so."""
        if self._project is None:
            return
        state = self._project.state
        seen = (
            [(item.uid, item.name, item.words) for item in state.classes],
            state.view.adapter_id,
            state.view.backbone,
        )
        if seen != self._kept_for:
            self._kept_for = seen
            self._ask_question()

    def add(self, paths: Sequence[Path]) -> None:
        """Tries these; the first of them is looked at."""
        made = [Trial(next(self._ids), path) for path in paths[:MOST]]
        if not made:
            return
        self._trials = [*made, *self._trials][:MOST]
        self._current = made[0].id
        self.changed.emit()
        for trial in made:
            call = partial(self._desk.program.classification.picture, path=trial.path)
            self._desk.do(call, on_done=partial(self._take_picture, trial.id))

    def look_at(self, trial_id: int) -> None:
        """Another of those that were tried."""
        self._current = trial_id
        self.changed.emit()
        self._ask_missing()

    def step(self, change: int) -> None:
        """The one before or after it in the strip."""
        places = [item.id for item in self._trials]
        if self._current in places:
            place = max(0, min(len(places) - 1, places.index(self._current) + change))
            self.look_at(places[place])

    def clear(self) -> None:
        """Forgets all pictures."""
        self._jobs.cancel_all()
        self._trials.clear()
        self._current = 0
        self.changed.emit()

    def type_name(self, name: str) -> None:
        """Asks about one more name."""
        if all(item.name.casefold() != name.casefold() for item in self._typed):
            self._set_typed((*self._typed, Typed(name)))

    def untype(self, name: str) -> None:
        """Asks about it no more."""
        self._set_typed(tuple(item for item in self._typed if item.name != name))

    def set_words(self, name: str, words: str) -> None:
        """What the model reads for a typed name."""
        wanted = "" if words == name else words
        self._set_typed(tuple(replace(item, words=wanted) if item.name == name else item for item in self._typed))

    def close(self) -> None:
        self._jobs.cancel_all()

    def _set_typed(self, typed: tuple[Typed, ...]) -> None:
        before, self._typed = self._typed, typed
        self._ask_question(before)

    def _ask_question(self, before: tuple[Typed, ...] | None = None) -> None:
        """What is asked with these names. Names that cannot stand in the list are taken back."""
        if self._project is None:
            return
        self._turn += 1
        words = tuple(item.asked for item in self._typed)
        call = partial(self._desk.program.classification.question, project_id=self._project.id, typed=words)
        self._desk.do(
            call,
            on_done=partial(self._take_question, self._turn),
            on_failed=partial(self._refuse, self._turn, before),
        )

    def _take_question(self, turn: int, question: Question) -> None:
        if turn != self._turn:
            return
        self._question = question
        shown = {item.asked: item.name for item in self._typed}
        self._names = Names({shown.get(item.name, item.name): item for item in question.names.names}, shown)
        self._keep()
        self.names_changed.emit()
        self.changed.emit()
        self._ask_missing()

    def _refuse(self, turn: int, before: tuple[Typed, ...] | None, notices: tuple[Notice, ...]) -> None:
        if turn != self._turn:
            return
        self._question = None
        if any(item.code == "typed-nothing" for item in notices):
            self._keep()
            self.names_changed.emit()
            self.changed.emit()
            return
        if before is not None and before != self._typed:
            self._typed = before
            self._ask_question()
        self.names_changed.emit()
        self.refused.emit(notices)

    def _keep(self) -> None:
        if self._project is not None:
            keep_typed_names(self._desk.memory, self._project.id, self._typed)

    def _take_picture(self, trial_id: int, picture: JobPicture) -> None:
        self._change(trial_id, sha256=picture.sha256)
        self._ask_missing()
        self._desk.vectors.embed(picture, partial(self._take_vector, trial_id))

    def _take_vector(self, trial_id: int, vector: Matrix | None) -> None:
        self._change(trial_id, vector=vector)

    def _ask_missing(self) -> None:
        """The one that is looked at first, then the others."""
        question = self._question
        if question is None:
            return
        waiting = [item for item in self._trials if item.asked_in != self._turn and item.problem is None]
        waiting.sort(key=lambda item: item.id != self._current)
        for item in waiting:
            picture = JobPicture(item.path, item.sha256)
            self._change(item.id, asked_in=self._turn, quiet=True)
            self._jobs.submit(
                question.job([picture], Order.ANSWER), partial(self._take_event, item.id, self._turn, question)
            )

    @Slot(object)
    def _take_event(self, trial_id: int, turn: int, question: Question, event: Event) -> None:
        if turn != self._turn:
            return
        if isinstance(event, Part) and event.answers:
            answer = self._under_shown(question.names.shown(event.answers[0]))
            self._change(trial_id, answer=None if answer.error else answer, problem=answer.error)
        elif isinstance(event, Failed):
            self._change(trial_id, problem=event.notices[0] if event.notices else None)
        elif isinstance(event, LAST) and self.current is not None:
            self.changed.emit()

    def _under_shown(self, answer: Answer) -> Answer:
        shown = self._names.shown
        scores = tuple(
            replace(score, name=shown.get(score.name, score.name)) if score.kind == "typed" else score
            for score in answer.scores
        )
        return replace(answer, scores=scores)

    def _change(self, trial_id: int, *, quiet: bool = False, **values: object) -> None:
        for place, item in enumerate(self._trials):
            if item.id == trial_id:
                self._trials[place] = replace(item, **values)  # type: ignore[arg-type]
        if not quiet:
            self.changed.emit()
