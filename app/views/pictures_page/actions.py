"""The keys of the Pictures page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.views.actions import make_action
from app.views.camera.source import is_offered
from app.views.grid.grid import PictureGrid
from app.views.pictures_page.handling import Handling
from app.views.pictures_page.layout import PageLayout
from app.views.pictures_page.side import ClassSide

DIGITS = 10


class PictureActions:
    """The plain keys hold while the grid has the focus, and win there over its search by first letter."""

    def __init__(
        self,
        grid: PictureGrid,
        page: QWidget,
        handling: Handling,
        side: ClassSide,
        layout: PageLayout,
        rename: Callable[[], object],
        camera: Callable[[], object],
    ) -> None:
        self.actions = [*_of_grid(grid, handling), *_of_page(page, side, layout, rename, camera)]


def _of_grid(grid: PictureGrid, handling: Handling) -> list[QAction]:
    translate = QCoreApplication.translate
    table = (
        (translate("PicturesActions", "Accept the suggestion"), "check", ("Return", "Enter"), handling.accept),
        (translate("PicturesActions", "Move to the class that it looks like"), "check", (), handling.move_to_likely),
        (translate("PicturesActions", "Keep it in its class"), "check-circle", (), handling.keep),
        (translate("PicturesActions", "Quick look"), "zoom-in", "Space", handling.toggle_quick_look),
        (translate("PicturesActions", "Next unsorted"), "arrow-right", "N", handling.next_unsorted),
        (translate("PicturesActions", "Find a class by typing"), "tag", "L", handling.find_class),
        (translate("PicturesActions", "Remove"), "trash", "Del", handling.remove),
        (translate("PicturesActions", "Larger tiles"), "plus", ("Ctrl++", "Ctrl+="), grid.larger),
        (translate("PicturesActions", "Smaller tiles"), "minus", "Ctrl+-", grid.smaller),
    )
    here = Qt.ShortcutContext.WidgetShortcut
    actions = [make_action(grid, text, slot, icon=icon, keys=keys, context=here) for text, icon, keys, slot in table]
    for digit in range(DIGITS):
        text = translate("PicturesActions", "Put in class {n}").format(n=digit)
        text = text if digit else translate("PicturesActions", "Back to the inbox")
        put = partial(handling.put_digit, digit)
        icon = "tag" if digit else "inbox"
        actions.append(make_action(grid, text, put, icon=icon, keys=(str(digit), f"Num+{digit}"), context=here))
    grid.addActions(actions)
    return actions


def _of_page(
    page: QWidget, side: ClassSide, layout: PageLayout, rename: Callable[[], object], camera: Callable[[], object]
) -> list[QAction]:
    translate = QCoreApplication.translate
    table = (
        (translate("PicturesActions", "Rename the class"), "pencil", "F2", rename),
        (translate("PicturesActions", "Add a class"), "plus", "Ctrl+Shift+N", side.ask_class),
        (translate("PicturesActions", "Inspector"), "panel", "F9", layout.toggle_inspector),
        *(
            ((translate("PicturesActions", "Take pictures with a camera"), "camera", "", camera),)
            if is_offered()
            else ()
        ),
    )
    actions = [make_action(page, text, slot, icon=icon, keys=keys) for text, icon, keys, slot in table]
    page.addActions(actions)
    return actions
