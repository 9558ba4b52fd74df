"""The line over the grid: what is shown, finding, order, tile size, adding."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSlider, QStackedWidget, QWidget, QWidgetAction

from app.models.tiles import Sort
from app.views.grid.grid import LARGEST, SMALLEST
from app.views.pictures_page.selection_bar import SelectionBar
from app.views.theme.look import Look
from app.views.widgets.basics import Button, ElidedLabel, IconButton, Label, Surface
from app.views.widgets.search_field import SearchField
from app.views.wording import number

HEIGHT = 56
PAGE_STEP = 16  # of the tile size


class GridBar(QStackedWidget):
    """This line, and the one for what is selected; equally high, so that nothing jumps.

    Signals:
        searched: words, when they are to be looked for; empty when no more. sort_chosen: a `Sort`.
        side_chosen: of the tiles. files_asked, folder_asked, paste_asked, empty_trash.
    """

    searched = Signal(str)
    sort_chosen = Signal(object)
    side_chosen = Signal(int)
    files_asked = Signal()
    folder_asked = Signal()
    paste_asked = Signal()
    empty_trash = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.title = ElidedLabel("", "title")
        self.how_many = Label("", "text", "muted")
        self.search = SearchField(look, self.tr("Find by words"))
        self.sort = QComboBox()
        self.options = IconButton(look, "sliders", self.tr("View options"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.add = Button(look, self.tr("Add pictures"), icon="plus", kind="primary")
        self.empty = Button(look, self.tr("Empty the trash"), icon="trash", kind="danger")
        self.selection = SelectionBar(look)
        self._sorts = {
            Sort.SURE: self.tr("Surest first"),
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
        self.title.setText(title)
        self.how_many.setText(number(count))
        self.add.setVisible(not in_trash)
        self.search.setVisible(not in_trash)
        self.empty.setVisible(in_trash and count > 0)

    def show_sort(self, sort: Sort | None, *, in_inbox: bool) -> None:
        """The order; no choice where None. What is surest is known of unsorted pictures alone, which have no class."""
        self.sort.setVisible(sort is not None)
        if sort is None:
            return
        wanted = [item for item in self._sorts if item is not (Sort.CLASS if in_inbox else Sort.SURE)]
        if [self.sort.itemData(place) for place in range(self.sort.count())] != wanted:
            self.sort.clear()
            for item in wanted:
                self.sort.addItem(self._look.icon("sort", "muted"), self._sorts[item], item)
        self.sort.setCurrentIndex(self.sort.findData(sort))

    def show_side(self, side: int) -> None:
        """How large the tiles are; not told as a choice."""
        self.slider.blockSignals(True)
        self.slider.setValue(side)
        self.slider.blockSignals(False)

    def clear_search(self) -> None:
        """Empties the field, where what is shown is no search any more."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.search.show_state()

    def _make_line(self) -> QWidget:
        line = Surface("surface")
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.how_many)
        row.addStretch(1)
        row.addWidget(self.search)
        self.sort.setAccessibleName(self.tr("Order"))
        row.addWidget(self.sort)
        self.options.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        row.addWidget(self.options)
        self.add.setProperty("menu", True)
        row.addWidget(self.add)
        row.addWidget(self.empty)
        return line

    def _make_menus(self) -> list[tuple[str, object]]:
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
        self.options.setMenu(options)
        menu = QMenu(self)
        entries = (
            ("images", self.tr("Pictures or zip files..."), self.files_asked),
            ("folder-plus", self.tr("A folder..."), self.folder_asked),
            ("clipboard", self.tr("Paste"), self.paste_asked),
        )
        icons: list[tuple[str, object]] = []
        for icon, text, signal in entries:
            entry = menu.addAction(text)
            entry.triggered.connect(lambda checked=False, signal=signal: signal.emit())
            icons.append((icon, entry))
        self.add.setMenu(menu)
        return icons

    def _search(self) -> None:
        self.searched.emit(self.search.text().strip())

    def _cleared(self, text: str) -> None:
        if not text:
            self.searched.emit("")

    def _sort(self) -> None:
        self.sort_chosen.emit(self.sort.currentData())

    def _dress(self) -> None:
        look = self._look
        self.setFixedHeight(look.px(HEIGHT))
        self.search.setMinimumWidth(look.px(110))
        self.search.setMaximumWidth(look.px(196))
        self.slider.setMinimumWidth(look.px(140))
        for icon, entry in self._menu_icons:
            entry.setIcon(look.icon(icon))
        for place in range(self.sort.count()):
            self.sort.setItemIcon(place, look.icon("sort", "muted"))
