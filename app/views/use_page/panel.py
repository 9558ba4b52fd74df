"""At the right of the answers: what was found, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.colors import Mark
from app.services.copy_journal import CopyRunView
from app.services.folder_files import FileCounts
from app.views.theme.look import Look
from app.views.use_page.found import FoundList
from app.views.widgets.basics import Button, Label, Surface, rule
from app.views.widgets.icon_label import IconLabel
from app.views.wording import and_list, strong


class NextPanel(Surface):
    """Signals:
    copy_asked, save_asked, save_all_asked, undo_asked, go_on_asked, maybe_asked: a person wants that.

    Attributes:
        undoable: the copies that can be taken back. unfinished: those that can be gone on with.
    """

    copy_asked = Signal()
    save_asked = Signal()
    save_all_asked = Signal()
    undo_asked = Signal()
    go_on_asked = Signal()
    maybe_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._look = look
        self.undoable: CopyRunView | None = None
        self.unfinished: CopyRunView | None = None
        self.found_title = Label(self.tr("Found"), "title")
        self.found = FoundList(look)
        self.copy = Button(look, self.tr("Copy into class folders..."), icon="copies", kind="primary")
        self.save = Button(look, self.tr("Save as a table (CSV)..."), icon="table")
        self.save_all = Button(look, self.tr("Save a table of all runs..."), icon="table")
        self.go_on = Button(look, self.tr("Go on copying"), icon="play")
        self.undo = Button(look, self.tr("Take the copies back"), icon="undo")
        self.hint = Label("", "caption", "muted", wrap=True)
        self.maybe = self._make_maybe()
        pairs = (
            (self.copy, self.copy_asked),
            (self.save, self.save_asked),
            (self.save_all, self.save_all_asked),
            (self.go_on, self.go_on_asked),
            (self.undo, self.undo_asked),
        )
        for button, asked in pairs:
            button.setProperty("align", "left")
            button.clicked.connect(asked)
        self._lay_out()

    def show_counts(
        self, counts: FileCounts, names: tuple[str, ...], marks: Mapping[str, Mark], *, at_work: bool
    ) -> None:
        """What was found; the maybes are worth a look once all is answered."""
        self.found_title.setText(self.tr("Found so far") if at_work else self.tr("Found"))
        self.found.show_counts(counts, names, marks)
        self.copy.setEnabled(counts.answered > 0)
        for button in (self.save, self.save_all):
            button.setEnabled(counts.answered + counts.failed > 0)
        self.maybe.setVisible(counts.maybe > 0 and not at_work)
        self.maybe_text.setText(strong(self.tr("%n answer(s) are a maybe.", "", counts.maybe)))

    def show_copies(self, copies: tuple[CopyRunView, ...], *, at_work: bool) -> None:
        """Those of this folder, the newest first; `at_work`: some are being made, or taken back, just now."""
        self.undoable = next((view for view in copies if view.copied), None)
        self.unfinished = next((view for view in copies if view.planned and view.state == "stopped"), None)
        self.undo.setVisible(self.undoable is not None)
        self.go_on.setVisible(self.unfinished is not None)
        for button in (self.undo, self.go_on):
            button.setEnabled(not at_work)

    def show_others(self, names: Sequence[str]) -> None:
        """What else answered for this folder, by its names: one table can hold it too."""
        self.save_all.setVisible(bool(names))
        text = self.tr("One table for this folder, with columns for each run. Beside this one: {names}")
        self.save_all.setToolTip(text.format(names=and_list(names)))

    def show_scope(self, name: str) -> None:
        """Copies and tables hold what is listed: `name` says which, empty for all."""
        text = self.tr(
            "You see a list of what will be copied before anything happens. Your originals stay where they are."
        )
        only = self.tr('Only what is listed: "{name}".').format(name=name) if name else ""
        self.hint.setText(f"{only} {text}".strip())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(8)
        column.addWidget(self.found_title)
        column.addWidget(self.found)
        column.addSpacing(8)
        column.addWidget(rule())
        column.addSpacing(8)
        column.addWidget(Label(self.tr("What next?"), "title"))
        for button in (self.copy, self.save, self.save_all, self.go_on, self.undo):
            column.addWidget(button)
        column.addWidget(self.hint)
        column.addStretch(1)
        column.addWidget(self.maybe)
        for button in (self.save_all, self.go_on, self.undo):
            button.hide()

    def _make_maybe(self) -> Surface:
        card = Surface("inset")
        self.maybe_text = Label("", "caption", strong=True, wrap=True)
        self.show_maybe = Button(self._look, self.tr("Show them"), kind="link", size="small")
        self.show_maybe.clicked.connect(self.maybe_asked)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.maybe_text)
        hint = self.tr("Look at them first: they also make good pictures to learn from.")
        words.addWidget(Label(hint, "caption", wrap=True))
        words.addWidget(self.show_maybe, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 12, 12, 8)
        row.setSpacing(12)
        row.addWidget(IconLabel(self._look, "help-circle", 18, "warning"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        card.hide()
        return card
