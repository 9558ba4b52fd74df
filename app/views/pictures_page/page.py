"""The Pictures page: side bar, grid and inspector show what lies on one shelf of the project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.pictures_model import PicturesModel
from app.models.project_vectors import project_vectors
from app.models.shelves import Shelves
from app.models.tiles import Shown
from app.services.next_step import NextStep
from app.views.grid.grid import USUAL, PictureGrid
from app.views.grid.quick_look import QuickLook
from app.views.import_flow import ImportFlow
from app.views.page import Page
from app.views.pictures_page.actions import PictureActions
from app.views.pictures_page.empty import EmptyGrid
from app.views.pictures_page.filter_menu import filter_title
from app.views.pictures_page.handling import Handling
from app.views.pictures_page.inspector import Inspector
from app.views.pictures_page.labelling import Labelling
from app.views.pictures_page.layout import PageLayout
from app.views.pictures_page.page_imports import PageImports
from app.views.pictures_page.reasons import short_reason
from app.views.pictures_page.shelf_lines import CopiesLine, InboxLine
from app.views.pictures_page.side import ClassSide
from app.views.pictures_page.toolbar import GridBar
from app.views.pictures_page.wiring import wire
from app.views.theme.look import Look
from app.views.widgets.work_strip import WorkStrip
from app.views.wishes import GoTo, ShowPictures, Train

TILE_SIDE = "tile_side"  # in the window's memory
SEEN_MS = 150  # after scrolling


class PicturesPage(Page):
    """Looks through the pictures and sorts them into classes."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self.shelves = Shelves(desk, short_reason, self)
        self.shelves.set_seen(False)
        self.vectors = project_vectors(desk.vectors)
        self.model = PicturesModel(self)
        self.side = ClassSide(look)
        self.bar = GridBar(look)
        self.strip = WorkStrip(look)
        self.inbox_line = InboxLine(look)
        self.copies_line = CopiesLine(look)
        self.grid = PictureGrid(self.model, look, desk.thumbs)
        self.empty = EmptyGrid(look)
        self.inspector = Inspector(desk, look)
        self.quick = QuickLook(desk, look, self)
        self.work = Labelling(desk, look, self)
        self.handling = Handling(desk, self.shelves, self.grid, self.bar, self.quick, self.work)
        self.imports = PageImports(self.shelves, self.strip, self)
        self.layout_ = PageLayout(look, desk.memory, self)
        head = (self.bar, _with_margins(self.strip), self.inbox_line, self.copies_line)
        self.layout_.put(self.side, head, (self.grid, self.empty), self.bars, self.inspector)
        self.keys = PictureActions(
            self.grid, self, self.handling, self.side, self.layout_, self.rename_class, self.ask_camera
        )
        self.seen = QTimer(self)
        self.seen.setSingleShot(True)
        self.seen.setInterval(SEEN_MS)
        wire(self)
        self.grid.set_side(desk.memory.number(TILE_SIDE, USUAL))
        self.bar.show_side(self.grid.side)

    # What the window asks of a page

    def set_imports(self, imports: ImportFlow) -> None:
        """Shows how the window's imports go on."""
        self.imports.set_flow(imports)

    def on_project(self) -> None:
        self.quick.shut()
        self.bar.clear_search()
        self.grid.clearSelection()
        self.side.leave()
        self.work.project = self.handling.project = self.project
        self.inspector.set_project(self.project)
        self.shelves.set_project(self.project)
        self.vectors.set_project(self.project)
        self.shelves.doctor.set_project(self.project)
        self.imports.set_project(self.project)
        self.model.set_tiles(())
        if self.project is None:
            self.show_tiles()

    def on_changed(self) -> None:
        if self.project is not None:
            self.show_counts()
            self.shelves.refresh()

    def page_actions(self) -> Sequence[QAction]:
        return self.keys.actions

    def areas(self) -> Sequence[QWidget]:
        return (self.side.list, self.bar.search, self.grid, self.inspector.classes)

    def start_search(self) -> None:
        self.bar.setCurrentIndex(0)  # also while something is selected
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def escape(self) -> bool:
        if self.quick.isVisible():
            self.quick.shut()
        elif self.grid.selectionModel().hasSelection():
            self.grid.clearSelection()
        elif self.shelves.shown.shelf == "some":
            self.end_search()
        elif self.shelves.shown.only:
            self.show_all()
        else:
            return False
        return True

    def show_what(self, what: object) -> None:
        if isinstance(what, ShowPictures) and what.placement_ids:
            self.shelves.show(Shown("some", ids=what.placement_ids))
        elif isinstance(what, ShowPictures):
            self.shelves.show(Shown() if what.class_id is None else Shown("class", what.class_id))

    def drop_text(self, paths: Sequence[Path]) -> tuple[str, str] | None:
        return self.imports.drop_text(paths)

    def drop_area(self) -> QWidget | None:
        return self.layout_.middle

    def take_drop(self, paths: Sequence[Path]) -> None:
        self.imports.take(paths)

    def paste(self, mime: QMimeData) -> bool:
        return self.imports.paste(mime)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shelves.set_seen(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Not that the window is made small: that is no reason to show nothing new in it."""
        super().hideEvent(event)
        self.shelves.set_seen(self.isVisible())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.layout_.fit(event.size().width())

    # What is shown

    @Slot()
    def show_counts(self) -> None:
        if self.project is not None:
            shelves = self.shelves
            counts = len(shelves.copies.ids), len(shelves.wrong), len(shelves.unsure)
            self.side.show_state(self.project.state, *counts)
            self.copies_line.show_copies(self.shelves.copies)

    @Slot()
    def show_shelf(self) -> None:
        """Another one: what was selected on the last is forgotten."""
        shown = self.shelves.shown
        self.grid.clearSelection()
        self.side.mark(shown)
        if not shown.text:
            self.bar.clear_search()
        self.grid.verticalScrollBar().setValue(0)

    @Slot()
    def show_tiles(self) -> None:
        """Those that did not change stay where they are."""
        shelves, shown = self.shelves, self.shelves.shown
        self.model.set_tiles(shelves.tiles())
        there = self.model.rowCount()
        readable = sum(tile.readable for tile in self.model.tiles())
        count = there if shown.shelf == "unreadable" else readable
        self.bar.show_title(self._title(shown), count, in_trash=shown.shelf == "trash")
        self.bar.show_sort(shelves.sort, shelves.sorts)
        self.bar.filters.show_only(shown.only, usable=shown.shelf == "class")
        self.inbox_line.setVisible(shown.shelf == "inbox" and there > 0)
        self.inbox_line.show_order(shelves.sort)
        self.copies_line.setVisible(shown.shelf == "copies" and there > 0)
        if self.project is not None:
            self.empty.show_for(shown, self.project.state, shelves.looking)
        self.layout_.middle.setCurrentWidget(self.grid if there else self.empty)
        self.show_selection()
        self.seen.start()

    @Slot()
    def show_selection(self) -> None:
        tiles = self.grid.selected()
        in_trash = self.shelves.shown.shelf == "trash"
        hinted = any(tile.suggested_id is not None for tile in tiles)
        classes = () if self.project is None else self.project.state.classes
        self._show_bar(selection=bool(tiles) and not self.bar.search.hasFocus())
        if tiles:
            self.bar.selection.show_selection(
                len(tiles),
                classes,
                in_trash=in_trash,
                readable=any(tile.readable for tile in tiles),
                accept=hinted and self.inspector.isHidden(),
            )
        self.inspector.show_tiles(tiles, in_trash=in_trash)

    def _show_bar(self, *, selection: bool) -> None:
        """The line for what is selected, or the usual one. The focus does not vanish with a button."""
        focus, line = self.focusWidget(), self.bar.currentWidget()
        inside = focus is not None and line is not None and line.isAncestorOf(focus)
        if inside and self.bar.currentIndex() != int(selection):
            self.grid.setFocus()
        self.bar.setCurrentIndex(int(selection))

    @Slot()
    def tell_seen(self) -> None:
        """Pictures that are seen are looked at first."""
        self.desk.vectors.set_visible([found for found in self.grid.visible_ids() if found > 0])

    def _title(self, shown: Shown) -> str:
        view = self.shelves.shown_class()
        return {
            "all": self.tr("All pictures"),
            "inbox": self.tr("Inbox"),
            "class": filter_title(view.name if view is not None else "", shown.only),
            "wrong": self.tr("Likely wrong"),
            "unsure": self.tr("Unsure"),
            "copies": self.tr("Copies"),
            "unreadable": self.tr("Could not be read"),
            "trash": self.tr("Trash"),
            "some": shown.text or self.tr("Found"),
        }[shown.shelf]

    # What is done

    @Slot()
    def ask_camera(self) -> None:
        self.imports.ask_camera(self.window(), self.desk, self.look)

    @Slot()
    def rename_class(self) -> None:
        """The one that is shown."""
        if self.shelves.shown.class_id is not None:
            self.side.list.edit_class(self.shelves.shown.class_id)

    @Slot()
    def end_search(self) -> None:
        self.bar.clear_search()
        self.shelves.find("")

    @Slot()
    def show_all(self) -> None:
        """Of the class, where only some of it were shown."""
        shown = self.shelves.shown
        self.shelves.show(replace(shown, only="") if shown.only else Shown())

    @Slot(int)
    def set_side(self, side: int) -> None:
        self.grid.set_side(side)
        self.bar.show_side(self.grid.side)
        self.desk.memory.keep(TILE_SIDE, self.grid.side)

    @Slot(object)
    def take_step(self, step: NextStep) -> None:
        if step.kind == "class":
            self.side.ask_class()
        elif step.kind == "pictures" and step.class_view is not None:
            self.shelves.show(Shown("class", step.class_view.id))
            self.imports.ask_files_for(step.class_view.id)
        elif step.kind == "try":
            self.wished.emit(GoTo("try"))
        elif step.kind == "go_on":
            self.wished.emit(GoTo("train"))
        elif step.kind == "train":
            self.wished.emit(Train())


def _with_margins(strip: WorkStrip) -> QVBoxLayout:
    """As a layout: it takes no room while the strip is hidden, which a widget would."""
    column = QVBoxLayout()
    column.setContentsMargins(16, 0, 16, 8)
    column.addWidget(strip)
    return column
