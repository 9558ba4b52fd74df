"""What the system says about colours, and what it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def system_is_dark() -> bool:
    """False where the system does not say."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def system_wants_contrast() -> bool:
    """False where the system does not say."""
    hints = QGuiApplication.styleHints()
    wishes = [item.contrastPreference() for item in _with(hints.children(), "contrastPreference")]
    return any(wish == Qt.ContrastPreference.HighContrast for wish in wishes)


def follow_system(changed: Callable[[], None]) -> None:
    """Calls `changed`, a slot of a QObject, whenever either may be another."""
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(changed)
    for item in _with(hints.children(), "contrastPreferenceChanged"):
        item.contrastPreferenceChanged.connect(changed)


def tell_system(choice: str) -> None:
    """Title bars and the system's own dialogs follow the chosen theme, where the system lets them."""
    hints = QGuiApplication.styleHints()
    if choice in SCHEMES:
        hints.setColorScheme(SCHEMES[choice])
    else:
        hints.unsetColorScheme()


def _with(items: list[Any], name: str) -> list[Any]:
    """The hints for accessibility, from Qt 6.10 on, are found as a child of all hints.

    What `accessibility()` returns is gone at once in PySide 6.11 ("already deleted") unless all hints are held.
    """
    return [item for item in items if hasattr(item, name)]
