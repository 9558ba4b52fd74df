"""Changes that come many a second, told as one every now and then."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.services.change import Change

APART_MS = 1000


class SlowNews(QObject):
    """The first is told at once; those that come soon after it are told together, later.

    Signals:
        told: a `Change`.
    """

    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Change] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(APART_MS)
        self._timer.timeout.connect(self.tell_now)

    def add(self, change: Change) -> None:
        """To be told."""
        self._waiting.append(change)
        if not self._timer.isActive():
            self.tell_now()

    @Slot()
    def tell_now(self) -> None:
        """Keeps nothing back."""
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            self._timer.start()
            self.told.emit(together(waiting))

    def close(self) -> None:
        """Tells nothing any more."""
        self._timer.stop()
        self._waiting.clear()


def together(changes: list[Change]) -> Change:
    """Which rows any of them changed. What can be undone is the last."""
    rows: defaultdict[str, frozenset[int]] = defaultdict(frozenset)
    for change in changes:
        for table, ids in change.rows.items():
            rows[table] |= ids
    projects = frozenset[int]().union(*(change.projects for change in changes))
    return Change(dict(rows), projects, changes[-1].act)
