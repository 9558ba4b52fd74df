"""What an evaluation found. Plain data, no torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mmrl_engine.adapter_config import AnswerSource
from mmrl_engine.calibrated import Calibration
from mmrl_engine.evaluation.findings import Finding
from mmrl_engine.evaluation.learning_curve import LearningCurve
from mmrl_engine.evaluation.metrics import Accuracy, ConfusionMatrix, confusion_matrix, per_class

SIMPLEST_FIRST: tuple[AnswerSource, ...] = ("words", "instant", "mmrl")
_BEFORE_EQUALS: tuple[AnswerSource, ...] = ("instant", "words", "mmrl")


@dataclass(frozen=True, slots=True)
class Judged:
    """One picture, answered by models that never saw it.

    Attributes:
        truth: its class. answer: of the trained model; where none was trained, of the instant classifier.
        words, instant: what words alone and the instant classifier said. fold: with which it was left out.
        share: of `answer`, 0..1. second, second_share: the next name.
        fit: scores of `mmrl_engine.rejection` by name: how much it is like anything that the others of its fold know.
    """

    path: Path
    truth: str
    answer: str
    words: str
    fold: int
    instant: str | None = None
    share: float | None = None
    second: str | None = None
    second_share: float | None = None
    fit: Mapping[str, float] = field(default_factory=dict)

    def said_by(self, source: AnswerSource) -> str | None:
        """The answer of a source; None where it was not asked."""
        return {"mmrl": self.answer, "instant": self.instant, "words": self.words}[source]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The answers of a cross-validation: each picture once, by every source that can answer. Accuracies come with their
    Wilson range.

    Attributes:
        names: of the classes. folds: how many times something was learned.
        sources: those that were asked, the simplest first.
        calibrations: what the held-out pictures teach, for each source.
        curve: how the instant classifier gets better with more pictures.
        findings: what is worth a look, where that was asked for; its numbers are places in `pictures` and `names`.
    """

    names: tuple[str, ...]
    folds: int
    pictures: tuple[Judged, ...]
    sources: tuple[AnswerSource, ...] = ("words", "mmrl")
    calibrations: Mapping[AnswerSource, Calibration] = field(default_factory=dict)
    curve: LearningCurve | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def accuracy(self) -> Accuracy:
        """Of the trained models, or of the instant ones where nothing was trained."""
        return self._accuracy([item.answer for item in self.pictures])

    @property
    def best(self) -> AnswerSource:
        """Who should answer (`best_source`)."""
        return best_source({source: self.accuracy_of(source).right for source in self.sources})

    @property
    def calibration(self) -> Calibration | None:
        """What the held-out pictures teach for the best source."""
        return self.calibrations.get(self.best)

    def accuracy_of(self, source: AnswerSource) -> Accuracy:
        """Of one source; of no pictures where it was not asked."""
        return self._accuracy([item.said_by(source) for item in self.pictures] if source in self.sources else None)

    @property
    def confusion(self) -> ConfusionMatrix:
        """True classes by answers of the trained models."""
        return confusion_matrix(self._truth(), [item.answer for item in self.pictures], self.names)

    def per_class(self) -> dict[str, Accuracy]:
        """The accuracy on each class's pictures."""
        return per_class(self._truth(), [item.answer for item in self.pictures], self.names)

    def _accuracy(self, said: list[str] | list[str | None] | None) -> Accuracy:
        if said is None:
            return Accuracy(0, 0)
        return Accuracy(sum(name == truth for name, truth in zip(said, self._truth(), strict=True)), len(said))

    def _truth(self) -> list[str]:
        return [item.truth for item in self.pictures]


def best_source(right: Mapping[AnswerSource, int]) -> AnswerSource:
    """Who should answer: whoever was right most often on the same held-out pictures.

    What was trained has to beat what costs nothing. Of words and the instant classifier, equals, the latter: it holds
    the words too, and a few pictures that words are right about say little of others (`EXPERIMENTS.md`). A larger
    margin is not asked for: where two are as good as each other it does not matter who answers, and where they are not,
    the more frequent winner is the better bet. That it was chosen by these pictures makes its own figure a little too
    good.

    Raises:
        ValueError: there is none to choose from.
    """
    return max((source for source in _BEFORE_EQUALS if source in right), key=lambda source: right[source])
