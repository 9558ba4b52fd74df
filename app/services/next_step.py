"""What to do next in a project, from how far it is. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.classes import ClassView
from app.services.run_views import RunView

START, BETTER = 4, 8  # pictures of a class
CLASSES = 2
MANY = 4  # unsorted pictures are many when there are more than one to so many sorted ones


@dataclass(frozen=True, slots=True)
class NextStep:
    """Attributes:
    kind: "class" (add a second one), "pictures" (a class has few), "inbox" (many are not sorted), "train", "go_on" (a
        run waits), "try".
    class_view: the class that "pictures" is about.
    """

    kind: str
    class_view: ClassView | None = None


def next_step(classes: Sequence[ClassView], runs: Sequence[RunView], *, learned: bool, inbox: int = 0) -> NextStep:
    """The one thing to do next."""
    filled = [item for item in classes if item.pictures]
    if len(classes) < CLASSES:
        return NextStep("class")
    fewest = min(classes, key=lambda item: item.pictures)
    if len(filled) < CLASSES or fewest.pictures < min(START, 2):
        return NextStep("pictures", fewest)
    if runs and runs[0].state in ("paused", "cut_off"):
        return NextStep("go_on")
    if inbox * MANY > sum(item.pictures for item in classes):
        return NextStep("inbox")
    if learned and not _changed_since(classes, runs):
        return NextStep("try")
    if fewest.pictures < START and not learned:
        return NextStep("pictures", fewest)
    return NextStep("train")


def _changed_since(classes: Sequence[ClassView], runs: Sequence[RunView]) -> bool:
    """Whether there is more to learn from than the last run had."""
    done = next((run for run in runs if run.state == "done"), None)
    return done is not None and sum(item.pictures for item in classes) != done.pictures
