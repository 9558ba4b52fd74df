"""A ring round whatever has the keyboard's focus, if the keyboard brought it there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

from app.views.theme.look import Look

OFF = 4  # the ring's outer edge, in pixels from the widget: 2 of air and 2 of line
REASONS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
OWN_RING = (QAbstractItemView, QLineEdit)  # they show themselves where they are


class FocusRing(QWidget):
    """Lies over one window, and takes no mouse."""

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window)
        self._look = look
        self._target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    @property
    def target(self) -> QWidget | None:
        """What the ring is round."""
        return self._target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn and isinstance(event, QFocusEvent) and isinstance(watched, QWidget):
            self._focus(watched, event.reason())
        elif watched is self._target and kind in (QEvent.Type.Move, QEvent.Type.Resize):
            self._follow()
        elif watched is self._target and kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._leave()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("focus"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _focus(self, widget: QWidget, reason: Qt.FocusReason) -> None:
        if widget.window() is self.window() and reason in REASONS and not isinstance(widget, OWN_RING):
            self._target = widget
            self._follow()
            self.show()
            self.raise_()
        elif widget.window() is self.window():
            self._leave()

    def _follow(self) -> None:
        if self._target is None:
            return
        corner = self._target.mapTo(self.window(), QPoint(0, 0))
        self.setGeometry(QRect(corner, self._target.size()).adjusted(-OFF, -OFF, OFF, OFF))

    def _leave(self) -> None:
        self._target = None
        self.hide()
