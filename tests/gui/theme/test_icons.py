"""The icons take their colour from the theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from pytestqt.qtbot import QtBot

from app.views.theme.look import Look
from app.views.theme.tokens import DARK, LIGHT
from app.views.widgets.basics import Button, IconButton
from tests.gui.theme.pixels import colors_of, name, shown_colors

ICONS = Path(__file__).resolve().parents[3] / "resources" / "icons"
NAMES = sorted({item.stem for item in ICONS.glob("*.svg")} - {"app"})  # the program's own mark has its colours


def test_there_are_icons() -> None:
    assert {"home", "images", "learn", "verify", "try", "use", "undo", "x"} <= set(NAMES)
    assert (ICONS / "app.svg").exists()


@pytest.mark.parametrize("icon", NAMES)
def test_icon_is_drawn_in_the_colour_that_is_asked_for(look: Look, icon: str) -> None:
    assert "#" not in (ICONS / f"{icon}.svg").read_text("utf-8")
    assert colors_of(look.pixmap(icon, 48, "danger")) == {name(LIGHT.colors["danger"])}


def test_icons_follow_the_theme(look: Look) -> None:
    assert colors_of(look.pixmap("learn", 24)) == {name(LIGHT.colors["text"])}
    look.set(theme="dark")
    assert colors_of(look.pixmap("learn", 24)) == {name(DARK.colors["text"])}
    assert colors_of(look.icon("learn", "accent").pixmap(20)) == {name(DARK.colors["accent"])}


@pytest.mark.parametrize(("token", "disabled"), [("text", "muted"), ("on-accent", "muted"), ("muted", "field-border")])
def test_icon_of_what_cannot_be_used_is_another(look: Look, token: str, disabled: str) -> None:
    picture = look.icon("learn", token).pixmap(QSize(20, 20), 1.0, QIcon.Mode.Disabled)
    assert colors_of(picture) == {name(LIGHT.colors[disabled])}


def test_icon_without_a_name_is_empty(look: Look) -> None:
    assert look.icon("").isNull()


@pytest.mark.parametrize("text_size", [100, 150, 200])
def test_icons_are_sharp_at_every_text_size(look: Look, text_size: int) -> None:
    look.set(text_size=text_size)
    for drawn in (14, 16, 18, 20, 36):
        size = look.px(drawn)
        assert look.icon("learn").actualSize(QSize(size, size)) == QSize(size, size)


def test_pixmap_of_a_sharper_screen_has_more_pixels(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Look, "ratio", 2.0)
    picture = look.pixmap("learn", 18)
    assert picture.width() == 36
    assert picture.deviceIndependentSize().width() == 18


def test_buttons_recolour_themselves(look: Look, qtbot: QtBot) -> None:
    primary, quiet = Button(look, "Train", icon="learn", kind="primary"), IconButton(look, "undo", "Undo")
    for widget in (primary, quiet):
        qtbot.addWidget(widget)
        widget.show()
    assert colors_of(primary.icon().pixmap(primary.iconSize())) == {name(LIGHT.colors["on-accent"])}
    look.set(theme="dark")
    assert colors_of(primary.icon().pixmap(primary.iconSize())) == {name(DARK.colors["on-accent"])}
    assert name(DARK.colors["accent"]) in shown_colors(primary)
    assert name(DARK.colors["muted"]) in shown_colors(quiet)
