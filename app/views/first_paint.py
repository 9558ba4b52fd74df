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
        self._over = False
        window.installEventFilter(self)
        QTimer.singleShot(LATEST_MS, self._end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._end)  # what is in the window is painted right after it
        return False

    def _end(self) -> None:
        if not self._over:
            self._over = True
            self._window.removeEventFilter(self)
            self.done.emit()
