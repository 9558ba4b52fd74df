"""The side bar of the Pictures page: what can be shown, the classes, and the next step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QScrollArea, QVBoxLayout, QWidget

from app.models.class_list import ClassListModel
from app.models.open_project import ProjectState
from app.models.tiles import Shown
from app.services.colors import COLORS, Mark
from app.views.pictures_page.class_list import ClassList
from app.views.pictures_page.step_card import StepCard
from app.views.theme.look import Look
from app.views.theme.marks import mark_icon
from app.views.widgets.basics import IconButton, Label, Surface, restyle
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
        super().__init__("side", parent)
        self._look = look
        self.classes = ClassListModel(self)
        self.list = ClassList(self.classes, look)
        self.all = SideRow(look, "grid", self.tr("All pictures"))
        self.inbox = SideRow(look, "inbox", self.tr("Inbox"))
        self.copies = SideRow(look, "copies", self.tr("Copies"))
        self.unreadable = SideRow(look, "image-broken", self.tr("Could not be read"))
        self.trash = SideRow(look, "trash", self.tr("Trash"))
        self._rows = {
            "all": self.all,
            "inbox": self.inbox,
            "copies": self.copies,
            "unreadable": self.unreadable,
            "trash": self.trash,
        }
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Add a class"))
        self.field.setAccessibleName(self.tr("Add a class"))
        self.problem = Label("", "caption", "danger", wrap=True)
        self.problem.hide()
        self.card = StepCard(look)
        self.more = Label(self.tr("More"), "heading")
        self._lay_out()
        for shelf, row in self._rows.items():
            row.clicked.connect(partial(self._wish, Shown(shelf)))
        self.list.chosen.connect(self._choose)
        self.list.menu_asked.connect(self._show_menu)
        self.field.returnPressed.connect(self._add)
        self.field.textEdited.connect(self._check)

    def show_state(self, state: ProjectState, copies: int) -> None:
        """Shows the classes and all counts."""
        self.classes.set_classes(state.classes)
        self.all.set_count(number(state.pictures))
        self.inbox.set_count(number(state.inbox))
        for row, count in (
            (self.copies, copies),
            (self.unreadable, len(state.unreadable)),
            (self.trash, state.trash),
        ):
            row.set_count(number(count))
            row.setVisible(count > 0)
        self.more.setVisible(copies + len(state.unreadable) + state.trash > 0)
        self.card.show_state(state)

    def mark(self, shown: Shown) -> None:
        """Marks what is shown."""
        for shelf, row in self._rows.items():
            row.setChecked(shelf == shown.shelf)
        self.list.select(shown.class_id if shown.shelf == "class" else None)

    def ask_class(self) -> None:
        """Goes to the field that makes a class."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        rows.addSpacing(4)
        rows.addWidget(self.field)
        rows.addWidget(self.problem)
        rows.addSpacing(16)
        indent = QHBoxLayout()
        indent.setContentsMargins(10, 0, 0, 4)
        indent.addWidget(self.more)
        rows.addLayout(indent)
        for row in (self.copies, self.unreadable, self.trash):
            rows.addWidget(row)
        rows.addStretch(1)
        area = QScrollArea()
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

    def _wish(self, shown: Shown, checked: bool = False) -> None:
        self.mark(shown)
        self.shown_wished.emit(shown)

    def _choose(self, class_id: int) -> None:
        self._wish(Shown("class", class_id))

    def _check(self, text: str) -> None:
        """There may be only one class of a name."""
        name = text.strip().casefold()
        clash = any(self.classes.row(row).name.casefold() == name for row in range(self.classes.rowCount()))
        restyle(self.field, "error", clash)
        self.problem.setVisible(clash)
        self.problem.setText(self.tr('There is already a class "{name}".').format(name=text.strip()) if clash else "")

    def _add(self) -> None:
        name = self.field.text().strip()
        if name and not self.problem.isVisible():
            self.field.clear()
            self.added.emit(name)

    def _show_menu(self, class_id: int, where: QPoint) -> None:
        row = self.classes.row_of(class_id)
        if row is None:
            return
        view = self.classes.row(row)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entry(menu, self.tr("Add pictures..."), "image-plus", partial(self._emit, self.add_asked, class_id))
        self._entry(menu, self.tr("Rename"), "pencil", partial(self._rename, class_id))
        self._entry(menu, self.tr("Words for the model..."), "words", partial(self._emit, self.words_asked, class_id))
        colors = menu.addMenu(self.tr("Colour"))
        for name in COLORS:
            icon = mark_icon(Mark(name, view.mark.shape), self._look)
            entry = colors.addAction(icon, self._color_name(name))
            entry.triggered.connect(partial(self._recolor, class_id, name))
        if self.classes.rowCount() > 1:
            self._entry(menu, self.tr("Merge into..."), "stack", partial(self._emit, self.merge_asked, class_id))
        menu.addSeparator()
        self._entry(menu, self.tr("Remove the class"), "trash", partial(self._emit, self.removed, class_id))
        menu.popup(where)

    def _entry(self, menu: QMenu, text: str, icon: str, slot: Callable[..., None]) -> QAction:
        action = menu.addAction(self._look.icon(icon) if icon else QIcon(), text)
        action.triggered.connect(slot)
        return action

    def _emit(self, signal: SignalInstance, class_id: int, checked: bool = False) -> None:
        signal.emit(class_id)

    def _rename(self, class_id: int, checked: bool = False) -> None:
        self.list.edit_class(class_id)

    def _recolor(self, class_id: int, color: str, checked: bool = False) -> None:
        self.recolored.emit(class_id, color)

    def _color_name(self, color: str) -> str:
        return {
            "blue": self.tr("Blue"),
            "orange": self.tr("Orange"),
            "green": self.tr("Green"),
            "pink": self.tr("Pink"),
            "purple": self.tr("Purple"),
            "sky": self.tr("Sky blue"),
            "gold": self.tr("Gold"),
            "red": self.tr("Red"),
            "teal": self.tr("Teal"),
            "slate": self.tr("Slate"),
        }[color]
