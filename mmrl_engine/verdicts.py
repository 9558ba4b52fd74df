"""What stands beside an answer's share: sure, maybe, or none of these. NumPy, no torch.

Over a list of names:

- `none` where a limit of the adapter turns the picture away (`mmrl_engine.limits`): it is less like what was learned,
  or where a typed name is the likeliest less like any name, than 95 of 100 pictures of the person's own are. It comes
  first: shares sum to one, so one name may have nearly all of a picture that shows none of them.
- `sure` where the best share reaches the adapter's line `sure-share`: the lowest share from which answers to the
  person's own pictures, each by a model that never saw it, were right in 9 of 10 (`mmrl_engine.sure`), which few
  answers may only raise. Where no line was learned it is `SURE`, which is a guess. A learned name moreover asks for a
  picture that is as like the learned ones as 4 of 5 of the person's own are (`sure-likeness`).
- `maybe` else.

Without limits (words alone, files made before them) there is no `none`. In a list of one name its share says nothing:
it is `none` beyond the limit, `sure` where that limit is firm and the name was learned and the picture is like enough,
else `maybe`; without limits nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from mmrl_engine.adapter_config import Reject
from mmrl_engine.instant import InstantModel
from mmrl_engine.limits import applies, is_beyond
from mmrl_engine.rejection import SCORES, AnyArray, Array, fit_scores, unit_rows
from mmrl_engine.types import FIT_LINE, Answer, Fit, FitScore, Verdict

SURE = 0.80
NEVER_SURE = 2.0  # as a line: no share reaches it
SURE_SHARE = "sure-share"
SURE_PREFIX = "sure-"  # of a score: from where on answers may be sure
_ASIDE = 0.01  # at least, of what is turned away


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Pictures and the list that they were answered from.

    Attributes:
        share: of the likeliest name [M]. place: of it in the list [M].
        learned: the places in the adapter of the learned names in the list, which stand first.
        plain: f_c0 [M, d], or None where it was not made. words: T0 of the list [N, d].
        adapted: the largest cosine of f_c with T' [M], where a representation answers.
    """

    share: Array
    place: npt.NDArray[np.intp]
    learned: Sequence[int]
    plain: AnyArray | None
    words: AnyArray
    adapted: AnyArray | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, and where the picture lies beside the limits."""

    verdict: Verdict | None
    fit: Fit | None = None


class Judge:
    """Verdicts by one adapter's limits and line."""

    def __init__(self, reject: Sequence[Reject], learned: AnyArray, model: InstantModel | None) -> None:
        """`learned`: T0 of the learned names [B, d]. `model`: of their pictures, where the adapter has it."""
        self._limits = [rule for rule in reject if rule.score in SCORES]
        self._like = [replace(rule, score=rule.score.removeprefix(SURE_PREFIX)) for rule in reject if _is_like(rule)]
        self._model = model
        self.line = next((rule.limit for rule in reject if rule.score == SURE_SHARE), None)
        self._usual = self._usual_values(learned)

    @property
    def needs_plain(self) -> bool:
        """Whether it looks at f_c0."""
        return bool(self._limits or self._like)

    def judge(self, asked: Asked) -> list[Judgement]:
        """One judgement a picture."""
        scores = self._scores(asked)
        return [
            self._judged(asked, row, {name: float(values[row]) for name, values in scores.items()})
            for row in range(len(asked.share))
        ]

    def _judged(self, asked: Asked, row: int, values: Mapping[str, float]) -> Judgement:
        typed = bool(asked.place[row] >= len(asked.learned))
        limits = [rule for rule in self._limits if applies(rule, typed=typed)]
        if limits and asked.plain is None:
            return Judgement(None)
        known = [rule for rule in limits if rule.score in values]
        away = _is_any_beyond(known, values)
        like = not _is_any_beyond([rule for rule in self._like if applies(rule, typed=typed)], values)
        if len(asked.words) > 1:
            share = float(asked.share[row])
            verdict: Verdict | None = choice_verdict(share, turned_away=away, like_enough=like, line=self.line)
        else:
            verdict = member_verdict(known, turned_away=away, like_enough=like and not typed)
        return Judgement(verdict, self._fit(known, values, turned_away=away, like_enough=like))

    def _scores(self, asked: Asked) -> dict[str, Array]:
        if asked.plain is None or not self.needs_plain:
            return {}
        return fit_scores(asked.plain, asked.words, self._model, classes=asked.learned, adapted=asked.adapted)

    def _usual_values(self, learned: AnyArray) -> dict[str, float]:
        """What the scores are for the mean picture of a class: the median over the classes."""
        if self._model is None or not self._limits:
            return {}
        middle = unit_rows(self._model.means.astype(np.float64))
        return {name: float(np.median(values)) for name, values in fit_scores(middle, learned, self._model).items()}

    def _fit(
        self, limits: Sequence[Reject], values: Mapping[str, float], *, turned_away: bool, like_enough: bool
    ) -> Fit | None:
        """None where there is no limit, or nothing to compare with."""
        ways = [
            (values[rule.score] - rule.limit) / span
            for rule in limits
            if (span := self._usual.get(rule.score, rule.limit) - rule.limit)
        ]
        if not ways:
            return None
        way = float(np.clip(min(ways), -1.0, 1.0))
        place = FIT_LINE + way * (FIT_LINE if way < 0 else 1 - FIT_LINE)
        told = tuple(FitScore(rule.score, values[rule.score], rule.direction, rule.limit) for rule in limits)
        place = min(place, FIT_LINE - _ASIDE) if turned_away else max(place, FIT_LINE)
        return Fit(place, any(rule.rough for rule in limits), told, like_enough)


def sure_line(answer: Answer) -> float | None:
    """The share from which an answer like this one is sure; None where none is."""
    line = SURE if answer.sure_from is None else answer.sure_from
    return line if line <= 1 else None


def choice_verdict(share: float, *, turned_away: bool, like_enough: bool = True, line: float | None = None) -> Verdict:
    """Of the likeliest name in a list, by its share. `line`: where sure begins, if that was learned."""
    if turned_away:
        return "none"
    return "sure" if like_enough and share >= (SURE if line is None else line) else "maybe"


def member_verdict(limits: Sequence[Reject], *, turned_away: bool, like_enough: bool) -> Verdict | None:
    """Of the only name in a list, by the limits alone: its share is 1, whatever the picture shows. None without any.

    A limit from too few pictures (`rough`) makes nothing sure.
    """
    if not limits:
        return None
    if turned_away:
        return "none"
    return "sure" if like_enough and not any(rule.rough for rule in limits) else "maybe"


def is_sure_line(score: str) -> bool:
    """Whether what an adapter holds under this name says where "sure" begins, and turns nothing away."""
    return score.startswith(SURE_PREFIX)


def _is_like(rule: Reject) -> bool:
    return is_sure_line(rule.score) and rule.score.removeprefix(SURE_PREFIX) in SCORES


def _is_any_beyond(rules: Sequence[Reject], values: Mapping[str, float]) -> bool:
    return any(bool(is_beyond(rule, np.asarray(values[rule.score]))) for rule in rules if rule.score in values)
