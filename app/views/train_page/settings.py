"""What a person chose under Advanced, kept for each project."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from app.models.window_memory import WindowMemory
from mmrl_engine.types import PresetName, TrainConfig

CAREFUL = "careful"
CAREFUL_RATE = 0.00025  # a quarter of what is usual
PRESETS = ("", "described", "published", CAREFUL)


@dataclass(frozen=True, slots=True)
class Choice:
    """Attributes:
    preset: one of `PRESETS`; empty is the model's own.
    rounds, strength, alpha: None leaves the preset's value.
    """

    preset: str = ""
    rounds: int | None = None
    seed: int = 0
    strength: float | None = None
    alpha: float | None = None

    def config(self) -> TrainConfig:
        """What a training is told."""
        names: dict[str, PresetName] = {"described": "described", "published": "published", CAREFUL: "published"}
        rate = CAREFUL_RATE if self.preset == CAREFUL and self.strength is None else self.strength
        return TrainConfig(
            preset=names.get(self.preset), seed=self.seed, epochs=self.rounds, learning_rate=rate, alpha=self.alpha
        )


def read_choice(memory: WindowMemory, project_id: int) -> Choice:
    """What was chosen; the defaults where that cannot be read."""
    try:
        choice = Choice(**json.loads(memory.text(f"train/{project_id}", "{}")))
        return choice if choice.preset in PRESETS else Choice()
    except (TypeError, ValueError):
        return Choice()


def keep_choice(memory: WindowMemory, project_id: int, choice: Choice) -> None:
    memory.keep(f"train/{project_id}", json.dumps(asdict(choice)))
