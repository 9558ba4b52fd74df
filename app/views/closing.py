"""Whether the window may be closed while it learns."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from app.models.activity import ActivityList
from app.views.wording import duration


def may_close(activity: ActivityList, parent: QWidget) -> bool:
    """Asks, if it is learning just now."""
    learning = activity.of("train")
    if learning is None:
        return True
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setWindowTitle(translate("Closing", "Still learning"))
    if learning.seconds_left is None:
        text = translate("Closing", "It is still learning. It can go on next time from where it is.")
    else:
        text = translate("Closing", "It is still learning ({time} left). It can go on next time from where it is.")
        text = text.format(time=duration(learning.seconds_left))
    box.setText(text)
    stay = box.addButton(translate("Closing", "Stay"), QMessageBox.ButtonRole.RejectRole)
    close = box.addButton(translate("Closing", "Close, go on next time"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is close
