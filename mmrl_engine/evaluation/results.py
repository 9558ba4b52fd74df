"""What an evaluation found. Plain data, no torch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mmrl_engine.evaluation.metrics import Accuracy, ConfusionMatrix, confusion_matrix, per_class


@dataclass(frozen=True, slots=True)
class Judged:
    """One picture, answered by a model that never saw it: true class, answer, and answer from words alone."""

    path: Path
    truth: str
    answer: str
    words: str
    fold: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The answers of a cross-validation: each picture once. Accuracies come with their Wilson range."""

    names: tuple[str, ...]
    folds: int
    pictures: tuple[Judged, ...]

    @property
    def accuracy(self) -> Accuracy:
        """Of the trained models."""
        return Accuracy(sum(item.answer == item.truth for item in self.pictures), len(self.pictures))

    @property
    def words_accuracy(self) -> Accuracy:
        """Of words alone, on the same pictures."""
        return Accuracy(sum(item.words == item.truth for item in self.pictures), len(self.pictures))

    @property
    def confusion(self) -> ConfusionMatrix:
        """True classes by answers of the trained models."""
        return confusion_matrix(self._truth(), [item.answer for item in self.pictures], self.names)

    def per_class(self) -> dict[str, Accuracy]:
        """The accuracy on each class's pictures."""
        return per_class(self._truth(), [item.answer for item in self.pictures], self.names)

    def _truth(self) -> list[str]:
        return [item.truth for item in self.pictures]
