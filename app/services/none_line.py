"""The line of "none of these" as a person moves it: how many of the test's pictures would be turned away. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.services.judgement import Judgement
from mmrl_engine.adapter_config import Reject
from mmrl_engine.limits import FEWEST, KEPT, fit_limits, turned_away
from mmrl_engine.rejection import SCORES

STEPS = 40
MOST_LOST = 0.5  # of the own pictures, at the last step


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """Of the test's pictures: how many would be turned away, of how many, and how many of those were answered wrong."""

    count: int
    total: int
    wrong: int


class NoneLine:
    """The line of one test, from step 0, which lets nearly everything pass, to `STEPS`."""

    def __init__(self, judgement: Judgement) -> None:
        pictures = judgement.pictures
        names = {name for item in pictures for name in item.fit if name in SCORES}
        self._own = {name: np.array([item.fit.get(name, np.nan) for item in pictures]) for name in sorted(names)}
        self._wrong = np.array([item.said_by(judgement.source) != item.truth for item in pictures], bool)
        counts = Counter(item.truth for item in pictures)
        self._rough = min(counts.values(), default=0) < FEWEST
        self.usual = self._nearest_share(KEPT)

    @property
    def is_known(self) -> bool:
        """Whether the test kept what the line goes by, which tests of before did not."""
        return bool(self.limits(self.usual))

    def limits(self, step: int) -> tuple[Reject, ...]:
        """The line at a step."""
        share = KEPT if step == self.usual else _share(step)
        return fit_limits(self._own, rough=self._rough, kept=share)

    def turned_away(self, limits: Sequence[Reject]) -> TurnedAway:
        """What these limits would do to the test's pictures."""
        away = turned_away(limits, self._own)
        return TurnedAway(int(away.sum()), len(away), int((away & self._wrong).sum()))

    def step_of(self, reject: Sequence[Reject]) -> int:
        """The step whose limits are nearest to these; the usual one where there is nothing to compare."""
        now = {rule.score: rule.limit for rule in reject}

        def apart(step: int) -> float:
            return sum(abs(rule.limit - now.get(rule.score, np.inf)) for rule in self.limits(step))

        best = min(range(STEPS + 1), key=lambda step: (apart(step), abs(step - self.usual)))
        return best if np.isfinite(apart(best)) else self.usual

    @staticmethod
    def is_limit(rule: Reject) -> bool:
        """Whether it turns pictures away."""
        return rule.score in SCORES

    @staticmethod
    def settled(reject: Sequence[Reject], limits: Sequence[Reject]) -> tuple[Reject, ...]:
        """What an adapter gets: these limits, and what it holds besides, such as the line of "sure"."""
        return (*limits, *(rule for rule in reject if rule.score not in SCORES))

    @staticmethod
    def _nearest_share(kept: float) -> int:
        return min(range(STEPS + 1), key=lambda step: abs(_share(step) - kept))


def _share(step: int) -> float:
    """The share of own pictures that a step aims to keep: finer where it is near all of them."""
    return 0.9995 - (MOST_LOST - 0.0005) * (step / STEPS) ** 2
