"""What words and sorted pictures suggest for the selected pictures, and the one button that accepts it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.models.tiles import Tile
from app.services.classes import ClassView
from app.services.colors import Mark
from app.views.theme.look import Look
from app.views.theme.marks import mark_pixmap
from app.views.widgets.basics import Button, ElidedLabel, Label, clear_layout
from app.views.widgets.pills import StatePill
from app.views.wording import number


class SuggestionBox(QWidget):
    """Signals:
    accepted: all suggestions. other_asked: another class is to be found.
    """

    accepted = Signal()
    other_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.accept = Button(look, "", icon="check", kind="primary")
        self.accept.setToolTip(self.tr("Accept (Enter)"))
        self.accept.clicked.connect(self.accepted)
        self.other = Button(look, self.tr("Choose another class..."))
        self.other.setToolTip(self.tr("Choose another class (L)"))
        self.other.clicked.connect(self.other_asked)
        words = self.tr(
            "Suggestions come from the words of your classes and the pictures in them. They are never used for "
            "learning until you accept them."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(self.tr("Suggested"), "heading"))
        column.addLayout(self._rows)
        column.addWidget(self.accept)
        column.addWidget(self.other)
        column.addWidget(Label(words, "caption", "muted", wrap=True))

    def show_tiles(self, tiles: Sequence[Tile], classes: Sequence[ClassView]) -> None:
        """Hides itself where nothing is suggested."""
        hinted = [tile for tile in tiles if tile.suggested_id is not None]
        self.setVisible(bool(hinted))
        counts = Counter(tile.suggested_id for tile in hinted)
        clear_layout(self._rows)
        for view in classes:
            if counts[view.id]:
                of_class = [tile for tile in hinted if tile.suggested_id == view.id]
                self._rows.addWidget(self._row(view.name, view.mark, of_class, len(tiles)))
        self.accept.setText(self._verb(hinted, len(counts)).replace("&", "&&"))

    def _verb(self, hinted: Sequence[Tile], kinds: int) -> str:
        if kinds == 1 and len(hinted) == 1:
            return self.tr("Put in {name}").format(name=hinted[0].suggested)
        if kinds == 1:
            return self.tr("Put all %n in {name}", "", len(hinted)).format(name=hinted[0].suggested)
        return self.tr("Accept all %n", "", len(hinted))

    def _row(self, name: str, mark: Mark, tiles: Sequence[Tile], all_tiles: int) -> QWidget:
        look, row = self._look, QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        icon = QLabel()
        icon.setPixmap(mark_pixmap(mark, look, look.px(12)))
        line.addWidget(icon)
        line.addWidget(ElidedLabel(name, "label"), 1)
        if len(tiles) < all_tiles:
            line.addWidget(Label(number(len(tiles)), "text", "muted"))
        sure = sum(tile.suggested_sure for tile in tiles)
        for count, text, style in (
            (sure, self.tr("%n sure", "", sure), "success"),
            (len(tiles) - sure, self.tr("%n maybe", "", len(tiles) - sure), "warning"),
        ):
            if count:
                line.addWidget(StatePill(look, text, "", style))
        return row
