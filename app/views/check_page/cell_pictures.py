"""The pictures of one cell of the table, each with what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.confusion import Cell
from app.models.thumbs import Thumbs
from app.services.picture_views import PictureView
from app.views.theme.look import Look
from app.views.widgets.basics import Button, ElidedLabel, IconButton, Label, Surface
from app.views.widgets.flow import FlowLayout
from app.views.widgets.tile_strip import SmallPicture, TileButton

SIDE = 88


@dataclass(frozen=True, slots=True)
class Chosen:
    """Attributes:
    answer_id: the class that it was taken for, if the project still has it. right: the answer was the class.
    """

    cell: Cell
    pictures: tuple[PictureView, ...]
    answer_id: int | None


class CellPictures(Surface):
    """One picture at a time; the buttons go on to the next.

    Signals:
        moved, kept, removed: a placement's id. shown_all. closed. opened: a placement's id.
    """

    moved = Signal(int)
    kept = Signal(int)
    removed = Signal(int)
    shown_all = Signal()
    closed = Signal()
    opened = Signal(int)

    def __init__(self, look: Look, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self._look, self._thumbs = look, thumbs
        self._chosen: Chosen | None = None
        self._place = QHBoxLayout()
        self.title = Label("", "label", wrap=True)
        self.text = ElidedLabel("", "text", "muted")
        self.move_to = Button(look, "", icon="check", kind="primary", size="small")
        self.keep = Button(look, "", size="small")
        self.remove = Button(look, self.tr("Remove"), icon="trash", kind="ghost", size="small")
        self.all = Button(look, "", kind="flat", size="small")
        close = IconButton(look, "x", self.tr("Close"), side=28)
        close.clicked.connect(self.closed)
        acts = FlowLayout()
        for button in (self.move_to, self.keep, self.remove, self.all):
            acts.addWidget(button)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self.title)
        words.addWidget(self.text)
        words.addLayout(acts)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 8, 12)
        row.setSpacing(16)
        row.addLayout(self._place)
        row.addLayout(words, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.move_to.clicked.connect(self._move)
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self._remove)
        self.all.clicked.connect(self.shown_all)
        self.hide()

    def show_chosen(self, chosen: Chosen | None) -> None:
        """Shows the first of these pictures; nothing without one."""
        self._chosen = chosen if chosen is not None and chosen.pictures else None
        self.setVisible(self._chosen is not None)
        if self._chosen is None:
            return
        cell, picture = self._chosen.cell, self._chosen.pictures[0]
        count = len(self._chosen.pictures)
        if cell.right:
            title = self.tr("%n picture(s) of {truth} are right", "", count)
        else:
            title = self.tr("%n picture(s) of {truth} taken for {answer}", "", count)
        self.title.setText(title.format(truth=cell.truth, answer=cell.answer))
        answered = self.tr("It answered {answer}.").format(answer=cell.answer)
        self.text.setText(f"{picture.name}. {answered}")
        self.move_to.setVisible(not cell.right and self._chosen.answer_id is not None)
        self.move_to.setText(self.tr("Move to {name}").format(name=cell.answer).replace("&", "&&"))
        self.keep.setVisible(not cell.right)
        self.keep.setText(self.tr("{name} is right").format(name=cell.truth).replace("&", "&&"))
        self.all.setVisible(count > 1)
        self.all.setText(self.tr("Show all %n", "", count))
        self._show_picture(picture)

    def press_move(self) -> None:
        if self.move_to.isVisible():
            self._move()

    def press_keep(self) -> None:
        if self.keep.isVisible():
            self._keep()

    def ids(self) -> Sequence[int]:
        return () if self._chosen is None else tuple(picture.id for picture in self._chosen.pictures)

    def _show_picture(self, picture: PictureView) -> None:
        while (item := self._place.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        small = SmallPicture(picture.id, picture.sha256, picture.name)
        button = TileButton(self._look, self._thumbs, small, SIDE, captions=False)
        button.setFixedWidth(self._look.px(SIDE))
        button.clicked.connect(self._open)
        self._place.addWidget(button)

    def _first(self) -> int:
        assert self._chosen is not None
        return self._chosen.pictures[0].id

    def _move(self) -> None:
        self.moved.emit(self._first())

    def _keep(self) -> None:
        self.kept.emit(self._first())

    def _remove(self) -> None:
        self.removed.emit(self._first())

    def _open(self) -> None:
        self.opened.emit(self._first())
