"""The pictures of one cell of the table, each with what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.confusion import Cell
from app.models.thumbs import Thumbs
from app.services.picture_views import PictureView
from app.views.theme.look import Look
from app.views.widgets.basics import Button, ElidedLabel, IconButton, Label, Surface, clear_layout
from app.views.widgets.flow import FlowLayout
from app.views.widgets.tile_strip import SmallPicture, TileButton
from app.views.wording import share_percent

SIDE = 88


@dataclass(frozen=True, slots=True)
class Chosen:
    """Attributes:
    pictures: those that are still where they were. can_move: to the class that they were taken for.
    can_keep: they are still in their class.
    shares: by SHA-256, of the answer, and of the next name, where they are known.
    likeliest: by SHA-256, the name that was answered.
    """

    cell: Cell
    pictures: tuple[PictureView, ...]
    can_move: bool
    can_keep: bool
    shares: Mapping[str, tuple[float, str, float]] = field(default_factory=dict)
    likeliest: Mapping[str, str] = field(default_factory=dict)


class CellPictures(Surface):
    """One picture at a time.

    Signals:
        moved, kept, removed, opened: a placement's id. shown_all. closed.
    """

    moved = Signal(int)
    kept = Signal(int)
    removed = Signal(int)
    opened = Signal(int)
    shown_all = Signal()
    closed = Signal()

    def __init__(self, look: Look, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__("inset", parent)
        self._look, self._thumbs = look, thumbs
        self._chosen: Chosen | None = None
        self._number = 0
        self._place = QHBoxLayout()
        self.title = Label("", "label", wrap=True)
        self.text = ElidedLabel("", "caption", "muted")
        self.move_to = Button(look, "", icon="check", kind="primary", size="small")
        self.keep = Button(look, "", size="small")
        self.remove = Button(look, self.tr("Remove"), icon="trash", kind="ghost", size="small")
        self.all = Button(look, "", kind="flat", size="small")
        self.before = IconButton(look, "chevron-left", self.tr("Previous picture"), side=28)
        self.after = IconButton(look, "chevron-right", self.tr("Next picture"), side=28)
        self.close_ = IconButton(look, "x", self.tr("Close"), shortcut_text=self.tr("Esc"), side=28)
        self._lay_out()
        self.before.clicked.connect(partial(self._step, -1))
        self.after.clicked.connect(partial(self._step, 1))
        self.close_.clicked.connect(self.closed)
        self.move_to.clicked.connect(partial(self._tell, self.moved))
        self.keep.clicked.connect(partial(self._tell, self.kept))
        self.remove.clicked.connect(partial(self._tell, self.removed))
        self.all.clicked.connect(self.shown_all)
        self.hide()

    def show_chosen(self, chosen: Chosen | None) -> None:
        """Shows one of these pictures, the same place in the list as before; hides itself for None."""
        if chosen is None or self._chosen is None or chosen.cell != self._chosen.cell:
            self._number = 0
        self._chosen = chosen
        self.setVisible(chosen is not None)
        if chosen is not None:
            self._number = min(self._number, max(0, len(chosen.pictures) - 1))
            self._show(chosen)

    def press_move(self) -> None:
        if self.move_to.isVisible():
            self.move_to.click()

    def press_keep(self) -> None:
        if self.keep.isVisible():
            self.keep.click()

    def ids(self) -> Sequence[int]:
        return () if self._chosen is None else tuple(picture.id for picture in self._chosen.pictures)

    def _show(self, chosen: Chosen) -> None:
        cell, count = chosen.cell, len(chosen.pictures)
        truth, answer = cell.truth_title, cell.answer_title
        if cell.kind == "none":
            title = self.tr("%n picture(s) of {truth} called none of these", "", cell.count)
        elif cell.right:
            title = self.tr("%n picture(s) of {truth} answered rightly", "", cell.count)
        else:
            title = self.tr("%n picture(s) of {truth} taken for {answer}", "", cell.count)
        self.title.setText(title.format(truth=truth, answer=answer))
        self.move_to.setVisible(bool(count) and chosen.can_move)
        self.move_to.setText(self.tr("Move to {name}").format(name=answer).replace("&", "&&"))
        self.keep.setVisible(bool(count) and chosen.can_keep and not cell.right)
        self.keep.setText(self.tr("{name} is right").format(name=truth).replace("&", "&&"))
        self.remove.setVisible(bool(count))
        self.all.setVisible(count > 1)
        self.all.setText(self.tr("Show all %n", "", count))
        for button in (self.before, self.after):
            button.setVisible(count > 1)
        clear_layout(self._place)
        if count:
            self._show_picture(chosen.pictures[self._number], chosen, count)
        else:
            self.text.setText(self.tr("By now they are elsewhere, or were removed."))

    def _show_picture(self, picture: PictureView, chosen: Chosen, count: int) -> None:
        text = f"{picture.name}. {self._said(picture, chosen)}"
        if count > 1:
            text += " " + self.tr("{k} of {n}").format(k=self._number + 1, n=count)
        self.text.setText(text)
        small = SmallPicture(picture.id, picture.sha256, picture.name)
        button = TileButton(self._look, self._thumbs, small, SIDE, captions=False)
        button.setFixedWidth(self._look.px(SIDE))
        button.clicked.connect(partial(self._tell, self.opened))
        self._place.addWidget(button)

    def _said(self, picture: PictureView, chosen: Chosen) -> str:
        answer = chosen.likeliest.get(picture.sha256, chosen.cell.answer_title)
        if chosen.cell.kind == "none":
            return self.tr("Too little like your pictures. {answer} was the likeliest name.").format(answer=answer)
        if picture.sha256 not in chosen.shares:
            return self.tr("It answered {answer}.").format(answer=answer)
        share, second, other = chosen.shares[picture.sha256]
        return self.tr("It answered {answer} {share}, {second} {other}.").format(
            answer=answer, share=share_percent(share), second=second, other=share_percent(other)
        )

    def _step(self, step: int, checked: bool = False) -> None:
        if self._chosen is not None and self._chosen.pictures:
            self._number = (self._number + step) % len(self._chosen.pictures)
            self._show(self._chosen)

    def _tell(self, signal: SignalInstance, checked: bool = False) -> None:
        if self._chosen is not None and self._chosen.pictures:
            signal.emit(self._chosen.pictures[self._number].id)

    def _lay_out(self) -> None:
        acts = FlowLayout()
        for button in (self.move_to, self.keep, self.remove, self.all):
            acts.addWidget(button)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.text)
        words.addStretch(1)
        words.addLayout(acts)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 8, 12)
        row.setSpacing(16)
        row.addLayout(self._place)
        row.addLayout(words, 1)
        for small in (self.before, self.after, self.close_):
            row.addWidget(small, 0, Qt.AlignmentFlag.AlignTop)
