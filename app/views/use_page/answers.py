"""The answers for a folder: which of them, and the table."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.folder_rows import FolderRowsModel
from app.services.folder_files import FileCounts
from app.views.theme.look import Look
from app.views.use_page.answers_table import AnswersTable
from app.views.use_page.filters import Filters
from app.views.widgets.basics import Button, Surface
from app.views.widgets.empty_state import EmptyState


class Answers(QWidget):
    """Signals:
    narrowed: others are listed. looked: a row's number, whose picture a person wants to see.
    """

    narrowed = Signal()
    looked = Signal(int)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = 0
        self.model = FolderRowsModel(desk, self)
        self.filters = Filters(look)
        self.table = AnswersTable(desk, look, self.model)
        self.table.setObjectName("answers")
        everything = Button(look, self.tr("Show all"))
        everything.clicked.connect(self._show_all)
        self.nothing = EmptyState(look, "filter", "", "", primary=everything)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        card = Surface("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.filters)
        column.addWidget(card, 1)
        self.filters.changed.connect(self._narrow)
        self.table.looked.connect(self.looked)
        for told in (self.model.modelReset, self.model.rowsInserted, self.model.read):
            told.connect(self._show_nothing)

    def show_run(self, run_id: int) -> None:
        """All answers of a run; 0 is none."""
        self._run = run_id
        self.filters.choose("all")

    def show_counts(self, counts: FileCounts) -> None:
        """How far it is: more may be listed."""
        self.filters.show_counts(counts)
        self.model.look_for_more()

    def start_search(self) -> None:
        self.filters.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.field.selectAll()

    def _narrow(self) -> None:
        self.model.show_run(self._run, self.filters.wanted)
        self.narrowed.emit()

    def _show_all(self) -> None:
        self.filters.choose("all")
        self.table.setFocus()

    def _show_nothing(self) -> None:
        """Only where something is left out: before the first answer, the table is just empty."""
        name = self.filters.name
        empty = bool(name) and not self.model.rowCount() and not self.model.reading
        if empty:
            text = self.filters.field.text().strip()
            by_name = self.tr('No picture here is called "{text}".').format(text=text)
            self.nothing.set(by_name if text else self.tr("No picture is listed as {filter}.").format(filter=name), "")
        self._stack.setCurrentWidget(self.nothing if empty else self.table)
