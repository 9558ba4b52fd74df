"""In the place of the figures: it has learned, but was not tested."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import Button
from app.views.widgets.empty_state import EmptyState
from app.views.wording import and_list


class Untested(QWidget):
    """Signals:
    test_asked: it is to be tested. pictures_asked: pictures are to be added first.
    """

    test_asked = Signal()
    pictures_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can = True
        self.button = Button(look, "", kind="primary")
        self.button.clicked.connect(self._ask)
        self.state = EmptyState(look, "verify", self.tr("Not tested yet."), "", primary=self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.addWidget(self.state)

    def show_run(self, classes: int, short: Sequence[str]) -> None:
        """How many classes it learned, and which of them have too few pictures to be tested."""
        self._can = classes > 1 and not short
        if self._can:
            text = self.tr("It has learned, but was not tested.")
        elif short:
            text = self.tr("A test needs 2 pictures in each class: one to learn from, one to ask about.")
            needs = and_list([self.tr("{name} needs 2").format(name=name) for name in short])
            text = f"{text} " + self.tr("{needs}. Add some, then train again.").format(needs=needs)
        else:
            text = self.tr("With one class there is nothing to mix up. Add a second one, then train again.")
        self.state.set(self.tr("Not tested yet."), text)
        self.button.setText(self.tr("Test it") if self._can else self.tr("Go to Pictures"))
        self.button.set_icon("verify" if self._can else "images")

    def set_busy(self, busy: bool) -> None:
        """It is being tested."""
        self.button.setEnabled(not busy)

    def _ask(self) -> None:
        if self._can:
            self.test_asked.emit()
        else:
            self.pictures_asked.emit()
