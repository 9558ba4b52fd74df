"""What stands beside an answer's share: sure, maybe, or none of these. NumPy, no torch.

Over a list of names:

- `none` where a limit of the adapter turns the picture away (`mmrl_engine.limits`): it is less like what was learned,
  or where a typed name is the likeliest less like any name, than 95 of 100 pictures of the person's own are. It comes
  first: shares sum to one, so one name may have nearly all of a picture that shows none of them.
- `sure` where the best share reaches the adapter's line `sure-share`: the lowest share from which answers to the
  person's own pictures, each by a model that never saw it, were right in 9 of 10 (`mmrl_engine.sure`), which few
  answers may only raise. Where no line was learned it is `SURE`, which is a guess.
- `maybe` else.

Without limits (words alone, files made before them) there is no `none`, and of a list of one name nothing is said.
Where the class that was learned alone is the answer (`mmrl_engine.single_class`), its share says nothing: it is `none`
beyond the limit, `maybe` before a rough one, else `sure`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
        self._model = model
        self._alone = len(learned) == 1
        self.line = next((rule.limit for rule in reject if rule.score == SURE_SHARE), None)
        self._usual = self._usual_values(learned)

    @property
    def needs_plain(self) -> bool:
        """Whether it looks at f_c0."""
        return bool(self._limits)

    def judge(self, asked: Asked) -> list[Judgement]:
        """One judgement a picture."""
        scores = self._scores(asked)
        typed = asked.place >= len(asked.learned)
        found = []
        for row, share in enumerate(asked.share.tolist()):
            limits = [rule for rule in self._limits if applies(rule, typed=bool(typed[row]))]
            if limits and asked.plain is None:
                found.append(Judgement(None))
                continue
            values = {rule.score: float(scores[rule.score][row]) for rule in limits if rule.score in scores}
            known = [rule for rule in limits if rule.score in values]
            away = any(bool(is_beyond(rule, np.asarray(values[rule.score]))) for rule in known)
            if self._alone and not typed[row] and known:
                verdict: Verdict | None = member_verdict(known, turned_away=away)
            elif not known and len(asked.words) == 1:  # its share is 1, whatever the picture shows
                verdict = None
            else:
                verdict = choice_verdict(share, turned_away=away, line=self.line)
            found.append(Judgement(verdict, self._fit(known, values, turned_away=away)))
        return found

    def _scores(self, asked: Asked) -> dict[str, Array]:
        if asked.plain is None or not self._limits:
            return {}
        return fit_scores(asked.plain, asked.words, self._model, classes=asked.learned, adapted=asked.adapted)

    def _usual_values(self, learned: AnyArray) -> dict[str, float]:
        """What the scores are for the mean picture of a class: the median over the classes."""
        if self._model is None or not self._limits:
            return {}
        middle = unit_rows(self._model.means.astype(np.float64))
        return {name: float(np.median(values)) for name, values in fit_scores(middle, learned, self._model).items()}

    def _fit(self, limits: Sequence[Reject], values: Mapping[str, float], *, turned_away: bool) -> Fit | None:
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
        return Fit(place, any(rule.rough for rule in limits), told)


def sure_line(answer: Answer) -> float | None:
    """The share from which an answer like this one is sure; None where none is."""
    line = SURE if answer.sure_from is None else answer.sure_from
    return line if line <= 1 else None


def choice_verdict(share: float, *, turned_away: bool, line: float | None = None) -> Verdict:
    """Of the likeliest name in a list, by its share. `line`: where sure begins, if that was learned."""
    if turned_away:
        return "none"
    return "sure" if share >= (SURE if line is None else line) else "maybe"


def member_verdict(limits: Sequence[Reject], *, turned_away: bool) -> Verdict:
    """Of the only class that was learned. A limit from too few pictures (`rough`) makes nothing sure."""
    if turned_away:
        return "none"
    return "maybe" if any(rule.rough for rule in limits) else "sure"
