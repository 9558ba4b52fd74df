"""The field that makes a class: looks like a row until it is used."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import Label, restyle

ICON, EDGE, GAP = 16, 10, 12


class ClassField(QWidget):
    """Signals:
    added: the name of a new class.
    """

    added = Signal(str)

    def __init__(self, look: Look, problem_with: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem_with = problem_with
        self.field = _Field(look)
        self.field.setPlaceholderText(self.tr("Add a class"))
        self.field.setAccessibleName(self.tr("Add a class"))
        self.problem = Label("", "caption", "danger", wrap=True)
        self.problem.setContentsMargins(EDGE, 0, 4, 4)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.problem)
        self.field.returnPressed.connect(self._add)
        self.field.textChanged.connect(self._check)

    def clear(self) -> None:
        self.field.clear()

    def _check(self, text: str) -> None:
        """Told while it is typed; an empty field is no mistake."""
        self._show(self._problem_with(text) if text.strip() else "")

    def _add(self) -> None:
        name = self.field.text().strip()
        if not name:
            self._show(self.tr("Type a name."))
        elif not self.problem.isVisibleTo(self):
            self.field.clear()
            self.added.emit(name)

    def _show(self, problem: str) -> None:
        restyle(self.field, "error", bool(problem))
        self.field.setAccessibleDescription(problem)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))


class _Field(QLineEdit):
    """Without a frame while it is empty and elsewhere is the focus."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.textChanged.connect(self._dress)
        look.changed.connect(self._dress)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            done = super().event(event)
            self._dress()
            return done
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self._look.px(ICON)
        place = self._look.px(EDGE), (self.height() - side) // 2
        QPainter(self).drawPixmap(*place, self._look.pixmap("plus", side, "muted"))

    def _dress(self) -> None:
        bare = not self.text() and not self.hasFocus()
        self.setFixedHeight(self._look.px(34))
        self.setTextMargins(self._look.px(ICON + GAP) + (self._look.px(EDGE) if bare else 0), 0, 0, 0)
        kind = "bare" if bare else ""
        if self.property("kind") != kind:
            restyle(self, "kind", kind)
