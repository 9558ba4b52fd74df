"""Typed names that the window kept for itself, before projects kept them: handed over once."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from app.models.desk import Desk
from app.models.window_memory import WindowMemory
from app.services.typed import Typed

if TYPE_CHECKING:
    from app.services.change import Change

GROUP = "typed"


def hand_over(desk: Desk) -> None:
    """To the projects that they belong to. They stay here until that is done."""
    keys = [key for key in desk.memory.keys(GROUP) if key.isdecimal()]
    found = {int(key): _names(desk.memory, key) for key in keys}
    if found:
        desk.do(partial(desk.program.typed_names.take_over, found=found), on_done=partial(_forget, desk.memory))


def _names(memory: WindowMemory, key: str) -> tuple[Typed, ...]:
    try:
        found = json.loads(memory.text(f"{GROUP}/{key}", "[]"))
        return tuple(Typed(str(name), str(words)) for name, words in found)
    except (ValueError, TypeError):
        return ()


def _forget(memory: WindowMemory, change: Change) -> None:
    memory.forget(GROUP)
