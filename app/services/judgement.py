"""What the test of a training found, picture by picture, from a run as it is listed. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.services.evaluations import FIGURE
from app.services.run_views import RunView
from mmrl_engine.evaluation.metrics import Accuracy


@dataclass(frozen=True, slots=True)
class JudgedPicture:
    """Attributes:
    truth: the class that it was in. answer: what a copy said that never saw it. words: what words alone said.
    """

    sha256: str
    truth: str
    answer: str
    words: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Attributes:
    names: of the classes, as they were called then.
    """

    run: RunView
    names: tuple[str, ...]
    pictures: tuple[JudgedPicture, ...]

    @property
    def learned(self) -> Accuracy:
        return Accuracy(sum(item.answer == item.truth for item in self.pictures), len(self.pictures))

    @property
    def words(self) -> Accuracy:
        return Accuracy(sum(item.words == item.truth for item in self.pictures), len(self.pictures))

    def cell(self, truth: str, answer: str) -> tuple[JudgedPicture, ...]:
        """The pictures of one class that were answered with one name."""
        return tuple(item for item in self.pictures if (item.truth, item.answer) == (truth, answer))

    def of_class(self, truth: str) -> Accuracy:
        found = [item.answer == truth for item in self.pictures if item.truth == truth]
        return Accuracy(sum(found), len(found))


def judgement_of(run: RunView) -> Judgement | None:
    """What its test found; None where it was not tested."""
    figure: dict[str, Any] | None = (run.figures or {}).get(FIGURE)
    if figure is None:
        return None
    pictures = tuple(
        JudgedPicture(sha256, truth, answer, words) for sha256, truth, answer, words, *_ in figure["pictures"]
    )
    return Judgement(run, tuple(figure["names"]), pictures)
