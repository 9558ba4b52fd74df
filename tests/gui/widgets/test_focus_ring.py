"""The ring goes where the keyboard goes, and only then."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.theme.look import Look
from app.views.widgets.basics import Button
from app.views.widgets.focus_ring import FocusRing


class Window(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self.one, self.two, self.field = Button(look, "One"), Button(look, "Two"), QLineEdit()
        self.area, self.deep = QScrollArea(), Button(look, "Deep")
        self.inner = QWidget()
        inner = QVBoxLayout(self.inner)
        inner.addWidget(self.deep)
        inner.addSpacing(600)
        self.area.setWidget(self.inner)
        column = QVBoxLayout(self)
        for widget in (self.one, self.two, self.field, self.area):
            column.addWidget(widget)
        self.ring = FocusRing(self, look)


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> Window:
    window = Window(look)
    qtbot.addWidget(window)
    window.resize(300, 320)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.one.setFocus(Qt.FocusReason.OtherFocusReason)
    return window


def around(widget: QPushButton) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size()).adjusted(-4, -4, 4, 4)


def test_no_ring_until_a_key_is_used(window: Window) -> None:
    assert window.one.hasFocus()
    assert not window.ring.isVisible()


def test_tab_and_shift_tab_bring_it(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window.one, Qt.Key.Key_Tab)
    assert window.ring.isVisible()
    assert window.ring.geometry() == around(window.two)
    QTest.keyClick(window.two, Qt.Key.Key_Backtab)
    assert window.ring.geometry() == around(window.one)


def test_shortcut_brings_it(window: Window) -> None:
    window.two.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert window.ring.geometry() == around(window.two)


def test_mouse_ends_it(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window.one, Qt.Key.Key_Tab)
    QTest.mouseClick(window.one, Qt.MouseButton.LeftButton)
    assert not window.ring.isVisible()


def test_fields_show_their_focus_themselves(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window.one, Qt.Key.Key_Tab)
    QTest.keyClick(window.two, Qt.Key.Key_Tab)
    assert window.field.hasFocus()
    assert not window.ring.isVisible()


def test_it_follows_what_moves(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window.one, Qt.Key.Key_Tab)
    window.resize(500, 400)
    qtbot.waitUntil(lambda: window.two.width() > 400)
    assert window.ring.geometry() == around(window.two)


def test_it_scrolls_with_its_widget_and_out_of_sight(window: Window) -> None:
    window.deep.setFocus(Qt.FocusReason.TabFocusReason)
    before = window.ring.geometry()
    assert window.ring.isVisible()
    window.area.verticalScrollBar().setValue(8)
    assert window.ring.geometry().top() <= before.top()
    view = QRect(window.area.viewport().mapTo(window, QPoint(0, 0)), window.area.viewport().size())
    assert view.contains(window.ring.geometry())
    window.area.verticalScrollBar().setValue(window.area.verticalScrollBar().maximum())
    assert not window.ring.isVisible()


def test_it_goes_with_its_widget(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window.one, Qt.Key.Key_Tab)
    gone = window.two
    gone.setParent(None)
    gone.deleteLater()
    qtbot.waitUntil(lambda: not window.ring.isVisible())
    assert window.ring.target is not gone


def test_the_mouse_goes_through_it(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window.one, Qt.Key.Key_Tab)
    assert window.childAt(window.two.geometry().center()) is window.two


def test_it_is_painted_in_the_colour_of_focus(qtbot: QtBot, look: Look, window: Window) -> None:
    QTest.keyClick(window.one, Qt.Key.Key_Tab)
    image = window.grab().toImage()
    edge = window.ring.geometry()
    assert image.pixelColor(edge.center().x(), edge.top() + 1).name() == look.color("focus").name()
