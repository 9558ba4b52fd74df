"""What is asked about every picture that is tried: the project's classes, what was learned, and the typed names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.models.desk import Desk
from app.models.kept_names import KeptNames
from app.models.open_project import OpenProject
from app.models.own_jobs import OwnJobs
from app.models.quick_answer import QuickAnswer
from app.services.change import Change
from app.services.classification import Question
from app.services.jobs import Event, Finished, NameVectors
from app.services.name_list import ListedName
from app.services.typed import Typed
from mmrl_engine.examples import same_name
from mmrl_engine.notices import Notice, notice
from mmrl_engine.types import Answer

OF_NAMES = frozenset({"typed-blank", "typed-twice", "typed-is-trained", "class-name-not-text", "class-name-long"})


class Asking(QObject):
    """Of one project at a time. A typed name that is a class by now is not asked for twice: it sleeps, and is back
    when that class was taken back.

    Signals:
        changed: the names, the question or what is said of them.
        refused: notices, why a typed name was not taken.

    Attributes:
        question: the last one that was made; None where there is nothing to ask.
        trouble: why there is none, other than that there are no names.
        rivals: notices of typed names that mean nearly the same as another.
    """

    changed = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, quick: QuickAnswer, parent: QObject | None = None) -> None:
        """`quick` answers as long as nothing was trained; it follows the same project."""
        super().__init__(parent)
        self._desk, self._quick = desk, quick
        quick.changed.connect(self.ask)
        self._jobs = OwnJobs(desk.runner, self)
        self._project: OpenProject | None = None
        self._all: tuple[Typed, ...] = ()
        self._good: tuple[Typed, ...] = ()  # the last ones that could be asked for
        self._kept = KeptNames(desk, self)
        self._kept.refused.connect(self._not_kept)
        self._foreign: frozenset[str] = frozenset()  # what the trained file calls classes that the project has not
        self._seen: object = None
        self._turn = self._made = 0  # of the question that is wanted, and of the one that is there
        self._compared: object = None
        self.question: Question | None = None
        self.trouble: tuple[Notice, ...] = ()
        self.rivals: tuple[Notice, ...] = ()

    @property
    def turn(self) -> int:
        """Changes whenever something else is to be asked."""
        return self._turn

    @property
    def current(self) -> Question | None:
        """The question, if it is today's."""
        return self.question if self._made == self._turn else None

    @property
    def has_names(self) -> bool:
        """Whether there is anything to choose from, as far as that is known."""
        return self.question is not None or self._made != self._turn or bool(self.trouble)

    @property
    def typed(self) -> tuple[Typed, ...]:
        """Those that are asked for."""
        return tuple(item for item in self._all if not self._is_class(item.name, item.asked))

    @property
    def learned(self) -> bool:
        """Whether something trained answers."""
        return self.question is not None and self.question.adapter_id is not None

    @property
    def quick(self) -> bool:
        """Whether words and pictures at a glance answer, as nothing was trained."""
        return self.question is not None and self.question.quick

    @property
    def words_alone(self) -> bool:
        """Whether words alone answer, although pictures were learned from."""
        return self.question is not None and self.question.words_alone

    def listed(self, name: str) -> ListedName | None:
        """What is known of a name in an answer, as it is shown."""
        asked = next((item.asked for item in self.typed if item.name == name), name)
        names = () if self.question is None else self.question.names.names
        return next((item for item in names if item.name == asked), None)

    def learned_from(self, name: str) -> int | None:
        """From how many pictures an answer with this name comes; None where only words speak for it."""
        listed = self.listed(name)
        return None if listed is None or self.question is None else self.question.learned_from(listed)

    def shown(self, question: Question, answer: Answer) -> Answer:
        """The answer under the names that a person knows."""
        typed = {item.asked: item.name for item in self._all}
        own = {item.name for item in question.names.names if item.uid is None and item.kind == "typed"}
        scores = tuple(
            replace(score, name=typed.get(score.name, score.name)) if score.name in own else score
            for score in question.names.shown(answer).scores
        )
        return replace(question.names.shown(answer), scores=scores)

    def set_project(self, project: OpenProject | None) -> None:
        """Another project: other names."""
        self._jobs.cancel_all()
        self._project, self._seen, self._compared = project, None, None
        self._turn += 1
        self.question, self.trouble, self.rivals, self._foreign = None, (), (), frozenset()
        self._kept.set_project(project)
        self._all = self._good = self._kept.there
        self.changed.emit()

    def refresh(self) -> None:
        """Classes, what was learned of them or the names may be others: asks something else, if so."""
        if self._project is None:
            return
        view = self._project.state.view
        if self._kept.follows(self._all):
            self._all, self._seen = self._kept.there, None
        classes = [(item.uid, item.name, item.words) for item in self._project.state.classes]
        adapter = self._project.state.adapter
        manner = None if adapter is None else adapter.manner
        seen = (classes, view.adapter_id, manner, view.backbone, view.template)
        if seen != self._seen:
            self._seen, self._foreign = seen, frozenset()
            self.ask()

    def type_name(self, name: str) -> None:
        """Asks for one more name."""
        if self._is_class(name):
            self.refused.emit((notice("typed-is-trained", name=name),))
        elif any(same_name(name) in (same_name(item.name), same_name(item.asked)) for item in self.typed):
            self.refused.emit((notice("typed-twice", name=name),))
        else:
            kept = (item for item in self._all if same_name(item.name) != same_name(name))
            self._set((*kept, Typed(name)), partial(self._desk.program.typed_names.add, name=name))

    def untype(self, name: str) -> None:
        """Asks for it no more."""
        kept = (item for item in self._all if item.name != name)
        self._set(kept, partial(self._desk.program.typed_names.remove, name=name))

    def set_words(self, name: str, words: str) -> None:
        """What the model reads for a typed name."""
        wanted = "" if same_name(words) == same_name(name) else words
        if wanted and self._is_class(wanted):
            self.refused.emit((notice("typed-is-trained", name=wanted),))
        else:
            typed = (replace(item, words=wanted) if item.name == name else item for item in self._all)
            self._set(typed, partial(self._desk.program.typed_names.set_words, name=name, words=wanted))

    def take_back(self, notices: tuple[Notice, ...]) -> bool:
        """A job could not read typed names; whether it was that."""
        names = _named(notices)
        kept = [item for item in self._all if same_name(item.asked) not in names]
        kept_words = [replace(item, words="") for item in self._all if item.words and item not in kept]
        if len(kept) == len(self._all):
            return False
        typed = (*kept, *kept_words)
        self._set(typed, partial(self._desk.program.typed_names.put_right, typed=typed))
        self.refused.emit(notices)
        return True

    @Slot()
    def ask(self) -> None:
        """Makes the question anew; answers to the last one are old from now on."""
        if self._project is None:
            return
        self._turn += 1
        words = tuple(item.asked for item in self.typed)
        call = partial(
            self._desk.program.classification.question,
            project_id=self._project.id,
            typed=words,
            quick=self._quick.current,
        )
        self._desk.do(call, on_done=partial(self._take, self._turn), on_failed=partial(self._refuse, self._turn))

    def _set(self, typed: Iterable[Typed], done: Callable[..., Change]) -> None:
        self._all = tuple(typed)
        self._kept.add(done)
        self.changed.emit()
        self.ask()

    def _not_kept(self, notices: tuple[Notice, ...]) -> None:
        """It goes on with what the project has."""
        self._all = self._good = self._kept.there
        self.refused.emit(notices)
        self.ask()

    def _take(self, turn: int, question: Question) -> None:
        if turn == self._turn:
            self._good = self._all
            self._kept.write()
            self._compare(question)
            self._tell(question, ())

    def _refuse(self, turn: int, notices: tuple[Notice, ...]) -> None:
        if turn != self._turn:
            return
        if all(item.code in OF_NAMES for item in notices) and self._give_up(notices):
            self.ask()
        else:
            self._kept.write()
            self._tell(None, () if notices[0].code == "typed-nothing" else notices)

    def _give_up(self, notices: tuple[Notice, ...]) -> bool:
        """Does without names that were refused; False where nothing can be done."""
        names = _named(notices)
        if self._all == self._good:  # the names are old ones: what they are compared with has changed
            before, self._foreign = self._foreign, self._foreign | names
            return self._foreign != before
        good = {item.name: item for item in self._good}
        kept = [good.get(item.name) if same_name(item.asked) in names else item for item in self._all]
        sound = tuple(item for item in kept if item is not None)
        self._all = sound if sound != self._all else self._good
        self._kept.drop()
        self.refused.emit(notices)
        return True

    def _tell(self, question: Question | None, trouble: tuple[Notice, ...]) -> None:
        self.question, self.trouble, self._made = question, trouble, self._turn
        self.changed.emit()

    def _compare(self, question: Question) -> None:
        """Which names mean nearly the same, and which cannot be read, is found out beside the answers."""
        compared = (question.backbone, question.names.names)
        if compared == self._compared:
            return
        self._compared, self.rivals = compared, ()
        self._jobs.cancel_all()
        if self.typed:
            self._jobs.submit(question.rivals_job(), partial(self._take_compared, question))

    def _take_compared(self, question: Question, event: Event) -> None:
        if not isinstance(event, Finished) or not isinstance(event.result, NameVectors):
            return
        if event.result.refused and self.take_back(tuple(event.result.refused.values())):
            return
        typed = {item.asked: item.name for item in self.typed}
        self.rivals = tuple(
            notice(item.code, **{key: typed.get(str(name), name) for key, name in item.params.items()})
            for item in question.rivals(event.result)
        )
        self.changed.emit()

    def _is_class(self, *texts: str) -> bool:
        """Whether one of them is what a class is called or what is read for it."""
        classes = () if self._project is None else self._project.state.classes
        known = {same_name(text) for item in classes for text in (item.name, item.words)} | self._foreign
        return any(same_name(text) in known for text in texts)


def _named(notices: Iterable[Notice]) -> set[str]:
    return {same_name(str(item.params["name"])) for item in notices if item.code in OF_NAMES and "name" in item.params}
