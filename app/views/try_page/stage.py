"""The picture that is tried, and the last ones below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.trials import Trial
from app.views.grid.tile_delegate import cropped
from app.views.theme.look import Look
from app.views.widgets.basics import Button, clear_layout
from app.views.widgets.picture_view import PictureView
from app.views.widgets.pills import TALL, StatePill

WIDTH, HEIGHT, CAPTION = 84, 64, 24


class Stage(PictureView):
    """The picture, its file's name, and a hint that another may be dropped."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, margin=48, parent=parent)
        self.name = StatePill(look, "", "", "name", height=TALL)
        self.hint = StatePill(look, self.tr("Drop another picture here"), "", "name", height=TALL)
        foot = QHBoxLayout()
        foot.addWidget(self.name)
        foot.addStretch(1)
        foot.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addStretch(1)
        column.addLayout(foot)

    def show_trial(self, pixmap: QPixmap | None, name: str, problem: str) -> None:
        """The picture, or why it cannot be shown."""
        self.set_pixmap(pixmap if not problem else None, problem)
        self.setAccessibleName(f"{name} {problem}".strip())
        self.name.set(name, "", "name")

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(200))


class TrialButton(QAbstractButton):
    """One of the last pictures, with its answer below."""

    def __init__(self, desk: Desk, look: Look, trial: Trial, caption: str) -> None:
        super().__init__()
        self._desk, self._look, self.trial, self._caption = desk, look, trial, caption
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(look.px(WIDTH), look.px(HEIGHT) + look.px(CAPTION))
        self.setToolTip(trial.path.name)
        self.setAccessibleName(f"{trial.path.name}, {caption}")
        desk.thumbs.file_arrived.connect(self._arrived)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(0.5, 0.5, self.width() - 1, look.px(HEIGHT) - 1)
        shape = QPainterPath()
        shape.addRoundedRect(area, 8, 8)
        painter.fillPath(shape, look.color("sunken"))
        pixmap = self._desk.thumbs.file_pixmap(self.trial.path)
        if pixmap is not None:
            painter.save()
            painter.setClipPath(shape)
            source = cropped(pixmap)
            cut = source.height() * area.height() / area.width()
            source = QRectF(source.left(), source.top() + (source.height() - cut) / 2, source.width(), cut)
            painter.drawPixmap(area, pixmap, source)
            painter.restore()
        width = 3.0 if self.isChecked() else 1.0
        painter.setPen(QPen(look.color("accent" if self.isChecked() else "border"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        painter.drawRoundedRect(area.adjusted(half, half, -half, -half), 7, 7)
        font = look.font("caption")
        font.setBold(self.isChecked())
        painter.setFont(font)
        painter.setPen(look.color("text" if self.isChecked() else "muted"))
        line = QRectF(0, look.px(HEIGHT), self.width(), look.px(CAPTION))
        text = QFontMetricsF(font).elidedText(self._caption, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), text)

    def _arrived(self, key: str) -> None:
        if key == str(self.trial.path):
            self.update()


class TrialStrip(QScrollArea):
    """Signals:
    chosen: a trial's id. cleared: all are to be forgotten.
    """

    chosen = Signal(int)
    cleared = Signal()

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look = desk, look
        self._shown: tuple[tuple[int, str], ...] = ()
        self._buttons: dict[int, TrialButton] = {}
        inner = QWidget()
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._clear = Button(look, self.tr("Clear"), kind="flat", size="small")
        self._clear.clicked.connect(self.cleared)
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(self._row)
        row.addStretch(1)
        row.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignTop)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look.changed.connect(self._dress)
        self._dress()

    def show_trials(self, trials: Sequence[Trial], captions: Sequence[str], current: int) -> None:
        """The newest first."""
        shown = tuple((trial.id, caption) for trial, caption in zip(trials, captions, strict=True))
        self.setVisible(bool(trials))
        if shown != self._shown:
            self._shown = shown
            clear_layout(self._row)
            self._buttons = {}
            for trial, caption in zip(trials, captions, strict=True):
                button = TrialButton(self._desk, self._look, trial, caption)
                button.clicked.connect(self._choose)
                self._buttons[trial.id] = button
                self._row.addWidget(button)
        for trial_id, button in self._buttons.items():
            button.setChecked(trial_id == current)

    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, TrialButton):
            self.chosen.emit(button.trial.id)

    def _dress(self) -> None:
        self.setFixedHeight(self._look.px(HEIGHT) + self._look.px(CAPTION) + 14)
