"""The keys of the Pictures page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction

from app.views.actions import make_action

if TYPE_CHECKING:
    from app.views.pictures_page.page import PicturesPage

DIGITS = 10


def picture_actions(page: PicturesPage) -> list[QAction]:
    """The plain keys hold while the grid has the focus, and win there over its search by first letter."""
    translate = QCoreApplication.translate
    here, there = Qt.ShortcutContext.WidgetShortcut, Qt.ShortcutContext.WindowShortcut
    grid = page.grid
    table = (
        (translate("PicturesActions", "Accept the suggestion"), "check", ("Return", "Enter"), page.accept_suggestions),
        (translate("PicturesActions", "Quick look"), "zoom-in", "Space", page.quick_look),
        (translate("PicturesActions", "Next unsorted"), "arrow-right", "N", page.next_unsorted),
        (translate("PicturesActions", "Find a class by typing"), "tag", "L", page.find_class),
        (translate("PicturesActions", "Remove"), "trash", "Del", page.remove_selected),
        (translate("PicturesActions", "Larger tiles"), "plus", ("Ctrl++", "Ctrl+="), grid.larger),
        (translate("PicturesActions", "Smaller tiles"), "minus", "Ctrl+-", grid.smaller),
    )
    actions = [make_action(grid, text, slot, icon=icon, keys=keys, context=here) for text, icon, keys, slot in table]
    for digit in range(DIGITS):
        text = (
            translate("PicturesActions", "Put in class {n}").format(n=digit)
            if digit
            else translate("PicturesActions", "Back to the inbox")
        )
        put = partial(page.put_digit, digit)
        actions.append(make_action(grid, text, put, icon="tag", keys=str(digit), context=here))
    for action in actions:
        grid.addAction(action)
    window = (
        (translate("PicturesActions", "Rename the class"), "pencil", "F2", page.rename_class),
        (translate("PicturesActions", "Add a class"), "plus", "Ctrl+Shift+N", page.side.ask_class),
        (translate("PicturesActions", "Inspector"), "panel", "F9", page.toggle_inspector),
    )
    for text, icon, key, slot in window:
        action = make_action(page, text, slot, icon=icon, keys=key, context=there)
        page.addAction(action)
        actions.append(action)
    return actions
