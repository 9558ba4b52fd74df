"""What the window remembers of itself from one start to the next. Nothing that a person would miss is only here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

FILE = "window.ini"


class WindowMemory:
    """Sizes and places, in a file of the data folder."""

    def __init__(self, data_folder: Path) -> None:
        self._settings = QSettings(str(data_folder / FILE), QSettings.Format.IniFormat)

    def blob(self, key: str) -> QByteArray | None:
        """A state that Qt gave, such as a splitter's; None where none was kept."""
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else None

    def text(self, key: str, default: str = "") -> str:
        value = self._settings.value(key)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int) -> int:
        try:
            return int(self.text(key))
        except ValueError:
            return default

    def keep(self, key: str, value: QByteArray | str | int) -> None:
        self._settings.setValue(key, str(value) if isinstance(value, int) else value)

    def keys(self, group: str) -> tuple[str, ...]:
        """What is kept under `group/...`."""
        self._settings.beginGroup(group)
        found = self._settings.childKeys()
        self._settings.endGroup()
        return tuple(found)

    def forget(self, key: str) -> None:
        """It, or a whole group."""
        self._settings.remove(key)

    def save(self) -> None:
        """Writes the file now."""
        self._settings.sync()
