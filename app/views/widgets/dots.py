"""Three quiet dots: it works, and nobody knows how long."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.theme.look import Look

DOTS, RADIUS, STEP = 3, 3, 12
DELAY_MS = 400  # what is over sooner is not worth a look
STAYS_MS = 600  # what was shown is long enough there to be read
BEAT_MS = 400


def paint_dots(painter: QPainter, rect: QRectF, look: Look, beat: int | None = None) -> None:
    """At the left of `rect`; `beat` counts which of them stands out."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = look.px(RADIUS)
    for dot in range(DOTS):
        out = beat is not None and beat % DOTS == dot
        painter.setBrush(look.color("text" if out else "bar"))
        painter.drawEllipse(QPointF(rect.left() + radius + look.px(STEP) * dot, rect.center().y()), radius, radius)
    painter.restore()


class BusyDots(QWidget):
    """Shown only for work that takes a while, and then long enough to be seen. Keeps its place while hidden."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._beat = look, 0
        self._shown = QElapsedTimer()
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._delay = self._once(DELAY_MS)
        self._delay.timeout.connect(self._appear)
        self._stay = self._once(STAYS_MS)
        self._stay.timeout.connect(self._vanish)
        self._beats = QTimer(self)
        self._beats.setInterval(BEAT_MS)
        self._beats.timeout.connect(self._move)
        look.changed.connect(self.updateGeometry)
        self.hide()

    def start(self, text: str) -> None:
        """Work begins; `text` says which, for those who do not see the dots."""
        self.setAccessibleName(text)
        self.setToolTip(text)
        self._stay.stop()
        if self.isHidden():
            self._delay.start()

    def stop(self) -> None:
        """It is over."""
        self._delay.stop()
        left = STAYS_MS - self._shown.elapsed() if self._shown.isValid() else 0
        if self.isHidden() or left <= 0:
            self._vanish()
        else:
            self._stay.start(left)

    def sizeHint(self) -> QSize:
        look = self._look
        return QSize(2 * look.px(RADIUS) + (DOTS - 1) * look.px(STEP), look.px(2 * RADIUS))

    def paintEvent(self, event: QPaintEvent) -> None:
        beat = None if self._look.less_motion else self._beat
        paint_dots(QPainter(self), QRectF(self.rect()), self._look, beat)

    def _once(self, after: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        return timer

    def _appear(self) -> None:
        self._shown.start()
        self.show()
        if not self._look.less_motion:
            self._beats.start()

    def _vanish(self) -> None:
        self._shown.invalidate()
        self._beats.stop()
        self.hide()

    def _move(self) -> None:
        self._beat += 1
        self.update()
