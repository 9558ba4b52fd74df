"""The line over the grid: what is shown, finding, order, tile size, adding."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QSlider,
    QStackedWidget,
    QWidget,
    QWidgetAction,
)

from app.models.tiles import Sort
from app.views.camera.source import is_offered
from app.views.grid.grid import LARGEST, SMALLEST
from app.views.pictures_page.filter_menu import FilterMenu
from app.views.pictures_page.selection_bar import SelectionBar
from app.views.theme.look import Look
from app.views.widgets.basics import Button, ElidedLabel, IconButton, Label, Surface
from app.views.widgets.search_field import SearchField
from app.views.wording import number

HEIGHT = 56
WAIT_MS = 400
LEAST_TITLE, LEAST_SEARCH, ICON_WIDTH = 60, 110, 58
EDGE, GAP = 16, 8
WIDEST = 16_777_215
PAGE_STEP = 16  # of the tile size


class GridBar(QStackedWidget):
    """This line, and the one for what is selected; equally high, so that nothing jumps.

    Signals:
        searched: words, when they are to be looked for; empty when no more. sort_chosen: a `Sort`.
        side_chosen: of the tiles. files_asked, folder_asked, paste_asked, camera_asked, empty_trash.
    """

    searched = Signal(str)
    sort_chosen = Signal(object)
    side_chosen = Signal(int)
    files_asked = Signal()
    folder_asked = Signal()
    paste_asked = Signal()
    camera_asked = Signal()
    empty_trash = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._quiet = False
        self._wait = QTimer(self)  # what is found at once needs no word
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._say_looking)
        self.title = ElidedLabel("", "title")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.how_many = Label("", "text", "muted")
        self.search = SearchField(look, self.tr("Find by words"))
        self.sort = QComboBox()
        self.options = IconButton(look, "sliders", self.tr("View options"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self._texts = self.tr("Add pictures"), self.tr("Add")
        self.add = Button(look, self._texts[0], icon="plus", kind="primary")
        self.empty = Button(look, self.tr("Empty the trash"), icon="trash", kind="danger")
        self.selection = SelectionBar(look)
        self._sorts = {
            Sort.SURE: self.tr("Surest first"),
            Sort.USEFUL: self.tr("Most useful first"),
            Sort.NEWEST: self.tr("Newest first"),
            Sort.OLDEST: self.tr("Oldest first"),
            Sort.NAME: self.tr("By name"),
            Sort.CLASS: self.tr("By class"),
        }
        self.addWidget(self._make_line())
        self.addWidget(self.selection)
        self._menu_icons = self._make_menus()
        self.search.returnPressed.connect(self._search)
        self.search.textChanged.connect(self._cleared)
        self.sort.activated.connect(self._sort)
        self.empty.clicked.connect(self.empty_trash)
        look.changed.connect(self._dress)
        self._dress()

    def show_title(self, title: str, count: int, *, in_trash: bool) -> None:
        """What is shown, and how many."""
        self._wait.stop()
        self.title.setText(title)
        self.how_many.setText(number(count))
        self.add.setVisible(not in_trash)
        self.search.setVisible(not in_trash)
        self.empty.setVisible(in_trash and count > 0)
        self._fit()

    def show_sort(self, sort: Sort | None, choices: Sequence[Sort]) -> None:
        """The order, and what it can be; no choice where None."""
        self.sort.setVisible(sort is not None)
        if [self.sort.itemData(place) for place in range(self.sort.count())] != list(choices):
            self.sort.clear()
            for item in choices:
                self.sort.addItem(self._look.icon("sort", "muted"), self._sorts[item], item)
        self.sort.setCurrentIndex(self.sort.findData(sort))
        self._fit()

    def show_side(self, side: int) -> None:
        """How large the tiles are; not told as a choice."""
        self.slider.blockSignals(True)
        self.slider.setValue(side)
        self.slider.blockSignals(False)

    def clear_search(self) -> None:
        """Empties the field, where what is shown is no search any more."""
        self._quiet = True
        self.search.clear()
        self._quiet = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room, the order is an icon and the button has a short text, or none."""
        icon = self._look.px(ICON_WIDTH)
        for text, widest in ((self._texts[0], WIDEST), (self._texts[1], icon), ("", icon)):
            self.sort.setMaximumWidth(widest)
            self.add.setText(text)
            if self._needed() <= self.width():
                break
        self.add.setAccessibleName(self._texts[0])
        self.add.setToolTip(self._texts[0] if self.add.text() != self._texts[0] else "")

    def _needed(self) -> int:
        parts = (self.how_many, self.options, self.add, self.empty)
        width = sum(part.sizeHint().width() + GAP for part in parts if not part.isHidden())
        if not self.sort.isHidden():
            width += min(self.sort.sizeHint().width(), self.sort.maximumWidth()) + GAP
        return width + self._look.px(LEAST_TITLE + LEAST_SEARCH) + GAP + 2 * EDGE

    def _make_line(self) -> QWidget:
        line = Surface("surface")
        row = QHBoxLayout(line)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.setSpacing(GAP)
        row.addWidget(self.title)
        row.addWidget(self.how_many)
        row.addStretch(1)
        row.addWidget(self.search)
        self.sort.setAccessibleName(self.tr("Order"))
        self.sort.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        row.addWidget(self.sort)
        self.options.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        row.addWidget(self.options)
        self.add.setProperty("menu", True)
        row.addWidget(self.add)
        row.addWidget(self.empty)
        return line

    def _make_menus(self) -> list[tuple[str, QAction]]:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 8, 12, 8)
        self.slider.setRange(SMALLEST, LARGEST)
        self.slider.setPageStep(PAGE_STEP)
        self.slider.setAccessibleName(self.tr("Tile size"))
        self.slider.valueChanged.connect(self.side_chosen)
        row.addWidget(Label(self.tr("Tile size")))
        row.addWidget(self.slider)
        options = QMenu(self)
        action = QWidgetAction(options)
        action.setDefaultWidget(box)
        options.addAction(action)
        self.filters = FilterMenu(options)
        self.options.setMenu(options)
        menu = QMenu(self)
        entries = (
            ("images", self.tr("Pictures or zip files..."), self.files_asked),
            ("folder-plus", self.tr("A folder..."), self.folder_asked),
            ("clipboard", self.tr("Paste"), self.paste_asked),
            *((("camera", self.tr("From a camera..."), self.camera_asked),) if is_offered() else ()),
        )
        icons: list[tuple[str, QAction]] = []
        for icon, text, signal in entries:
            entry = menu.addAction(text)
            entry.triggered.connect(partial(_tell, signal))
            icons.append((icon, entry))
        self.add.setMenu(menu)
        return icons

    def _say_looking(self) -> None:
        self.how_many.setText(self.tr("Looking"))

    def _search(self) -> None:
        if self.search.text().strip():
            self._wait.start()
        self.searched.emit(self.search.text().strip())

    def _cleared(self, text: str) -> None:
        if not text and not self._quiet:
            self.searched.emit("")

    def _sort(self) -> None:
        self.sort_chosen.emit(self.sort.currentData())

    def _dress(self) -> None:
        look = self._look
        self.setFixedHeight(look.px(HEIGHT))
        self.search.setMinimumWidth(look.px(LEAST_SEARCH))
        self.search.setMaximumWidth(look.px(196))
        self.slider.setMinimumWidth(look.px(140))
        for icon, entry in self._menu_icons:
            entry.setIcon(look.icon(icon))
        for place in range(self.sort.count()):
            self.sort.setItemIcon(place, look.icon("sort", "muted"))


def _tell(signal: SignalInstance, checked: bool = False) -> None:
    signal.emit()
