"""Messages: one at a time, as long as they are needed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.storage.act_record import ActRecord
from app.views.message import Message
from app.views.theme.look import Look
from app.views.widgets import message_bar
from app.views.widgets.basics import Label
from app.views.widgets.message_bar import MessageBars
from tests.gui.theme.pixels import name, shown_colors

SOON_MS = 30
ACT = ActRecord(1, 1, "pictures-removed", {"count": 2})


@pytest.fixture(autouse=True)
def no_screen_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """With one on, all messages stay; other tests, which ask for accessible names, turn it on for the whole process."""
    monkeypatch.setattr(Look, "messages_stay", property(lambda look: look.bars_stay))


class Place(QWidget):
    """Two places for messages, to compare."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.one, self.other = MessageBars(look), MessageBars(look)
        column = QVBoxLayout(self)
        column.addWidget(self.one)
        column.addWidget(self.other)
        column.addStretch(1)


@pytest.fixture
def place(qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(message_bar, "STAYS_MS", SOON_MS)
    window = Place(look)
    qtbot.addWidget(window)
    window.resize(600, 300)
    window.show()
    QCursor.setPos(window.mapToGlobal(QPoint(300, 290)))  # below both: a bar under the pointer stays
    return window


def button(bars: MessageBars, text: str) -> QPushButton:
    return next(item for item in bars.findChildren(QPushButton) if item.text() == text)


def press_close(qtbot: QtBot, bars: MessageBars) -> None:
    close = next(item for item in bars.findChildren(QToolButton) if item.accessibleName() == "Close this message")
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)


def test_place_takes_no_room_while_empty(qtbot: QtBot, place: Place) -> None:
    assert place.one.isHidden()
    place.one.show_message(Message("Saved."))
    qtbot.waitUntil(lambda: place.one.height() >= 44)
    press_close(qtbot, place.one)
    assert place.one.isHidden()
    assert place.one.message is None


def test_newest_message_takes_the_place(qtbot: QtBot, place: Place) -> None:
    place.one.show_message(Message("One.", stays=True))
    place.one.show_message(Message("Two.", stays=True))
    assert place.one.message == Message("Two.", stays=True)
    visible = [bar for bar in place.one.findChildren(message_bar.MessageBar) if not bar.isHidden()]
    assert len(visible) == 1


def test_undo_is_called_once_with_its_act_and_the_bar_goes(qtbot: QtBot, place: Place) -> None:
    asked: list[ActRecord] = []
    place.one.show_message(Message("<b>2 pictures</b> removed.", undo=ACT, stays=True), asked.append)
    QTest.mouseClick(button(place.one, "Undo"), Qt.MouseButton.LeftButton)
    assert asked == [ACT]
    assert place.one.isHidden()


def test_an_action_may_say_something_new(qtbot: QtBot, place: Place) -> None:
    def answer() -> None:
        place.one.show_message(Message("Done.", stays=True))

    place.one.show_message(Message("Few.", kind="warning", action="Add pictures", on_action=answer))
    QTest.mouseClick(button(place.one, "Add pictures"), Qt.MouseButton.LeftButton)
    assert place.one.message == Message("Done.", stays=True)


def test_message_goes_in_time(qtbot: QtBot, place: Place) -> None:
    with qtbot.waitSignal(place.one.closed):
        place.one.show_message(Message("2 pictures removed.", undo=ACT), lambda act: None)
    assert place.one.isHidden()


@pytest.mark.parametrize("message", [Message("Full.", kind="danger"), Message("Look.", stays=True)])
def test_some_messages_stay(qtbot: QtBot, place: Place, message: Message) -> None:
    place.one.show_message(message)
    with qtbot.waitSignal(place.other.closed):
        place.other.show_message(Message("Saved."))
    assert place.one.message == message


def test_all_stay_where_that_is_wished(qtbot: QtBot, look: Look, place: Place) -> None:
    place.other.show_message(Message("Shown before."))
    look.set(bars_stay=True)
    place.one.show_message(Message("Shown after."))
    look.set(bars_stay=False)
    with qtbot.waitSignal(place.other.closed):
        place.other.show_message(Message("Shown now."))
    assert place.one.message == Message("Shown after.")


def test_focused_bar_waits_until_it_is_left(qtbot: QtBot, place: Place) -> None:
    place.activateWindow()
    qtbot.waitUntil(place.isActiveWindow)
    place.one.show_message(Message("2 pictures removed.", undo=ACT), lambda act: None)
    button(place.one, "Undo").setFocus()
    with qtbot.waitSignal(place.other.closed):
        place.other.show_message(Message("Saved."))
    assert place.one.message is not None
    with qtbot.waitSignal(place.one.closed):
        button(place.one, "Undo").clearFocus()


def test_bar_under_the_pointer_waits(qtbot: QtBot, place: Place) -> None:
    place.one.show_message(Message("2 pictures removed.", undo=ACT), lambda act: None)
    place.one.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    with qtbot.waitSignal(place.other.closed):
        place.other.show_message(Message("Saved."))
    assert place.one.message is not None
    with qtbot.waitSignal(place.one.closed):
        place.one.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)


@pytest.mark.parametrize("kind", ["warning", "danger"])
def test_what_is_urgent_has_its_own_ground(look: Look, place: Place, kind: str) -> None:
    place.one.show_message(Message("Look.", kind=kind, stays=True))
    assert name(look.theme.colors[f"{kind}-soft"]) in shown_colors(place.one)


def test_readers_hear_the_sentence_without_its_markup(place: Place) -> None:
    place.one.show_message(Message("<b>a &amp; b</b> removed.", stays=True))
    bar = place.one.findChild(message_bar.MessageBar)
    assert bar is not None
    assert bar.accessibleName() == "a & b removed."


def test_it_slides_in_unless_that_is_not_wished(qtbot: QtBot, look: Look, place: Place) -> None:
    place.one.show_message(Message("At once.", stays=True))
    assert place.one.maximumHeight() > 1000
    look.set(less_motion=False)
    place.other.show_message(Message("Slowly.", stays=True))
    if not look.less_motion:
        assert place.other.maximumHeight() < 44
    qtbot.waitUntil(lambda: place.other.maximumHeight() > 1000)


def test_long_message_is_seen_whole(qtbot: QtBot, place: Place) -> None:
    place.resize(300, 400)
    place.one.show_message(Message("A long sentence that goes on and on. " * 4, stays=True))
    label = next(item for item in place.one.findChildren(Label))
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) > 44)


def test_several_buttons_all_have_their_room(qtbot: QtBot, place: Place) -> None:
    pressed: list[str] = []
    more = tuple((text, lambda text=text: pressed.append(text)) for text in ("Choose a file", "Use the demo model"))
    message = Message("Something is not here.", "danger", action="Download 599 MB", on_action=print, more=more)
    for width in (900, 500, 300):
        place.resize(width, 400)
        place.one.show_message(message)
        qtbot.wait(1)
        buttons = place.one.findChildren(QPushButton)
        assert [button.text() for button in buttons] == ["Download 599 MB", "Choose a file", "Use the demo model"]
        assert [button.text() for button in buttons if button.width() < button.sizeHint().width()] == []
    QTest.mouseClick(buttons[-1], Qt.MouseButton.LeftButton)
    assert pressed == ["Use the demo model"]
    assert place.one.message is None
