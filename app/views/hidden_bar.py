"""A menu bar that is seen only while it is used."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget
from shiboken6 import isValid

AWAY = (QEvent.Type.WindowDeactivate, QEvent.Type.MouseButtonPress)


class HiddenBar(QObject):
    """Alt alone, or `show`, brings the window's bar, and its first menu; it goes with the last open menu. Where the
    system keeps the menus outside the window, this does nothing.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._bar = window.menuBar()
        self._window = window
        self._alone = False  # Alt is down, and nothing else was pressed since
        self._before: QWidget | None = None
        self.native = self._bar.isNativeMenuBar()
        if self.native:
            return
        self._bar.hide()
        window.installEventFilter(self)
        for action in self._bar.actions():
            menu = action.menu()
            if isinstance(menu, QMenu):
                menu.aboutToHide.connect(self._menu_closes)

    def show(self) -> None:
        """The bar with its first menu open."""
        if self.native or not self._bar.actions():
            return
        self._before = self._window.focusWidget()
        self._bar.show()
        self._bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
        self._bar.setActiveAction(self._bar.actions()[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and isinstance(event, QKeyEvent):
            self._alone = event.key() == Qt.Key.Key_Alt and event.modifiers() in (
                Qt.KeyboardModifier.AltModifier,
                Qt.KeyboardModifier.NoModifier,
            )
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Alt and self._alone:
                self.show()
            self._alone = False
        elif kind in AWAY:
            self._alone = False
        return False

    def _menu_closes(self) -> None:
        QTimer.singleShot(0, self._hide_unused)  # the next menu may be about to open

    def _hide_unused(self) -> None:
        if QApplication.activePopupWidget() is not None or not self._bar.isVisible():
            return
        before, self._before = self._before, None
        if before is not None and isValid(before) and self._bar.hasFocus():
            before.setFocus(Qt.FocusReason.MenuBarFocusReason)
        self._bar.hide()
