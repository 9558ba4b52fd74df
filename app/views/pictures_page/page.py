"""The Pictures page: it arranges side bar, grid and inspector, and shows what the state says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.pictures_model import PicturesModel
from app.models.tiles import Shown, Sort, Tile, in_order, make_tiles, unreadable_tiles
from app.services.duplicates import Alike
from app.services.import_report import ImportProgress
from app.services.next_step import NextStep
from app.services.picture_views import PictureView, Shelf
from app.views.grid.grid import USUAL, PictureGrid
from app.views.grid.quick_look import QuickLook
from app.views.import_flow import ImportFlow
from app.views.notice_texts import notice_text
from app.views.page import Page
from app.views.pictures_page.actions import picture_actions
from app.views.pictures_page.empty import EmptyGrid
from app.views.pictures_page.inspector import Inspector
from app.views.pictures_page.labelling import Labelling
from app.views.pictures_page.side import ClassSide
from app.views.pictures_page.toolbar import GridBar
from app.views.theme.look import Look
from app.views.widgets.work_strip import WorkStrip
from app.views.wishes import GoTo, ShowPictures, Train
from mmrl_engine.notices import Notice

SIDE, INSPECTOR = 232, 284
NARROW = 1120  # below this width the inspector closes


class PicturesPage(Page):
    """Looks through the pictures and sorts them into classes."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self._shown = Shown()
        self._sort = Sort.NEWEST
        self._copies: frozenset[int] = frozenset()
        self._trash: tuple[PictureView, ...] = ()
        self._imports: ImportFlow | None = None
        self._made_for: object = None  # the pictures and classes that copies were looked for in
        self.model = PicturesModel(self)
        self.side = ClassSide(look)
        self.bar = GridBar(look)
        self.strip = WorkStrip(look)
        self.grid = PictureGrid(self.model, look, desk.thumbs)
        self.empty = EmptyGrid(look)
        self.inspector = Inspector(desk, look)
        self.work = Labelling(desk, look, self)
        self.quick = QuickLook(desk, look, self)
        self._middle = QStackedWidget()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self.actions_ = picture_actions(self)
        self._connect()
        self.grid.set_side(desk.memory.number("tile_side", USUAL))
        self.bar.set_side(self.grid.side)

    # What the window asks of a page

    def set_imports(self, imports: ImportFlow) -> None:
        """Shows how the window's imports go on."""
        self._imports = imports
        imports.began.connect(self._import_began)
        imports.moved.connect(self._import_moved)
        imports.ended.connect(self._import_ended)
        self.strip.stopped.connect(imports.stop)

    def on_project(self) -> None:
        self._shown, self._copies, self._trash, self._made_for = Shown(), frozenset(), (), None
        self.work.project = self.project
        self.inspector.set_project(self.project)
        self.quick.shut()
        self.bar.search.clear()
        self.grid.clearSelection()
        self.model.set_tiles([])
        self.side.mark(self._shown)
        self.desk.vectors.clear()
        if self.project is not None:
            view = self.project.state.view
            self.desk.vectors.set_project(view.backbone, view.template)
            self._restore_splitter()

    def on_changed(self) -> None:
        project = self.project
        if project is None:
            return
        state = project.state
        if self._shown.shelf == "class" and project.class_by_id(self._shown.class_id) is None:
            self._show(Shown())
        self.desk.vectors.set_pictures(state.listed, state.classes)
        self.side.show_state(state, len(self._copies))
        self._refresh()
        if state.listed is not self._made_for:
            self._made_for = state.listed
            call = partial(self.desk.program.duplicates.near, project_id=project.id, distance=0)
            self.desk.do(call, on_done=partial(self._take_copies, project.id))
        if self._shown.shelf == "trash":
            self._read_trash()

    def page_actions(self) -> Sequence[QAction]:
        return self.actions_

    def areas(self) -> Sequence[QWidget]:
        return (self.side.list, self.grid, self.inspector.classes)

    def main_area(self) -> QWidget | None:
        return self.grid

    def start_search(self) -> None:
        self.bar.setCurrentIndex(0)
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> bool:
        if self.quick.isVisible():
            self.quick.shut()
        elif self.grid.selectionModel().hasSelection():
            self.grid.clearSelection()
        elif self._shown.shelf == "some":
            self._show(Shown())
            self.bar.search.clear()
        else:
            return False
        return True

    def show_what(self, what: object) -> None:
        if isinstance(what, ShowPictures):
            if what.placement_ids:
                self._show(Shown("some", ids=what.placement_ids))
            else:
                self._show(Shown("class", what.class_id))

    def drop_text(self, paths: Sequence[Path]) -> tuple[str, str] | None:
        folders = [path for path in paths if path.is_dir()]
        target = self._target_name()
        if folders and not target:
            return self.tr("Drop a folder."), self.tr("Folders inside it become classes.")
        count = max(1, len(paths))
        if target:
            return self.tr("Drop to put %n picture(s) in {name}", "", count).format(name=target), ""
        return self.tr("Drop %n picture(s) into the inbox", "", count), self.tr("Or onto a class at the left.")

    def take_drop(self, paths: Sequence[Path]) -> None:
        if self._imports is not None and self.project is not None:
            self._imports.add(self.project.id, tuple(paths), self._target())

    def paste(self, mime: QMimeData) -> bool:
        if self._imports is None or self.project is None:
            return False
        return self._imports.paste(self.project.id, mime, self._target())

    # What is shown

    def shown(self) -> Shown:
        """What the grid shows."""
        return self._shown

    def selected_ids(self) -> tuple[int, ...]:
        """The placements of the selected pictures; files that could not be read are none."""
        return tuple(tile.id for tile in self.grid.selected() if tile.readable)

    def _show(self, shown: Shown) -> None:
        if shown != self._shown:
            self.grid.clearSelection()
        self._shown = shown
        self.side.mark(shown)
        if shown.shelf == "inbox" and self._sort is not Sort.SURE:
            self.bar.set_sort(Sort.SURE)
        elif shown.shelf != "inbox":
            self.bar.set_sort(self._sort)
        if shown.shelf == "trash":
            self._read_trash()
        self._refresh()

    def _refresh(self) -> None:
        """Makes the tiles anew; those that did not change stay where they are."""
        project = self.project
        if project is None:
            return
        state = project.state
        suggestions = self.desk.vectors.suggestions()
        pictures = self._pictures()
        tiles = make_tiles(pictures, state.classes, suggestions, self._copies)
        if self._shown.shelf != "some":
            places = {view.id: place for place, view in enumerate(state.classes)}
            tiles = in_order(tiles, self._order(), places, suggestions)
        self.model.set_tiles(self._unreadable() + tiles)
        count = self.model.rowCount()
        self.bar.show_title(self._title(), count, in_trash=self._shown.shelf == "trash")
        self.empty.show_for(self._shown, state, self.bar.search.text().strip())
        self._middle.setCurrentWidget(self.grid if count else self.empty)
        self._selection_changed()

    def _order(self) -> Sort:
        if self._shown.shelf == "inbox" and self._sort is Sort.NEWEST:
            return Sort.SURE
        return self._sort

    def _pictures(self) -> Sequence[PictureView]:
        assert self.project is not None
        listed, shown = self.project.state.listed, self._shown
        if shown.shelf == "inbox":
            return [picture for picture in listed if picture.class_id is None]
        if shown.shelf == "class":
            return [picture for picture in listed if picture.class_id == shown.class_id]
        if shown.shelf == "copies":
            return [picture for picture in listed if picture.id in self._copies]
        if shown.shelf == "some":
            by_id = self.project.by_id
            return [by_id[found] for found in shown.ids if found in by_id]
        if shown.shelf == "trash":
            return self._trash
        return listed if shown.shelf == "all" else ()

    def _unreadable(self) -> list[Tile]:
        assert self.project is not None
        if self._shown.shelf not in ("all", "class", "unreadable"):
            return []
        entries = self.project.state.unreadable
        reasons = {entry.id: self._reason(entry.reason) for entry in entries}
        return unreadable_tiles(entries, reasons, self._shown.class_id)

    def _reason(self, reason: object) -> str:
        return notice_text(reason) if isinstance(reason, Notice) else self.tr("Cannot be read")

    def _title(self) -> str:
        assert self.project is not None
        view = self.project.class_by_id(self._shown.class_id)
        return {
            "all": self.tr("All pictures"),
            "inbox": self.tr("Inbox"),
            "class": view.name if view is not None else "",
            "copies": self.tr("Copies"),
            "unreadable": self.tr("Could not be read"),
            "trash": self.tr("Trash"),
            "some": self.bar.search.text().strip() or self.tr("Found"),
        }[self._shown.shelf]

    def _target(self) -> int | None:
        """The class that new pictures go to: the one that is shown."""
        return self._shown.class_id if self._shown.shelf == "class" else None

    def _target_name(self) -> str:
        view = None if self.project is None else self.project.class_by_id(self._target())
        return "" if view is None else view.name

    def _read_trash(self) -> None:
        if self.project is not None:
            call = partial(self.desk.program.pictures.page, project_id=self.project.id, shelf=Shelf.TRASH)
            self.desk.do(call, on_done=self._take_trash)

    def _take_trash(self, pictures: tuple[PictureView, ...]) -> None:
        if pictures != self._trash:
            self._trash = pictures
            if self._shown.shelf == "trash":
                self._refresh()

    def _take_copies(self, project_id: int, groups: tuple[Alike, ...]) -> None:
        if self.project is None or self.project.id != project_id:
            return
        found = frozenset(item for group in groups for item in group.placement_ids)
        if found != self._copies:
            self._copies = found
            self.side.show_state(self.project.state, len(found))
            self._refresh()

    def _take_vectors(self) -> None:
        if self.project is not None and self.project.state.inbox:
            self._refresh()

    # What is done

    def _selection_changed(self) -> None:
        tiles = self.grid.selected()
        if self.project is not None:
            self.bar.show_selection(len(tiles), self.project.state.classes)
        self.inspector.show_tiles(tiles)

    def accept_suggestions(self) -> None:
        """Puts what is selected where its words suggest."""
        self.work.accept([tile for tile in self.grid.selected() if tile.suggested_id is not None])

    def put_digit(self, digit: int) -> None:
        """1 to 9: into that class; 0: back to the inbox."""
        project = self.project
        ids = self._chosen_ids()
        if project is None or not ids:
            return
        if digit == 0:
            self.work.put(ids, None)
            return
        view = next((item for item in project.state.classes if item.hotkey == digit), None)
        if view is not None:
            self.work.put(ids, view.id)

    def _chosen_ids(self) -> tuple[int, ...]:
        current = self.grid.current()
        ids = self.selected_ids()
        return ids or ((current.id,) if current is not None and current.readable else ())

    def put_selected(self, class_id: int) -> None:
        self.work.put(self._chosen_ids(), class_id)

    def back_to_inbox(self) -> None:
        self.work.put(self._chosen_ids(), None)

    def find_class(self) -> None:
        """Opens a field in which a class is found by typing."""
        if self.project is not None and self._chosen_ids():
            finder = self.work.finder(self._chosen_ids())
            place = (
                self.bar.more_place()
                if self.bar.currentIndex() == 1
                else self.bar.mapToGlobal(self.bar.rect().center())
            )
            finder.open_at(place)

    def remove_selected(self) -> None:
        """Pictures go to the trash; out of the trash they go for good, after a question."""
        if self._shown.shelf == "trash":
            self.work.ask_delete(self._chosen_ids())
            return
        dismissed = tuple(-tile.id for tile in self.grid.selected() if not tile.readable)
        if dismissed:
            self.work.dismiss(dismissed)
        self.work.remove(self.selected_ids() or (() if dismissed else self._chosen_ids()))

    def next_unsorted(self) -> None:
        """Goes to the next picture of the inbox."""
        if self._shown.shelf not in ("all", "inbox"):
            self._show(Shown("inbox"))
        start = self.grid.currentIndex().row()
        tiles = self.model.tiles()
        order = [*range(start + 1, len(tiles)), *range(start + 1)]
        found = next((tiles[row].id for row in order if tiles[row].readable and tiles[row].class_id is None), None)
        if found is not None:
            self.grid.setFocus()
            self.grid.choose(found)

    def quick_look(self) -> None:
        """Opens or closes the large view of the current picture."""
        current = self.grid.current()
        if self.quick.isVisible():
            self.quick.shut()
        elif current is not None:
            self.quick.show_tile(current)

    def toggle_inspector(self) -> None:
        self.inspector.setVisible(not self.inspector.isVisible())
        self.desk.memory.keep("inspector", int(self.inspector.isVisible()))

    def rename_class(self) -> None:
        if self._shown.class_id is not None:
            self.side.list.edit_class(self._shown.class_id)

    def _quick_move(self, step: int) -> None:
        row = max(0, min(self.model.rowCount() - 1, self.grid.currentIndex().row() + step))
        self.grid.setCurrentIndex(self.model.index(row))
        self.quick.show_tile(self.model.tile(row))

    def _quick_sort(self, digit: int) -> None:
        row = self.grid.currentIndex().row()
        self.put_digit(digit)
        if row + 1 < self.model.rowCount():
            self._quick_move(1)
        else:
            self.quick.shut()

    def _search(self, text: str) -> None:
        if text:
            self.desk.vectors.find(text, self._take_found)
        elif self._shown.shelf == "some":
            self._show(Shown())

    def _take_found(self, ids: tuple[int, ...]) -> None:
        self._show(Shown("some", ids=ids))

    def _set_sort(self, sort: Sort) -> None:
        self._sort = sort
        self._refresh()

    def _set_side(self, side: int) -> None:
        self.grid.set_side(side)
        self.bar.set_side(self.grid.side)
        self.desk.memory.keep("tile_side", self.grid.side)

    def _take_step(self, step: NextStep) -> None:
        if step.kind == "class":
            self.side.ask_class()
        elif step.kind == "pictures" and step.class_view is not None:
            self._show(Shown("class", step.class_view.id))
            self._ask_files(step.class_view.id)
        elif step.kind == "try":
            self.wished.emit(GoTo("try"))
        elif step.kind == "go_on":
            self.wished.emit(GoTo("train"))
        else:
            self.wished.emit(Train())

    def _ask_files(self, class_id: int | None = None) -> None:
        if self._imports is not None and self.project is not None:
            self._imports.ask_files(self.project.id, class_id or self._target())

    def _ask_folder(self) -> None:
        if self._imports is not None and self.project is not None:
            self._imports.ask_folder(self.project.id, self._target())

    def _paste(self) -> None:
        self.paste(QGuiApplication.clipboard().mimeData())

    def _drop_on_class(self, paths: tuple[Path, ...], class_id: int) -> None:
        if self._imports is not None and self.project is not None:
            self._imports.add(self.project.id, paths, class_id)

    def _import_began(self) -> None:
        self.strip.begin(self.tr("Looking through the files"))

    def _import_moved(self, progress: ImportProgress) -> None:
        self.strip.move_on(progress.done, progress.total, progress.rate, progress.seconds_left)

    def _import_ended(self) -> None:
        if self._imports is not None and not self._imports.running:
            self.strip.end()

    # Making

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        for widget in (self.strip,):
            row = QVBoxLayout()
            row.setContentsMargins(16, 0, 16, 8)
            row.addWidget(widget)
            column.addLayout(row)
        self._middle.addWidget(self.grid)
        self._middle.addWidget(self.empty)
        grid = QVBoxLayout()
        grid.setContentsMargins(10, 0, 4, 0)
        grid.addWidget(self._middle)
        column.addLayout(grid, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.addWidget(self.bars)
        column.addLayout(foot)
        for part in (self.side, middle, self.inspector):
            self._splitter.addWidget(part)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(1, 1)
        self.side.setMinimumWidth(self.look.px(180))
        self.side.setMaximumWidth(self.look.px(360))
        self.inspector.setMinimumWidth(self.look.px(240))
        self.inspector.setMaximumWidth(self.look.px(420))
        self._splitter.setSizes([self.look.px(SIDE), 900, self.look.px(INSPECTOR)])
        self.inspector.setVisible(self.desk.memory.number("inspector", 1) == 1)
        row_ = QVBoxLayout(self)
        row_.setContentsMargins(0, 0, 0, 0)
        row_.addWidget(self._splitter)

    def _connect(self) -> None:
        side, bar, grid, inspector, work, quick = (
            self.side,
            self.bar,
            self.grid,
            self.inspector,
            self.work,
            self.quick,
        )
        work.said.connect(self.said)
        side.shown_wished.connect(self._show)
        side.added.connect(work.add_class)
        side.classes.renamed.connect(work.rename_class)
        side.classes.reordered.connect(work.reorder)
        side.classes.pictures_dropped.connect(work.put)
        side.list.files_dropped.connect(self._drop_on_class)
        side.recolored.connect(work.recolor)
        side.words_asked.connect(work.ask_words)
        side.removed.connect(work.remove_class)
        side.merge_asked.connect(work.ask_merge)
        side.add_asked.connect(self._ask_files)
        side.card.taken.connect(self._take_step)
        bar.searched.connect(self._search)
        bar.sort_chosen.connect(self._set_sort)
        bar.side_chosen.connect(self._set_side)
        bar.files_asked.connect(self._ask_files)
        bar.folder_asked.connect(self._ask_folder)
        bar.paste_asked.connect(self._paste)
        bar.put.connect(self.put_selected)
        bar.find_class.connect(self.find_class)
        bar.remove.connect(self.remove_selected)
        bar.delete_for_good.connect(self.remove_selected)
        bar.bring_back.connect(self._bring_back)
        bar.empty_trash.connect(self._empty_trash)
        bar.clear.connect(grid.clearSelection)
        grid.selection_changed.connect(self._selection_changed)
        grid.opened.connect(self.quick_look)
        grid.size_changed.connect(self._set_side)
        inspector.closed.connect(self.toggle_inspector)
        inspector.put.connect(self.put_selected)
        inspector.back_to_inbox.connect(self.back_to_inbox)
        inspector.accepted.connect(self.accept_suggestions)
        inspector.removed.connect(self.remove_selected)
        inspector.chosen.connect(grid.choose)
        quick.moved.connect(self._quick_move)
        quick.sorted_into.connect(self._quick_sort)
        quick.closed.connect(grid.setFocus)
        self.empty.add_asked.connect(self._ask_files)
        self.empty.all_asked.connect(self._show_all)
        self.desk.vectors.changed.connect(self._take_vectors)
        self._splitter.splitterMoved.connect(self._keep_splitter)

    def _show_all(self) -> None:
        self.bar.search.clear()
        self._show(Shown())

    def _bring_back(self) -> None:
        self.work.bring_back(self._chosen_ids())

    def _empty_trash(self) -> None:
        self.work.ask_empty_trash(len(self._trash))

    def _keep_splitter(self) -> None:
        self.desk.memory.keep("pictures_splitter", self._splitter.saveState())

    def _restore_splitter(self) -> None:
        state = self.desk.memory.blob("pictures_splitter")
        if state is not None:
            self._splitter.restoreState(state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        wanted = self.desk.memory.number("inspector", 1) == 1
        self.inspector.setVisible(wanted and not narrow)
