"""Theme and text size: what a person chooses is what is seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.views.theme import look as look_module
from app.views.theme.look import FONTS, Look
from app.views.theme.tokens import DARK, LIGHT
from app.views.widgets.basics import Button, Card, IconButton, Label
from app.views.widgets.numbers import DecimalField, NumberField
from tests.gui.theme.pixels import name, shown_colors

HEIGHTS = {"small": 26, "normal": 32, "large": 44}


@pytest.mark.parametrize(("choice", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_theme_dresses_palette_and_widgets(look: Look, qtbot: QtBot, choice: str, theme: object) -> None:
    card = Card()
    qtbot.addWidget(card)
    card.resize(40, 40)
    look.set(theme=choice)
    assert look.theme == theme
    assert QApplication.palette().color(QPalette.ColorRole.Window) == look.color("window")
    assert QApplication.palette().color(QPalette.ColorRole.ToolTipText) == look.color("text")
    assert {look.color("surface").name(), look.color("border").name()} <= shown_colors(card)


def test_system_theme_is_followed(look: Look, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(look_module, "system_is_dark", lambda: False)
    look.set(theme="system")
    assert look.theme == LIGHT
    monkeypatch.setattr(look_module, "system_is_dark", lambda: True)
    hints = QGuiApplication.styleHints()
    with qtbot.waitSignal(look.changed):
        hints.colorSchemeChanged.emit(hints.colorScheme())
    assert look.theme == DARK


def test_chosen_theme_stays_when_the_system_changes(look: Look, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(look_module, "system_is_dark", lambda: True)
    hints = QGuiApplication.styleHints()
    with qtbot.assertNotEmitted(look.changed):
        hints.colorSchemeChanged.emit(hints.colorScheme())
    assert look.theme == LIGHT


def test_wish_for_contrast_is_followed(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(look_module, "system_wants_contrast", lambda: True)
        look.set(theme="dark")
        assert look.theme.high_contrast
        assert look.color("muted") == look.color("text")
    look.set(theme="light")
    assert not look.theme.high_contrast


def test_system_is_asked_again_and_again(look: Look) -> None:
    for choice in ("dark", "light", "system") * 5:
        look.set(theme=choice)
    assert not look.theme.high_contrast


def test_what_looks_the_same_is_not_told(look: Look, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(look.changed):
        look.set(theme="light", text_size=100, less_motion=False, bars_stay=True)
    assert look.messages_stay


def test_less_motion_is_the_persons_or_the_systems(look: Look) -> None:
    look.set(less_motion=True)
    assert look.less_motion


@pytest.mark.parametrize("style", FONTS)
def test_fonts_grow_with_the_text_and_come_back(look: Look, style: str) -> None:
    before = look.font(style).pointSizeF()
    look.set(text_size=200)
    assert look.font(style).pointSizeF() == pytest.approx(2 * before)
    look.set(text_size=100)
    assert look.font(style).pointSizeF() == pytest.approx(before)
    assert look.font(style).featureValue(QFont.Tag("tnum")) == 1


def test_labels_have_the_fonts_of_the_look(look: Look, qtbot: QtBot) -> None:
    label = Label("61%", "figure")
    qtbot.addWidget(label)
    label.show()
    assert label.font().pointSizeF() == pytest.approx(look.font("figure").pointSizeF(), abs=0.02)
    assert label.font().weight() == look.font("figure").weight()


@pytest.mark.parametrize("text_size", [100, 125, 150, 200])
@pytest.mark.parametrize("size", HEIGHTS)
def test_buttons_are_as_tall_as_drawn_and_hold_their_text(look: Look, qtbot: QtBot, size: str, text_size: int) -> None:
    look.set(text_size=text_size)
    button = Button(look, "Add pictures", icon="plus", size=size)
    qtbot.addWidget(button)
    button.show()
    metrics = QFontMetrics(button.font())
    assert button.height() == look.px(HEIGHTS[size])
    assert button.height() >= metrics.height() + 4
    assert button.width() >= metrics.horizontalAdvance(button.text()) + button.iconSize().width() + 20


def test_large_text_makes_taller_buttons_of_those_that_are_there(look: Look, qtbot: QtBot) -> None:
    button, square = Button(look, "Train", icon="learn", kind="primary"), IconButton(look, "undo", "Undo")
    for widget in (button, square):
        qtbot.addWidget(widget)
        widget.show()
    before = button.sizeHint(), button.iconSize(), square.size()
    look.set(text_size=200)
    button.adjustSize()
    assert button.height() > 1.7 * before[0].height()
    assert button.iconSize().height() > 1.7 * before[1].height()
    assert square.width() == square.height() == look.px(32)


def test_line_of_a_focused_or_wrong_field_moves_nothing(look: Look, qtbot: QtBot) -> None:
    calm, wrong = QLineEdit("cat"), QLineEdit("cat")
    wrong.setProperty("error", "true")
    for field in (calm, wrong):
        qtbot.addWidget(field)
        field.show()
    assert wrong.sizeHint() == calm.sizeHint()
    assert wrong.cursorRect() == calm.cursorRect()
    assert calm.sizeHint().height() == look.px(32)
    assert name(LIGHT.colors["danger"]) in shown_colors(wrong)
    assert name(LIGHT.colors["danger"]) not in shown_colors(calm)


@pytest.mark.parametrize("kind", [NumberField, DecimalField])
@pytest.mark.parametrize("text_size", [100, 200])
def test_number_fields_hold_their_text(
    look: Look, qtbot: QtBot, kind: type[NumberField] | type[DecimalField], text_size: int
) -> None:
    look.set(text_size=text_size)
    field = kind(look)
    field.setSuffix(" rounds")
    qtbot.addWidget(field)
    field.show()
    inner = field.lineEdit()
    room = inner.width() - inner.textMargins().left()
    assert room >= QFontMetrics(inner.font()).horizontalAdvance(inner.text())
    assert field.height() == look.px(32)


@pytest.mark.parametrize("text_size", range(100, 201, 5))
def test_what_is_round_stays_round_at_every_text_size(look: Look, qtbot: QtBot, text_size: int) -> None:
    """A radius above half the height would turn the corners square."""
    look.set(text_size=text_size)
    card = Card()
    qtbot.addWidget(card)
    pill = Button(look, "Maybe", kind="pill", parent=card)
    pill.setCheckable(True)
    pill.setChecked(True)
    pill.move(10, 10)
    pill.adjustSize()
    card.resize(pill.width() + 20, pill.height() + 20)
    picture = card.grab().toImage()
    assert picture.pixelColor(10, 10) == look.color("surface")
    assert picture.pixelColor(10 + pill.width() // 2, 10) == look.color("accent")


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    @Slot()
    def hear(self) -> None:
        self.times += 1


def test_change_is_told_once(look: Look) -> None:
    listener = Listener()
    look.changed.connect(listener.hear)
    look.set(theme="dark", text_size=150)
    assert listener.times == 1
