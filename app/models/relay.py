"""What other threads tell, for the window's thread."""

from __future__ import annotations

from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Relay(QObject):
    """May be called from any thread; what it was called with comes as a signal, in order. To be made, and deleted, in
    the window's thread, when nobody calls it any more.

    Signals:
        told: one call's arguments, as a tuple.
    """

    told = Signal(object)
    _came = Signal()  # bare: no Python object travels through Qt from one thread to another

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[tuple[object, ...]] = SimpleQueue()
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def __call__(self, *values: object) -> None:
        self._queue.put(values)
        self._came.emit()

    @Slot()
    def _deliver(self) -> None:
        try:
            values = self._queue.get_nowait()
        except Empty:
            return
        self.told.emit(values)
