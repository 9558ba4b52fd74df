"""Which pictures of a class are shown. What is flagged in the whole project has rows of its own in the side bar."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu


def filter_word(only: str) -> str:
    """A filter as it stands in a sentence: "No picture is ..."."""
    translate = QCoreApplication.translate
    return {
        "wrong": translate("FilterMenu", "likely wrong"),
        "unsure": translate("FilterMenu", "unsure"),
        "copies": translate("FilterMenu", "a copy"),
    }[only]


def filter_title(name: str, only: str) -> str:
    """What is shown of a class."""
    translate = QCoreApplication.translate
    return {
        "": "{name}",
        "wrong": translate("FilterMenu", "{name}: likely wrong"),
        "unsure": translate("FilterMenu", "{name}: unsure"),
        "copies": translate("FilterMenu", "{name}: copies"),
    }[only].format(name=name)


class FilterMenu(QObject):
    """Entries at the end of a menu, of which one is chosen.

    Signals:
        chosen: one of `app.models.tiles.FILTERS`; empty for all pictures.
    """

    chosen = Signal(str)

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        entries = (
            ("", self.tr("All pictures of the class")),
            ("wrong", self.tr("Only those that are likely wrong")),
            ("unsure", self.tr("Only those that are unsure")),
            ("copies", self.tr("Only copies")),
        )
        group = QActionGroup(self)
        self._line = menu.addSeparator()
        self.entries: dict[str, QAction] = {}
        for only, text in entries:
            entry = menu.addAction(text)
            entry.setCheckable(True)
            entry.triggered.connect(partial(self._choose, only))
            group.addAction(entry)
            self.entries[only] = entry

    def show_only(self, only: str, *, usable: bool) -> None:
        """What is chosen; no choice where it is not `usable`."""
        self._line.setVisible(usable)
        for entry in self.entries.values():
            entry.setVisible(usable)
        self.entries[only].setChecked(True)

    def _choose(self, only: str, checked: bool = False) -> None:
        self.chosen.emit(only)
