"""The language of the window."""

from __future__ import annotations

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
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed.clear()
        language = setting if setting in KNOWN else _of_system()
        if QLocale().name().split("_")[0] != language:
            QLocale.setDefault(QLocale(language))
        self._install_own(language)
        self._install_qt(language)
        return language

    def _install_own(self, language: str) -> None:
        """English too: its plural forms are in there."""
        with as_file(files("resources") / "translations" / f"mmrl_{language}.qm") as path:
            self._install(str(path))

    def _install_qt(self, language: str) -> None:
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._install(f"{folder}/qtbase_{language}.qm")

    def _install(self, path: str) -> None:
        translator = QTranslator(self._application)
        if translator.load(path):
            self._application.installTranslator(translator)
            self._installed.append(translator)


def _of_system() -> str:
    for name in QLocale.system().uiLanguages():
        if name.split("-")[0] in KNOWN:
            return name.split("-")[0]
    return "en"
