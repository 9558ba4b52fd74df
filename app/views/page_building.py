"""Makes the pages before they are first seen, in short steps, so that the first visit of one holds nobody up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

APART_MS = 120  # between two steps, each of some hundredths of a second


class PageBuilding(QObject):
    """Takes step after step once the pages' code is there."""

    def __init__(
        self, is_loaded: Callable[[], bool], make_some: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        """`make_some` takes a step, and says whether there may be another."""
        super().__init__(parent)
        self._is_loaded, self._make_some = is_loaded, make_some
        self._closed = False
        self._timer = QTimer(self)
        self._timer.setInterval(APART_MS)
        self._timer.setSingleShot(True)  # a step that fails is the last: the page says so when it is seen
        self._timer.timeout.connect(self._go_on)

    @property
    def going(self) -> bool:
        """Whether there may be steps to take."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begins, unless it is closed by now."""
        if not self._closed:
            self._timer.start()

    def close(self) -> None:
        """Takes no further step."""
        self._closed = True
        self._timer.stop()

    @Slot()
    def _go_on(self) -> None:
        if not self._is_loaded() or self._make_some():
            self._timer.start()
