"""What computed the last training, and why, as the window remembers it. No Qt."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.services.told import notice_from_json, notice_to_json
from mmrl_engine.notices import Notice


@dataclass(frozen=True, slots=True)
class Computing:
    """Attributes:
    device: "cpu", "cuda"; empty while no run has told it. name: of the graphics card.
    reason: why that one computes. precision: in what, and why; known a little later.
    """

    device: str = ""
    name: str = ""
    reason: Notice | None = None
    precision: Notice | None = None

    def as_text(self) -> str:
        """For `from_text`."""
        told = [None if item is None else notice_to_json(item) for item in (self.reason, self.precision)]
        return json.dumps([self.device, self.name, *told])

    @classmethod
    def from_text(cls, text: str) -> Computing:
        """What `as_text` gave; nothing where it was another version's."""
        try:
            device, name, *told = json.loads(text)
            reason, precision = (None if item is None else notice_from_json(item) for item in told)
        except (ValueError, TypeError, AttributeError):
            return cls()
        return cls(str(device), str(name), reason, precision)
