"""Settings that show at once: theme, text size, motion, how long messages stay, and the language at the start."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.models.desk import Desk
from app.models.window_memory import WindowMemory
from app.services.settings_schema import Value, spec_of
from app.views.language import Languages
from app.views.theme.look import Look

if TYPE_CHECKING:
    from app.services.change import Change

SHOWN = ("theme", "text_size", "less_motion", "bars_stay", "language")
SAFE: Mapping[str, Value] = {"theme": "light", "text_size": 100, "less_motion": True, "bars_stay": False}
KEY = "shown"


def remembered(memory: WindowMemory) -> dict[str, Value] | None:
    """What the settings that show were last; None where the window does not know."""
    try:
        found = json.loads(memory.text(KEY))
        values = {key: found[key] for key in SHOWN}
    except (ValueError, TypeError, KeyError):
        return None
    return values if all(spec_of(key).problem(value) is None for key, value in values.items()) else None


class SettingEffects(QObject):
    """Begins with what the window remembers, or else with what comes with the program; reads the settings when they
    are there, and after every change of them. In safe mode everything looks as it came.
    """

    def __init__(
        self, desk: Desk, look: Look, languages: Languages, *, safe: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._look, self._safe = desk, look, safe
        values = self._read() if desk.is_there else remembered(desk.memory)
        values = values or {key: spec_of(key).default for key in SHOWN}
        languages.choose(str(values["language"]))
        self._apply(SAFE if safe else values)
        desk.when_there(self, self._begin)

    def _begin(self) -> None:
        self._desk.changed.connect(self._take_change)
        self._desk.do(self._read, on_done=self._take)

    @Slot(object)
    def _take_change(self, change: Change) -> None:
        if "setting" in change.rows:
            self._desk.do(self._read, on_done=self._take)

    def _read(self) -> dict[str, Value]:
        settings = self._desk.program.settings
        return {key: settings.get(key) for key in SHOWN}

    def _take(self, values: Mapping[str, Value]) -> None:
        self._desk.memory.keep(KEY, json.dumps(values))
        if not self._safe:
            self._apply(values)

    def _apply(self, values: Mapping[str, Value]) -> None:
        self._look.set(
            theme=str(values["theme"]),
            text_size=int(values["text_size"]),
            less_motion=bool(values["less_motion"]),
            bars_stay=bool(values["bars_stay"]),
        )
