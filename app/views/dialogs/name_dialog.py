"""Asks for a name, and checks it while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.views.dialogs.plain import fit_height
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label, restyle


class NameDialog(QDialog):
    """Signals:
    named: the name, when it is taken.
    """

    named = Signal(str)

    def __init__(
        self,
        look: Look,
        title: str,
        text: str,
        verb: str,
        *,
        name: str = "",
        taken: Iterable[str] = (),
        taken_text: str = "",
        problem: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._taken = {item.casefold() for item in taken if item != name}
        self._taken_text = taken_text
        self._problem_of = problem
        self.field = QLineEdit(name)
        self.field.setAccessibleName(title)
        self.field.selectAll()
        self.field.setMinimumWidth(look.px(340))
        self._problem = Label("", "caption", "danger", wrap=True)
        self._take = Button(look, verb, kind="primary")
        self._take.setDefault(True)
        cancel = Button(look, self.tr("Cancel"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(title, "title", wrap=True))
        if text:
            column.addWidget(Label(text, "text", "muted", wrap=True))
        column.addWidget(self.field)
        column.addWidget(self._problem)
        column.addLayout(row)
        self.field.textChanged.connect(self._check)
        self.field.returnPressed.connect(self._accept)
        self._take.clicked.connect(self._accept)
        cancel.clicked.connect(self.reject)
        self._check()
        self.field.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_height(self)

    def _check(self) -> None:
        name = self.field.text().strip()
        problem = self._problem_with(name) if name else ""
        restyle(self.field, "error", bool(problem))
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if self.isVisible():
            fit_height(self)
        self.field.setAccessibleDescription(self._problem.text())
        self._take.setEnabled(bool(name) and not problem)

    def _problem_with(self, name: str) -> str:
        if name.casefold() in self._taken:
            return self._taken_text.format(name=name)
        return "" if self._problem_of is None else self._problem_of(name)

    def _accept(self) -> None:
        if self._take.isEnabled():
            self.named.emit(self.field.text().strip())
            self.accept()
