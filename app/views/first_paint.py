"""When a window has been painted for the first time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

LATEST_MS = 500  # a window that is started as an icon is painted when a person brings it up


class FirstPaint(QObject):
    """To be made before the window is shown.

    Signals:
        done: once: all of the window is on the screen, or it is not seen at all.
    """

    done = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._end)
        self._timer.start(LATEST_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            self._timer.start(0)  # what is in the window is painted right after it
        return False

    def _end(self) -> None:
        self._window.removeEventFilter(self)
        self.done.emit()
