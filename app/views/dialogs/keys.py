"""All keys on one sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from app.views.actions import plain_text
from app.views.dialogs.plain import PlainDialog, scrolling
from app.views.theme.look import Look
from app.views.widgets.basics import Label
from app.views.widgets.key_cap import KeyCap

COLUMNS, LARGE = 2, 1.5  # in so large a text, one column


class KeysDialog(PlainDialog):
    """Made from the actions themselves, so that it cannot say anything else than what holds."""

    def __init__(
        self, look: Look, groups: Sequence[tuple[str, Sequence[QAction]]], parent: QWidget | None = None
    ) -> None:
        title = QCoreApplication.translate("KeysDialog", "Keys")
        super().__init__(look, title, width=720, height=600, parent=parent)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        columns = 1 if look.scale >= LARGE else COLUMNS
        line = 0
        for name, actions in groups:
            with_keys = [action for action in actions if not action.shortcut().isEmpty()]
            if not with_keys:
                continue
            grid.addWidget(Label(name, "label"), line, 0, 1, 2 * columns)
            line += 1
            for number, action in enumerate(with_keys):
                row, column = line + number // columns, 2 * (number % columns)
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                grid.addWidget(KeyCap(look, keys), row, column, Qt.AlignmentFlag.AlignRight)
                text = Label(plain_text(action).rstrip("."), wrap=True)
                text.setAccessibleName(f"{text.text()}: {keys}")
                grid.addWidget(text, row, column + 1)
            line += (len(with_keys) + columns - 1) // columns
        for column in range(columns):
            grid.setColumnStretch(2 * column + 1, 1)
        grid.setRowStretch(line, 1)
        self.column.addWidget(scrolling(inner, title), 1)
