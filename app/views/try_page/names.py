"""The names that a person types to ask about, though there are no pictures of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.asking import Asking
from app.views.notice_texts import notice_texts
from app.views.theme.look import Look
from app.views.widgets.basics import ElidedLabel, Label
from app.views.widgets.chips import ChipField


class TypedNames(QWidget):
    """Chips, a field, and what there is to say of the names."""

    def __init__(self, look: Look, asking: Asking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asking = asking
        self.chips = ChipField(look, self.tr("Type a name"))
        self.field = self.chips.field
        self.problem = Label("", "caption", "danger", wrap=True)
        self.note = Label("", "caption", "warning", wrap=True)
        what = ElidedLabel(self.tr("names you have no pictures of"), "caption", "muted")
        what.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        title = QHBoxLayout()
        title.setSpacing(12)
        title.addWidget(Label(self.tr("Also ask about"), "label"))
        title.addWidget(what, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(title)
        column.addWidget(self.chips)
        column.addWidget(self.problem)
        column.addWidget(self.note)
        self.chips.added.connect(self._add)
        self.chips.removed.connect(self._remove)
        self.field.textEdited.connect(self._forget_problem)
        asking.changed.connect(self._show)
        self._forget_problem()
        self._show()

    def show_problem(self, text: str) -> None:
        """Why a name was not taken."""
        self.problem.setText(text)
        self.field.setAccessibleDescription(text)
        self.problem.setVisible(bool(text))

    def _add(self, name: str) -> None:
        self._forget_problem()
        self._asking.type_name(name)

    def _remove(self, name: str) -> None:
        self._forget_problem()
        self._asking.untype(name)

    @Slot()
    def _forget_problem(self, text: str = "") -> None:
        self.show_problem("")

    @Slot()
    def _show(self) -> None:
        self.chips.set_names([item.name for item in self._asking.typed])
        self.note.setText("\n".join(notice_texts(self._asking.rivals)))
        self.note.setVisible(bool(self._asking.rivals))
