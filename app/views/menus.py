"""The menus: the same ones in the menu bar and under the menu button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

Groups = Sequence[Sequence[str]]

PROJECT: Groups = (("learn",), ("rename", "project_settings", "duplicate", "export"), ("trash",), ("home",))
EDIT: Groups = (("undo", "redo"), ("paste", "find", "palette"))
VIEW: Groups = (("pictures", "train", "check", "try", "use"), ("next_area", "full_screen", "messages"))
HELP: Groups = (("help", "keys"), ("backup", "backups", "logs"), ("about",))
FILE: Groups = (("new", "sample", "import"), ("open",), ("settings", "models"), ("quit",))


class Menus:
    """Filled once; what cannot be done just now is greyed by its action."""

    def __init__(self, parent: QWidget, actions: Mapping[str, QAction]) -> None:
        translate = QCoreApplication.translate
        self._actions = actions
        self.page = QMenu(translate("Menus", "&Page"), parent)
        self.project = self._menu(parent, translate("Menus", "&Project"), PROJECT)
        self._all = (
            self._menu(parent, translate("Menus", "&File"), FILE),
            self._menu(parent, translate("Menus", "&Edit"), EDIT),
            self.project,
            self.page,
            self._menu(parent, translate("Menus", "&View"), VIEW),
            self._menu(parent, translate("Menus", "&Help"), HELP),
        )
        self.button = QMenu(parent)
        for menu in self._all:
            self.button.addMenu(menu)

    def fill_bar(self, bar: QMenuBar) -> None:
        """Puts them into the menu bar."""
        for menu in self._all:
            bar.addMenu(menu)

    def set_page_actions(self, actions: Sequence[QAction]) -> None:
        """What the page that is seen can do."""
        self.page.clear()
        self.page.addActions(list(actions))
        self.page.menuAction().setVisible(bool(actions))

    def _menu(self, parent: QWidget, title: str, groups: Groups) -> QMenu:
        menu = QMenu(title, parent)
        for number, group in enumerate(groups):
            if number:
                menu.addSeparator()
            for name in group:
                menu.addAction(self._actions[name])
        return menu
