"""What can be done everywhere: the window's own actions, by name."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from app.views.actions import make_action

Keys = QKeySequence.StandardKey


def shell_actions(parent: QObject) -> dict[str, QAction]:
    """By the names below; what they do is connected by whoever can do it."""
    translate = QCoreApplication.translate
    table: tuple[tuple[str, str, str, str | Keys | tuple[str, ...]], ...] = (
        ("home", translate("ShellActions", "All &projects"), "home", "Ctrl+Shift+H"),
        ("new", translate("ShellActions", "&New project"), "plus", Keys.New),
        ("sample", translate("ShellActions", "Open the &sample"), "play", ""),
        ("import", translate("ShellActions", "&Import a project or a trained file..."), "import", ""),
        ("open", translate("ShellActions", "&Add pictures..."), "image-plus", Keys.Open),
        ("rename", translate("ShellActions", "&Rename the project..."), "pencil", ""),
        ("project_settings", translate("ShellActions", "Pro&ject settings..."), "settings", ""),
        ("duplicate", translate("ShellActions", "&Duplicate the project"), "copies", ""),
        ("export", translate("ShellActions", "&Export the project..."), "export", ""),
        ("trash", translate("ShellActions", "Move the project to the &trash"), "trash", ""),
        ("undo", translate("ShellActions", "&Undo"), "undo", Keys.Undo),
        ("redo", translate("ShellActions", "&Redo"), "redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
        ("paste", translate("ShellActions", "&Paste"), "clipboard", Keys.Paste),
        ("find", translate("ShellActions", "&Find"), "search", Keys.Find),
        ("palette", translate("ShellActions", "&Search everything"), "search", "Ctrl+K"),
        ("pictures", translate("ShellActions", "&Pictures"), "images", "Ctrl+1"),
        ("train", translate("ShellActions", "&Train"), "learn", "Ctrl+2"),
        ("check", translate("ShellActions", "&Check"), "verify", "Ctrl+3"),
        ("try", translate("ShellActions", "Tr&y"), "try", "Ctrl+4"),
        ("use", translate("ShellActions", "&Use"), "use", "Ctrl+5"),
        ("learn", translate("ShellActions", "Train &now"), "learn", "Ctrl+T"),
        ("next_area", translate("ShellActions", "&Next area"), "panel", "F6"),
        ("full_screen", translate("ShellActions", "F&ull screen"), "zoom-in", "F11"),
        ("messages", translate("ShellActions", "&Messages"), "info", ""),
        ("settings", translate("ShellActions", "&Settings"), "settings", Keys.Preferences),
        ("models", translate("ShellActions", "M&odels..."), "chip", ""),
        ("menu", translate("ShellActions", "&Menu"), "menu", "F10"),
        ("help", translate("ShellActions", "&Help"), "help-circle", Keys.HelpContents),
        ("keys", translate("ShellActions", "&Keys"), "keyboard", ("Ctrl+?", "Ctrl+Shift+/")),
        ("backup", translate("ShellActions", "&Back up now"), "lock", ""),
        ("backups", translate("ShellActions", "&Go back to a backup..."), "clock", ""),
        ("logs", translate("ShellActions", "Open the &log folder"), "folder", ""),
        ("about", translate("ShellActions", "&About MMRL Studio"), "info", ""),
        ("quit", translate("ShellActions", "&Quit"), "x", Keys.Quit),
    )
    actions = {name: make_action(parent, text, icon=icon, keys=keys) for name, text, icon, keys in table}
    if actions["settings"].shortcut().isEmpty():
        actions["settings"].setShortcut(QKeySequence("Ctrl+,"))
    if actions["quit"].shortcut().isEmpty():
        actions["quit"].setShortcut(QKeySequence("Ctrl+Q"))
    if actions["help"].shortcut().isEmpty():
        actions["help"].setShortcut(QKeySequence("F1"))
    return actions
