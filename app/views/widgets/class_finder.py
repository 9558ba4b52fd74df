"""Finds a class by typing, at the place where it was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.services.classes import ClassView
from app.views.theme.look import Look
from app.views.theme.marks import mark_icon
from app.views.widgets.basics import Surface

ROWS = 8
NEW = -1


class ClassFinder(QFrame):
    """A field and a list, closed by Esc or a click elsewhere.

    Signals:
        chosen: a class's id. wanted: the name of a class that there is not yet.
    """

    chosen = Signal(int)
    wanted = Signal(str)

    def __init__(
        self, look: Look, classes: Sequence[ClassView], *, can_make: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._look, self._classes, self._can_make = look, classes, can_make
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Type a class"))
        self.field.setAccessibleName(self.tr("Type a class"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Classes"))
        self.list.setUniformItemSizes(True)
        self.setMinimumWidth(look.px(260))
        inner = Surface("raised")
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(inner)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self._fill("")

    def open_at(self, where: QPoint) -> None:
        """Shows it below that place, as far as the screen reaches."""
        self._place(where)
        self.show()
        self._place(where)  # the style has changed its size
        self.field.setFocus()

    def _place(self, where: QPoint) -> None:
        self.adjustSize()
        screen = QGuiApplication.screenAt(where) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        left = max(room.left(), min(where.x(), room.right() + 1 - self.width()))
        self.move(left, max(room.top(), min(where.y(), room.bottom() + 1 - self.height())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentItem())
                return True
        return False

    def _fill(self, text: str) -> None:
        wanted = text.strip().casefold()
        self.list.clear()
        starts = [item for item in self._classes if item.name.casefold().startswith(wanted)]
        holds = [item for item in self._classes if wanted in item.name.casefold() and item not in starts]
        for view in (*starts, *holds):
            entry = QListWidgetItem(mark_icon(view.mark, self._look), view.name)
            entry.setData(Qt.ItemDataRole.UserRole, view.id)
            self.list.addItem(entry)
        if self._can_make and wanted and all(item.name.casefold() != wanted for item in self._classes):
            text = self.tr('New class "{name}"').format(name=text.strip())
            entry = QListWidgetItem(self._look.icon("plus"), text)
            entry.setData(Qt.ItemDataRole.UserRole, NEW)
            self.list.addItem(entry)
        self.list.setCurrentRow(0)
        rows = max(1, min(ROWS, len(self._classes) + self._can_make))
        self.list.setFixedHeight(max(self._look.px(30), self.list.sizeHintForRow(0)) * rows + 4)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        found, name = item.data(Qt.ItemDataRole.UserRole), self.field.text().strip()
        self.close()
        if found == NEW:
            self.wanted.emit(name)
        else:
            self.chosen.emit(found)
