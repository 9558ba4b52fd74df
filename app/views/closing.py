"""Whether the window may be closed while it learns."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.models.activity import ActivityList
from app.views.dialogs.asking import AskDialog
from app.views.theme.look import Look
from app.views.wording import duration


def may_close(look: Look, activity: ActivityList, parent: QWidget, on_close: Callable[[], object]) -> bool:
    """Whether nothing is learned just now; otherwise it asks, and calls `on_close` if it is to be closed."""
    learning = activity.of("train")
    if learning is None:
        return True
    translate = QCoreApplication.translate
    if learning.seconds_left is None:
        text = translate("Closing", "It is still learning. It can go on next time from where it is.")
    else:
        text = translate("Closing", "It is still learning ({time} left). It can go on next time from where it is.")
        text = text.format(time=duration(learning.seconds_left))
    AskDialog(
        look,
        translate("Closing", "Still learning"),
        text,
        safe=translate("Closing", "Stay"),
        act=translate("Closing", "Close, go on next time"),
        on_act=on_close,
        parent=parent,
    ).open()
    return False
