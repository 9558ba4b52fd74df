"""What goes on beside the window just now: learning, tests, imports, folders, copies."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal


class Activity(QObject):
    """One piece of work, from its begin to its end.

    Signals:
        changed: the figures.

    Attributes:
        kind: "train", "evaluate", "others", "balance", "import", "folder", "copy", "archive", "export", "fetch" or
            "download".
        title: what it works on. icon: its name.
        done, total: 0 and 0 while that is not known. rate: a second. seconds_left: None while that is not known.
    """

    changed = Signal()

    def __init__(self, kind: str, title: str, icon: str, stop: Callable[[], object] | None, parent: QObject) -> None:
        super().__init__(parent)
        self.kind = kind
        self.title = title
        self.icon = icon
        self.done = 0
        self.total = 0
        self.rate: float | None = None
        self.seconds_left: float | None = None
        self._stop = stop
        self._list = parent

    @property
    def fraction(self) -> float | None:
        """Of the work, 0 to 1; None while that is not known."""
        return min(1.0, self.done / self.total) if self.total else None

    @property
    def can_stop(self) -> bool:
        return self._stop is not None

    def update(self, done: int, total: int, *, rate: float | None = None, seconds_left: float | None = None) -> None:
        """Tells how far it is."""
        self.done, self.total, self.rate, self.seconds_left = done, total, rate, seconds_left
        self.changed.emit()

    def stop(self) -> None:
        """Asks the work to stop; it says itself when it has."""
        if self._stop is not None:
            self._stop()

    def finish(self) -> None:
        """The work is over, one way or another. May be called twice."""
        if isinstance(self._list, ActivityList):
            self._list.remove(self)


class ActivityList(QObject):
    """All that goes on, in the order in which it began.

    Signals:
        changed: something began, moved or ended.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Activity] = []

    def items(self) -> tuple[Activity, ...]:
        return tuple(self._items)

    def of(self, kind: str) -> Activity | None:
        """The one of this kind that began last."""
        return next((item for item in reversed(self._items) if item.kind == kind), None)

    def begin(self, kind: str, title: str, icon: str, stop: Callable[[], object] | None = None) -> Activity:
        """Something begins; it is listed until its `finish`."""
        item = Activity(kind, title, icon, stop, self)
        item.changed.connect(self.changed)
        self._items.append(item)
        self.changed.emit()
        return item

    def remove(self, item: Activity) -> None:
        """Takes it off the list, if it is still there."""
        if item in self._items:
            self._items.remove(item)
            item.deleteLater()
            self.changed.emit()
