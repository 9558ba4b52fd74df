"""The names that a person typed for a project, and the words that the model reads for them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.models.window_memory import WindowMemory


@dataclass(frozen=True, slots=True)
class Typed:
    """Attributes:
    words: empty where the model reads the name itself.
    """

    name: str
    words: str = ""

    @property
    def asked(self) -> str:
        return self.words or self.name


def typed_names(memory: WindowMemory, project_id: int) -> tuple[Typed, ...]:
    """Those of a project, as they were typed."""
    try:
        found = json.loads(memory.text(_key(project_id), "[]"))
        return tuple(Typed(str(name), str(words)) for name, words in found)
    except (ValueError, TypeError):
        return ()


def keep_typed_names(memory: WindowMemory, project_id: int, typed: Sequence[Typed]) -> None:
    """For the next start."""
    memory.keep(_key(project_id), json.dumps([[item.name, item.words] for item in typed]))


def _key(project_id: int) -> str:
    return f"typed/{project_id}"
