"""The picture that is tried."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import Label
from app.views.widgets.picture_view import RADIUS, PictureView
from app.views.widgets.pills import TALL, StatePill

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
EDGE = 12
LEAST = 200


class Stage(PictureView):
    """The picture, its file's name, and a hint that another may be dropped; or why it cannot be shown.

    Signals:
        stepped: -1 or 1, by the keys Left and Right.
    """

    stepped = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, margin=48, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name = ""
        self.problem = Label("", "text", "muted", wrap=True)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = StatePill(look, "", "", "name", height=TALL)
        self.hint = StatePill(look, self.tr("Drop another picture here"), "", "name", height=TALL)
        foot = QHBoxLayout()
        foot.addWidget(self.name)
        foot.addStretch(1)
        foot.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.addStretch(1)
        column.addWidget(self.problem)
        column.addStretch(1)
        column.addLayout(foot)
        look.changed.connect(self._fit)

    def show_trial(self, pixmap: QPixmap | None, name: str, problem: str) -> None:
        """The picture, or the reason why there is none."""
        self.set_pixmap(pixmap if not problem else None)
        self._name = name
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.setAccessibleName(f"{name}. {problem}" if problem else name)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(LEAST), LEAST)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._look.color("border"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Taken: a click gives it the keyboard."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """A long name is cut in its middle; the hint goes first."""
        room = self.width() - 2 * EDGE
        metrics = QFontMetrics(self._look.font("caption"))
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, room - self._look.px(28))
        self.name.set(name, "", "name")
        self.hint.setVisible(self.name.sizeHint().width() + self.hint.sizeHint().width() + EDGE <= room)
