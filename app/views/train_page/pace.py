"""How long a run takes here: measured in the runs before, and remembered for each model."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.window_memory import WindowMemory
from app.services.jobs import BackboneSource
from mmrl_engine.backbones import catalogue
from mmrl_engine.evaluation.folds import fold_count
from mmrl_engine.presets import rounds_of
from mmrl_engine.types import TrainConfig

MICRO = 1_000_000
KINDS = ("read", "learn", "test")


@dataclass(frozen=True, slots=True)
class Work:
    """What a run has to do.

    Attributes:
        smallest: pictures of its smallest class; with fewer than two it is not tested.
    """

    pictures: int
    rounds: int
    smallest: int

    @property
    def read(self) -> int:
        return self.pictures

    @property
    def learn(self) -> int:
        return self.pictures * self.rounds

    @property
    def test(self) -> int:
        """Each fold learns from all the others."""
        return self.learn * (fold_count(self.pictures) - 1) if self.smallest > 1 else 0

    def of(self, kind: str) -> int:
        return {"read": self.read, "learn": self.learn, "test": self.test}[kind]


def work_of(config: TrainConfig, model: BackboneSource, pictures: int, smallest: int) -> Work:
    """The work that a training with `config` would be."""
    entry = catalogue.by_id(model.source)
    default = entry.preset if entry is not None else catalogue.DEFAULT_PRESET
    return Work(pictures, rounds_of(config, default, pictures), smallest)


class MeasuredPace:
    """Seconds a picture and step, of the last run with each model."""

    def __init__(self, memory: WindowMemory) -> None:
        self._memory = memory

    def keep(self, model: BackboneSource, kind: str, seconds: float, steps: int) -> None:
        """So many steps of this kind took so long."""
        if steps > 0 and seconds > 0:
            self._memory.keep(self._key(model, kind), max(1, round(MICRO * seconds / steps)))

    def estimate(self, model: BackboneSource, work: Work) -> float | None:
        """Seconds for the whole of a run; None as long as none was measured."""
        found = [self._memory.number(self._key(model, kind), 0) for kind in KINDS]
        read, learn, test = found
        if not (read and learn):
            return None
        return (read * work.read + learn * work.learn + (test or learn) * work.test) / MICRO

    def estimate_test(self, model: BackboneSource, work: Work) -> float | None:
        """Seconds for the test alone."""
        test = self._memory.number(self._key(model, "test"), 0) or self._memory.number(self._key(model, "learn"), 0)
        return test * work.test / MICRO if test else None

    def _key(self, model: BackboneSource, kind: str) -> str:
        name = "".join(letter if letter.isalnum() else "_" for letter in f"{model.source}_{model.config or ''}")
        return f"pace_{kind}/{name}"
