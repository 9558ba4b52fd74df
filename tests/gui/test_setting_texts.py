"""Every setting and every choice has its words in the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.services.settings_schema import BY_KEY, SETTINGS, Choice, Number, SettingSpec
from app.views.language import KNOWN
from app.views.setting_texts import choice_text, setting_texts, unit_text
from tests.gui.speaking import speaking

CHOICES = [(spec.key, value) for spec in SETTINGS if isinstance(spec.kind, Choice) for value in spec.kind.values]


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    with speaking(qapp, "en"):
        yield


@pytest.mark.parametrize("spec", SETTINGS, ids=lambda spec: spec.key)
def test_a_setting_has_its_title_and_a_help_in_both_languages(spec: SettingSpec, qapp: QApplication) -> None:
    title, text = setting_texts(spec)
    assert title == spec.title
    assert text.endswith(".")
    with speaking(qapp, "de"):
        assert setting_texts(spec)[0] != title
        assert setting_texts(spec)[1] != text


@pytest.mark.parametrize(("key", "value"), CHOICES)
def test_a_choice_is_said_in_words(key: str, value: str) -> None:
    assert choice_text(key, value) != value


def test_the_languages_to_choose_are_those_that_there_are() -> None:
    kind = BY_KEY["language"].kind
    assert isinstance(kind, Choice)
    assert set(kind.values) == {"system", *KNOWN}
    assert choice_text("language", "de") == "Deutsch"  # in its own language, whatever the window speaks


def test_a_unit_stands_behind_its_number() -> None:
    units = {spec.key: unit_text(spec.kind.unit) for spec in SETTINGS if isinstance(spec.kind, Number)}
    assert units == {"text_size": " %", "backup_minutes": " minutes"}
