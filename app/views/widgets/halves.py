"""Two parts of a page side by side, or one above the other where there is no room for that."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from app.views.theme.look import Look

MOST = 16_777_215  # Qt's own for "as wide as you like"


class Halves(QScrollArea):
    """The left part is as wide as drawn, the right one takes the rest; it scrolls where they are too tall.

    Attributes:
        narrow: whether they stand one above the other.
    """

    def __init__(
        self,
        look: Look,
        left: QWidget,
        right: QWidget,
        *,
        width: int,
        least: int,
        margins: QMargins | None = None,
        space: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """`width` is the left part's, `least` what the right one needs, both as drawn."""
        super().__init__(parent)
        self._look, self._left = look, left
        self._width, self._least = width, least
        self.narrow = False
        sheet = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, sheet)
        self._row.setContentsMargins(margins or QMargins())
        self._row.setSpacing(space)
        self._row.addWidget(left)
        self._row.addWidget(right, 1)
        self.setWidget(sheet)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look.changed.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._row.spacing()
        left = max(self._look.px(self._width), self._left.minimumSizeHint().width())
        self.narrow = room < left + self._look.px(self._least)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if self.narrow else across)
        self._left.setMinimumWidth(0 if self.narrow else left)
        self._left.setMaximumWidth(MOST if self.narrow else left)
