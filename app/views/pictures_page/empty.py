"""What stands in the grid's place while there is nothing in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.models.open_project import ProjectState
from app.models.tiles import Shown
from app.views.theme.look import Look
from app.views.widgets.basics import Button
from app.views.widgets.empty_state import EmptyState


class EmptyGrid(QStackedWidget):
    """Signals:
    add_asked: pictures are to be added. all_asked: everything is to be shown again.
    """

    add_asked = Signal()
    all_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        add = (self.tr("Add pictures"), "plus", self.add_asked)
        show_all = (self.tr("Show all"), "", self.all_asked)
        clear = (self.tr("Clear search"), "", self.all_asked)
        self._pages = {
            "all": self._page("images", add),
            "class": self._page("images", add),
            "inbox": self._page("check-circle", add),
            "some": self._page("search", clear),
            "none": self._page("filter", show_all),
        }

    def show_for(self, shown: Shown, state: ProjectState, text: str) -> None:
        """The words for what is shown."""
        kind = shown.shelf if shown.shelf in self._pages else "none"
        if kind == "inbox" and not state.pictures:
            kind = "all"
        page = self._pages[kind]
        page.set(*self._words(kind, shown, state, text))
        self.setCurrentWidget(page)

    def _words(self, kind: str, shown: Shown, state: ProjectState, text: str) -> tuple[str, str]:
        if kind == "class":
            name = next((view.name for view in state.classes if view.id == shown.class_id), "")
            title = self.tr("No pictures of {name} yet.").format(name=name)
            return title, self.tr("Drop some here, or paste with Ctrl+V.")
        if kind == "inbox":
            return self.tr("Everything is sorted."), ""
        if kind == "some":
            return self.tr('Nothing here looks like "{text}".').format(text=text), ""
        if kind == "none":
            return self.tr("There is nothing here."), ""
        text = self.tr(
            "Folders become classes; single pictures go to the inbox. Your originals are copied, never changed."
        )
        return self.tr("Drop pictures here."), text

    def _page(self, icon: str, button: tuple[str, str, object]) -> EmptyState:
        text, sign, signal = button
        primary = Button(self._look, text, icon=sign, kind="primary" if sign else "normal")
        primary.clicked.connect(signal)
        page = EmptyState(self._look, icon, "", "", primary=primary)
        self.addWidget(page)
        return page
