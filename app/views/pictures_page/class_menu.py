"""The menu of a class in the side bar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QMenu, QWidget

from app.services.classes import ClassView
from app.services.colors import COLORS, Mark
from app.views.theme.look import Look
from app.views.theme.marks import mark_icon


class ClassMenu(QMenu):
    """Signals:
    add_asked, rename_asked, words_asked, merge_asked, removed: of the class. recolored: the name of a colour.
    moved: -1 or 1 places.
    """

    add_asked = Signal()
    rename_asked = Signal()
    words_asked = Signal()
    merge_asked = Signal()
    removed = Signal()
    recolored = Signal(str)
    moved = Signal(int)

    def __init__(self, look: Look, view: ClassView, row: int, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._look = look
        self._tell("image-plus", self.tr("Add pictures..."), self.add_asked)
        self._tell("pencil", self.tr("Rename") + "\tF2", self.rename_asked)
        self._tell("words", self.tr("Words for the model..."), self.words_asked)
        colors = self.addMenu(self.tr("Colour"))
        for name in COLORS:
            entry = colors.addAction(mark_icon(Mark(name, view.mark.shape), look), color_name(name))
            entry.setCheckable(True)
            entry.setChecked(name == view.mark.color)
            entry.triggered.connect(partial(self._emit, partial(self.recolored.emit, name)))
        if count > 1:
            self._tell("stack", self.tr("Merge into..."), self.merge_asked)
        if row > 0:
            self._entry("", self.tr("Move up") + "\tAlt+Up", partial(self.moved.emit, -1))
        if row < count - 1:
            self._entry("", self.tr("Move down") + "\tAlt+Down", partial(self.moved.emit, 1))
        self.addSeparator()
        self._tell("trash", self.tr("Remove the class"), self.removed)

    def _tell(self, icon: str, text: str, signal: SignalInstance) -> None:
        self._entry(icon, text, signal.emit)

    def _entry(self, icon: str, text: str, act: Callable[[], object]) -> None:
        action = self.addAction(text)
        if icon:
            action.setIcon(self._look.icon(icon))
        action.triggered.connect(partial(self._emit, act))

    def _emit(self, act: Callable[[], object], checked: bool = False) -> None:
        act()


def color_name(color: str) -> str:
    """What one of `COLORS` is called."""
    translate = QCoreApplication.translate
    return {
        "blue": translate("ClassMenu", "Blue"),
        "orange": translate("ClassMenu", "Orange"),
        "green": translate("ClassMenu", "Green"),
        "pink": translate("ClassMenu", "Pink"),
        "purple": translate("ClassMenu", "Purple"),
        "sky": translate("ClassMenu", "Sky blue"),
        "gold": translate("ClassMenu", "Gold"),
        "red": translate("ClassMenu", "Red"),
        "teal": translate("ClassMenu", "Teal"),
        "slate": translate("ClassMenu", "Slate"),
    }[color]
