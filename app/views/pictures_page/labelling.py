"""What a person does to pictures and classes: one service call each, and a bar that says what was done."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.models.tiles import Tile
from app.models.vectors import Weighed
from app.services.change import Change
from app.services.class_names import words_problems
from app.services.names import tidy
from app.views.dialogs.asking import AskDialog
from app.views.dialogs.words import WordsDialog
from app.views.message import Message
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.widgets.class_finder import ClassFinder
from app.views.wording import and_list, number, strong

TextOf = Callable[[int], str]  # of how many pictures it were


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
        if view is None and class_id is not None:  # it was removed just now
            return
        call = partial(self._desk.program.pictures.label, placement_ids=tuple(ids), class_id=class_id)
        self._do(call, self._inbox_text if view is None else partial(self._put_text, strong(view.name)))

    def put_new(self, ids: Sequence[int], name: str) -> None:
        """Into a class that is made for them."""
        call = partial(self._desk.program.pictures.label_new_class, placement_ids=tuple(ids), name=name)
        self._do(call, partial(self._put_text, strong(tidy(name))))

    def accept(self, tiles: Sequence[Tile]) -> None:
        """Each where its words suggest; all of it is one act."""
        self._put_each({tile.id: tile.suggested_id for tile in tiles})

    def move_to_likely(self, tiles: Sequence[Tile]) -> None:
        """Each flagged one into the class that it looks like; all of it is one act."""
        self._put_each({tile.id: tile.other_id for tile in tiles})

    def keep(self, ids: Sequence[int]) -> None:
        """They are right where they are: nothing is made of how they look any more."""
        if ids:
            call = partial(self._desk.program.pictures.keep, placement_ids=tuple(ids))
            self._do(call, self._kept_text, icon="check-circle")

    def _put_each(self, wanted: Mapping[int, int | None]) -> None:
        """`wanted`: the id of a class for each placement; those with None stay."""
        if self.project is None:
            return
        classes: defaultdict[int, list[int]] = defaultdict(list)
        for placement, class_id in wanted.items():
            if class_id is not None:
                classes[class_id].append(placement)
        names = [strong(view.name) for view in self.project.state.classes if view.id in classes]
        if classes:
            call = partial(self._desk.program.pictures.label_each, classes=dict(classes))
            self._do(call, partial(self._put_text, and_list(names)))

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
            call = partial(self._desk.program.pictures.remove, placement_ids=tuple(ids))
            self._do(call, self._removed_text, icon="trash")

    def bring_back(self, ids: Sequence[int]) -> None:
        """Out of the trash."""
        if ids:
            call = partial(self._desk.program.pictures.bring_back, placement_ids=tuple(ids))
            self._do(call, self._back_text)

    def ask_delete(self, ids: Sequence[int]) -> None:
        """Out of the trash for good."""
        if ids:
            call = partial(self._desk.program.pictures.delete_for_good, placement_ids=tuple(ids))
            self._ask_for_good(len(ids), call)

    def dismiss(self, entries: Sequence[int]) -> None:
        """Takes files that could not be read off the list."""
        if self.project is not None and entries:
            pictures = self._desk.program.pictures
            call = partial(pictures.dismiss_unreadable, project_id=self.project.id, ids=tuple(entries))
            self._do(call, self._dismissed_text)

    # Classes

    def add_class(self, name: str) -> None:
        if self.project is not None:
            self._do(partial(self._desk.program.classes.add, project_id=self.project.id, name=name))

    def rename_class(self, class_id: int, name: str) -> None:
        text = self.tr("{a} is now called {b}. Nothing needs to be learned again.")
        text = text.format(a=self._named(class_id), b=strong(tidy(name)))
        self._do(partial(self._desk.program.classes.rename, class_id=class_id, name=name), partial(_same, text))

    def reorder(self, ids: Sequence[int]) -> None:
        if self.project is not None:
            self._do(partial(self._desk.program.classes.reorder, project_id=self.project.id, ids=tuple(ids)))

    def recolor(self, class_id: int, color: str) -> None:
        self._do(partial(self._desk.program.classes.set_color, class_id=class_id, color=color))

    def ask_words(self, class_id: int) -> None:
        """The words for the model."""
        view = None if self.project is None else self.project.class_by_id(class_id)
        if view is None:
            return
        note = self.tr("After a change this class answers from words until it is trained again.")
        check = partial(self._words_problem, class_id, view.name)
        dialog = WordsDialog(self._look, view.name, view.words, note, self._window, problem_with=check)
        dialog.chosen.connect(partial(self._set_words, class_id))
        dialog.rested.connect(partial(self._weigh, dialog, class_id, view.words))
        dialog.open()

    def _weigh(self, dialog: WordsDialog, class_id: int, old: str, words: str) -> None:
        """Only the words of the project whose pictures are known can be weighed."""
        if words != old:
            self._desk.vectors.weigh(class_id, words, partial(self._show_weighed, dialog, old, words))

    def _show_weighed(self, dialog: WordsDialog, old: str, words: str, found: Weighed) -> None:
        if isValid(dialog):
            hint = self.tr('These words win {n} of your %n picture(s) ("{old}" wins {k}).', "", found.pictures)
            dialog.show_hint(words, hint.format(n=number(found.wins), old=old, k=number(found.before)))

    def _words_problem(self, class_id: int, name: str, words: str) -> str:
        classes = () if self.project is None else self.project.state.classes
        found = words_problems(name, words.strip(), [item for item in classes if item.id != class_id])
        return notice_text(found[0]) if found else ""

    def _set_words(self, class_id: int, words: str) -> None:
        text = self.tr("The words for {name} are changed.").format(name=self._named(class_id))
        self._do(partial(self._desk.program.classes.set_words, class_id=class_id, words=words), partial(_same, text))

    def remove_class(self, class_id: int) -> None:
        call = partial(self._desk.program.classes.remove, class_id=class_id)
        self._do(call, partial(self._class_removed_text, self._named(class_id)), icon="trash")

    def ask_merge(self, class_id: int) -> None:
        """Finds the class that it becomes part of."""
        if self.project is None:
            return
        others = [view for view in self.project.state.classes if view.id != class_id]
        finder = ClassFinder(self._look, others, can_make=False, parent=self._window)
        finder.chosen.connect(partial(self._merge, class_id))
        finder.open_at(self._window.mapToGlobal(self._window.rect().center()))

    def _merge(self, from_id: int, into_id: int) -> None:
        text = self.tr("{a} merged into {b}.").format(a=self._named(from_id), b=self._named(into_id))
        call = partial(self._desk.program.classes.merge, from_ids=(from_id,), into_id=into_id)
        self._do(call, partial(_same, text))

    # Words

    def _put_text(self, names: str, count: int) -> str:
        return self.tr("%n picture(s) put in {name}.", "", count).format(name=names)

    def _inbox_text(self, count: int) -> str:
        return self.tr("%n picture(s) put back in the inbox.", "", count)

    def _kept_text(self, count: int) -> str:
        return self.tr("%n picture(s) are right where they are.", "", count)

    def _removed_text(self, count: int) -> str:
        return self.tr("%n picture(s) removed.", "", count)

    def _back_text(self, count: int) -> str:
        return self.tr("%n picture(s) brought back.", "", count)

    def _dismissed_text(self, count: int) -> str:
        return self.tr("%n file(s) taken off the list.", "", count)

    def _class_removed_text(self, name: str, count: int) -> str:
        text = self.tr("Class {name} removed, its %n picture(s) are in the inbox.", "", count)
        return text.format(name=name)

    def _named(self, class_id: int) -> str:
        view = None if self.project is None else self.project.class_by_id(class_id)
        return "" if view is None else strong(view.name)

    def _do(self, call: Callable[[], Change], text_of: TextOf | None = None, icon: str = "") -> None:
        if self.project is not None:
            self._desk.do(call, on_done=partial(self._say, self.project.id, text_of, icon))

    def _say(self, project_id: int, text_of: TextOf | None, icon: str, change: Change) -> None:
        """Not in another project, where undo would take back something else."""
        if self.project is None or self.project.id != project_id:
            return
        if change.act is not None and text_of is not None:
            self.said.emit(Message(text_of(int(change.act.params.get("count", 0))), icon=icon, undo=change.act))
        for item in change.notices:
            self.said.emit(Message(html.escape(notice_text(item), quote=False), kind="info"))

    def _ask_for_good(self, count: int, call: Callable[[], Change]) -> None:
        AskDialog(
            self._look,
            self.tr("Remove %n picture(s) for good?", "", count),
            self.tr("This cannot be undone."),
            safe=self.tr("Keep"),
            act=self.tr("Remove for good"),
            on_act=partial(self._do, call),
            danger=True,
            parent=self._window,
        ).open()


def _same(text: str, count: int) -> str:
    return text
