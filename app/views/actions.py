"""Actions as menus, keys and the palette share them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from app.views.theme.look import Look

ICON = "icon_name"  # the property that says which icon an action has: its colours change with the theme


def make_action(
    parent: QObject,
    text: str,
    slot: Callable[[], object] | None = None,
    *,
    icon: str = "",
    keys: str | QKeySequence.StandardKey | Iterable[str] = "",
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> QAction:
    """An action of `parent`, which calls `slot` without arguments."""
    action = QAction(text, parent)
    action.setProperty(ICON, icon)
    if isinstance(keys, QKeySequence.StandardKey):
        action.setShortcuts(keys)
    elif isinstance(keys, str):
        action.setShortcut(QKeySequence(keys))
    else:
        action.setShortcuts([QKeySequence(key) for key in keys])
    action.setShortcutContext(context)
    if slot is not None:
        connect_action(action, slot)
    return action


def connect_action(action: QAction, slot: Callable[[], object]) -> None:
    """Calls `slot` without arguments; `triggered` would hand it whether the action is checked."""
    action.triggered.connect(partial(_call, slot))


def _call(slot: Callable[[], object], checked: bool = False) -> None:
    slot()


def paint_icons(actions: Iterable[QAction], look: Look) -> None:
    """Gives every action the icon it names, in the colours of the theme."""
    for action in actions:
        name = action.property(ICON)
        if name:
            action.setIcon(look.icon(name))


def plain_text(action: QAction) -> str:
    """Its text without the mark of the menu key."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def key_text(action: QAction) -> str:
    """Its key as people write it; empty where it has none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
