"""A few small pictures side by side, each with a class below or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from app.models.thumbs import Thumbs
from app.services.colors import Mark
from app.views.grid.tile_delegate import cropped
from app.views.theme.look import Look
from app.views.theme.marks import paint_mark
from app.views.widgets.basics import clear_layout


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """Attributes:
    id: of its placement. name: for its tool tip. caption, mark: of its class.
    """

    id: int
    sha256: str
    name: str
    caption: str = ""
    mark: Mark | None = None


def paint_cropped(painter: QPainter, area: QRectF, shape: QPainterPath, pixmap: QPixmap | None) -> None:
    """The middle of a picture fills `area`, as far as `shape` reaches."""
    if pixmap is None:
        return
    painter.save()
    painter.setClipPath(shape)
    source = cropped(pixmap)
    if area.width() > area.height():
        cut = source.height() * area.height() / area.width()
        source = QRectF(source.left(), source.top() + (source.height() - cut) / 2, source.width(), cut)
    painter.drawPixmap(area, pixmap, source)
    painter.restore()


class TileButton(QAbstractButton):
    """One picture, as wide as its place."""

    def __init__(self, look: Look, thumbs: Thumbs, picture: SmallPicture, height: int, *, captions: bool) -> None:
        super().__init__()
        self._look, self._thumbs, self._height, self._captions = look, thumbs, height, captions
        self.picture = picture
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(picture.name)
        self.setAccessibleName(f"{picture.caption} {picture.name}".strip())
        thumbs.arrived.connect(self._arrived)

    def sizeHint(self) -> QSize:
        caption = self._look.px(24) if self._captions else 0
        return QSize(self._look.px(40), self._look.px(self._height) + caption)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(0, 0, self.width(), look.px(self._height))
        shape = QPainterPath()
        shape.addRoundedRect(area, 6, 6)
        painter.fillPath(shape, look.color("sunken"))
        paint_cropped(painter, area, shape, self._thumbs.pixmap(self.picture.sha256))
        if self._captions:
            self._paint_caption(painter, QRectF(0, area.bottom() + 2, self.width(), look.px(22)))

    def _paint_caption(self, painter: QPainter, line: QRectF) -> None:
        look, left = self._look, 0.0
        if self.picture.mark is not None:
            side = look.px(11)
            paint_mark(painter, QRectF(0, line.center().y() - side / 2, side, side), self.picture.mark, look)
            left = side + 5.0
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("text"))
        room = line.adjusted(left, 0, 0, 0)
        text = QFontMetricsF(painter.font()).elidedText(self.picture.caption, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)

    def _arrived(self, hashes: frozenset[str]) -> None:
        if self.picture.sha256 in hashes:
            self.update()


class TileStrip(QWidget):
    """Signals:
    chosen: the id of a picture that was clicked.
    """

    chosen = Signal(int)

    def __init__(
        self,
        look: Look,
        thumbs: Thumbs,
        *,
        places: int = 4,
        columns: int = 0,
        height: int = 57,
        captions: bool = False,
    ) -> None:
        """In as many lines as `places` need, by `columns`; 0 is one line."""
        super().__init__()
        self._columns = columns or places
        self._look, self._thumbs, self._places = look, thumbs, places
        self._height, self._captions = height, captions
        self._pictures: tuple[SmallPicture, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1)

    def set_pictures(self, pictures: Sequence[SmallPicture]) -> None:
        """Shows these, as far as there are places."""
        shown = tuple(pictures[: self._places])
        if shown == self._pictures:
            return
        self._pictures = shown
        clear_layout(self._grid)
        for place, picture in enumerate(shown):
            button = TileButton(self._look, self._thumbs, picture, self._height, captions=self._captions)
            button.clicked.connect(self._choose)
            self._grid.addWidget(button, place // self._columns, place % self._columns)

    def pictures(self) -> tuple[SmallPicture, ...]:
        return self._pictures

    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, TileButton):
            self.chosen.emit(button.picture.id)
