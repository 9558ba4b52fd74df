"""Why the selected pictures are flagged, and the two ways to end that."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.tiles import Tile
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label, Surface, restyle
from app.views.widgets.flow import FlowLayout
from app.views.widgets.icon_label import IconLabel
from app.views.wording import strong

WORST = "mislabelled"


class FlagBox(Surface):
    """Signals:
    moved: each to the class that it looks like. kept: they are right where they are. removed.
    """

    moved = Signal()
    kept = Signal()
    removed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("message-danger", parent)
        self._alert = IconLabel(look, "alert", 18, "danger")
        self._doubt = IconLabel(look, "help-circle", 18, "warning")
        self.title = Label("", "label", "danger", wrap=True)
        self.text = Label("", strong=True, wrap=True)
        self.move_to = Button(look, "", icon="check", size="small")
        self.keep = Button(look, "", size="small")
        self.remove = Button(look, self.tr("Remove"), icon="trash", size="small")
        head = QHBoxLayout()
        head.setSpacing(8)
        for icon in (self._alert, self._doubt):
            head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        acts = FlowLayout()
        for button in (self.move_to, self.remove, self.keep):
            acts.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addLayout(acts)
        self.move_to.clicked.connect(self.moved)
        self.keep.clicked.connect(self.kept)
        self.remove.clicked.connect(self.removed)
        self.hide()

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Hides itself unless all are flagged."""
        flagged = [tile for tile in tiles if tile.doubt]
        self.setVisible(bool(flagged) and len(flagged) == len(tiles))
        if not self.isHidden():
            self._show(flagged)

    def _show(self, tiles: Sequence[Tile]) -> None:
        kinds, others = {tile.doubt for tile in tiles}, {tile.other for tile in tiles}
        grave = kinds == {WORST}
        restyle(self, "surface", "message-danger" if grave else "message-warning")
        self.title.set_tone("danger" if grave else "warning")
        self._alert.setVisible(grave)
        self._doubt.setVisible(not grave)
        self.title.setText(self._title(kinds))
        self.text.setText(self._reason(tiles[0]) if len(tiles) == 1 else "")
        self.text.setVisible(len(tiles) == 1)
        self.move_to.setVisible("outlier" not in kinds)
        to_one = self.tr("Move to {name}").format(name=tiles[0].other) if len(others) == 1 else ""
        self.move_to.setText((to_one or self.tr("Move each")).replace("&", "&&"))
        self.remove.setVisible(kinds == {"outlier"})
        classes = {tile.class_name for tile in tiles}
        right = self.tr("{name} is right").format(name=tiles[0].class_name) if len(classes) == 1 else ""
        self.keep.setText((right or self.tr("They are right")).replace("&", "&&"))

    def _title(self, kinds: set[str]) -> str:
        if kinds == {WORST}:
            return self.tr("Likely in the wrong class")
        if kinds == {"outlier"}:
            return self.tr("Unlike all the others")
        return self.tr("It could be either") if kinds == {"unsure"} else self.tr("Worth a look")

    def _reason(self, tile: Tile) -> str:
        own, other = strong(tile.class_name), strong(tile.other)
        match tile.doubt:
            case "mislabelled":
                text = self.tr("It is in {a}, but it looks like your pictures of {b}.")
            case "outlier":
                text = self.tr("It is in {a}, but it looks like none of your pictures.")
            case _:
                text = self.tr("It is in {a}, but it could be {b} as well.")
        return text.format(a=own, b=other)
