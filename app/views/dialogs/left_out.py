"""Which pictures were not copied, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.services.copy_plan import Skipped
from app.views.dialogs.plain import PlainDialog
from app.views.notice_texts import notice_text
from app.views.theme.look import Look


class LeftOutDialog(PlainDialog):
    """A line for each."""

    def __init__(self, look: Look, told: Sequence[Skipped], parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("LeftOutDialog", "Not copied")
        super().__init__(look, title, width=640, height=420, parent=parent)
        lines = [f"{item.source.name}: {notice_text(item.reason)}" for item in told]
        listed = QPlainTextEdit("\n".join(lines))
        listed.setReadOnly(True)
        listed.setTabChangesFocus(True)
        listed.setAccessibleName(title)
        self.column.addWidget(listed, 1)
