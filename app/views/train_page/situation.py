"""Which of its faces the Train page shows, from what is known of the project. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from app.models.open_project import ProjectState
from app.services.classes import ClassView
from app.services.evaluation_figures import FIGURE
from app.services.next_step import CLASSES, START, changed_since
from app.services.old_or_new import Rival, rival_of, said_by
from app.services.run_rows import IN_WORK
from app.services.run_views import RunView
from mmrl_engine.adapter_config import AnswerSource
from mmrl_engine.evaluation.metrics import Accuracy

UNEVEN = 3  # times as many pictures in one class as in another
TO_TEST = 2  # pictures of a class


class Face(Enum):
    """What the page is about just now."""

    NOT_READY = "not ready"
    ONE_CLASS = "one class"
    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    CUT_OFF = "cut off"
    STOPPED = "stopped"
    FAILED = "failed"
    DONE = "done"


WAITING = (Face.PAUSED, Face.CUT_OFF, Face.STOPPED, Face.FAILED)
_OF_RUNS = {"paused": Face.PAUSED, "cut_off": Face.CUT_OFF, "stopped": Face.STOPPED, "failed": Face.FAILED}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the test of a run found: of the learned one, of the quick answer (None in tests of before) and of words
    alone, on the same pictures; and how the run before did, if it was compared.
    """

    learned: Accuracy
    words: Accuracy
    quick: Accuracy | None = None
    rival: Rival | None = None

    def by(self, source: AnswerSource) -> Accuracy:
        """Of who answers."""
        quick = self.learned if self.quick is None else self.quick
        return {"mmrl": self.learned, "instant": quick, "words": self.words}[source]

    @property
    def better(self) -> bool:
        """Whether learning beat both of the others."""
        return self.learned.right > max(self.words.right, 0 if self.quick is None else self.quick.right)


def face(state: ProjectState, *, at_work: bool) -> Face:
    """What to show; `at_work`: a run of the project learns or is tested just now."""
    run = current_run(state)
    if at_work or (run is not None and run.state in IN_WORK):
        return Face.RUNNING
    if run is not None and run.state in _OF_RUNS:
        return _OF_RUNS[run.state]
    filled = filled_classes(state)
    if len(state.classes) == 1 and filled:
        return Face.ONE_CLASS
    if len(filled) < CLASSES:
        return Face.NOT_READY
    if run is not None and run.state == "done" and not changed_since(state.classes, run):
        return Face.DONE
    return Face.READY


def current_run(state: ProjectState) -> RunView | None:
    """The run that the page is about: the one at work, else the one that ended last."""
    runs = state.runs
    at_work = next((run for run in runs if run.state in IN_WORK), None)
    return at_work or max(runs, key=lambda run: (run.ended_at or run.created_at, run.id), default=None)


def can_learn(state: ProjectState) -> bool:
    """Whether there is something to tell apart."""
    return len(filled_classes(state)) >= CLASSES


def can_test(state: ProjectState) -> bool:
    """Whether each class that it learns has a picture to learn from and one to ask about."""
    return can_learn(state) and min(item.pictures for item in filled_classes(state)) >= TO_TEST


def filled_classes(state: ProjectState) -> tuple[ClassView, ...]:
    return tuple(item for item in state.classes if item.pictures)


def labelled_count(state: ProjectState) -> int:
    """Pictures that it would learn from."""
    return sum(item.pictures for item in state.classes)


def outcome(run: RunView) -> Outcome | None:
    """What its test found; None where it was not tested."""
    found = (run.figures or {}).get(FIGURE)
    if not found or not found["pictures"]:
        return None
    quick = _right(found, "instant") if "instant" in found else None
    return Outcome(_right(found, "mmrl"), _right(found, "words"), quick, rival_of(run.figures))


def _right(figure: Mapping[str, Any], source: AnswerSource) -> Accuracy:
    said = said_by(figure, source)
    right = sum(name == truth for name, (_, truth, *_) in zip(said, figure["pictures"], strict=True))
    return Accuracy(right, len(said))


def few(classes: Sequence[ClassView]) -> ClassView | None:
    """The class with the fewest pictures, if they are few."""
    least = min(classes, key=lambda item: item.pictures)
    return least if least.pictures < START else None


def uneven(classes: Sequence[ClassView]) -> tuple[ClassView, ClassView] | None:
    """The largest and the smallest class, if one has far more than the other."""
    most, least = max(classes, key=lambda item: item.pictures), min(classes, key=lambda item: item.pictures)
    return (most, least) if most.pictures >= max(2 * START, UNEVEN * least.pictures) else None
