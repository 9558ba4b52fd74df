"""The line over the grid: what is shown, finding, order, tile size, adding. While tiles are selected: what to do with
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSlider, QStackedWidget, QWidget, QWidgetAction

from app.models.tiles import Sort
from app.services.classes import ClassView
from app.views.grid.grid import LARGEST, SMALLEST
from app.views.theme.look import Look
from app.views.theme.marks import mark_icon
from app.views.widgets.basics import Button, ElidedLabel, IconButton, Label, Surface, clear_layout
from app.views.widgets.search_field import SearchField
from app.views.wording import number

HEIGHT = 56
FIRST_CLASSES = 5


class GridBar(QStackedWidget):
    """Both lines are equally high, so that nothing jumps.

    Signals:
        searched: words, when they are to be looked for. sort_chosen: a `Sort`. side_chosen: of the tiles.
        files_asked, folder_asked, paste_asked. put: a class's id. find_class, back, remove, clear: of the selection.
    """

    searched = Signal(str)
    sort_chosen = Signal(object)
    side_chosen = Signal(int)
    files_asked = Signal()
    folder_asked = Signal()
    paste_asked = Signal()
    put = Signal(int)
    find_class = Signal()
    remove = Signal()
    bring_back = Signal()
    delete_for_good = Signal()
    empty_trash = Signal()
    clear = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.title = ElidedLabel("", "title")
        self.how_many = Label("", "text", "muted")
        self.search = SearchField(look, self.tr("Find by words"))
        self.sort = QComboBox()
        self.options = IconButton(look, "sliders", self.tr("View options"))
        self.add = Button(look, self.tr("Add pictures"), icon="plus", kind="primary")
        self.empty = Button(look, self.tr("Empty the trash"), icon="trash", kind="danger")
        self.selected = Label("", "label")
        self._puts = QHBoxLayout()
        self._in_trash = False
        self.addWidget(self._make_usual())
        self.addWidget(self._make_selection())
        self.search.returnPressed.connect(self._search)
        self.search.textChanged.connect(self._cleared)
        self.sort.activated.connect(self._sort)
        look.changed.connect(self._dress)
        self._dress()

    def show_title(self, title: str, count: int, *, in_trash: bool) -> None:
        """What is shown, and how many."""
        self.title.setText(title)
        self.how_many.setText(number(count))
        self._in_trash = in_trash
        self.add.setVisible(not in_trash)
        self.search.setVisible(not in_trash)
        self.empty.setVisible(in_trash and count > 0)

    def show_selection(self, count: int, classes: Sequence[ClassView]) -> None:
        """The other line, while something is selected."""
        self.setCurrentIndex(1 if count else 0)
        if count:
            self.selected.setText(self.tr("%n selected", "", count))
            self._fill(classes)

    def set_sort(self, sort: Sort) -> None:
        self.sort.setCurrentIndex(self.sort.findData(sort))

    def set_side(self, side: int) -> None:
        self.slider.setValue(side)

    def _make_usual(self) -> QWidget:
        line = Surface("window")
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        row.addWidget(self.how_many)
        row.addStretch(1)
        self.search.setMinimumWidth(self._look.px(120))
        self.search.setMaximumWidth(self._look.px(196))
        row.addWidget(self.search, 2)
        for sort, text in (
            (Sort.NEWEST, self.tr("Newest first")),
            (Sort.OLDEST, self.tr("Oldest first")),
            (Sort.NAME, self.tr("By name")),
            (Sort.CLASS, self.tr("By class")),
            (Sort.SURE, self.tr("Surest first")),
        ):
            self.sort.addItem(text, sort)
        self.sort.setAccessibleName(self.tr("Order"))
        row.addWidget(self.sort)
        self.options.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self.options.setMenu(self._make_options())
        row.addWidget(self.options)
        self.add.setProperty("menu", True)
        self.add.setMenu(self._make_add())
        row.addWidget(self.add)
        self.empty.clicked.connect(self.empty_trash)
        row.addWidget(self.empty)
        return line

    def _make_options(self) -> QMenu:
        menu = QMenu(self)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 8, 12, 8)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(SMALLEST, LARGEST)
        self.slider.setMinimumWidth(self._look.px(140))
        self.slider.setAccessibleName(self.tr("Tile size"))
        self.slider.valueChanged.connect(self.side_chosen)
        row.addWidget(Label(self.tr("Tile size")))
        row.addWidget(self.slider)
        action = QWidgetAction(menu)
        action.setDefaultWidget(box)
        menu.addAction(action)
        return menu

    def _make_add(self) -> QMenu:
        menu = QMenu(self)
        look = self._look
        menu.addAction(look.icon("images"), self.tr("Pictures or zip files...")).triggered.connect(self._emit_files)
        menu.addAction(look.icon("folder-plus"), self.tr("A folder...")).triggered.connect(self._emit_folder)
        menu.addAction(look.icon("clipboard"), self.tr("Paste")).triggered.connect(self._emit_paste)
        return menu

    def _make_selection(self) -> QWidget:
        line = Surface("selection")
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.selected)
        self._puts.setSpacing(8)
        row.addLayout(self._puts)
        row.addStretch(1)
        self.take = IconButton(self._look, "trash", self.tr("Remove"), shortcut_text="Del")
        self.take.clicked.connect(self._take)
        row.addWidget(self.take)
        clear = IconButton(self._look, "x", self.tr("Select nothing"), shortcut_text="Esc")
        clear.clicked.connect(self.clear)
        row.addWidget(clear)
        return line

    def _fill(self, classes: Sequence[ClassView]) -> None:
        clear_layout(self._puts)
        if self._in_trash:
            back = Button(self._look, self.tr("Bring back"), icon="undo")
            back.clicked.connect(self.bring_back)
            self._puts.addWidget(back)
            self.take.set_name(self.tr("Remove for good"), "Del")
            return
        self.take.set_name(self.tr("Remove"), "Del")
        if classes:
            self._puts.addWidget(Label(self.tr("Put in"), "text", "muted"))
        for view in classes[:FIRST_CLASSES]:
            button = Button(self._look, view.name.replace("&", "&&"), size="small")
            button.setIcon(mark_icon(view.mark, self._look))
            key = f" ({view.hotkey})" if view.hotkey is not None else ""
            button.setToolTip(self.tr("Put in {name}").format(name=view.name) + key)
            button.setAccessibleName(self.tr("Put in {name}").format(name=view.name))
            button.clicked.connect(partial(self._put, view.id))
            self._puts.addWidget(button)
        more = Button(self._look, self.tr("More"), size="small")
        more.setToolTip(self.tr("Find a class by typing (L)"))
        more.clicked.connect(self.find_class)
        self._puts.addWidget(more)

    def more_place(self) -> QPoint:
        """Where a list of classes may open."""
        item = self._puts.itemAt(self._puts.count() - 1)
        widget = item.widget() if item is not None else None
        where = widget if widget is not None else self
        return where.mapToGlobal(where.rect().bottomLeft())

    def _put(self, class_id: int, checked: bool = False) -> None:
        self.put.emit(class_id)

    def _take(self) -> None:
        (self.delete_for_good if self._in_trash else self.remove).emit()

    def _search(self) -> None:
        self.searched.emit(self.search.text().strip())

    def _cleared(self, text: str) -> None:
        if not text:
            self.searched.emit("")

    def _sort(self) -> None:
        self.sort_chosen.emit(self.sort.currentData())

    def _emit_files(self, checked: bool = False) -> None:
        self.files_asked.emit()

    def _emit_folder(self, checked: bool = False) -> None:
        self.folder_asked.emit()

    def _emit_paste(self, checked: bool = False) -> None:
        self.paste_asked.emit()

    def _dress(self) -> None:
        self.setFixedHeight(self._look.px(HEIGHT))
