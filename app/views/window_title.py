"""The window's title: how far the work is, and whose it is."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from app.models.activity import ActivityList
from app.views.window import TITLE
from app.views.wording import percent


def show_title(window: QMainWindow, project: str, activity: ActivityList) -> None:
    """ "46% - Animals", "Animals - MMRL Studio", "MMRL Studio"."""
    fractions = [item.fraction for item in activity.items() if item.fraction is not None]
    if fractions:
        window.setWindowTitle(f"{percent(fractions[0])} - {project or TITLE}")
    else:
        window.setWindowTitle(f"{project} - {TITLE}" if project else TITLE)
