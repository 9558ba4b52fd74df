"""The last pictures that were tried, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QWidget

from app.models.thumbs import Thumbs
from app.models.trial import Trial
from app.views.theme.look import Look
from app.views.try_page.stage import STEPS
from app.views.widgets.basics import Button, plain_tip
from app.views.widgets.tile_strip import paint_cropped

WIDTH, HEIGHT = 84, 64  # of a picture: a larger text needs no larger pictures
CAPTION, SPACE, BAR = 24, 12, 14


@dataclass(frozen=True, slots=True)
class StripItem:
    """A trial and what is written below it."""

    trial: Trial
    caption: str


class TrialButton(QAbstractButton):
    """One of the last pictures, with its answer below.

    Signals:
        stepped: -1 or 1, by the keys Left and Right.
    """

    stepped = Signal(int)

    def __init__(self, look: Look, thumbs: Thumbs) -> None:
        super().__init__()
        self._look, self._thumbs = look, thumbs
        self._item: StripItem | None = None
        self.setCheckable(True)
        thumbs.file_arrived.connect(self._arrived)
        look.changed.connect(self._dress)
        self._dress()

    def show_item(self, item: StripItem, place: int, count: int, *, current: bool) -> None:
        """As it stands; only the current one is reached by Tab, and Left and Right go on from it."""
        self._item = item
        parts = [item.trial.path.name, item.caption, self.tr("{k} of {n}").format(k=place + 1, n=count)]
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setToolTip(plain_tip(item.trial.path.name))
        self.setChecked(current)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)
        self.update()

    @property
    def trial_id(self) -> int:
        return 0 if self._item is None else self._item.trial.id

    def nextCheckState(self) -> None:
        """What is checked is the picture that is seen, whoever chose it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, item = self._look, self._item
        if item is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(0.5, 0.5, self.width() - 1, HEIGHT - 1)
        shape = QPainterPath()
        shape.addRoundedRect(area, 8, 8)
        painter.fillPath(shape, look.color("sunken"))
        paint_cropped(painter, area, shape, self._thumbs.file_pixmap(item.trial.path))
        width = 3.0 if self.isChecked() else 1.0
        painter.setPen(QPen(look.color("accent" if self.isChecked() else "border"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        painter.drawRoundedRect(area.adjusted(half, half, -half, -half), 7, 7)
        self._paint_caption(painter, item.caption)

    def _paint_caption(self, painter: QPainter, caption: str) -> None:
        look = self._look
        font = look.font("caption")
        font.setBold(self.isChecked())
        if QFontMetricsF(font).horizontalAdvance(caption) > self.width():
            font.setBold(False)  # rather than cut short
        painter.setFont(font)
        painter.setPen(look.color("text" if self.isChecked() else "muted"))
        line = QRectF(0, HEIGHT, self.width(), look.px(CAPTION))
        text = QFontMetricsF(font).elidedText(caption, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), text)

    @Slot(str)
    def _arrived(self, key: str) -> None:
        if self._item is not None and key == str(self._item.trial.path):
            self.update()

    @Slot()
    def _dress(self) -> None:
        self.setFixedSize(WIDTH, HEIGHT + self._look.px(CAPTION))


class TrialStrip(QWidget):
    """Signals:
    chosen: a trial's id. stepped: -1 or 1. cleared: all are to be forgotten.
    """

    chosen = Signal(int)
    stepped = Signal(int)
    cleared = Signal()

    def __init__(self, look: Look, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._thumbs = look, thumbs
        self._buttons: list[TrialButton] = []
        inner = QWidget()
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE)
        self._row.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(inner)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clear = Button(look, self.tr("Clear"), kind="flat", size="small")
        self.clear.setAccessibleName(self.tr("Clear the pictures"))
        self.clear.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._area, 1)
        row.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignTop)
        look.changed.connect(self._dress)
        self._dress()

    def buttons(self) -> tuple[TrialButton, ...]:
        return tuple(self._buttons)

    def minimumSizeHint(self) -> QSize:
        return QSize(WIDTH + self.clear.sizeHint().width(), self._height())

    def show_items(self, items: Sequence[StripItem], current: int) -> None:
        """The newest first; `current` is a trial's id."""
        self.setVisible(bool(items))
        had_focus = any(button.hasFocus() for button in self._buttons)
        while len(self._buttons) < len(items):
            self._add_button()
        while len(self._buttons) > len(items):
            button = self._buttons.pop()
            button.hide()
            button.deleteLater()
        for place, (button, item) in enumerate(zip(self._buttons, items, strict=True)):
            button.show_item(item, place, len(items), current=item.trial.id == current)
        now = next((button for button in self._buttons if button.isChecked()), None)
        if now is not None and had_focus and not now.hasFocus():
            now.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reveal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._reveal()

    def _reveal(self) -> None:
        """Scrolls to the current one."""
        now = next((button for button in self._buttons if button.isChecked()), None)
        if now is not None:
            self._area.ensureWidgetVisible(now, SPACE, 0)

    def _add_button(self) -> None:
        button = TrialButton(self._look, self._thumbs)
        button.clicked.connect(self._choose)
        button.stepped.connect(self.stepped)
        self._row.insertWidget(len(self._buttons), button)
        self._buttons.append(button)

    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, TrialButton):
            self.chosen.emit(button.trial_id)

    def _height(self) -> int:
        return HEIGHT + self._look.px(CAPTION) + BAR

    def _dress(self) -> None:
        self.setFixedHeight(self._height())
