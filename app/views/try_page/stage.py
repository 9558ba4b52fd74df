"""The picture that is tried."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.jobs import Where
from app.views.theme.look import Look
from app.views.try_page.veil import make_veil, paint_veil
from app.views.widgets.basics import Label, plain_tip
from app.views.widgets.dots import BusyDots
from app.views.widgets.picture_view import RADIUS, PictureView
from app.views.widgets.pills import TALL, StatePill

CUT_END, CUT_MIDDLE = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
EDGE = 12
LEAST = 200


class Stage(PictureView):
    """The picture, its file's name, and a hint that another may be dropped; or why it cannot be shown. A veil may lie
    over it, with a sentence on what it leaves bright in the name's place.

    Signals:
        stepped: -1 or 1, by the keys Left and Right.
    """

    stepped = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, margin=48, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name = self._said = ""
        self._where: Where | None = None
        self._veil = QImage()
        self.dots = BusyDots(look)
        policy = self.dots.sizePolicy()
        policy.setRetainSizeWhenHidden(False)  # a long sentence needs the room
        self.dots.setSizePolicy(policy)
        self.problem = Label("", "text", "muted", wrap=True)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = StatePill(look, "", "", "name", height=TALL)
        self.hint = StatePill(look, self.tr("Drop another picture here"), "", "name", height=TALL)
        foot = QHBoxLayout()
        foot.addWidget(self.name)
        foot.addSpacing(EDGE)
        foot.addWidget(self.dots)
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

    def show_where(self, where: Where | None, said: str = "", described: str = "") -> None:
        """Lays the veil over the picture, or takes it away.

        Args:
            said: what it leaves bright, or why there is none. described: the same for those who do not see it.
        """
        if where is not self._where:
            self._veil = QImage() if where is None else make_veil(where)
            self._where = where
            self.update()
        self._said = said
        self.setAccessibleDescription(described)
        self.name.setToolTip(plain_tip(described))
        self._fit()

    def set_busy(self, text: str) -> None:
        """Dots, for those who do not see them with a text; an empty one ends them."""
        if text:
            self.dots.start(text)
        else:
            self.dots.stop()

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
        """A long name or sentence is cut; the hint goes first."""
        room = self.width() - 2 * EDGE
        metrics = QFontMetrics(self._look.font("caption"))
        text, mode = (self._said, CUT_END) if self._said else (self._name, CUT_MIDDLE)
        self.name.set(metrics.elidedText(text, mode, room - self._look.px(28)), "", "name")
        taken = self.name.sizeHint().width() + self.dots.sizeHint().width() + 3 * EDGE
        self.hint.setVisible(taken + self.hint.sizeHint().width() <= room)

    def _paint_over(self, painter: QPainter, target: QRectF) -> None:
        if self._where is not None:
            paint_veil(painter, target, self._where, self._veil)
