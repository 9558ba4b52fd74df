"""What stands in the grid's place while there is nothing in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.models.open_project import ProjectState
from app.models.tiles import Shown
from app.views.pictures_page.filter_menu import filter_word
from app.views.theme.look import Look
from app.views.widgets.basics import Button
from app.views.widgets.empty_state import EmptyState
from app.views.wording import number


class EmptyGrid(QStackedWidget):
    """Signals:
    add_asked: pictures are to be added. all_asked: everything is to be shown again. clear_asked: the search is over.
    """

    add_asked = Signal()
    all_asked = Signal()
    clear_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        add = (self.tr("Add pictures"), "plus", self.add_asked)
        show_all = (self.tr("Show all"), "", self.all_asked)
        clear = (self.tr("Clear search"), "", self.clear_asked)
        self._pages = {
            "all": self._page("images", add),
            "class": self._page("images", add),
            "inbox": self._page("check-circle", add),
            "search": self._page("search", clear),
            "looking": self._page("search", clear),
            "some": self._page("grid", show_all),
            "wrong": self._page("check-circle", show_all),
            "unsure": self._page("check-circle", show_all),
            "filter": self._page("filter", show_all),
            "copies": self._page("copies", show_all),
            "unreadable": self._page("check-circle", show_all),
            "trash": self._page("trash", show_all),
        }

    def show_for(self, shown: Shown, state: ProjectState, looking: tuple[int, int] | None) -> None:
        """The words for what is shown.

        Args:
            looking: how many pictures of how many a search knows by now; None when it is all of them.
        """
        kind = "filter" if shown.only else shown.shelf
        if kind == "some" and shown.text:
            kind = "search" if looking is None else "looking"
        if kind == "inbox" and not state.pictures:
            kind = "all"
        page = self._pages[kind]
        page.set(*self._words(kind, shown, state, looking or (0, 0)))
        self.setCurrentWidget(page)

    def title(self) -> str:
        """What is said now."""
        page = self.currentWidget()
        return page.title() if isinstance(page, EmptyState) else ""

    def _words(self, kind: str, shown: Shown, state: ProjectState, looking: tuple[int, int]) -> tuple[str, str]:
        match kind:
            case "class":
                name = next((view.name for view in state.classes if view.id == shown.class_id), "")
                title = self.tr("No pictures of {name} yet.").format(name=name)
                return title, self.tr("Drop some here, or paste with Ctrl+V.")
            case "inbox":
                return self.tr("Everything is sorted."), ""
            case "search":
                return self.tr('Nothing here looks like "{text}".').format(text=shown.text), ""
            case "looking":
                text = self.tr("{done} of %n picture(s) are looked at so far.", "", looking[1])
                return self.tr("Still looking."), text.format(done=number(looking[0]))
            case "wrong" | "unsure":
                return self.tr("Nothing to look at."), self.tr("Well sorted.")
            case "filter":
                return self.tr("No picture is {filter}.").format(filter=filter_word(shown.only)), ""
            case "copies":
                return self.tr("No picture is a copy."), ""
            case "unreadable":
                return self.tr("Every file could be read."), ""
            case "trash":
                return self.tr("The trash is empty."), ""
            case "some":
                return self.tr("These pictures are gone."), ""
        return self.tr("Drop pictures here."), self.tr(
            "Folders become classes; single pictures go to the inbox. Your originals are copied, never changed."
        )

    def _page(self, icon: str, button: tuple[str, str, object]) -> EmptyState:
        text, sign, signal = button
        primary = Button(self._look, text, icon=sign, kind="primary" if sign else "normal")
        primary.clicked.connect(signal)
        page = EmptyState(self._look, icon, "", "", primary=primary)
        self.addWidget(page)
        return page
