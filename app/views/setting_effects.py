"""Settings that show at once: theme, text size, motion, how long messages stay, and the language at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.models.desk import Desk
from app.views.language import Languages
from app.views.theme.look import Look

if TYPE_CHECKING:
    from app.services.change import Change

SHOWN = ("theme", "text_size", "less_motion", "bars_stay")


class SettingEffects(QObject):
    """Reads the settings after every change of them. In safe mode everything looks as it came."""

    def __init__(
        self, desk: Desk, look: Look, languages: Languages, *, safe: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._look = desk, look
        languages.choose(str(desk.program.settings.get("language")))
        if safe:
            self._apply({"theme": "light", "text_size": 100, "less_motion": True, "bars_stay": False})
            return
        self._apply(self._read())
        desk.changed.connect(self._take_change)

    @Slot(object)
    def _take_change(self, change: Change) -> None:
        if "setting" in change.rows:
            self._desk.do(self._read, on_done=self._apply)

    def _read(self) -> dict[str, object]:
        settings = self._desk.program.settings
        return {key: settings.get(key) for key in SHOWN}

    def _apply(self, values: dict[str, object]) -> None:
        self._look.set(
            theme=str(values["theme"]),
            text_size=int(str(values["text_size"])),
            less_motion=bool(values["less_motion"]),
            bars_stay=bool(values["bars_stay"]),
        )
