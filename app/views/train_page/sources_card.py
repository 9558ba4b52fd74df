"""What it learns from: each class with some of its pictures, and how many it has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.models.open_project import ProjectState
from app.models.thumbs import Thumbs
from app.services.classes import ClassView
from app.views.grid.tile_delegate import cropped
from app.views.theme.look import Look
from app.views.theme.marks import paint_mark
from app.views.widgets.basics import Button, Card, Label, clear_layout

ROW, NAME, THUMB, GAP = 30, 72, 24, 4
THUMBS, MOST_ROWS = 5, 12


class SourcesCard(Card):
    """Signals:
    chosen: the id of a class; 0 for all of them.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._thumbs = look, thumbs
        self._shown: object = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 18, 16, 12)
        column.setSpacing(4)
        column.addWidget(Label(self.tr("What it learns from"), "title"))
        column.addLayout(self._rows)

    def show_state(self, state: ProjectState) -> None:
        """The classes of a project as they are now."""
        hashes: dict[int, list[str]] = {item.id: [] for item in state.classes}
        for picture in state.listed:
            found = hashes.get(picture.class_id) if picture.class_id is not None else None
            if found is not None and len(found) < THUMBS:
                found.append(picture.sha256)
        shown = tuple((item, tuple(hashes[item.id])) for item in state.classes[:MOST_ROWS])
        more = len(state.classes) - len(shown)
        if (shown, more) != self._shown:
            self._shown = (shown, more)
            self._fill(shown, more)

    def _fill(self, shown: Sequence[tuple[ClassView, tuple[str, ...]]], more: int) -> None:
        clear_layout(self._rows)
        for view, hashes in shown:
            row = SourceRow(self._look, self._thumbs, view, hashes)
            row.clicked.connect(self._choose)
            self._rows.addWidget(row)
        if not shown:
            self._rows.addWidget(Label(self.tr("No classes yet."), "text", "muted"))
        if more:
            button = Button(self._look, self.tr("%n more class(es)", "", more), kind="flat", size="small")
            button.clicked.connect(self._choose)
            self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose(self) -> None:
        row = self.sender()
        self.chosen.emit(row.view.id if isinstance(row, SourceRow) else 0)


class SourceRow(QAbstractButton):
    """One class; a click shows its pictures."""

    def __init__(self, look: Look, thumbs: Thumbs, view: ClassView, hashes: tuple[str, ...]) -> None:
        super().__init__()
        self.view = view
        self._look, self._thumbs, self._hashes = look, thumbs, hashes
        self._count = self.tr("%n picture(s)", "", view.pictures)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{view.name}, {self._count}")
        self.setToolTip(self.tr("Show the pictures of {name}").format(name=view.name))
        thumbs.arrived.connect(self._arrived)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(200), self._look.px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        middle = self.height() / 2
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        side = look.px(12)
        paint_mark(painter, QRectF(0, middle - side / 2, side, side), self.view.mark, look)
        font = look.font("caption")
        count_width = QFontMetricsF(font).horizontalAdvance(self._count) + 2
        painter.setFont(font)
        painter.setPen(look.color("muted"))
        right = QRectF(self.width() - count_width, 0, count_width, self.height())
        painter.drawText(right, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._count)
        self._paint_name(painter, look.px(20), right.left())
        self._paint_thumbs(painter, look.px(20) + self._name_width(), right.left() - look.px(8))

    def _name_width(self) -> float:
        """As drawn, and wider where there is room."""
        return max(float(self._look.px(NAME)) - self._look.px(20), self.width() * 0.14) + self._look.px(20)

    def _paint_name(self, painter: QPainter, left: float, right: float) -> None:
        look = self._look
        width = min(self._name_width() - look.px(6), right - left)
        font = look.font("text")
        name = QFontMetricsF(font).elidedText(self.view.name, Qt.TextElideMode.ElideRight, width)
        painter.setFont(font)
        painter.setPen(look.color("text"))
        place = QRectF(left, 0, width, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)

    def _paint_thumbs(self, painter: QPainter, left: float, right: float) -> None:
        side, gap = self._look.px(THUMB), GAP
        for number, sha256 in enumerate(self._hashes):
            x = left + number * (side + gap)
            if x + side > right:
                return
            area = QRectF(x, (self.height() - side) / 2, side, side)
            shape = QPainterPath()
            shape.addRoundedRect(area, 4, 4)
            painter.fillPath(shape, self._look.color("sunken"))
            pixmap = self._thumbs.pixmap(sha256)
            if pixmap is not None:
                painter.save()
                painter.setClipPath(shape)
                painter.drawPixmap(area, pixmap, cropped(pixmap))
                painter.restore()

    def _arrived(self, hashes: frozenset[str]) -> None:
        if not hashes.isdisjoint(self._hashes):
            self.update()
