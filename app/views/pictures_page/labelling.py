"""What a person does to pictures and classes: one service call each, and a bar that says what was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.models.tiles import Tile
from app.services.change import Change
from app.views.dialogs.asking import AskDialog
from app.views.dialogs.words import WordsDialog
from app.views.message import Message
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.widgets.class_finder import ClassFinder
from app.views.wording import strong


class Labelling(QObject):
    """Signals:
    said: a `Message`.
    """

    said = Signal(object)

    def __init__(self, desk: Desk, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._look, self._window = desk, look, window
        self.project: OpenProject | None = None

    # Pictures

    def put(self, ids: Sequence[int], class_id: int | None) -> None:
        """Into a class, or back to the inbox with None."""
        if self.project is None or not ids:
            return
        view = self.project.class_by_id(class_id)
        if view is None:
            text = self.tr("%n picture(s) put back in the inbox.", "", len(ids))
        else:
            text = self.tr("%n picture(s) put in {name}.", "", len(ids)).format(name=strong(view.name))
        self._do(partial(self._desk.program.pictures.label, placement_ids=tuple(ids), class_id=class_id), text)

    def put_new(self, ids: Sequence[int], name: str) -> None:
        """Into a class that is made for them."""
        text = self.tr("%n picture(s) put in {name}.", "", len(ids)).format(name=strong(name))
        call = partial(self._desk.program.pictures.label_new_class, placement_ids=tuple(ids), name=name)
        self._do(call, text)

    def accept(self, tiles: Sequence[Tile]) -> None:
        """Each where its words suggest; one act for each class."""
        by_class: defaultdict[int, list[int]] = defaultdict(list)
        for tile in tiles:
            if tile.suggested_id is not None:
                by_class[tile.suggested_id].append(tile.id)
        for class_id, ids in by_class.items():
            self.put(ids, class_id)

    def finder(self, ids: Sequence[int]) -> ClassFinder:
        """A field in which the class for these pictures is found by typing."""
        classes = () if self.project is None else self.project.state.classes
        finder = ClassFinder(self._look, classes, parent=self._window)
        finder.chosen.connect(partial(self.put, tuple(ids)))
        finder.wanted.connect(partial(self.put_new, tuple(ids)))
        return finder

    def remove(self, ids: Sequence[int]) -> None:
        """Into the trash."""
        if ids:
            text = self.tr("%n picture(s) removed.", "", len(ids))
            self._do(partial(self._desk.program.pictures.remove, placement_ids=tuple(ids)), text, icon="trash")

    def bring_back(self, ids: Sequence[int]) -> None:
        """Out of the trash."""
        if ids:
            text = self.tr("%n picture(s) brought back.", "", len(ids))
            self._do(partial(self._desk.program.pictures.bring_back, placement_ids=tuple(ids)), text)

    def ask_delete(self, ids: Sequence[int]) -> None:
        """Out of the trash for good."""
        call = partial(self._desk.program.pictures.delete_for_good, placement_ids=tuple(ids))
        if ids:
            self._ask_for_good(len(ids), call)

    def ask_empty_trash(self, count: int) -> None:
        if self.project is not None and count:
            self._ask_for_good(count, partial(self._desk.program.pictures.empty_trash, project_id=self.project.id))

    def dismiss(self, entries: Sequence[int]) -> None:
        """Takes files that could not be read off the list."""
        if self.project is not None:
            text = self.tr("%n file(s) taken off the list.", "", len(entries))
            call = partial(
                self._desk.program.pictures.dismiss_unreadable, project_id=self.project.id, ids=tuple(entries)
            )
            self._do(call, text)

    # Classes

    def add_class(self, name: str) -> None:
        if self.project is not None:
            self._do(partial(self._desk.program.classes.add, project_id=self.project.id, name=name), "")

    def rename_class(self, class_id: int, name: str) -> None:
        view = self._view(class_id)
        text = self.tr("{a} is now called {b}. Nothing needs to be learned again.")
        text = text.format(a=strong(view), b=strong(name))
        self._do(partial(self._desk.program.classes.rename, class_id=class_id, name=name), text)

    def reorder(self, ids: Sequence[int]) -> None:
        if self.project is not None:
            self._do(partial(self._desk.program.classes.reorder, project_id=self.project.id, ids=tuple(ids)), "")

    def recolor(self, class_id: int, color: str) -> None:
        self._do(partial(self._desk.program.classes.set_color, class_id=class_id, color=color), "")

    def ask_words(self, class_id: int) -> None:
        """The words for the model."""
        view = None if self.project is None else self.project.class_by_id(class_id)
        if view is None:
            return
        note = self.tr("After a change this class answers from words until it is trained again.")
        dialog = WordsDialog(self._look, view.name, view.words, note, self._window)
        dialog.chosen.connect(partial(self._set_words, class_id))
        dialog.open()

    def _set_words(self, class_id: int, words: str) -> None:
        text = self.tr("The words for {name} are changed.").format(name=strong(self._view(class_id)))
        self._do(partial(self._desk.program.classes.set_words, class_id=class_id, words=words), text)

    def remove_class(self, class_id: int) -> None:
        view = None if self.project is None else self.project.class_by_id(class_id)
        if view is None:
            return
        text = self.tr("Class {name} removed, its %n picture(s) are in the inbox.", "", view.pictures)
        self._do(
            partial(self._desk.program.classes.remove, class_id=class_id),
            text.format(name=strong(view.name)),
            icon="trash",
        )

    def ask_merge(self, class_id: int) -> None:
        """Finds the class that it becomes part of."""
        if self.project is None:
            return
        others = [view for view in self.project.state.classes if view.id != class_id]
        finder = ClassFinder(self._look, others, can_make=False, parent=self._window)
        finder.chosen.connect(partial(self._merge, class_id))
        finder.open_at(self._window.mapToGlobal(self._window.rect().center()))

    def _merge(self, from_id: int, into_id: int) -> None:
        text = self.tr("{a} merged into {b}.").format(a=strong(self._view(from_id)), b=strong(self._view(into_id)))
        self._do(partial(self._desk.program.classes.merge, from_ids=(from_id,), into_id=into_id), text)

    def _view(self, class_id: int) -> str:
        view = None if self.project is None else self.project.class_by_id(class_id)
        return "" if view is None else view.name

    def _do(self, call: Callable[[], Change], text: str, icon: str = "") -> None:
        self._desk.do(call, on_done=partial(self._say, text, icon))

    def _say(self, text: str, icon: str, change: Change) -> None:
        for item in change.notices:
            self.said.emit(Message(notice_text(item), kind="info"))
        if text and change.act is not None:
            self.said.emit(Message(text, icon=icon, undo=True))

    def _ask_for_good(self, count: int, call: Callable[[], Change]) -> None:
        AskDialog(
            self._look,
            self.tr("Remove %n picture(s) for good?", "", count),
            self.tr("This cannot be undone."),
            safe=self.tr("Keep"),
            act=self.tr("Remove for good"),
            on_act=partial(self._desk.do, call),
            danger=True,
            parent=self._window,
        ).open()
