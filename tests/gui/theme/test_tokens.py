"""The table of tokens: everything that is written or drawn can be told from what it is on."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.services.colors import COLORS
from app.views.theme.tokens import (
    CLASS_BACKGROUNDS,
    DARK,
    LIGHT,
    SHAPE_CONTRAST,
    SHAPE_PAIRS,
    TEXT_CONTRAST,
    TEXT_PAIRS,
    Theme,
    contrast,
    high_contrast,
)

THEMES = {
    "light": LIGHT,
    "dark": DARK,
    "light, high": high_contrast(LIGHT),
    "dark, high": high_contrast(DARK),
}
every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())


def too_weak(theme: Theme, pairs: Mapping[str, tuple[str, ...]], floor: float) -> list[str]:
    return [
        f"{token} on {ground}: {contrast(theme.colors[token], theme.colors[ground]):.2f}"
        for token, grounds in pairs.items()
        for ground in grounds
        if contrast(theme.colors[token], theme.colors[ground]) < floor
    ]


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)


@every_theme
def test_text_can_be_read_on_all_its_grounds(theme: Theme) -> None:
    assert too_weak(theme, TEXT_PAIRS, TEXT_CONTRAST) == []


@every_theme
def test_lines_and_shapes_are_seen_on_all_their_grounds(theme: Theme) -> None:
    assert too_weak(theme, SHAPE_PAIRS, SHAPE_CONTRAST) == []


@every_theme
def test_marks_are_seen_on_all_their_grounds(theme: Theme) -> None:
    weak = [
        f"{name} on {ground}"
        for name, color in theme.classes.items()
        for ground in CLASS_BACKGROUNDS
        if contrast(color, theme.colors[ground]) < SHAPE_CONTRAST
    ]
    assert weak == []


@every_theme
def test_every_class_colour_has_a_value_of_its_own(theme: Theme) -> None:
    assert tuple(theme.classes) == COLORS
    assert len(set(theme.classes.values())) == len(COLORS)


def test_both_themes_know_the_same_tokens() -> None:
    assert all(theme.colors.keys() == LIGHT.colors.keys() for theme in THEMES.values())


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_high_contrast_has_strong_lines_and_one_tone_of_text(theme: Theme) -> None:
    high = high_contrast(theme)
    assert high.high_contrast
    assert high.colors["muted"] == theme.colors["text"]
    assert contrast(high.colors["border"], high.colors["surface"]) >= SHAPE_CONTRAST
    for tone in ("accent", "success", "warning", "danger"):
        assert contrast(high.colors[f"{tone}-line"], high.colors[f"{tone}-soft"]) >= SHAPE_CONTRAST
