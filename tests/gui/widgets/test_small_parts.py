"""Pills, bars, steps, dots, key caps, search field, empty state and drop overlay."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.theme.look import Look
from app.views.widgets import dots
from app.views.widgets.bars import ProgressStrip, RangeBar
from app.views.widgets.basics import Button, IconButton
from app.views.widgets.dots import BusyDots
from app.views.widgets.drop_overlay import DropOverlay
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.key_cap import KeyCap
from app.views.widgets.pills import STYLES, TALL, StatePill, VerdictPill, badge_text
from app.views.widgets.search_field import SearchField
from app.views.widgets.steps import Step, Steps
from tests.gui.theme.pixels import name, shown_colors


def filled(strip: ProgressStrip, look: Look) -> float:
    """The share of the strip that is in the colour of what is done."""
    image, accent = strip.grab().toImage(), look.color("accent").name()
    row = [image.pixelColor(x, image.height() // 2).name() for x in range(image.width())]
    return sum(color == accent for color in row) / len(row)


@pytest.mark.parametrize("verdict", ["sure", "maybe", "none"])
@pytest.mark.parametrize("text_size", [100, 200])
def test_verdict_is_said_and_shown_whole(qtbot: QtBot, look: Look, verdict: str, text_size: int) -> None:
    look.set(text_size=text_size)
    pill = VerdictPill(look, height=TALL)
    qtbot.addWidget(pill)
    pill.set_verdict(verdict)
    ground = pill.grab().toImage().pixelColor(pill.width() // 2, 2).name()
    assert pill.accessibleName() == {"sure": "Sure", "maybe": "Maybe", "none": "None of these"}[verdict]
    assert ground == look.color({"sure": "success-soft", "maybe": "warning-soft", "none": "sunken"}[verdict]).name()
    assert pill.sizeHint().height() == look.px(28)
    assert pill.sizeHint().width() > pill.fontMetrics().horizontalAdvance(pill.text()) * 0.85


def test_no_verdict_no_pill(qtbot: QtBot, look: Look) -> None:
    pill = VerdictPill(look)
    qtbot.addWidget(pill)
    pill.set_verdict("sure")
    assert pill.isVisible()
    pill.set_verdict(None)
    assert not pill.isVisible()


def test_pill_with_too_little_room_ends_in_dots(qtbot: QtBot, look: Look) -> None:
    wide, narrow = StatePill(look, "learned from pictures", "stack", "learned"), StatePill(look, "learned", "stack")
    for pill in (wide, narrow):
        qtbot.addWidget(pill)
    wide.setFixedSize(90, 22)
    image = wide.grab().toImage()
    text = name(look.theme.colors[STYLES["learned"].text])
    last = [x for x in range(image.width()) for y in range(4, 18) if image.pixelColor(x, y).name() == text]
    assert max(last) < 90 - 4


def test_badge_says_where_a_name_is_known_from() -> None:
    assert badge_text(None) == "only from words"
    assert badge_text(8).startswith("learned from 8 picture")


def test_strip_fills_as_work_goes_on(qtbot: QtBot, look: Look) -> None:
    strip = ProgressStrip(look)
    qtbot.addWidget(strip)
    strip.resize(400, 8)
    strip.set(46, 100)
    assert abs(filled(strip, look) - 0.46) < 0.02
    assert strip.accessibleDescription() == "46%"
    strip.set(500, 100)
    assert filled(strip, look) > 0.99


def test_strip_eases_to_its_new_value(qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Look, "less_motion", property(lambda _: False))  # whatever the system's style wishes
    strip = ProgressStrip(look)
    qtbot.addWidget(strip)
    strip.resize(400, 8)
    strip.show()
    strip.set(90, 100)
    assert filled(strip, look) < 0.5
    qtbot.waitUntil(lambda: abs(filled(strip, look) - 0.9) < 0.02)


def test_strip_of_unknown_length_has_no_share(qtbot: QtBot, look: Look) -> None:
    strip = ProgressStrip(look)
    qtbot.addWidget(strip)
    strip.set(50, 100)
    strip.set_unknown()
    assert filled(strip, look) == 0
    assert name(look.theme.colors["bar"]) in shown_colors(strip)
    assert "%" not in strip.accessibleDescription()


def test_range_bar_says_its_figures(qtbot: QtBot, look: Look) -> None:
    bar = RangeBar(look)
    qtbot.addWidget(bar)
    bar.set(36, 31, 38, 40)
    assert bar.accessibleName() == "36 of 40 right, likely 31 to 38"
    bar.resize(200, 14)
    image = bar.grab().toImage()
    accent = [x for x in range(200) if image.pixelColor(x, 7).name() == look.color("accent").name()]
    assert min(accent) < 6 + 188 * 0.9 < max(accent)


def test_steps_are_heard_with_their_state(qtbot: QtBot, look: Look) -> None:
    steps = Steps(look)
    qtbot.addWidget(steps)
    steps.set([Step("Read pictures", "4 seconds", "done"), Step("Learn", "", "now"), Step("Save", "", "later")])
    assert steps.accessibleName() == "Read pictures 4 seconds done, Learn at work, Save to come"


@pytest.mark.parametrize("width", [240, 480, 750])
def test_all_steps_are_seen(qtbot: QtBot, look: Look, width: int) -> None:
    """The last circle lies inside, however little room there is."""
    steps = Steps(look)
    qtbot.addWidget(steps)
    steps.resize(width, 44)
    steps.set([Step("Read pictures", "4 seconds", "done")] * 3 + [Step("Save", "on the disk", "done")])
    image = steps.grab().toImage()
    accent = look.color("accent").name()
    columns = [x for x in range(width) if image.pixelColor(x, 13).name() == accent]
    starts = [x for x in columns if x - 1 not in columns]
    assert len(starts) == 4


def test_dots_show_late_and_stay_a_while(qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dots, "DELAY_MS", 20)
    monkeypatch.setattr(dots, "STAYS_MS", 80)
    busy = BusyDots(look)
    qtbot.addWidget(busy)
    busy.start("Testing")
    assert not busy.isVisible()
    assert busy.accessibleName() == "Testing"
    qtbot.waitUntil(busy.isVisible)
    busy.stop()
    assert busy.isVisible()
    qtbot.waitUntil(lambda: not busy.isVisible())


def test_short_work_shows_no_dots(qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dots, "DELAY_MS", 20)
    short, long = BusyDots(look), BusyDots(look)
    for busy in (short, long):
        qtbot.addWidget(busy)
        busy.start("Testing")
    short.stop()
    qtbot.waitUntil(long.isVisible)
    assert not short.isVisible()


def test_key_cap_is_as_wide_as_its_words(qtbot: QtBot, look: Look) -> None:
    one, long = KeyCap(look, "1"), KeyCap(look, "Ctrl+Shift+N")
    for cap in (one, long):
        qtbot.addWidget(cap)
    assert one.sizeHint().width() == one.sizeHint().height() == look.px(18)
    assert long.sizeHint().width() > 4 * one.sizeHint().width()


def test_search_is_emptied_by_esc_and_by_its_cross(qtbot: QtBot, look: Look) -> None:
    field = SearchField(look, "Find by words")
    qtbot.addWidget(field)
    field.resize(300, 32)
    field.show()
    cross = field.findChild(IconButton)
    assert cross is not None
    assert not cross.isVisible()
    QTest.keyClicks(field, "cat")
    assert cross.isVisible()
    assert field.rect().contains(cross.geometry())
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    QTest.keyClicks(field, "dog")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert not cross.isVisible()


def test_empty_state_says_what_is_missing_and_what_to_do(qtbot: QtBot, look: Look) -> None:
    add = Button(look, "Add pictures", kind="primary")
    state = EmptyState(look, "images", "No pictures yet", "Drop some here.", primary=add)
    qtbot.addWidget(state)
    state.show()
    assert state.title() == "No pictures yet"
    with qtbot.waitSignal(add.clicked):
        QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    state.set("Everything is sorted", "")
    assert state.title() == "Everything is sorted"


def test_overlay_covers_its_area_and_lets_the_mouse_through(qtbot: QtBot, look: Look) -> None:
    window, under = QWidget(), QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(under)
    overlay = DropOverlay(window, look)
    window.resize(400, 300)
    window.show()
    overlay.show_text("Drop 12 pictures into the inbox", "Or onto a class at the left.")
    assert overlay.geometry() == QRect(12, 12, 376, 276)
    assert window.childAt(QPoint(200, 150)) is under
    window.resize(600, 300)
    qtbot.waitUntil(lambda: overlay.width() == 576)
    overlay.show_text("Drop it here", "", under)
    assert under.geometry().contains(overlay.geometry())
