"""The Use page: a side list, and one of its parts."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.views.actions import make_action
from app.views.dropped import may_be_folder
from app.views.in_steps import Steps, all_steps
from app.views.page import Page
from app.views.theme.look import Look
from app.views.use_page.folder_shown import FolderShown
from app.views.use_page.programs import Programs
from app.views.use_page.share import Share
from app.views.use_page.sort_folder import SortFolder
from app.views.use_page.watch_folder import WatchFolder
from app.views.widgets.basics import Surface
from app.views.widgets.side_row import SideRow

SIDE, THIN, ROW = 232, 52, 38
NARROW = 1120  # below this the side list shows icons alone
SORT, WATCH, SHARE, PROGRAMS = range(4)


Parts = tuple[SortFolder, WatchFolder, Share, Programs]


def make_parts(desk: Desk, look: Look, parent: QWidget) -> Steps[Parts]:
    """The parts of the page, one after another."""
    sort = SortFolder(desk, look, parent)
    yield
    watch = WatchFolder(desk, look, parent)
    yield
    share = Share(desk, look, parent)
    yield
    programs = Programs(look, parent)
    yield
    return sort, watch, share, programs


class UsePage(Page):
    """What can be done with what was learned."""

    def __init__(self, desk: Desk, look: Look, parts: Parts | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self.sort, self.watch, self.share, self.programs = parts or all_steps(make_parts(desk, look, self))
        self.rows = (
            SideRow(look, "folder", self.tr("Sort a folder"), height=ROW),
            SideRow(look, "folder-eye", self.tr("Watch a folder"), height=ROW),
            SideRow(look, "share", self.tr("Share what it learned"), height=ROW),
            SideRow(look, "code", self.tr("Use it in other programs"), height=ROW),
        )
        self._stack = QStackedWidget()
        for part in (self.sort, self.watch, self.share, self.programs):
            self._stack.addWidget(part)
            part.said.connect(self.said)
            part.wished.connect(self.wished)
        for place, row in enumerate(self.rows):
            row.setToolTip(row.text())
            row.clicked.connect(partial(self._show, place))
        self._lay_out()
        self._show(SORT)
        self._actions = [
            make_action(self, self.tr("Choose a folder..."), self._choose, icon="folder", keys="Ctrl+Shift+O"),
            make_action(self, self.tr("Save as a table (CSV)..."), self._save_table, icon="table", keys="Ctrl+S"),
            make_action(self, self.tr("Watch a folder..."), self._choose_watched, icon="folder-eye"),
        ]
        self.addActions(self._actions)

    def on_project(self) -> None:
        self.sort.set_project(self.project)
        self.watch.set_project(self.project)
        if self.project is None:
            self.share.show_project(None)
            self.programs.show_project(None)

    def on_changed(self) -> None:
        self.sort.refresh_marks()
        self.watch.refresh_marks()
        self.share.show_project(self.project)
        self.programs.show_project(self.project)

    def page_actions(self) -> Sequence[QAction]:
        return self._actions

    def areas(self) -> Sequence[QWidget]:
        place, shown = self._stack.currentIndex(), self._shown()
        if shown is not None and shown.run is not None:
            return (self.rows[place], shown.answers.table, shown.panel.copy)
        part = (self.sort.choose, self.watch.choose, self.share.take, self.programs.command)[place]
        return (self.rows[place], part)

    def main_area(self) -> QWidget | None:
        return self.areas()[1]

    def start_search(self) -> None:
        shown = self._shown() or self.sort
        self._show(WATCH if shown is self.watch else SORT)
        if shown.run is not None:
            shown.answers.start_search()

    def escape(self) -> bool:
        shown = self._shown()
        if shown is None or not shown.preview.isVisible():
            return False
        shown.preview.shut()
        return True

    def show_what(self, what: object) -> None:
        """ "share", or ("failed", a run's id)."""
        if what == "share":
            self._show(SHARE)
        elif isinstance(what, tuple) and what[0] == "failed":
            self._show(SORT)
            self.sort.show_failed(what[1])

    def drop_text(self, paths: Sequence[Path]) -> tuple[str, str] | None:
        if self.project is None or not any(may_be_folder(path) for path in paths):
            return super().drop_text(paths)
        watch = self._shown() is self.watch
        title = self.tr("Drop a folder to watch it") if watch else self.tr("Drop a folder to answer its pictures")
        return title, self.tr("Nothing in the folder is changed.")

    def take_drop(self, paths: Sequence[Path]) -> None:
        """Whether there is a folder among them is asked off the window's thread: it may be far away."""
        given = tuple(paths)
        self.desk.do_long("folder", partial(_first_folder, given), on_done=partial(self._take_folder, given))

    def _take_folder(self, paths: tuple[Path, ...], folder: Path | None) -> None:
        if folder is None:
            super().take_drop(paths)
        elif self._shown() is self.watch:
            self.watch.look_into(folder)
        else:
            self._show(SORT)
            self.sort.start(folder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def open_files(self) -> bool:
        if self._shown() is self.watch:
            self.watch.ask_folder()
        else:
            self._choose()
        return True

    def _shown(self) -> FolderShown | None:
        """The part with answers that is seen."""
        return {SORT: self.sort, WATCH: self.watch}.get(self._stack.currentIndex())

    def _save_table(self) -> None:
        (self._shown() or self.sort).save_table()

    def _choose_watched(self) -> None:
        self._show(WATCH)
        self.watch.ask_folder()

    def _choose(self) -> None:
        self._show(SORT)
        self.sort.ask_folder()

    def _show(self, place: int, checked: bool = False) -> None:
        for number, row in enumerate(self.rows):
            row.setChecked(number == place)
        self._stack.setCurrentIndex(place)

    def _lay_out(self) -> None:
        side = Surface("side")
        self._side = side
        list_ = QVBoxLayout(side)
        list_.setContentsMargins(8, 16, 8, 16)
        list_.setSpacing(0)
        for row in self.rows:
            list_.addWidget(row)
        list_.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        self.bars.setContentsMargins(0, 0, 0, 12)  # which is gone when they are: the panel reaches down to the end
        foot.addWidget(self.bars)
        right.addLayout(foot)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(side)
        line.addLayout(right, 1)
        self.look.changed.connect(self._dress)

    def _dress(self) -> None:
        narrow = self.width() < self.look.px(NARROW)
        self._side.setFixedWidth(self.look.px(THIN if narrow else SIDE))
        for row in self.rows:
            row.set_thin(narrow)


def _first_folder(paths: tuple[Path, ...]) -> Path | None:
    # os.path's answer is "no" where nobody may look, and where the name cannot be one.
    return next((path for path in paths if os.path.isdir(path)), None)  # noqa: PTH112
