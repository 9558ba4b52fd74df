"""A language for a while, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app.views.language import Languages
from tests.gui.pseudo_language import PseudoLanguage


@contextmanager
def speaking(application: QApplication, language: str) -> Iterator[None]:
    """The window speaks `language` inside; what it spoke before comes back."""
    before = QLocale()
    languages = Languages(application)
    languages.choose(language)
    try:
        yield
    finally:
        languages.forget()
        QLocale.setDefault(before)


@contextmanager
def speaking_pseudo(application: QApplication) -> Iterator[QTranslator]:
    """Every text is longer and accented inside; texts that are not to be translated stand out."""
    translator = PseudoLanguage(application)
    application.installTranslator(translator)
    try:
        yield translator
    finally:
        application.removeTranslator(translator)
