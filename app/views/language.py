"""The language of the window."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import as_file, files

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

KNOWN = ("en", "de")


class Languages:
    """Puts translations into the application. A change shows at the next start."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._installed: list[QTranslator] = []

    def choose(self, setting: str) -> str:
        """Takes "system" or one of `KNOWN`; returns which language it is now."""
        self.forget()
        language = setting if setting in KNOWN else best_of(QLocale.system().uiLanguages())
        QLocale.setDefault(_locale(language))
        self._install_qt(language)
        self._install_own(language)
        return language

    def forget(self) -> None:
        """Takes out what was put in: every text is its source again."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed.clear()

    def _install_own(self, language: str) -> None:
        """English too: its plural forms are in there."""
        with as_file(files("resources") / "translations" / f"mmrl_{language}.qm") as path:
            self._install(str(path))

    def _install_qt(self, language: str) -> None:
        """What Qt's own buttons and menus say; English is what they say by themselves."""
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._install(f"{folder}/qtbase_{language}.qm")

    def _install(self, path: str) -> None:
        translator = QTranslator(self._application)
        if translator.load(path):
            self._application.installTranslator(translator)
            self._installed.append(translator)


def best_of(wanted: Sequence[str]) -> str:
    """The first of a person's languages, such as "de-AT", that the window speaks; else English."""
    spoken = (name.replace("_", "-").split("-")[0] for name in wanted)
    return next((name for name in spoken if name in KNOWN), KNOWN[0])


def _locale(language: str) -> QLocale:
    """The system's own where it is of this language: a region has its dates and numbers."""
    system = QLocale.system()
    return system if system.name().split("_")[0] == language else QLocale(language)
