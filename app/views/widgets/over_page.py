"""What lies over a whole page while one of its pictures is looked at."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.views.widgets.basics import Surface

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class OverPage(Surface):
    """Arrows go to the pictures before and after; the `closing` keys close. Its keys are its own, whatever the window
    has them for.

    Signals:
        moved: -1 or 1. closed.
    """

    moved = Signal(int)
    closed = Signal()

    def __init__(self, page: QWidget, closing: Collection[Qt.Key], *, others: Collection[Qt.Key] = ()) -> None:
        """`others` are keys for `take_key`."""
        super().__init__("window", page)
        self._page, self._closing = page, frozenset(closing)
        self._own = frozenset((*STEPS, *closing, *others))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page.installEventFilter(self)
        self.hide()

    def spread(self) -> None:
        """Over the page, with the focus."""
        self.setGeometry(self._page.rect())
        if not self.isVisible():
            self.show()
            self.raise_()
            self.setFocus()

    @Slot()
    def shut(self) -> None:
        """Closes it, if it is open."""
        if self.isVisible():
            self.hide()
            self.let_go()
            self.closed.emit()

    def let_go(self) -> None:
        """Nothing is shown any more."""

    def take_key(self, key: Qt.Key) -> None:
        """One of the other keys, pressed once."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._page:
            self.setGeometry(self._page.rect())
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if not self._is_own(event):
            super().keyPressEvent(event)
        elif key in STEPS:
            self.moved.emit(STEPS[key])
        elif event.isAutoRepeat():  # the key that opened it and is still held; another one would act again and again
            return
        elif key in self._closing:
            self.shut()
        else:
            self.take_key(key)

    def _is_own(self, event: QKeyEvent) -> bool:
        return event.modifiers() in PLAIN and Qt.Key(event.key()) in self._own
