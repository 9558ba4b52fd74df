"""A line under the toolbar, for the shelves that need one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.models.copies import Copies
from app.models.tiles import Sort
from app.views.theme.look import Look
from app.views.widgets.basics import Button, ElidedLabel, Label, Surface
from app.views.widgets.key_cap import KeyCap


class InboxLine(QWidget):
    """Signals:
    next_asked: the next unsorted picture is to be shown.
    """

    next_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ElidedLabel("", "caption", "muted")
        self.next = Button(look, self.tr("Next unsorted"), kind="ghost", size="small")
        self.next.setToolTip(self.tr("Next unsorted (N)"))
        self.next.clicked.connect(self.next_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 4)
        row.setSpacing(2)
        row.addWidget(self.words, 1)
        row.addWidget(self.next)
        row.addWidget(KeyCap(look, "N"))

    def show_order(self, sort: Sort | None) -> None:
        """Says how the pictures lie, where their names and dates do not."""
        texts = {
            Sort.SURE: self.tr("Grouped by what they look like"),
            Sort.USEFUL: self.tr("It learns most from the first ones"),
        }
        self.words.setText("" if sort is None else texts.get(sort, ""))


class CopiesLine(QWidget):
    """Signals:
    keep_one: of each, the rest goes to the trash.
    """

    keep_one = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.words = Label("", wrap=True)
        self.fix = Button(look, self.tr("Keep one of each"), icon="copies", size="small")
        self.fix.clicked.connect(self.keep_one)
        self._icon = QLabel()
        card = Surface("message-warning")
        row = QHBoxLayout(card)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        row.addWidget(self.fix)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 8)
        column.addWidget(card)
        look.changed.connect(self._dress)
        self._dress()

    def show_copies(self, copies: Copies) -> None:
        """What is wrong with them."""
        parts = []
        if copies.surplus:
            text = self.tr(
                "%n picture(s) are copies. They make the test look better than it is.", "", len(copies.surplus)
            )
            parts.append(text)
        if copies.across:
            parts.append(self.tr("%n picture(s) look the same but sit in different classes.", "", copies.across))
        self.words.setText(" ".join(parts))
        self.fix.setVisible(bool(copies.surplus))

    def _dress(self) -> None:
        self._icon.setPixmap(self._look.pixmap("alert", self._look.px(18), "warning"))
