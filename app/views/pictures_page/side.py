"""The side bar of the Pictures page: what can be shown, the classes, and the next step."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.models.class_list import ClassListModel
from app.models.open_project import ProjectState
from app.models.tiles import Shown
from app.views.notice_texts import notice_text
from app.views.pictures_page.class_field import ClassField
from app.views.pictures_page.class_list import ClassList
from app.views.pictures_page.class_menu import ClassMenu
from app.views.pictures_page.step_card import StepCard
from app.views.theme.look import Look
from app.views.widgets.basics import IconButton, Label, Surface
from app.views.widgets.side_row import SideRow
from app.views.wording import number


class ClassSide(Surface):
    """Signals:
    shown_wished: a `Shown`. added: the name of a new class. recolored: a class's id and the name of a colour.
    words_asked, removed, merge_asked, add_asked: a class's id.
    """

    shown_wished = Signal(object)
    added = Signal(str)
    recolored = Signal(int, str)
    words_asked = Signal(int)
    removed = Signal(int)
    merge_asked = Signal(int)
    add_asked = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("window", parent)
        self._look = look
        self._shown = Shown()
        self.classes = ClassListModel(notice_text, self)
        self.list = ClassList(self.classes, look)
        self.all = SideRow(look, "grid", self.tr("All pictures"))
        self.inbox = SideRow(look, "inbox", self.tr("Inbox"))
        self.wrong = SideRow(look, "alert", self.tr("Likely wrong"), tone="danger")
        self.unsure = SideRow(look, "help-circle", self.tr("Unsure"), tone="warning")
        self.copies = SideRow(look, "copies", self.tr("Copies"))
        self.unreadable = SideRow(look, "image-broken", self.tr("Could not be read"))
        self.trash = SideRow(look, "trash", self.tr("Trash"))
        self._rows = {
            "all": self.all,
            "inbox": self.inbox,
            "wrong": self.wrong,
            "unsure": self.unsure,
            "copies": self.copies,
            "unreadable": self.unreadable,
            "trash": self.trash,
        }
        self.hint = Label(
            self.tr("What do you want to tell apart? Type a class and press Enter, for example cat."),
            "caption",
            "muted",
            wrap=True,
        )
        self.rename_problem = Label("", "caption", "danger", wrap=True)
        self.rename_problem.hide()
        self.field = ClassField(look, self.classes.problem_with)
        self.card = StepCard(look)
        self._area = QScrollArea()
        self.worth_a_look = Label(self.tr("Worth a look"), "heading")
        self._lay_out()
        for shelf, row in self._rows.items():
            row.clicked.connect(partial(self._wish, Shown(shelf)))
        self.list.chosen.connect(self._choose)
        self.list.menu_asked.connect(self._show_menu)
        self.list.problem_changed.connect(self._show_problem)
        self.field.added.connect(self.added)

    def show_state(self, state: ProjectState, copies: int, wrong: int, unsure: int) -> None:
        """Shows the classes and all counts: of copies, and of flagged pictures."""
        self.classes.set_classes(state.classes)
        self.hint.setVisible(not state.classes)
        self.list.setVisible(bool(state.classes))
        self.mark(self._shown)
        self.all.set_count(number(state.pictures))
        self.inbox.set_count(number(state.inbox))
        for row, count in (
            (self.wrong, wrong),
            (self.unsure, unsure),
            (self.copies, copies),
            (self.unreadable, len(state.unreadable)),
            (self.trash, state.trash),
        ):
            row.set_count(number(count))
            row.setVisible(count > 0)
        self.worth_a_look.setVisible(wrong + unsure + copies + len(state.unreadable) > 0)
        self.card.show_state(state, wrong)

    def mark(self, shown: Shown) -> None:
        """Marks what is shown."""
        self._shown = shown
        for shelf, row in self._rows.items():
            row.setChecked(shelf == shown.shelf)
        self.list.select(shown.class_id if shown.shelf == "class" else None)

    def ask_class(self) -> None:
        """Goes to the field that makes a class."""
        self._area.ensureWidgetVisible(self.field)
        self.field.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Another project: what was half typed goes."""
        self.field.clear()
        self.mark(Shown())

    def _lay_out(self) -> None:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(8, 12, 8, 8)
        rows.setSpacing(0)
        rows.addWidget(self.all)
        rows.addWidget(self.inbox)
        rows.addSpacing(12)
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 4, 0)
        head.addWidget(Label(self.tr("Classes"), "heading"), 1)
        plus = IconButton(self._look, "plus", self.tr("Add a class"), shortcut_text="Ctrl+Shift+N", side=28)
        plus.clicked.connect(self.ask_class)
        head.addWidget(plus)
        rows.addLayout(head)
        rows.addWidget(self.list)
        rows.addWidget(self._indented(self.rename_problem, 4))
        rows.addWidget(self._indented(self.hint, 8))
        rows.addWidget(self.field)
        rows.addSpacing(16)
        rows.addWidget(self._indented(self.worth_a_look, 4))
        for row in (self.wrong, self.unsure, self.copies, self.unreadable):
            rows.addWidget(row)
        rows.addSpacing(12)
        rows.addWidget(self.trash)
        rows.addStretch(1)
        area = self._area
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        column.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 4, 8, 0)
        foot.addWidget(self.card)
        column.addLayout(foot)

    def _indented(self, widget: QWidget, below: int) -> QWidget:
        widget.setContentsMargins(10, 0, 4, below)
        return widget

    def _show_problem(self, problem: str) -> None:
        self.rename_problem.setText(problem)
        self.rename_problem.setVisible(bool(problem))

    def _wish(self, shown: Shown, checked: bool = False) -> None:
        self.mark(shown)
        self.shown_wished.emit(shown)

    def _choose(self, class_id: int) -> None:
        self._wish(Shown("class", class_id))

    def _show_menu(self, class_id: int, where: QPoint) -> None:
        row = self.classes.row_of(class_id)
        if row is None:
            return
        menu = ClassMenu(self._look, self.classes.row(row), row, self.classes.rowCount(), self)
        menu.add_asked.connect(partial(self.add_asked.emit, class_id))
        menu.rename_asked.connect(partial(self.list.edit_class, class_id))
        menu.words_asked.connect(partial(self.words_asked.emit, class_id))
        menu.merge_asked.connect(partial(self.merge_asked.emit, class_id))
        menu.removed.connect(partial(self.removed.emit, class_id))
        menu.recolored.connect(partial(self.recolored.emit, class_id))
        menu.moved.connect(partial(self.list.move_class, class_id))
        menu.popup(where)
