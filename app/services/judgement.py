"""What the test of a training found, picture by picture, and how it stands to the project of today. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from app.services.classes import ClassView
from app.services.evaluation_figures import FIGURE, evaluation_of
from app.services.picture_views import PictureView
from app.services.run_views import RunView
from mmrl_engine.adapter_config import AnswerSource, Reject
from mmrl_engine.evaluation.learning_curve import LearningCurve
from mmrl_engine.evaluation.metrics import Accuracy
from mmrl_engine.limits import turned_away
from mmrl_engine.rejection import ADAPTED_COSINE

LEAST = 2  # pictures of a class: one to learn from, one to ask about


@dataclass(frozen=True, slots=True)
class JudgedPicture:
    """Attributes:
    truth: the class that it was in. answer: what a copy said that never saw it. words: what words alone said.
    quick: what the instant classifier said, None in tests of before. share, second, second_share: of the copy's answer
        and of the next name, None in tests of before.
    fit: scores of `mmrl_engine.rejection` by name.
    """

    sha256: str
    truth: str
    answer: str
    words: str
    quick: str | None = None
    share: float | None = None
    second: str | None = None
    second_share: float | None = None
    fit: Mapping[str, float] = field(default_factory=dict)

    def said_by(self, source: AnswerSource) -> str:
        """The answer of a source; of the copy where the source was not asked."""
        if source == "instant" and self.quick is not None:
            return self.quick
        return self.words if source == "words" else self.answer


@dataclass(frozen=True, slots=True)
class Judgement:
    """Attributes:
    names: of the classes, as they were called then; pictures know them by these.
    source: who answers now, and whose answers the table shows. sources: those that were asked, the simplest first.
    curve: what more pictures would bring; None in tests of before.
    away: SHA-256 of the pictures that are called none of these, whatever name is the likeliest; None where there is no
        limit, or the test does not know.
    """

    run: RunView
    names: tuple[str, ...]
    pictures: tuple[JudgedPicture, ...]
    source: AnswerSource = "mmrl"
    sources: tuple[AnswerSource, ...] = ("words", "mmrl")
    curve: LearningCurve | None = None
    away: frozenset[str] | None = None

    @property
    def learned(self) -> Accuracy:
        return self.accuracy("mmrl")

    @property
    def words(self) -> Accuracy:
        return self.accuracy("words")

    @property
    def answered(self) -> Accuracy:
        """Of who answers now."""
        return self.accuracy(self.source)

    def accuracy(self, source: AnswerSource) -> Accuracy:
        return Accuracy(sum(item.said_by(source) == item.truth for item in self.pictures), len(self.pictures))

    def cell(self, truth: str, answer: str | None) -> tuple[JudgedPicture, ...]:
        """The pictures of one class that were answered with one name; with None those that are none of these."""
        return tuple(item for item in self.pictures if (item.truth, self._said(item)) == (truth, answer))

    def counts(self) -> Mapping[tuple[str, str | None], int]:
        """How many pictures each `cell` has."""
        return Counter((item.truth, self._said(item)) for item in self.pictures)

    @property
    def right_but_away(self) -> int:
        """How many pictures whose likeliest name is right are called none of these."""
        away = self.away or frozenset()
        return sum(item.sha256 in away and item.said_by(self.source) == item.truth for item in self.pictures)

    def _said(self, item: JudgedPicture) -> str | None:
        return None if item.sha256 in (self.away or ()) else item.said_by(self.source)

    def of_class(self, truth: str) -> Accuracy:
        found = [item.said_by(self.source) == truth for item in self.pictures if item.truth == truth]
        return Accuracy(sum(found), len(found))


@dataclass(frozen=True, slots=True)
class Standing:
    """A judgement beside the project of today.

    Attributes:
        classes: by the name of then; a class that was merged into another is that one, one that is gone is missing.
        titles: what each class of then is called today, or was then where it is no more.
        changed: how many pictures came, went or moved since. short: classes of today that are too small to be tested.
    """

    classes: Mapping[str, ClassView] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    changed: int = 0
    short: tuple[ClassView, ...] = ()


def judgement_of(run: RunView, answers: AnswerSource = "mmrl", reject: Sequence[Reject] = ()) -> Judgement | None:
    """What its test found; None where it was not tested.

    Args:
        answers: who answers now for what it has learned. reject: its limits now.
    """
    figure: dict[str, Any] | None = (run.figures or {}).get(FIGURE)
    if figure is None or not figure["pictures"]:
        return None
    hashes = [row[0] for row in figure["pictures"]]
    found = evaluation_of(figure, [Path(sha256) for sha256 in hashes])
    pictures = tuple(
        JudgedPicture(
            sha256,
            item.truth,
            item.answer,
            item.words,
            item.instant,
            item.share,
            item.second,
            item.second_share,
            item.fit,
        )
        for sha256, item in zip(hashes, found.pictures, strict=True)
    )
    source = answers if answers in found.sources else "mmrl"
    away = _away(pictures, [rule for rule in reject if source == "mmrl" or rule.score != ADAPTED_COSINE])
    return Judgement(run, found.names, pictures, source, found.sources, found.curve, away)


def _away(pictures: Sequence[JudgedPicture], reject: Sequence[Reject]) -> frozenset[str] | None:
    known = [rule for rule in reject if any(rule.score in item.fit for item in pictures)]
    if not known:
        return None
    scores = {rule.score: np.array([item.fit.get(rule.score, np.nan) for item in pictures]) for rule in known}
    away = turned_away(known, scores)
    return frozenset(item.sha256 for item, beyond in zip(pictures, away.tolist(), strict=True) if beyond)


def is_tested(run: RunView) -> bool:
    """Whether a test found something."""
    figure: dict[str, Any] | None = (run.figures or {}).get(FIGURE)
    return bool(figure and figure["pictures"])


def standing(judgement: Judgement, classes: Sequence[ClassView], listed: Sequence[PictureView]) -> Standing:
    """How a judgement stands to the classes and the pictures of today."""
    uid_of = dict(zip(judgement.run.classes, judgement.run.class_uids, strict=True))
    by_uid = {uid: view for view in classes for uid in (view.uid, *view.absorbed)}
    found = {name: by_uid[uid_of[name]] for name in judgement.names if uid_of.get(name) in by_uid}
    titles = {name: name for name in judgement.names}
    titles.update({name: view.name for name, view in found.items() if view.uid == uid_of[name]})
    then = {item.sha256: found[item.truth].id if item.truth in found else None for item in judgement.pictures}
    today = {picture.sha256: picture.class_id for picture in listed if picture.class_id is not None}
    changed = sum(today.get(sha256) != class_id for sha256, class_id in then.items())
    changed += sum(sha256 not in then for sha256 in today)
    return Standing(found, titles, changed, tuple(view for view in classes if view.pictures < LEAST))


def too_small(run: RunView) -> tuple[str, ...]:
    """The classes of a run that had too few pictures to be tested."""
    return tuple(name for name, count in zip(run.classes, run.class_pictures, strict=True) if count < LEAST)
