"""The line over the grid while tiles are selected: what to do with them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.classes import ClassView
from app.views.pictures_page.put_button import PutButton
from app.views.theme.look import Look
from app.views.widgets.basics import Button, IconButton, Label, Surface, clear_layout

FIRST_CLASSES = 5
EDGE, GAP = 16, 8


class SelectionBar(Surface):
    """Signals:
    put: a class's id. find_class, accept, remove, bring_back, delete_for_good, clear: of what is selected.
    """

    put = Signal(int)
    find_class = Signal()
    accept = Signal()
    remove = Signal()
    bring_back = Signal()
    delete_for_good = Signal()
    clear = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("selection", parent)
        self._look = look
        self._made_for: object = None
        self._buttons: list[PutButton] = []
        self._in_trash = False
        self.selected = Label("", "label")
        self.put_in = Label(self.tr("Put in"), "text", "muted")
        self.accept_all = Button(look, self.tr("Accept suggestions"), icon="check", kind="primary", size="small")
        self.accept_all.setToolTip(self.tr("Accept suggestions (Enter)"))
        self.back = Button(look, self.tr("Bring back"), icon="undo", size="small")
        self.more = Button(look, self.tr("More"), size="small")
        self.more.setToolTip(self.tr("Find a class by typing (L)"))
        self.take = IconButton(look, "trash", self.tr("Remove"), shortcut_text="Del")
        self.none = IconButton(look, "x", self.tr("Select nothing"), shortcut_text=self.tr("Esc"))
        self._puts = QHBoxLayout()
        self._lay_out()
        for button, signal in (
            (self.accept_all, self.accept),
            (self.back, self.bring_back),
            (self.more, self.find_class),
            (self.none, self.clear),
        ):
            button.clicked.connect(signal)
        self.take.clicked.connect(self._take)

    def show_selection(
        self, count: int, classes: Sequence[ClassView], *, in_trash: bool, readable: bool, accept: bool
    ) -> None:
        """What can be done with so many.

        Args:
            readable: whether pictures are among them. accept: whether to offer their suggestions.
        """
        self._in_trash = in_trash
        self.selected.setText(self.tr("%n selected", "", count))
        self.accept_all.setVisible(accept)
        self.back.setVisible(in_trash)
        sorts = readable and not in_trash
        self.put_in.setVisible(sorts and bool(classes))
        self.more.setVisible(sorts)
        name = self.tr("Remove for good") if in_trash else self.tr("Remove")
        self.take.set_name(name, "Del")
        self._fill(tuple(classes[:FIRST_CLASSES]) if sorts else ())
        self._fit()

    def more_place(self) -> QPoint:
        """Where a list of classes may open."""
        return self.more.mapToGlobal(self.more.rect().bottomLeft())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As many classes as there is room for; the others are under "More"."""
        others = [self.selected, self.accept_all, self.back, self.put_in, self.more, self.take, self.none]
        shown = [widget.sizeHint().width() + GAP for widget in others if not widget.isHidden()]
        room = self.width() - 2 * EDGE - 2 * GAP - sum(shown)
        for button in self._buttons:
            room -= button.sizeHint().width() + GAP
            button.setVisible(room >= 0)

    def _fill(self, classes: tuple[ClassView, ...]) -> None:
        """Only for other classes: a button that has the focus keeps it."""
        shown = [(view.id, view.name, view.mark, view.hotkey) for view in classes]
        if shown == self._made_for:
            return
        self._made_for = shown
        clear_layout(self._puts)
        self._buttons = []
        for view in classes:
            button = PutButton(self._look, view)
            button.clicked.connect(partial(self._put, view.id))
            self._buttons.append(button)
            self._puts.addWidget(button)

    def _put(self, class_id: int, checked: bool = False) -> None:
        self.put.emit(class_id)

    def _take(self) -> None:
        (self.delete_for_good if self._in_trash else self.remove).emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.setSpacing(GAP)
        self._puts.setSpacing(GAP)
        row.addWidget(self.selected)
        row.addSpacing(4)
        row.addWidget(self.accept_all)
        row.addWidget(self.back)
        row.addWidget(self.put_in)
        row.addLayout(self._puts)
        row.addWidget(self.more)
        row.addStretch(1)
        row.addWidget(self.take)
        row.addWidget(self.none)
