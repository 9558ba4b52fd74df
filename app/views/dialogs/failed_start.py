"""Why the program cannot start."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from app.views.dialogs.plain import PlainDialog
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.widgets.basics import Label
from mmrl_engine.notices import Notice


def tell_failed_start(notices: Iterable[Notice], look: Look) -> None:
    """Shows the reasons, and waits until they are read."""
    title = QCoreApplication.translate("FailedStart", "MMRL Studio cannot start")
    dialog = PlainDialog(look, title, width=520)
    for item in notices:
        dialog.column.addWidget(Label(notice_text(item), wrap=True))
    dialog.exec()
