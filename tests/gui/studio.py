"""The whole program with its window, in this process, on a data folder of a test's own."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QLocale, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.start_request import Request
from app.storage.folders import find_folders
from app.views.language import Languages
from app.views.page import Page
from app.views.theme.look import Look
from app.views.window import MainWindow
from app.window_program import Session

W = TypeVar("W", bound=QWidget)
PATIENCE_S = 90.0
LOOK_MS = 20


class Studio:
    """Opens the program; everything a person does goes through real events. Counts these as actions.

    Attributes:
        crashes: the reports of our own mistakes, of which there are to be none.
    """

    def __init__(self, folder: Path, look: Look, application: QApplication, *, safe: bool = False) -> None:
        self._languages, self._locale = Languages(application), QLocale()
        self.session = Session(find_folders(folder), look, self._languages, safe=safe)
        self.crashes: list[str] = []
        self.session.crashed.connect(self.crashes.append)
        self.actions = 0

    @property
    def window(self) -> MainWindow:
        return self.session.window

    def open(self, *arguments: str) -> None:
        """Shows the window, and waits for the services."""
        self.show(*arguments)
        self.wait(lambda: self.session.desk.is_there, "the services")

    def show(self, *arguments: str) -> None:
        """Shows the window, whose services may come later."""
        self.session.open(Request(arguments, str(Path.cwd())))
        self.window.resize(1280, 828)
        QTest.qWaitForWindowExposed(self.window)

    def close(self) -> None:
        """As a person closes it."""
        self.window.close()
        self.session.__exit__()
        self._languages.forget()
        QLocale.setDefault(self._locale)
        QTest.qWait(0)

    def page(self, name: str) -> Page:
        return self.window.pane.page(name)

    def wait(self, found: Callable[[], object], what: str = "it") -> None:
        """Until something is so."""
        end = time.monotonic() + PATIENCE_S
        while not found():
            assert time.monotonic() < end, f"waited in vain for {what}; crashes: {self.crashes}"
            QTest.qWait(LOOK_MS)

    def click(self, button: QWidget) -> None:
        """Presses a button with the mouse, once it can be pressed."""
        self.wait(lambda: button.isVisible() and button.isEnabled(), button.accessibleName())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.actions += 1

    def click_tab(self, number: int) -> None:
        tabs = self.window.pane.header.tabs
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(number).center())
        self.actions += 1

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, wherever the focus is."""
        QTest.keyClick(self._focus(), key, modifiers)
        self.actions += 1

    def write(self, text: str) -> None:
        """Several keys, as one action."""
        QTest.keyClicks(self._focus(), text)
        self.actions += 1

    def tab_to(self, wanted: Callable[[QWidget], bool]) -> None:
        """Tab until the focus is on something; each press counts."""
        for _ in range(200):
            if wanted(self._focus()):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError("Tab does not lead there")

    def drop(self, *paths: Path) -> None:
        """Files and folders onto the middle of the window."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        middle = QPoint(self.window.width() // 2, self.window.height() // 2)
        none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        copy = Qt.DropAction.CopyAction
        QApplication.sendEvent(self.window, QDragEnterEvent(middle, copy, mime, left, none))
        QApplication.sendEvent(self.window, QDropEvent(QPointF(middle), copy, mime, left, none))
        self.actions += 1

    def dialog(self, kind: type[W]) -> W:
        """The dialog of this kind, once it is open."""
        self.wait(lambda: self._open(kind) is not None, kind.__name__)
        found = self._open(kind)
        assert found is not None
        return found

    def button(self, parent: QWidget, text: str) -> QAbstractButton:
        """The button with this text."""
        for found in parent.findChildren(QAbstractButton):
            if found.text().replace("&", "") == text or found.accessibleName() == text:
                return found
        raise AssertionError(f"no button {text!r}")

    def _open(self, kind: type[W]) -> W | None:
        return next((item for item in self.window.findChildren(kind) if item.isVisible()), None)

    def _focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        active = QApplication.activeModalWidget() or self.window
        if QApplication.activeWindow() is not active:  # as a window manager does when a dialog is gone
            active.activateWindow()
            QTest.qWaitForWindowActive(active)
        return active.focusWidget() or active
