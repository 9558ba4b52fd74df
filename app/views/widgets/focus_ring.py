"""A ring round whatever has the keyboard's focus, if the keyboard brought it there."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.views.theme.look import Look

OFF = 4  # the ring's outer edge, in pixels from the widget: 2 of air and 2 of line
RADIUS = 8
REASONS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
# They show themselves where they are.
OWN_RING = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
# By their classes: every event of the program comes by, and to ask one for its type takes three times as long.
WATCHED = frozenset({QFocusEvent, QHideEvent, QMoveEvent, QResizeEvent, QShowEvent})


class FocusRing(QWidget):
    """Lies over one window, and takes no mouse. A widget with the property `pill` gets a ring with round ends."""

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window)
        self._look = look
        self._target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.installEventFilter(self)
            application.focusChanged.connect(self._focus_went)

    @property
    def target(self) -> QWidget | None:
        """What the ring is round."""
        return self._target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if type(event) not in WATCHED or not isinstance(watched, QWidget):
            return False
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self._focus(watched, event.reason())
        elif self._target is None or not shiboken6.isValid(self._target):
            return False
        elif isinstance(event, QFocusEvent):
            if watched is self._target:
                self._leave()
        elif watched is self._target or watched.isAncestorOf(self._target):
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._target is None:
            return
        rect = QRectF(self._wanted().translated(-self.pos())).adjusted(1, 1, -1, -1)
        radius = rect.height() / 2 if self._target.property("pill") else RADIUS
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("focus"), 2))
        painter.drawRoundedRect(rect, radius, radius)

    def _focus(self, widget: QWidget, reason: Qt.FocusReason) -> None:
        if widget.window() is not self.window():
            return
        if reason in REASONS and not isinstance(widget, OWN_RING):
            self._target = widget
            self._follow()
        else:
            self._leave()

    def _focus_went(self, before: QWidget | None, now: QWidget | None) -> None:
        """Also where what had the focus is gone for good, which tells nobody."""
        if self._target is not None and now is not self._target:
            self._leave()

    def _follow(self) -> None:
        """Goes where the target is; out of sight where that is."""
        shown = self._wanted() & self._view()
        if self._target is None or not self._target.isVisible() or shown.isEmpty():
            self.hide()
            return
        self.setGeometry(shown)
        self.show()
        self.raise_()
        self.update()

    def _wanted(self) -> QRect:
        """Round the target, in the window's pixels."""
        if self._target is None:
            return QRect()
        corner = self._target.mapTo(self.window(), QPoint(0, 0))
        return QRect(corner, self._target.size()).adjusted(-OFF, -OFF, OFF, OFF)

    def _view(self) -> QRect:
        """The part of the window in which the target can be seen: what scrolls has edges."""
        view = self.window().rect()
        parent = self._target.parentWidget() if self._target is not None else None
        while parent is not None and parent is not self.window():
            above = parent.parentWidget()
            if isinstance(above, QAbstractScrollArea) and above.viewport() is parent:
                view &= QRect(parent.mapTo(self.window(), QPoint(0, 0)), parent.size())
            parent = above
        return view

    def _leave(self) -> None:
        self._target = None
        self.hide()
