"""How the page is laid out: two columns in the middle, or one below the other where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.views.theme.look import Look

LEFT, RIGHT, BETWEEN = 800, 360, 24
TOP, SIDE, CARDS = 28, 24, 16
NARROW = 1120


class TwoColumns(QScrollArea):
    """Attributes:
    left, right: the columns, from the top; each has its stretch at the end.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = _Inner()
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._inner)
        self._outer.setContentsMargins(SIDE, TOP, SIDE, SIDE)
        self._outer.setSpacing(BETWEEN)
        self._left, self._right = QWidget(), QWidget()
        self.left, self.right = QVBoxLayout(self._left), QVBoxLayout(self._right)
        for column in (self.left, self.right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(CARDS)
        self._outer.addStretch(1)
        self._outer.addWidget(self._left, 100)
        self._outer.addWidget(self._right, 0)
        self._outer.addStretch(1)
        self.setWidget(self._inner)
        look.changed.connect(self._arrange)
        self._arrange()

    def end_columns(self) -> None:
        """To be called once everything is in them."""
        self.left.addStretch(1)
        self.right.addStretch(1)

    @property
    def stacked(self) -> bool:
        """Whether the columns stand one below the other."""
        return self._outer.direction() is QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        look = self._look
        stacked = self.viewport().width() < look.px(NARROW)
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._outer.direction() is not direction:
            self._outer.setDirection(direction)
            for place in (0, 3):
                self._outer.setStretch(place, 0 if stacked and place == 0 else 1)
            self._outer.setStretch(1, 0 if stacked else 100)
        self._outer.setSpacing(CARDS if stacked else BETWEEN)
        self._left.setMaximumWidth(16_777_215 if stacked else look.px(LEFT))
        self._right.setMinimumWidth(0 if stacked else look.px(RIGHT))
        self._right.setMaximumWidth(16_777_215 if stacked else look.px(RIGHT))


class _Inner(QWidget):
    """Never wider than its place, whatever is in it."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())
