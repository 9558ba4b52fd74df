"""What keys and buttons do with the selected pictures."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Slot

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.models.shelves import Shelves
from app.models.tiles import Shown, Tile
from app.views.grid.grid import PictureGrid
from app.views.grid.quick_look import QuickLook
from app.views.pictures_page.labelling import Labelling
from app.views.pictures_page.toolbar import GridBar


class Handling(QObject):
    """Works on what is selected; where nothing is, on the tile that the keyboard is at, as when sorting one after
    another.
    """

    def __init__(
        self, desk: Desk, shelves: Shelves, grid: PictureGrid, bar: GridBar, quick: QuickLook, work: Labelling
    ) -> None:
        super().__init__(work)
        self._desk, self._shelves, self._grid, self._bar = desk, shelves, grid, bar
        self._quick, self._work = quick, work
        self.project: OpenProject | None = None
        bar.selection.put.connect(self.put)
        bar.selection.find_class.connect(self.find_class)
        bar.selection.accept.connect(self.accept)
        bar.selection.remove.connect(self.remove)
        bar.selection.delete_for_good.connect(self.remove)
        bar.selection.bring_back.connect(self.bring_back)
        bar.selection.clear.connect(grid.clearSelection)
        bar.empty_trash.connect(self.empty_trash)
        grid.opened.connect(self.toggle_quick_look)
        quick.moved.connect(self.quick_move)
        quick.sorted_into.connect(self.quick_sort)
        quick.closed.connect(grid.setFocus)

    def chosen(self) -> list[Tile]:
        """The tiles that the next act is about."""
        selected = self._grid.selected()
        current = self._grid.current()
        return selected or ([current] if current is not None else [])

    def ids(self) -> tuple[int, ...]:
        """The placements among them; files that could not be read are none."""
        return tuple(tile.id for tile in self.chosen() if tile.readable)

    @property
    def in_trash(self) -> bool:
        """What lies there is brought back first, and sorted then."""
        return self._shelves.shown.shelf == "trash"

    @Slot()
    def accept(self) -> None:
        """Puts every one where its words suggest."""
        if not self.in_trash:
            self._work.accept(self.chosen())

    @Slot()
    def move_to_likely(self) -> None:
        """Puts every flagged one in the class that it looks like."""
        if not self.in_trash:
            self._work.move_to_likely(self.chosen())

    @Slot()
    def keep(self) -> None:
        """They are right where they are: they are flagged no more."""
        if not self.in_trash:
            self._work.keep([tile.id for tile in self.chosen() if tile.readable and tile.class_id is not None])

    def put_digit(self, digit: int) -> None:
        """1 to 9: into that class; 0: back to the inbox."""
        self._put_digit(self.ids(), digit)

    @Slot(int)
    def put(self, class_id: int) -> None:
        if not self.in_trash:
            self._work.put(self.ids(), class_id)

    @Slot()
    def back_to_inbox(self) -> None:
        if not self.in_trash:
            self._work.put(self.ids(), None)

    @Slot()
    def find_class(self) -> None:
        """Opens a field in which a class is found by typing."""
        if self.project is not None and self.ids() and not self.in_trash:
            self._work.finder(self.ids()).open_at(self._finder_place())

    @Slot()
    def remove(self) -> None:
        """Pictures go to the trash; out of the trash they go for good, after a question."""
        if self.in_trash:
            self._work.ask_delete(self.ids())
            return
        self._work.dismiss([-tile.id for tile in self.chosen() if not tile.readable])
        self._work.remove(self.ids())

    @Slot()
    def bring_back(self) -> None:
        self._work.bring_back(self.ids())

    @Slot()
    def empty_trash(self) -> None:
        if self.in_trash:
            self._work.ask_delete([tile.id for tile in self._grid.pictures.tiles()])

    @Slot()
    def keep_one_of_each(self) -> None:
        """Of the pictures that look the same."""
        self._work.remove(self._shelves.copies.surplus)

    @Slot()
    def next_unsorted(self) -> None:
        """Goes to the next picture of the inbox."""
        if self._shelves.shown.shelf not in ("all", "inbox"):
            self._shelves.show(Shown("inbox"))
        start, tiles = self._grid.currentIndex().row(), self._grid.pictures.tiles()
        order = [*range(start + 1, len(tiles)), *range(start + 1)]
        found = next((tiles[row].id for row in order if tiles[row].readable and tiles[row].class_id is None), None)
        if found is not None:
            self._grid.setFocus()
            self._grid.choose(found)

    def show_picture(self, placement_id: int) -> None:
        """Selects one picture, on the shelf that is shown or else among all."""
        if self._grid.pictures.row_of(placement_id) is None:
            self._shelves.show(Shown())
        self._grid.choose(placement_id)

    # The large view

    @Slot()
    def toggle_quick_look(self) -> None:
        """Opens or closes the large view of the current picture."""
        current = self._grid.current()
        if self._quick.isVisible():
            self._quick.shut()
        elif current is not None:
            self._quick.show_tile(current)

    @Slot(int)
    def quick_move(self, step: int) -> None:
        tiles = self._grid.pictures.tiles()
        if tiles:
            row = max(0, min(len(tiles) - 1, self._grid.currentIndex().row() + step))
            self._grid.choose(tiles[row].id)
            self._quick.show_tile(tiles[row])

    @Slot(int)
    def quick_sort(self, digit: int) -> None:
        """Sorts the one picture that is seen, whatever else is selected, and goes on to the next."""
        tile = self._quick.tile
        if tile is None or not tile.readable or not self._put_digit((tile.id,), digit):
            return
        if self._grid.currentIndex().row() + 1 < self._grid.pictures.rowCount():
            self.quick_move(1)
        else:
            self._quick.shut()

    def _put_digit(self, ids: tuple[int, ...], digit: int) -> bool:
        """Whether there is such a class."""
        if self.project is None or not ids or self.in_trash:
            return False
        view = next((item for item in self.project.state.classes if item.hotkey == digit), None)
        if digit and view is None:
            return False
        self._work.put(ids, view.id if view is not None else None)
        return True

    def _finder_place(self) -> QPoint:
        if self._bar.currentWidget() is self._bar.selection:
            return self._bar.selection.more_place()
        return self._bar.mapToGlobal(self._bar.rect().center())
