"""What there is to know about the selected pictures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.models.tiles import Tile
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.theme.marks import mark_icon
from app.views.widgets.answer_rows import AnswerRow
from app.views.widgets.basics import Button, ElidedLabel, IconButton, Label, Surface
from app.views.widgets.picture_view import PictureView
from app.views.widgets.small_answers import SmallAnswers
from app.views.widgets.tile_strip import SmallPicture, TileStrip
from app.views.wording import day, number
from mmrl_engine.notices import Notice

LONGEST = 640
ALIKE = 4
ANSWERS = 3


class Inspector(Surface):
    """Signals:
    closed. put: a class's id, for what is selected. accepted: the suggestion is. removed. chosen: a placement's id.
    """

    closed = Signal()
    put = Signal(int)
    back_to_inbox = Signal()
    accepted = Signal()
    removed = Signal()
    chosen = Signal(int)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("side-right", parent)
        self._desk, self._look = desk, look
        self._project: OpenProject | None = None
        self._tiles: tuple[Tile, ...] = ()
        self.name = ElidedLabel("", "label")
        self.picture = PictureView(look, height=176)
        self.accept = Button(look, "", icon="check", kind="primary")
        self.classes = QComboBox()
        self.answers = SmallAnswers(look)
        self.alike = TileStrip(look, desk.thumbs, places=ALIKE)
        self.mosaic = TileStrip(look, desk.thumbs, places=ALIKE)
        self.facts = Label("", "caption", "muted", wrap=True)
        self.remove = Button(look, self.tr("Remove"), icon="trash", kind="ghost", size="small")
        self._sees = Label(self.tr("What its words say"), "heading")
        self._likes = Label(self.tr("Most alike"), "heading")
        self._class_title = Label(self.tr("Class"), "heading")
        self._lay_out()
        self.classes.setAccessibleName(self.tr("Class"))
        self.classes.activated.connect(self._put)
        self.accept.clicked.connect(self.accepted)
        self.remove.clicked.connect(self.removed)
        self.alike.chosen.connect(self.chosen)
        self.mosaic.chosen.connect(self.chosen)
        desk.vectors.changed.connect(self._show_vectors)
        desk.thumbs.arrived.connect(self._take_thumbs)

    def set_project(self, project: OpenProject | None) -> None:
        self._project = project

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """One, several or none."""
        before = self._tiles
        self._tiles = tuple(tiles)
        one = tiles[0] if len(tiles) == 1 else None
        self.name.setText(one.name if one else self.tr("%n selected", "", len(tiles)) if tiles else "")
        self._fill_classes()
        self._show_suggestion()
        self.picture.setVisible(one is not None)
        self.mosaic.setVisible(len(tiles) > 1)
        self.remove.setVisible(bool(tiles))
        for widget in (self.classes, self._class_title):
            widget.setVisible(bool(tiles) and all(tile.readable for tile in tiles))
        self.mosaic.set_pictures([SmallPicture(tile.id, tile.sha256, tile.name) for tile in tiles[:ALIKE]])
        self.facts.setText(self._facts(one))
        if one is not None and (not before or before[0].id != one.id or len(before) != 1):
            self._show_picture(one)
        self._show_vectors()

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        close = IconButton(self._look, "x", self.tr("Close the inspector"), shortcut_text="F9")
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)
        for widget in (self.picture, self.mosaic, self.accept):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(self._class_title)
        column.addWidget(self.classes)
        column.addSpacing(8)
        column.addWidget(self._sees)
        column.addWidget(self.answers)
        column.addSpacing(8)
        column.addWidget(self._likes)
        column.addWidget(self.alike)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.facts, 1)
        foot.addWidget(self.remove)
        column.addLayout(foot)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _fill_classes(self) -> None:
        self.classes.blockSignals(True)
        self.classes.clear()
        if self._project is not None:
            self.classes.addItem(self._look.icon("inbox"), self.tr("Inbox"), 0)
            for view in self._project.state.classes:
                self.classes.addItem(mark_icon(view.mark, self._look), view.name, view.id)
        found = {tile.class_id for tile in self._tiles}
        place = self.classes.findData((next(iter(found)) or 0) if len(found) == 1 else None)
        self.classes.setCurrentIndex(place)
        if place < 0:
            self.classes.setPlaceholderText(self.tr("Several"))
        self.classes.blockSignals(False)

    def _show_suggestion(self) -> None:
        suggested = {tile.suggested for tile in self._tiles}
        name = next(iter(suggested)) if len(suggested) == 1 else ""
        self.accept.setVisible(any(suggested))
        if name:
            self.accept.setText(self.tr("Put in {name}").format(name=name).replace("&", "&&"))
        elif any(suggested):
            self.accept.setText(self.tr("Accept all suggestions"))

    def _show_picture(self, tile: Tile) -> None:
        self.picture.setAccessibleName(tile.name)
        if not tile.readable:
            self.picture.set_pixmap(None, tile.unreadable)
            return
        self.picture.set_pixmap(self._desk.thumbs.pixmap(tile.sha256))
        self._desk.do(
            partial(self._desk.program.pictures.path_of, placement_id=tile.id),
            on_done=partial(self._open_large, tile.id),
            on_failed=partial(self._show_reason, tile.id),
        )

    def _open_large(self, placement: int, path: Path) -> None:
        if self._is_shown(placement):
            self._desk.thumbs.large(path, LONGEST, partial(self._show_large, placement))

    def _show_large(self, placement: int, pixmap: QPixmap | None, notice: Notice | None) -> None:
        if not self._is_shown(placement):
            return
        if pixmap is not None:
            self.picture.set_pixmap(pixmap)
        elif notice is not None:
            self.picture.set_pixmap(None, notice_text(notice))

    def _show_reason(self, placement: int, notices: tuple[Notice, ...]) -> None:
        self._show_large(placement, None, notices[0])

    def _is_shown(self, placement: int) -> bool:
        return len(self._tiles) == 1 and self._tiles[0].id == placement

    def _take_thumbs(self, hashes: frozenset[str]) -> None:
        if len(self._tiles) == 1 and self.picture.pixmap is None and self._tiles[0].sha256 in hashes:
            self.picture.set_pixmap(self._desk.thumbs.pixmap(self._tiles[0].sha256))

    def _show_vectors(self) -> None:
        """What needs the picture's features; empty until they are known."""
        one = self._tiles[0] if len(self._tiles) == 1 and self._tiles[0].readable else None
        project = self._project
        top = [] if one is None else self._desk.vectors.top(one.id, ANSWERS)
        alike = [] if one is None else self._desk.vectors.most_alike(one.id, ALIKE)
        rows = []
        for class_id, probability in top:
            view = None if project is None else project.class_by_id(class_id)
            if view is not None:
                rows.append(AnswerRow(view.name, probability, view.mark))
        self.answers.set_rows(rows)
        self.alike.set_pictures(self._small(alike))
        self._sees.setVisible(bool(rows))
        self.answers.setVisible(bool(rows))
        self._likes.setVisible(bool(self.alike.pictures()))
        self.alike.setVisible(bool(self.alike.pictures()))

    def _small(self, alike: Sequence[tuple[int, float]]) -> list[SmallPicture]:
        if self._project is None:
            return []
        by_id = self._project.by_id
        return [SmallPicture(found, by_id[found].sha256, by_id[found].name) for found, _ in alike if found in by_id]

    def _facts(self, tile: Tile | None) -> str:
        picture = None if tile is None or self._project is None else self._project.by_id.get(tile.id)
        if picture is None:
            return ""
        size = self.tr("{width} x {height}").format(width=number(picture.width), height=number(picture.height))
        added = self.tr("Added {day}").format(day=day(picture.added_at))
        return f"{size}   {added}"

    def _put(self, place: int) -> None:
        class_id = self.classes.itemData(place)
        if class_id:
            self.put.emit(class_id)
        else:
            self.back_to_inbox.emit()
