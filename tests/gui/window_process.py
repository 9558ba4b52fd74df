"""The window in a process of its own, through all its pages and dialogs: `python -m tests.gui.window_process FOLDER`.

Prints the ids of its child processes, and whether torch came in.
"""

from __future__ import annotations

import sys
from pathlib import Path

import psutil
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from app.views.theme.look import Look
from app.views.wishes import PAGES
from app.window_program import make_application
from tests.gui.studio import Studio

HEAVY = ("torch", "torchvision", "open_clip", "timm")
DIALOGS = ("new", "rename", "palette", "settings", "keys", "messages", "backups", "about")


def main() -> int:
    """0 if nothing went wrong on the way."""
    application = make_application()
    studio = Studio(Path(sys.argv[1]), Look(application), application)
    studio.open()
    studio.click(studio.window.start.sample)
    studio.wait(lambda: studio.window.pane.isVisible() and not studio.session.busy, "the sample")
    for page in PAGES:
        studio.session.actions[page].trigger()
        QTest.qWait(50)
    for name in DIALOGS:
        studio.session.actions[name].trigger()
        dialog = studio.dialog(QDialog)
        dialog.reject()
        QTest.qWait(0)
    mine = psutil.Process()
    studio.wait(lambda: mine.children(recursive=True), "the child")
    print(" ".join(str(child.pid) for child in mine.children(recursive=True)))
    print(" ".join(name for name in HEAVY if name in sys.modules) or "no torch")
    studio.close()
    return len(studio.crashes)


if __name__ == "__main__":
    sys.exit(main())
