"""The line at the top of a project: home, its name, the pages, what goes on, undo, search and the menu."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QTabBar, QToolButton, QWidget

from app.models.activity import ActivityList
from app.views.activity_pill import ActivityPill
from app.views.theme.look import Look
from app.views.widgets.basics import IconButton
from app.views.wishes import PAGES

ICONS = {"pictures": "images", "train": "learn", "check": "verify", "try": "try", "use": "use"}
TABS_WITH_ICONS = 1040  # below this width they lose their icons


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
        self.setProperty("surface", "header")
        self.home = self._button("home", actions["home"])
        self.name = QToolButton()
        self.name.setObjectName("projectName")
        self.name.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.name.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.name.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the name
        self.name.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tabs = self._make_tabs()
        self.pill = ActivityPill(look, activity)
        self.undo = self._button("undo", actions["undo"])
        self.redo = self._button("redo", actions["redo"])
        self.search = self._button("search", actions["palette"])
        self.menu = IconButton(look, "menu", self.tr("Menu"), shortcut_text="F10")
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._lay_out()
        look.changed.connect(self._dress)
        self._dress()

    def set_project(self, name: str, menu: QMenu) -> None:
        """Shows whose pages these are."""
        self.name.setText(name.replace("&", "&&"))
        self.name.setAccessibleName(self.tr("Project {name}").format(name=name))
        self.name.setMenu(menu)

    def set_page(self, page: str) -> None:
        """Marks the page that is seen."""
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(PAGES.index(page))
        self.tabs.blockSignals(False)
        self._dress_tabs(not self.tabs.tabIcon(0).isNull())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= self._look.px(TABS_WITH_ICONS)
        if wide == self.tabs.tabIcon(0).isNull():
            self._dress_tabs(wide)

    def _make_tabs(self) -> QTabBar:
        tabs = QTabBar()
        tabs.setObjectName("pageTabs")
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        tabs.setUsesScrollButtons(False)
        tabs.setElideMode(Qt.TextElideMode.ElideNone)
        tabs.setAccessibleName(self.tr("Pages"))
        names = (self.tr("Pictures"), self.tr("Train"), self.tr("Check"), self.tr("Try"), self.tr("Use"))
        for number, name in enumerate(names, 1):
            index = tabs.addTab(name)
            tabs.setTabToolTip(index, self.tr("{page} (Ctrl+{number})").format(page=name, number=number))
            tabs.setAccessibleTabName(index, name)
        tabs.currentChanged.connect(self._choose)
        return tabs

    def _choose(self, index: int) -> None:
        self.page_chosen.emit(PAGES[index])

    def _button(self, icon: str, action: QAction) -> IconButton:
        button = IconButton(
            self._look, icon, action.text().replace("&", ""), shortcut_text=action.shortcut().toString()
        )
        button.clicked.connect(action.trigger)
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        return button

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
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 0, 12, 0)
        grid.setSpacing(8)
        grid.addLayout(left, 0, 0)
        grid.addWidget(self.tabs, 0, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addLayout(right, 0, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)

    def _dress(self) -> None:
        """Sizes and icons as the theme and the text size want them."""
        self.setFixedHeight(self._look.px(52))
        self.name.setIcon(self._look.icon("chevron-down", "muted"))
        self.name.setIconSize(QSize(self._look.px(14), self._look.px(14)))
        self.name.setFont(self._look.font("label"))
        self.tabs.setIconSize(QSize(self._look.px(18), self._look.px(18)))
        self._dress_tabs(self.width() >= self._look.px(TABS_WITH_ICONS))

    def _dress_tabs(self, with_icons: bool) -> None:
        for index, page in enumerate(PAGES):
            token = "accent" if index == self.tabs.currentIndex() else "muted"
            icon = self._look.icon(ICONS[page], token) if with_icons else self._look.icon("", token)
            self.tabs.setTabIcon(index, icon)
