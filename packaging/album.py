"""Goes through the program in this process, without a screen, and takes pictures of it on the way."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.window_program import Session

PATIENCE_S = 600.0
THEMES = ("light", "dark")


class Album:
    """Of one session; the pictures go to `folder`."""

    def __init__(self, session: Session, look: Any, folder: Path) -> None:
        self.session, self._look, self._folder = session, look, folder
        self.window = session.window

    def wait(self, ready: Callable[[], object]) -> None:
        """Until something is so, and what came of it is painted."""
        from PySide6.QtTest import QTest

        end = time.monotonic() + PATIENCE_S
        while not ready():
            if time.monotonic() > end:
                raise TimeoutError("the program did not get there")
            QTest.qWait(50)
        QTest.qWait(700)

    def take(self, name: str) -> None:
        """One picture a theme, of a window that rests."""
        for theme in THEMES:
            self._look.set(theme=theme)
            self.wait(self._is_quiet)
            self._grab(self.window, name, theme)
        self._look.set(theme=THEMES[0])
        print(name, flush=True)

    def take_busy(self, name: str) -> None:
        """One picture a theme, at once: of a window that is at work."""
        from PySide6.QtTest import QTest

        for theme in THEMES:
            self._look.set(theme=theme)
            QTest.qWait(100)
            self._grab(self.window, name, theme)
        self._look.set(theme=THEMES[0])
        print(name, flush=True)

    def take_dialog(self, name: str) -> None:
        """The dialog of one of the window's actions, one picture a theme."""
        from PySide6.QtWidgets import QApplication

        for theme in THEMES:
            self._look.set(theme=theme)
            self.act(name)
            self.wait(lambda: QApplication.activeModalWidget() is not None and self._is_quiet())
            dialog = QApplication.activeModalWidget()
            assert dialog is not None
            self._grab(dialog, name, theme)
            dialog.close()
        self._look.set(theme=THEMES[0])
        print(name, flush=True)

    def agree(self) -> None:
        """Presses the default button of the dialog that opens."""
        from PySide6.QtWidgets import QApplication, QPushButton

        self.wait(lambda: QApplication.activeModalWidget() is not None)
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        next(button for button in dialog.findChildren(QPushButton) if button.isDefault()).click()

    def act(self, name: str) -> None:
        """One of the window's actions."""
        self.session.actions[name].trigger()

    def press(self, widget: Any, key: Any) -> None:
        """One key on a widget that has the focus for it."""
        from PySide6.QtTest import QTest

        widget.setFocus()
        QTest.keyClick(widget, key)

    def go_to(self, page: str) -> Any:
        """One of the five pages of the open project."""
        self.act(page)
        return self.window.pane.page(page)

    def drag(self, paths: Sequence[Path], *, drop: bool = False) -> None:
        """Drags files over the middle of the window, and lets them go there where `drop` says so."""
        from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
        from PySide6.QtGui import QDragEnterEvent, QDropEvent
        from PySide6.QtWidgets import QApplication

        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        middle = QPoint(self.window.width() // 2, self.window.height() // 2)
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self.window, QDragEnterEvent(middle, copy, mime, left, none))
        if drop:
            QApplication.sendEvent(self.window, QDropEvent(QPointF(middle), copy, mime, left, none))

    def drag_away(self) -> None:
        """What was dragged leaves the window."""
        from PySide6.QtGui import QDragLeaveEvent
        from PySide6.QtWidgets import QApplication

        QApplication.sendEvent(self.window, QDragLeaveEvent())

    def _grab(self, widget: Any, name: str, theme: str) -> None:
        widget.grab().save(str(self._folder / f"{name}_{theme}.png"))

    def _is_quiet(self) -> bool:
        return not self.session.busy
