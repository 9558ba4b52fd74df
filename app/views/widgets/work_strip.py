"""Work that goes on: how far, how fast, how long yet, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.theme.look import Look
from app.views.widgets.bars import ProgressStrip
from app.views.widgets.basics import Button, Card, Label
from app.views.wording import duration, number

DELAY_MS = 400  # what is over sooner is not worth a look
STAYS_MS = 600  # what was seen at all is seen long enough to be read


class WorkStrip(Card):
    """Signals:
    stopped: a person pressed Stop.
    """

    stopped = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what = Label("", "label")
        self.pace = Label("", "text", "muted")
        self.strip = ProgressStrip(look)
        self.stop = Button(look, self.tr("Stop"), icon="stop", size="small")
        self.stop.clicked.connect(self.stopped)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.what)
        head.addWidget(self.pace, 1)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addLayout(head)
        words.addWidget(self.strip)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 12, 12)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.stop)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self._appear)
        self._stay = QTimer(self)
        self._stay.setSingleShot(True)
        self._stay.setInterval(STAYS_MS)
        self._stay.timeout.connect(self._end_if_over)
        self._over = True
        self.hide()

    def begin(self, text: str) -> None:
        """Shows itself soon, unless it is over by then."""
        self.what.setText(text)
        self.pace.setText("")
        self.strip.set_unknown()
        self._over = False
        if not self._stay.isActive():
            self._delay.start()

    def move_on(self, done: int, total: int, rate: float | None, seconds_left: float | None) -> None:
        """So many pictures of so many."""
        self.what.setText(self.tr("{done} of %n picture(s)", "", total).format(done=number(done)))
        parts = []
        if rate is not None and rate >= 1:
            parts.append(self.tr("{n} a second").format(n=number(round(rate))))
        if seconds_left is not None:
            parts.append(self.tr("{time} left").format(time=duration(seconds_left)))
        self.pace.setText(", ".join(parts))
        self.strip.set(done, total)

    def end(self) -> None:
        """It is over; what was just shown stays for a moment."""
        self._over = True
        self._delay.stop()
        if not self._stay.isActive():
            self.hide()

    def _appear(self) -> None:
        self.show()
        self._stay.start()

    def _end_if_over(self) -> None:
        if self._over:
            self.hide()
