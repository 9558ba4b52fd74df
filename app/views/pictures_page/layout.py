"""Where the parts of the Pictures page are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.models.window_memory import WindowMemory
from app.views.theme.look import Look
from app.views.widgets.basics import Surface

SIDE, INSPECTOR = 232, 284
SIDE_LIMITS, INSPECTOR_LIMITS = (180, 360), (240, 420)
NARROW = 1120  # below this width, at the usual text size, the inspector closes
SPLITTER, SHOWN = "pictures_splitter", "inspector"


class PageLayout(QObject):
    """Side bar, middle, inspector.

    Attributes:
        middle: shows the grid or what stands in its place.
    """

    def __init__(self, look: Look, memory: WindowMemory, page: QWidget) -> None:
        super().__init__(page)
        self._look, self._memory, self._page = look, memory, page
        self._narrow = False
        self.middle = QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)

    def put(
        self,
        side: QWidget,
        head: Sequence[QWidget | QLayout],
        bodies: Sequence[QWidget],
        foot: QWidget,
        inspector: QWidget,
    ) -> None:
        """Puts the parts into their places.

        Args:
            head: over the grid, from the top. bodies: the grid and what may stand in its place. foot: the messages.
        """
        self._side, self._inspector = side, inspector
        for body in bodies:
            self.middle.addWidget(body)
        sheet = Surface("surface")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for item in head:
            column.addLayout(item) if isinstance(item, QLayout) else column.addWidget(item)
        grid = QVBoxLayout()
        grid.setContentsMargins(10, 0, 4, 0)
        grid.addWidget(self.middle)
        column.addLayout(grid, 1)
        column.addLayout(self._bottom(foot))
        for part in (side, sheet, inspector):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        self._look.changed.connect(self._dress)
        self._dress()
        self.splitter.setSizes([self._look.px(SIDE), 900, self._look.px(INSPECTOR)])
        state = self._memory.blob(SPLITTER)
        if state is not None:
            self.splitter.restoreState(state)
        inspector.setVisible(self._wanted() and not self._narrow)
        self.splitter.splitterMoved.connect(self._keep)

    def fit(self, width: int) -> None:
        """The inspector closes in a narrow window, and is there again in a wide one."""
        narrow = width < self._look.px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._inspector.setVisible(self._wanted() and not narrow)

    @Slot()
    def toggle_inspector(self) -> None:
        """Also in a narrow window, which does not count as the choice for others."""
        shown = self._inspector.isHidden()
        self._inspector.setVisible(shown)
        if not self._narrow:
            self._memory.keep(SHOWN, int(shown))

    def _wanted(self) -> bool:
        return self._memory.number(SHOWN, 1) == 1

    def _bottom(self, foot: QWidget) -> QVBoxLayout:
        """The messages, under a line; no room is taken while there is none."""
        outer, inner = QVBoxLayout(), QVBoxLayout()
        outer.setSpacing(0)
        inner.setContentsMargins(16, 8, 16, 12)
        inner.addWidget(foot)
        outer.addLayout(inner)
        return outer

    @Slot()
    def _keep(self) -> None:
        self._memory.keep(SPLITTER, self.splitter.saveState())

    @Slot()
    def _dress(self) -> None:
        for part, (least, most) in ((self._side, SIDE_LIMITS), (self._inspector, INSPECTOR_LIMITS)):
            part.setMinimumWidth(self._look.px(least))
            part.setMaximumWidth(self._look.px(most))
        self.fit(self._page.width())
