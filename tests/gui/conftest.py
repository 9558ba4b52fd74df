"""What every test of the window may rely on: one look for all of them, and no window left open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from app.views.theme.look import Look


@pytest.fixture(scope="session")
def session_look(qapp: QApplication) -> Look:
    """Made once: the look remembers the font that it found."""
    return Look(qapp)


@pytest.fixture
def look(session_look: Look) -> Iterator[Look]:
    """Light, at the size that the system asks for, without motion."""
    session_look.set(theme="light", text_size=100, less_motion=True, bars_stay=False)
    yield session_look
    session_look.set(theme="light", text_size=100, less_motion=True, bars_stay=False)


@pytest.fixture(scope="module", autouse=True)
def usual_manners(qapp: QApplication) -> Iterator[None]:
    """A module begins with no translation and no screen reader; whoever asks for accessible names turns one on."""
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
    QAccessible.setActive(False)
    yield
    QAccessible.setActive(False)


@pytest.fixture(autouse=True)
def closed_windows(qapp: QApplication) -> Iterator[None]:
    """A window that is still open at the end fails its test; those of `qtbot` are closed by then."""
    before = set(_open_windows())
    yield
    left = [window for window in _open_windows() if window not in before]
    names = [f"{type(window).__name__} {window.objectName()!r}" for window in left]
    for window in left:
        window.close()
    assert names == [], "left open"


def _open_windows() -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
