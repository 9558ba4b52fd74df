"""An act of a person, as others than the journal see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TAKEN_BACK = "act-taken-back"  # an older act that was taken back by itself; its params are that act's code and params


@dataclass(frozen=True, slots=True)
class ActRecord:
    """An act as others see it; see `app.storage.schema.Act`."""

    id: int
    project_id: int
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
