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
    done = next((run for run in runs if run.state == "done"), None)
    if learned and (done is None or not changed_since(classes, done)):
        return NextStep("try")
    if fewest.pictures < START and not learned:
        return NextStep("pictures", fewest)
    return NextStep("train")


def changed_since(classes: Sequence[ClassView], run: RunView) -> bool:
    """Whether there is something else to learn from than `run` had: classes have more or fewer pictures, such as after
    one was moved, or are other ones.
    """
    then = {uid: count for uid, count in zip(run.class_uids, run.class_pictures, strict=True) if count}
    return then != {item.uid: item.pictures for item in classes if item.pictures}
