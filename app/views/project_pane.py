"""An open project: the header and its five pages, each made when it is first seen, or before that in steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.views.header import Header
from app.views.in_steps import Steps, all_steps
from app.views.page import Page
from app.views.theme.look import Look
from app.views.wishes import PAGES

MakePage = Callable[[Desk, Look, QWidget], Steps[Page]]  # all that is made is a child of the widget


class ProjectPane(QWidget):
    """Signals:
    page_made: a `Page`, before it is first seen. page_changed: one of `PAGES`.
    """

    page_made = Signal(object)
    page_changed = Signal(str)

    def __init__(
        self,
        desk: Desk,
        look: Look,
        actions: dict[str, QAction],
        makers: Mapping[str, MakePage],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._look, self._makers = desk, look, makers
        self._pages: dict[str, Page] = {}
        self._steps: dict[str, Steps[Page]] = {}  # of pages that are being made
        self._made: dict[str, Page] = {}  # what nobody has seen yet: it knows of no project
        # It goes with the pane, and all that is on it, finished or not. What has no parent goes when Python looks for
        # garbage: in any thread, and while it still hears of events.
        self._bench = QWidget(self)
        self._bench.hide()  # or else a page comes up over the pane when that is shown
        self._current = ""
        self.project: OpenProject | None = None
        self.header = Header(look, desk.activity, actions)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        self.header.page_chosen.connect(self.go_to)

    @property
    def current(self) -> str:
        """One of `PAGES`; empty before the first is seen."""
        return self._current

    def page(self, name: str) -> Page:
        """The page of this name, made now if it was not yet."""
        if name not in self._pages:
            page = self._made.pop(name, None) or all_steps(self._take_steps(name))
            self._pages[name] = page
            self._stack.addWidget(page)
            self.page_made.emit(page)
            page.set_project(self.project)
        return self._pages[name]

    def make_some(self) -> bool:
        """Takes a short step to the pages that nobody has seen yet; whether there may be another."""
        name = next((name for name in self._makers if name not in self._pages and name not in self._made), None)
        if name is None:
            return False
        steps = self._take_steps(name)
        try:
            next(steps)
            self._steps[name] = steps
        except StopIteration as end:
            self._made[name] = end.value
        return True

    def seen(self) -> Page | None:
        """The page that is seen."""
        return self._pages.get(self._current)

    def set_project(self, project: OpenProject | None) -> None:
        """Shows another project on all pages, or none."""
        self.project = project
        for page in self._pages.values():
            page.set_project(project)

    def go_to(self, name: str) -> None:
        """Shows the page of this name, one of `PAGES`."""
        if name not in PAGES:
            raise ValueError(name)
        page = self.page(name)
        before = self.seen()
        if before is page:
            return
        if before is not None:
            before.left()
        self._current = name
        self._stack.setCurrentWidget(page)
        self.header.set_page(name)
        page.entered()
        page.take_focus()
        self.page_changed.emit(name)

    def _take_steps(self, name: str) -> Steps[Page]:
        """Those to a page that are left to take."""
        if name in self._steps:
            return self._steps.pop(name)
        return self._makers[name](self._desk, self._look, self._bench)
