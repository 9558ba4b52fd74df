"""The pictures that were tried: each is asked about, and again whenever something else is to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from app.models.asking import Asking
from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.models.own_jobs import OwnJobs
from app.models.quick_answer import QuickAnswer
from app.models.trial import Trial
from app.services.classification import Question
from app.services.jobs import LAST, BackboneSource, Event, Failed, FeaturesJob, JobPicture, Order, Part
from app.services.likeness import normalised

MOST = 20


class Trials(QObject):
    """Of one project at a time.

    Signals:
        changed: a picture came, an answer came, or another one is looked at.

    Attributes:
        asking: what is asked. quick: what answers as long as nothing was trained.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._answers = OwnJobs(desk.runner, self)
        self._features = OwnJobs(desk.runner, self)
        self._project: OpenProject | None = None
        self._ids = count(1)
        self._trials: list[Trial] = []  # the newest first
        self._live: Trial | None = None
        self._live_waits = False
        self._current = 0  # an id
        self._asked: dict[int, int] = {}  # which question was last asked of which trial
        self._embedding: set[int] = set()
        self._model: BackboneSource | None = None
        self.quick = QuickAnswer(desk, self)
        self.asking = Asking(desk, self.quick, self)
        self.asking.changed.connect(self._take_question)

    @property
    def trials(self) -> tuple[Trial, ...]:
        """The newest first."""
        return tuple(self._trials)

    @property
    def live(self) -> Trial | None:
        """What a camera shows; not among the others."""
        return self._live

    @property
    def live_waits(self) -> bool:
        """Whether the last picture of the camera has no answer yet."""
        return self._live is not None and self._live_waits

    @property
    def current(self) -> Trial | None:
        """The one that is looked at."""
        return self._find(self._current)

    @property
    def is_old(self) -> bool:
        """Whether the current answer is one to an earlier question."""
        trial = self.current
        return trial is not None and trial.answer is not None and trial.turn != self.asking.turn

    def set_project(self, project: OpenProject | None) -> None:
        """Another project: no pictures yet."""
        self._project = project
        self._model = None if project is None else project.state.view.backbone
        self.clear()
        self.quick.set_project(project)
        self.asking.set_project(project)

    def refresh(self) -> None:
        """The project changed: with another model everything is another, with other classes the question."""
        if self._project is None:
            return
        model = self._project.state.view.backbone
        if model != self._model:
            self._model = model
            self._features.cancel_all()
            self._embedding.clear()
            self._trials = [replace(item, vector=None) for item in self._trials]
        self.quick.refresh()
        self.asking.refresh()
        self._embed()

    def add(self, paths: Sequence[Path]) -> None:
        """Tries these; the first of them is looked at. A file that was tried before may be another one by now."""
        made = self._put(paths)
        if made:
            self._current = made[0].id
            self._begin(made)

    def show_live(self, path: Path) -> None:
        """The camera's next picture, which is looked at; the last one's answer stays until this one has its own."""
        before = self._live or Trial(next(self._ids), path, live=True)
        self._live, self._live_waits = replace(before, path=path, picture=None, problem=None), True
        self._current = self._live.id
        self._asked.pop(self._live.id, None)
        self.changed.emit()
        self._take_picture(self._live.id, JobPicture(path, keep=False))

    def keep_live(self, path: Path) -> None:
        """Puts a picture of the camera among the others, without looking at it."""
        self._begin(self._put([path]))

    def fixed(self) -> Trial | None:
        """The one that is looked at, for something that is to be done with it: of a camera, the last picture that
        was asked about, which is now one of the others, and the camera's turn is over.
        """
        live = self._live
        if live is None or self._current != live.id:
            return self.current
        fixed = replace(live, live=False)
        self._live, self._live_waits = None, False
        self._trials = [fixed, *self._trials][:MOST]
        self.changed.emit()
        self._look_up(fixed)  # with its hash from now on
        return fixed

    def end_live(self) -> None:
        """The camera is off: the newest of the others is looked at."""
        if self._live is None:
            return
        was_current, self._live, self._live_waits = self._current == self._live.id, None, False
        if was_current:
            self._current = self._trials[0].id if self._trials else 0
        self.changed.emit()
        self._ask()
        self._embed()

    def look_at(self, trial_id: int) -> None:
        """Another of those that were tried."""
        self._current = trial_id
        self.changed.emit()
        self._ask()
        self._embed()

    def step(self, change: int) -> None:
        """The one before or after it in the strip."""
        places = [item.id for item in self._trials]
        if self._current in places:
            place = max(0, min(len(places) - 1, places.index(self._current) + change))
            self.look_at(places[place])

    def try_again(self) -> None:
        """The current one once more, from its file on."""
        trial = self.current
        if trial is None:
            return
        self._desk.thumbs.forget(trial.path)
        self._asked.pop(trial.id, None)
        self._embedding.discard(trial.id)
        self._change(trial.id, picture=None, problem=None)
        self._look_up(trial)
        if self.asking.trouble:
            self.asking.ask()

    def clear(self) -> None:
        """Forgets all pictures."""
        self._answers.cancel_all()
        self._features.cancel_all()
        self._asked.clear()
        self._embedding.clear()
        self._trials.clear()
        self._live, self._live_waits = None, False
        self._current = 0
        self.changed.emit()

    def _put(self, paths: Sequence[Path]) -> list[Trial]:
        """Among the others, as the newest."""
        made = [Trial(next(self._ids), path) for path in dict.fromkeys(paths[:MOST])]
        for trial in made:
            self._desk.thumbs.forget(trial.path)
        again = {trial.path for trial in made}
        self._trials = [*made, *(item for item in self._trials if item.path not in again)][:MOST]
        return made

    def _begin(self, made: Sequence[Trial]) -> None:
        self.changed.emit()
        for trial in made:
            self._look_up(trial)

    def _look_up(self, trial: Trial) -> None:
        call = partial(self._desk.program.classification.picture, path=trial.path)
        self._desk.do(call, on_done=partial(self._take_picture, trial.id))

    def _take_picture(self, trial_id: int, picture: JobPicture) -> None:
        self._change(trial_id, picture=picture)
        self._ask()
        self._embed()

    @Slot()
    def _take_question(self) -> None:
        self.changed.emit()
        self._ask()

    def _ask(self) -> None:
        """The one that is looked at first, then the others."""
        question, turn = self.asking.current, self.asking.turn
        if question is None:
            return
        if any(asked != turn for asked in self._asked.values()):
            self._answers.cancel_all()
            self._asked = {trial: asked for trial, asked in self._asked.items() if asked == turn}
        everything = [*self._trials, *([self._live] if self._live is not None else [])]
        waiting = [item for item in everything if item.picture is not None and item.id not in self._asked]
        for item in sorted(waiting, key=lambda item: item.id != self._current):
            assert item.picture is not None
            self._asked[item.id] = turn
            take = partial(self._take_answer, item.id, turn, question)
            self._answers.submit(question.job([item.picture], Order.ANSWER), take)

    def _take_answer(self, trial_id: int, turn: int, question: Question, event: Event) -> None:
        if turn != self.asking.turn:
            return
        if self._live is not None and trial_id == self._live.id and isinstance(event, LAST):
            self._live_waits = False
        if isinstance(event, Part) and event.answers:
            if event.answers[0].error is not None:
                self._change(trial_id, answer=None, problem=event.answers[0].error)
            else:
                answer = self.asking.shown(question, event.answers[0])
                self._change(trial_id, answer=answer, turn=turn, problem=None)
        elif isinstance(event, Failed) and not self.asking.take_back(event.notices):
            self._change(trial_id, answer=None, problem=event.notices[0])

    def _embed(self) -> None:
        """What the current one is most like is found by its feature."""
        trial = self.current
        wanted = trial is not None and trial.picture is not None and trial.vector is None and not trial.live
        if trial is None or self._model is None or not wanted or trial.id in self._embedding:
            return
        assert trial.picture is not None
        self._embedding.add(trial.id)
        job = FeaturesJob(self._model, (trial.picture,), order=Order.ANSWER)
        self._features.submit(job, partial(self._take_vector, trial.id))

    def _take_vector(self, trial_id: int, event: Event) -> None:
        if isinstance(event, Part) and event.vectors and event.vectors[0].plain is not None:
            self._change(trial_id, vector=normalised(event.vectors[0].plain))

    def _find(self, trial_id: int) -> Trial | None:
        if self._live is not None and self._live.id == trial_id:
            return self._live
        return next((item for item in self._trials if item.id == trial_id), None)

    def _change(self, trial_id: int, **values: Any) -> None:
        trial = self._find(trial_id)
        if trial is None:
            return
        if trial is self._live:
            self._live = replace(trial, **values)
        else:
            self._trials[self._trials.index(trial)] = replace(trial, **values)
        self.changed.emit()
