"""What the grid shows of the open project: one shelf of it, in an order, or what was found by words."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.models.copies import NO_COPIES, Copies, copies_in
from app.models.desk import Desk
from app.models.doctor import project_doctor
from app.models.open_project import OpenProject
from app.models.tiles import FILTERS, Shown, Sort, Tile, in_order, make_tiles, unreadable_tiles
from app.services.classes import ClassView
from app.services.diagnosis import NOTHING
from app.services.duplicates import Alike
from app.services.likeness import Suggestion
from app.services.picture_views import PictureView, Shelf
from mmrl_engine.notices import Notice

LOOK_AGAIN_MS = 2000  # while the pictures' features are still made
ORDERS = {  # that a shelf can be put in; the other shelves have an order of their own
    "all": (Sort.NEWEST, Sort.OLDEST, Sort.NAME, Sort.CLASS),
    "class": (Sort.NEWEST, Sort.OLDEST, Sort.NAME),
    "inbox": (Sort.SURE, Sort.USEFUL, Sort.NEWEST, Sort.OLDEST, Sort.NAME),
}
DEMO = "demo"
WITHOUT_HINTS = ("class", "wrong", "unsure", "unreadable", "trash")  # nothing on these shelves is of the inbox
WITHOUT_DOUBTS = ("unreadable", "trash")

ReasonOf = Callable[[Notice | None], str]


class Shelves(QObject):
    """Signals:
    changed: other tiles. moved: another shelf is shown. counts_changed: more or fewer pictures are copies, or flagged.
    """

    changed = Signal()
    moved = Signal()
    counts_changed = Signal()

    def __init__(self, desk: Desk, reason_of: ReasonOf, parent: QObject | None = None) -> None:
        """`reason_of` says why a file could not be read."""
        super().__init__(parent)
        self._desk, self._reason_of = desk, reason_of
        self.doctor = project_doctor(desk)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(LOOK_AGAIN_MS)
        self._again.timeout.connect(self._find_again)
        self._sort, self._inbox_sort = Sort.NEWEST, Sort.SURE
        self._seen, self._stale = True, False
        self._forget(None)
        desk.vectors.changed.connect(self._take_vectors)
        self.doctor.changed.connect(self._take_diagnosis)

    def _forget(self, project: OpenProject | None) -> None:
        self._project = project
        self.shown = Shown()
        self.copies: Copies = NO_COPIES
        self._trash: tuple[PictureView, ...] = ()
        self._looked_in: tuple[PictureView, ...] | None = None  # where copies were looked for last
        self._suggested: Mapping[int, Suggestion] = {}
        self._made: list[Tile] = []
        self._made_of: tuple[object, ...] = ()  # all that these tiles depend on
        self._text = ""  # what is looked for
        self._before = Shown()  # what was shown before that
        self._again.stop()

    def set_project(self, project: OpenProject | None) -> None:
        """Shows all of another project, or nothing."""
        self._forget(project)
        self.moved.emit()

    def set_seen(self, seen: bool) -> None:
        """Whether anybody looks; what changes meanwhile is made up for when somebody does again."""
        self._seen = seen
        if seen and self._stale:
            self._stale = False
            self.refresh()

    def refresh(self) -> None:
        """The project's state is another one."""
        project = self._project
        if project is None or not self._is_seen():
            return
        if self.shown.shelf == "class" and self.shown_class() is None:
            self.shown = Shown()
            self.moved.emit()
        self._take_suggestions()
        if project.state.listed is not self._looked_in:
            self._looked_in = project.state.listed
            call = partial(self._desk.program.duplicates.near, project_id=project.id, distance=0)
            self._desk.do(call, on_done=partial(self._take_copies, project.id))
        if self.shown.shelf == "trash":
            self._read_trash()
        self.changed.emit()

    def show(self, shown: Shown) -> None:
        """Shows another shelf; a search is over then."""
        if shown.shelf != "some":
            self._text = ""
            self._again.stop()
        if shown == self.shown:
            return
        self.shown = shown
        if shown.shelf == "trash":
            self._read_trash()
        self.moved.emit()
        self.changed.emit()

    def shown_class(self) -> ClassView | None:
        """The class whose pictures are shown, which is also where new ones go."""
        return None if self._project is None else self._project.class_by_id(self.shown.class_id)

    def show_only(self, only: str) -> None:
        """Of the class that is shown, one of `FILTERS`, or all with an empty one."""
        if self.shown.shelf == "class":
            self.show(replace(self.shown, only=only))

    # Order

    @property
    def sorts(self) -> tuple[Sort, ...]:
        """What can be chosen; nothing where the shelf has an order of its own."""
        return ORDERS.get(self.shown.shelf, ())

    @property
    def sort(self) -> Sort | None:
        """What was chosen; the inbox keeps a choice of its own."""
        if not self.sorts:
            return None
        chosen = self._inbox_sort if self.shown.shelf == "inbox" else self._sort
        return chosen if chosen in self.sorts else self.sorts[0]

    def set_sort(self, sort: Sort) -> None:
        """Another order, for this shelf and those like it."""
        if self.shown.shelf == "inbox":
            self._inbox_sort = sort
        else:
            self._sort = sort
        self.changed.emit()

    # Finding

    @property
    def looking(self) -> tuple[int, int] | None:
        """How many pictures of how many were looked at by now; None when it were all, or nothing is looked for."""
        if self._project is None or not self._text:
            return None
        known, there = self._desk.vectors.ready_count, self._project.state.pictures
        return (known, there) if known < there else None

    def find(self, text: str) -> None:
        """Shows what fits `text`; with an empty one, what was shown before."""
        if not text:
            self._end_search()
            return
        if self.shown.shelf != "some":
            self._before = self.shown
        self._text = text
        self._desk.vectors.find(text, partial(self._take_found, text))

    def _end_search(self) -> None:
        self._text = ""
        self._again.stop()
        if self.shown.shelf == "some":
            self.show(self._before)

    def _take_found(self, text: str, ids: tuple[int, ...]) -> None:
        """Unless something else is looked for by now, or nothing any more."""
        if text != self._text:
            return
        if self.looking is not None:
            self._again.start()
        found = Shown("some", ids=ids, text=text)
        if found == self.shown:
            self.changed.emit()
        else:
            self.show(found)

    @Slot()
    def _find_again(self) -> None:
        if self._text:
            self._desk.vectors.find(self._text, partial(self._take_found, self._text))

    # Tiles

    def tiles(self) -> Sequence[Tile]:
        """What is on the shelf, in its order; the same object as long as nothing of it changed."""
        made_of = self._makings()
        known = len(made_of) == len(self._made_of) and all(map(operator.is_, made_of, self._made_of))
        if not known:
            self._made_of, self._made = made_of, self._make()
        return self._made

    def _makings(self) -> tuple[object, ...]:
        """Nothing but these makes other tiles, and each is another object then."""
        if self._project is None:
            return ()
        state, suggested = self._project.state, self._suggested if self._has_hints() else None
        diagnosis = None if self.shown.shelf in WITHOUT_DOUBTS else self.doctor.diagnosis
        shelf = self.shown, self.sort, self.copies, self._trash, suggested, diagnosis
        return (*shelf, state.listed, state.classes, state.unreadable, state.view.backbone.source == DEMO)

    def _has_hints(self) -> bool:
        """Whether pictures of the inbox are shown, which alone have suggestions."""
        return self._project is not None and self._project.state.inbox > 0 and self.shown.shelf not in WITHOUT_HINTS

    def _make(self) -> list[Tile]:
        if self._project is None:
            return []
        state = self._project.state
        can_be_sure = state.view.backbone.source != DEMO
        found = NOTHING if self.shown.shelf in WITHOUT_DOUBTS else self.doctor.diagnosis
        pictures = self._pictures(state.listed)
        made = make_tiles(pictures, state.classes, self._suggested, self.copies.ids, found, can_be_sure=can_be_sure)
        if self.sort is not None:
            places = {view.id: place for place, view in enumerate(state.classes)}
            made = in_order(made, self.sort, places, self._suggested, found.useful)
        only = self.shown.only
        return [tile for tile in made if FILTERS[only](tile)] if only else made + self._unreadable()

    @property
    def wrong(self) -> tuple[int, ...]:
        """The pictures that are likely in a wrong class, the surest first."""
        doubts = self.doctor.diagnosis.doubts
        return tuple(placement for placement, doubt in doubts.items() if doubt.kind == "mislabelled")

    @property
    def unsure(self) -> tuple[int, ...]:
        """The other flagged ones."""
        doubts = self.doctor.diagnosis.doubts
        return tuple(placement for placement, doubt in doubts.items() if doubt.kind != "mislabelled")

    @property
    def in_trash(self) -> int:
        """How many pictures lie there, as far as it was read."""
        return len(self._trash)

    def _pictures(self, listed: Sequence[PictureView]) -> Sequence[PictureView]:
        shown = self.shown
        match shown.shelf:
            case "all":
                return listed
            case "inbox":
                return [picture for picture in listed if picture.class_id is None]
            case "class":
                return [picture for picture in listed if picture.class_id == shown.class_id]
            case "wrong":
                return self._by_id(self.wrong)
            case "unsure":
                return self._by_id(self.unsure)
            case "copies":
                return self._by_id(self.copies.in_groups)
            case "some":
                return self._by_id(shown.ids)
            case "trash":
                return self._trash
        return ()

    def _by_id(self, ids: Sequence[int]) -> list[PictureView]:
        by_id = {} if self._project is None else self._project.by_id
        return [by_id[found] for found in ids if found in by_id]

    def _unreadable(self) -> list[Tile]:
        if self._project is None or self.shown.shelf not in ("all", "class", "unreadable"):
            return []
        entries = self._project.state.unreadable
        reasons = {entry.id: self._reason_of(entry.reason) for entry in entries}
        return unreadable_tiles(entries, reasons, self.shown.class_id)

    # What comes later

    def _read_trash(self) -> None:
        if self._project is not None:
            call = partial(self._desk.program.pictures.page, project_id=self._project.id, shelf=Shelf.TRASH)
            self._desk.do(call, on_done=partial(self._take_trash, self._project.id))

    def _take_trash(self, project_id: int, pictures: tuple[PictureView, ...]) -> None:
        if not self._is_open(project_id) or pictures == self._trash:
            return
        self._trash = pictures
        if self.shown.shelf == "trash":
            self.changed.emit()

    def _take_copies(self, project_id: int, groups: tuple[Alike, ...]) -> None:
        if not self._is_open(project_id):
            return
        found = copies_in(groups)
        if found != self.copies:
            self.copies = found
            self.counts_changed.emit()
            self.changed.emit()

    def _is_open(self, project_id: int) -> bool:
        return self._project is not None and self._project.id == project_id

    def _is_seen(self) -> bool:
        """If not, what changed is looked at later."""
        self._stale = self._stale or not self._seen
        return self._seen

    @Slot()
    def _take_diagnosis(self) -> None:
        self.counts_changed.emit()
        if self._project is not None and self._is_seen():
            self.changed.emit()

    def _take_suggestions(self) -> bool:
        """Whether there are others."""
        found = self._desk.vectors.suggestions()
        if found == self._suggested:
            return False
        self._suggested = found
        return True

    @Slot()
    def _take_vectors(self) -> None:
        """Making ten thousand tiles anew is worth it only for other suggestions, where these are shown."""
        if self._project is not None and self._is_seen() and self._take_suggestions() and self._has_hints():
            self.changed.emit()
