"""The line at the top of a project: home, its name, the pages, what goes on, undo, search and the menu."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QTabBar, QToolButton, QWidget

from app.models.activity import ActivityList
from app.views.action_button import ActionButton
from app.views.actions import key_text
from app.views.activity_pill import ActivityPill
from app.views.theme.look import Look
from app.views.widgets.basics import IconButton, plain_tip
from app.views.wishes import PAGES

ICONS = {"pictures": "images", "train": "learn", "check": "verify", "try": "try", "use": "use"}
TABS_WITH_ICONS = 1040  # below this width they lose their icons
SHORTEST_NAME, SPACE, EDGE = 96, 8, 12
TWO_LINES = 94


class Header(QFrame):
    """Signals:
    page_chosen: one of `PAGES`, by a person.
    """

    page_chosen = Signal(str)

    def __init__(
        self, look: Look, activity: ActivityList, actions: dict[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._project = ""
        self._tall = False
        self.setProperty("surface", "header")
        self.home = ActionButton(look, "home", actions["home"])
        self.name = QToolButton()
        self.name.setObjectName("projectName")
        self.name.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.name.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.name.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the name
        self.name.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tabs = self._make_tabs(actions)
        self.pill = ActivityPill(look, activity)
        self.undo = ActionButton(look, "undo", actions["undo"])
        self.redo = ActionButton(look, "redo", actions["redo"])
        self.search = ActionButton(look, "search", actions["palette"])
        self.menu = IconButton(look, "menu", self.tr("Menu"), shortcut_text=key_text(actions["menu"]))
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._lay_out()
        look.changed.connect(self._dress)
        self._dress()

    def set_project(self, name: str, menu: QMenu) -> None:
        """Shows whose pages these are."""
        self._project = name
        self.name.setAccessibleName(self.tr("Project {name}").format(name=name))
        self.name.setToolTip(plain_tip(name))
        self.name.setMenu(menu)
        self._fit()

    def set_page(self, page: str) -> None:
        """Marks the page that is seen."""
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(PAGES.index(page))
        self.tabs.blockSignals(False)
        self._dress_tabs(not self.tabs.tabIcon(0).isNull())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _make_tabs(self, actions: Mapping[str, QAction]) -> QTabBar:
        tabs = QTabBar()
        tabs.setObjectName("pageTabs")
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        tabs.setUsesScrollButtons(False)
        tabs.setElideMode(Qt.TextElideMode.ElideNone)
        tabs.setAccessibleName(self.tr("Pages"))
        names = (self.tr("Pictures"), self.tr("Train"), self.tr("Check"), self.tr("Try"), self.tr("Use"))
        for page, name in zip(PAGES, names, strict=True):
            index = tabs.addTab(name)
            tabs.setTabToolTip(index, f"{name} ({key_text(actions[page])})")
            tabs.setAccessibleTabName(index, name)
        tabs.currentChanged.connect(self._choose)
        return tabs

    def _choose(self, index: int) -> None:
        self.page_chosen.emit(PAGES[index])

    def _lay_out(self) -> None:
        left, right = QHBoxLayout(), QHBoxLayout()
        for widget in (self.home, self.name):
            left.addWidget(widget)
        left.addStretch(1)
        right.addStretch(1)
        for item in (self.pill, self.undo, self.redo, self.search, self.menu):
            right.addWidget(item)
        for row in (left, right):
            row.setSpacing(4)
        self._right = right
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(EDGE, 0, EDGE, 0)
        grid.setSpacing(SPACE)
        grid.addLayout(left, 0, 0)
        grid.addWidget(self.tabs, 0, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addLayout(right, 0, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)

    def _dress(self) -> None:
        """Sizes and icons as the theme and the text size want them."""
        self.name.setIcon(self._look.icon("chevron-down", "muted"))
        self.name.setIconSize(QSize(self._look.px(14), self._look.px(14)))
        self.name.setFont(self._look.font("label"))
        self.tabs.setIconSize(QSize(self._look.px(18), self._look.px(18)))
        self._fit()

    def _fit(self) -> None:
        """Icons on the tabs, and the tabs between the name and the buttons, where there is room for that."""
        self.tabs.ensurePolished()  # its style makes it wider
        sides = self.home.width() + self._look.px(SHORTEST_NAME) + self._right.sizeHint().width()
        room = self.width() - sides - 2 * (EDGE + SPACE)
        self._dress_tabs(self.width() >= self._look.px(TABS_WITH_ICONS))
        if self.tabs.sizeHint().width() > room:
            self._dress_tabs(with_icons=False)
        tabs = self.tabs.sizeHint().width()
        self._stand(tall=tabs > room)
        taken = self._right.sizeHint().width() if self._tall else (self.width() + tabs) // 2
        self._show_name(self.width() - taken - self.home.width() - 2 * (EDGE + SPACE))

    def _stand(self, *, tall: bool) -> None:
        """With the tabs on a line of their own, or without."""
        self.setFixedHeight(self._look.px(TWO_LINES) if tall else self._look.px(52))
        if tall != self._tall:
            self._tall = tall
            self._grid.removeWidget(self.tabs)
            bottom = Qt.AlignmentFlag.AlignBottom
            if tall:
                self._grid.addWidget(self.tabs, 1, 0, 1, 3, bottom | Qt.AlignmentFlag.AlignHCenter)
            else:
                self._grid.addWidget(self.tabs, 0, 1, bottom)

    def _show_name(self, room: int) -> None:
        """As much of the project's name as there is room for, beside its arrow."""
        look = self._look
        most = max(room, look.px(SHORTEST_NAME)) - look.px(14 + 2 * 8 + 8)
        metrics = QFontMetrics(self.name.font())
        self.name.setText(metrics.elidedText(self._project, Qt.TextElideMode.ElideRight, most).replace("&", "&&"))

    def _dress_tabs(self, with_icons: bool) -> None:
        for index, page in enumerate(PAGES):
            token = "accent" if index == self.tabs.currentIndex() else "muted"
            icon = self._look.icon(ICONS[page], token) if with_icons else self._look.icon("", token)
            self.tabs.setTabIcon(index, icon)
        self.tabs.updateGeometry()  # which a hidden one forgets
