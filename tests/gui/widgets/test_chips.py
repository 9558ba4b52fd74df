"""Typing names: chips come, change and go by keyboard and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.theme.look import Look
from app.views.widgets.basics import Button, IconButton
from app.views.widgets.chips import Chip, ChipField, NameField


class Names(QWidget):
    """A field that does what it is asked, between two buttons."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.before, self.after = Button(look, "Before"), Button(look, "After")
        self.field = ChipField(look, "Type a name")
        self.asked: list[str] = []
        column = QVBoxLayout(self)
        for widget in (self.before, self.field, self.after):
            column.addWidget(widget)
        self.field.added.connect(self._add)
        self.field.removed.connect(self._remove)
        self.field.edited.connect(self.asked.append)

    def _add(self, name: str) -> None:
        self.field.set_names((*self.field.names(), name))

    def _remove(self, name: str) -> None:
        self.field.set_names([other for other in self.field.names() if other != name])


@pytest.fixture
def names(qtbot: QtBot, look: Look) -> Names:
    window = Names(look)
    qtbot.addWidget(window)
    window.resize(420, 200)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.field.set_names(["horse", "bee"])
    return window


def chip(names: Names, text: str) -> Chip:
    return next(chip for chip in names.field.findChildren(Chip) if chip.text == text and not chip.isHidden())


@pytest.mark.parametrize("typed", ["frog\r", "frog,", "  frog ,"])
def test_enter_and_comma_add_what_is_typed(qtbot: QtBot, names: Names, typed: str) -> None:
    line = names.field.field
    QTest.keyClicks(line, typed.rstrip("\r"))
    if typed.endswith("\r"):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert names.field.names() == ("horse", "bee", "frog")
    assert line.text() == ""


def test_several_names_can_be_pasted(names: Names) -> None:
    line = names.field.field
    line.insert("cat, dog")
    line.textEdited.emit(line.text())
    assert names.field.names() == ("horse", "bee", "cat", "dog")


def test_blank_adds_nothing(qtbot: QtBot, names: Names) -> None:
    QTest.keyClicks(names.field.field, " , ")
    QTest.keyClick(names.field.field, Qt.Key.Key_Return)
    assert names.field.names() == ("horse", "bee")


def test_backspace_takes_the_last_back_only_from_an_empty_field(qtbot: QtBot, names: Names) -> None:
    line = names.field.field
    QTest.keyClicks(line, "x")
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert names.field.names() == ("horse", "bee")
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert names.field.names() == ("horse",)


def test_delete_removes_the_focused_chip_and_the_next_one_gets_the_focus(qtbot: QtBot, names: Names) -> None:
    chip(names, "horse").setFocus()
    QTest.keyClick(chip(names, "horse"), Qt.Key.Key_Delete)
    assert names.field.names() == ("bee",)
    assert chip(names, "bee").hasFocus()
    QTest.keyClick(chip(names, "bee"), Qt.Key.Key_Delete)
    assert names.field.field.hasFocus()


def test_cross_removes(qtbot: QtBot, names: Names) -> None:
    cross = chip(names, "horse").findChild(IconButton)
    assert cross is not None
    assert cross.accessibleName() == "Remove horse"
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert names.field.names() == ("bee",)


def test_double_click_and_f2_ask_to_edit(qtbot: QtBot, names: Names) -> None:
    QTest.mouseDClick(chip(names, "horse"), Qt.MouseButton.LeftButton)
    chip(names, "bee").setFocus()
    QTest.keyClick(chip(names, "bee"), Qt.Key.Key_F2)
    assert names.asked == ["horse", "bee"]


def test_tab_goes_as_it_is_seen(qtbot: QtBot, names: Names) -> None:
    names.field.set_names(["horse", "bee", "frog"])
    names.before.setFocus()
    seen = []
    for _ in range(5):
        QTest.keyClick(names.focusWidget(), Qt.Key.Key_Tab)
        seen.append(names.focusWidget())
    expected = [chip(names, name) for name in ("horse", "bee", "frog")]
    assert seen == [*expected, names.field.field, names.after]


def test_a_click_beside_the_text_is_one_into_the_field(names: Names) -> None:
    line, ground = names.field.field, names.field.findChild(NameField)
    assert ground is not None
    chip(names, "horse").setFocus()
    QTest.mouseClick(ground, Qt.MouseButton.LeftButton, pos=QPoint(6, 10))
    assert line.hasFocus()


def test_chips_go_on_in_the_next_line(qtbot: QtBot, names: Names) -> None:
    names.field.set_names([f"quite a long name {n}" for n in range(6)])
    qtbot.waitUntil(lambda: chip(names, "quite a long name 5").y() > 0)
    for text in names.field.names():
        assert names.field.rect().contains(chip(names, text).geometry())
