"""What the window has to say, in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.storage.act_record import ActRecord

ICONS = {"done": "check-circle", "info": "info", "warning": "alert", "danger": "alert"}


@dataclass(frozen=True, slots=True)
class Message:
    """Attributes:
    text: a whole sentence; may hold <b>, so names in it have to be escaped.
    kind: "done", "info", "warning" or "danger". icon: another one than the kind's.
    action: the word on its button, which calls `on_action`. more: further buttons, each with what it calls.
    undo: the act that its button Undo takes back.
    stays: until somebody closes it.
    """

    text: str
    kind: str = "done"
    icon: str = ""
    action: str = ""
    on_action: Callable[[], object] | None = None
    undo: ActRecord | None = None
    stays: bool = False
    more: tuple[tuple[str, Callable[[], object]], ...] = ()

    @property
    def shown_icon(self) -> str:
        return self.icon or ICONS[self.kind]
