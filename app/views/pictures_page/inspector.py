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
from app.views.pictures_page.facts import added_text
from app.views.pictures_page.flag_box import FlagBox
from app.views.pictures_page.similar import SimilarBox
from app.views.pictures_page.suggestion_box import SuggestionBox
from app.views.theme.look import Look
from app.views.theme.marks import mark_icon
from app.views.widgets.basics import Button, ElidedLabel, IconButton, Label, Surface
from app.views.widgets.picture_view import PictureView
from app.views.widgets.tile_strip import SmallPicture, TileStrip
from app.views.wording import number
from mmrl_engine.notices import Notice

LONGEST = 640
MOSAIC = 4
INBOX = 0  # the entry of the list of classes that stands for it


class Inspector(Surface):
    """Signals:
    closed. put: a class's id, for what is selected. accepted: the suggestions are. other_asked: another class is to be
        found. removed, brought_back. chosen: the id of another picture.
    """

    closed = Signal()
    put = Signal(int)
    back_to_inbox = Signal()
    accepted = Signal()
    other_asked = Signal()
    removed = Signal()
    brought_back = Signal()
    chosen = Signal(int)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("window", parent)
        self._desk, self._look = desk, look
        self._project: OpenProject | None = None
        self._tiles: tuple[Tile, ...] = ()
        self._in_trash = False
        self._listed: object = None  # the classes in the list
        self.name = ElidedLabel("", "label")
        self.nothing = Label(self.tr("Select a picture to see more about it."), "text", "muted", wrap=True)
        self.picture = PictureView(look, height=176)
        self.mosaic = TileStrip(look, desk.thumbs, places=MOSAIC, columns=2, height=112)
        self.flag = FlagBox(look)
        self.suggestion = SuggestionBox(look)
        self.classes = QComboBox()
        self.similar = SimilarBox(desk, look)
        self.alike = self.similar.alike
        self.facts = Label("", "caption", "muted", wrap=True)
        self.back = Button(look, self.tr("Bring back"), icon="undo")
        self.remove = Button(look, self.tr("Remove"), icon="trash", kind="ghost", size="small")
        self._class_title = Label(self.tr("Class"), "heading")
        self._lay_out()
        self._connect()

    def set_project(self, project: OpenProject | None) -> None:
        """Forgets what was selected in another one."""
        self._project = project
        self.show_tiles(())

    def show_tiles(self, tiles: Sequence[Tile], *, in_trash: bool = False) -> None:
        """One, several or none."""
        before = self._tiles
        self._tiles, self._in_trash = tuple(tiles), in_trash
        one = tiles[0] if len(tiles) == 1 else None
        several = self.tr("%n picture(s) selected", "", len(tiles)) if tiles else ""
        self.name.setText(one.name if one else several)
        self.nothing.setVisible(not tiles)
        self._fill_classes()
        classes = () if self._project is None else self._project.state.classes
        self.flag.show_tiles(() if in_trash else tiles)
        self.suggestion.show_tiles(tiles, classes)
        self.picture.setVisible(one is not None)
        self.mosaic.setVisible(len(tiles) > 1)
        self.remove.setVisible(bool(tiles))
        self.remove.setText(self.tr("Remove for good") if in_trash else self.tr("Remove"))
        self.back.setVisible(bool(tiles) and in_trash)
        suggested = not self.suggestion.isHidden() and all(tile.class_id is None for tile in tiles)
        sortable = bool(tiles) and not in_trash and not suggested and all(tile.readable for tile in tiles)
        for widget in (self.classes, self._class_title):
            widget.setVisible(sortable)
        self.mosaic.set_pictures([SmallPicture(tile.id, tile.sha256, tile.name) for tile in tiles[:MOSAIC]])
        self.facts.setText(self._facts(one))
        if one is not None and (len(before) != 1 or before[0].id != one.id):
            self._show_picture(one)
        self.similar.show_picture(self._project, one.id if one is not None and one.readable else None)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.name, 1)
        close = IconButton(self._look, "x", self.tr("Close the inspector"), shortcut_text="F9")
        close.clicked.connect(self.closed)
        head.addWidget(close)
        foot.addWidget(self.facts, 1)
        foot.addWidget(self.remove)
        column.addLayout(head)
        for above, item in (
            (0, self.nothing),
            (0, self.picture),
            (0, self.mosaic),
            (0, self.back),
            (4, self.flag),
            (8, self.suggestion),
            (4, self._class_title),
            (0, self.classes),
            (0, self.similar),
        ):
            column.addSpacing(above)
            column.addWidget(item)
        column.addStretch(1)
        column.addLayout(foot)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _connect(self) -> None:
        desk = self._desk
        self.classes.setAccessibleName(self.tr("Class"))
        self.classes.setPlaceholderText(self.tr("Several"))
        self.classes.activated.connect(self._put)
        self.suggestion.accepted.connect(self.accepted)
        self.suggestion.other_asked.connect(self.other_asked)
        self.remove.clicked.connect(self.removed)
        self.back.clicked.connect(self.brought_back)
        self.similar.chosen.connect(self.chosen)
        self.mosaic.chosen.connect(self.chosen)
        desk.thumbs.arrived.connect(self._take_thumbs)
        self._look.changed.connect(self._dress)

    def _dress(self) -> None:
        """The marks have other colours in another theme."""
        self._listed = None
        self._fill_classes()

    def _fill_classes(self) -> None:
        classes = () if self._project is None else self._project.state.classes
        listed = tuple((view.id, view.name, view.mark) for view in classes)
        self.classes.blockSignals(True)
        if listed != self._listed:
            self._listed = listed
            self.classes.clear()
            self.classes.addItem(self._look.icon("inbox"), self.tr("Inbox"), INBOX)
            for view in classes:
                self.classes.addItem(mark_icon(view.mark, self._look), view.name, view.id)
        found = {tile.class_id or INBOX for tile in self._tiles}
        self.classes.setCurrentIndex(self.classes.findData(found.pop()) if len(found) == 1 else -1)
        self.classes.blockSignals(False)

    def _show_picture(self, tile: Tile) -> None:
        self.picture.setAccessibleName(tile.name)
        if not tile.readable:
            self.picture.set_pixmap(None, self._why(tile))
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

    def _why(self, tile: Tile) -> str:
        """The whole sentence; the tile has room for a few words."""
        entries = () if self._project is None else self._project.state.unreadable
        reason = next((entry.reason for entry in entries if entry.id == -tile.id), None)
        return tile.unreadable if reason is None else notice_text(reason)

    def _facts(self, tile: Tile | None) -> str:
        picture = None if tile is None or self._project is None else self._project.by_id.get(tile.id)
        if picture is None:
            return ""
        size = self.tr("{width} \u00d7 {height}").format(width=number(picture.width), height=number(picture.height))
        return f"{size}    {added_text(picture.added_at)}"

    def _put(self, place: int) -> None:
        class_id = self.classes.itemData(place)
        if class_id == INBOX:
            self.back_to_inbox.emit()
        else:
            self.put.emit(class_id)
