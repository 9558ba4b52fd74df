"""Which language the window speaks, and the one that nobody speaks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from app.views import wording
from app.views.language import best_of
from tests.gui.pseudo_language import in_pseudo
from tests.gui.speaking import speaking, speaking_pseudo


@pytest.mark.parametrize(
    ("wanted", "language"),
    [(["de-AT", "en-US"], "de"), (["fr-FR", "de"], "de"), (["en_GB"], "en"), (["ja"], "en"), ([], "en"), (["C"], "en")],
)
def test_the_first_known_language_of_the_system_is_taken(wanted: list[str], language: str) -> None:
    assert best_of(wanted) == language


def test_german_is_spoken_by_the_window_and_by_qt(qapp: QApplication) -> None:
    with speaking(qapp, "de"):
        assert QLocale().name().startswith("de")
        assert QCoreApplication.translate("Wording", "Yesterday") == "Gestern"
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    assert QCoreApplication.translate("Wording", "Yesterday") == "Yesterday"


def test_english_has_its_plural_forms(qapp: QApplication) -> None:
    with speaking(qapp, "en"):
        assert wording.duration(60) == "about 1 minute"
        assert wording.duration(120) == "about 2 minutes"


@pytest.mark.parametrize(
    "text", ["Train", "&Open {name}", "%n picture(s) of <b>{name}</b>", "A whole sentence of words."]
)
def test_pseudo_texts_are_longer_and_keep_what_is_computed_with(text: str) -> None:
    said = in_pseudo(text)
    assert said[0] == "["
    assert said[-1] == "]"
    assert len(said) >= 1.35 * len(text)
    assert all(part in said for part in ("{name}", "%n", "<b>", "&O") if part in text)


def test_pseudo_takes_the_place_of_every_text(qapp: QApplication) -> None:
    with speaking(qapp, "en"), speaking_pseudo(qapp):
        assert wording.duration(240).startswith("[àböût 4 mîñûté")
        assert QCoreApplication.translate("Somewhere", "Undo") not in ("", "Undo")
    assert QCoreApplication.translate("Somewhere", "Undo") == "Undo"
