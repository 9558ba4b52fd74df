"""Finds everything that can be done or gone to, by typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QIcon, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.services.settings_schema import SETTINGS
from app.views.actions import ICON, key_text, plain_text
from app.views.setting_texts import setting_texts
from app.views.theme.look import Look
from app.views.theme.marks import mark_icon
from app.views.widgets.basics import Surface, rule
from app.views.widgets.key_cap import SIDE, key_cap_width, paint_key_cap
from app.views.wishes import AskSettings, ShowPictures
from app.views.wishes import OpenProject as OpenProjectWish

if TYPE_CHECKING:
    from app.services.project_views import ProjectCard

WIDTH, TOP, ROW, ROWS, EDGE = 560, 96, 36, 8, 48
ENTRY, KEYS = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be run."""

    text: str
    icon: QIcon
    keys: str
    run: Callable[[], object]


class Palette(QDialog):
    """Up and Down choose, Enter runs, Esc closes.

    Signals:
        wished: one of `app.views.wishes`.
    """

    wished = Signal(object)

    def __init__(
        self,
        desk: Desk,
        look: Look,
        actions: Sequence[QAction],
        project: OpenProject | None,
        window: QWidget,
    ) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Search everything"))
        self._desk, self._look = desk, look
        self._entries = [*self._of_actions(actions), *self._of_classes(project), *self._of_settings()]
        self.field = QLineEdit()
        self.field.setProperty("kind", "bare")
        self.field.setPlaceholderText(self.tr("What do you want to do?"))
        self.field.setAccessibleName(self.tr("Search everything"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setItemDelegate(EntryDelegate(look, self.list))
        self.list.setUniformItemSizes(True)
        self._lay_out()
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._run)
        self._fill("")
        desk.when_there(self, self._ask_projects)
        self.field.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            corner = parent.mapToGlobal(parent.rect().topLeft())
            down = min(self._look.px(TOP), max(0, (parent.height() - self.height()) // 2))
            self.move(corner.x() + (parent.width() - self.width()) // 2, corner.y() + down)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % max(1, self.list.count()))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self.list.currentItem())
                return True
        return False

    def _ask_projects(self) -> None:
        self._desk.do(self._desk.program.projects.list, on_done=self._take_projects)

    def _lay_out(self) -> None:
        parent = self.parentWidget()
        room = QSize(1280, 800) if parent is None else parent.size() - QSize(EDGE, 2 * EDGE)
        self.setFixedWidth(min(self._look.px(WIDTH), room.width()))
        row = self._look.px(ROW)
        rows = min(ROWS, max(1, (room.height() - 2 * row) // row))
        sheet = Surface("raised")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(8, 10, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(rule())
        column.addWidget(self.list)
        self.list.setFixedHeight(row * rows + 4)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)

    def _of_actions(self, actions: Sequence[QAction]) -> list[Entry]:
        found = []
        for action in actions:
            if action.isEnabled() and plain_text(action):
                icon = self._look.icon(str(action.property(ICON) or ""))
                found.append(Entry(plain_text(action).rstrip("."), icon, key_text(action), action.trigger))
        return found

    def _of_classes(self, project: OpenProject | None) -> list[Entry]:
        if project is None:
            return []
        return [
            Entry(
                self.tr("Class {name}").format(name=view.name),
                mark_icon(view.mark, self._look, 14),
                "",
                partial(self.wished.emit, ShowPictures(class_id=view.id)),
            )
            for view in project.state.classes
        ]

    def _of_settings(self) -> list[Entry]:
        return [
            Entry(
                self.tr("Setting: {name}").format(name=setting_texts(spec)[0]),
                self._look.icon("settings"),
                "",
                partial(self.wished.emit, AskSettings(spec.key)),
            )
            for spec in SETTINGS
        ]

    def _take_projects(self, cards: tuple[ProjectCard, ...]) -> None:
        self._entries += [
            Entry(
                self.tr("Open {name}").format(name=card.name),
                self._look.icon("folder"),
                "",
                partial(self.wished.emit, OpenProjectWish(card.id)),
            )
            for card in cards
        ]
        self._fill(self.field.text())

    def _fill(self, text: str) -> None:
        words = text.casefold().split()
        found = [entry for entry in self._entries if all(word in entry.text.casefold() for word in words)]
        if words:
            found.sort(key=partial(_rank, words[0]))
        self.list.clear()
        for entry in found:
            item = QListWidgetItem(entry.icon, entry.text)
            item.setData(ENTRY, entry)
            item.setData(KEYS, entry.keys)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{entry.text}, {entry.keys}" if entry.keys else entry.text
            )
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        entry: Entry = item.data(ENTRY)
        self.close()
        entry.run()


def _rank(start: str, entry: Entry) -> int:
    """What begins so comes first, then what has a word that does."""
    text = entry.text.casefold()
    if text.startswith(start):
        return 0
    return 1 if any(word.startswith(start) for word in text.split()) else 2


class EntryDelegate(QStyledItemDelegate):
    """Icon, text, and the key as a cap."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._look.px(200), self._look.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = self._look, QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent-soft"))
            painter.drawRoundedRect(rect, 6, 6)
        side, middle = look.px(18), rect.center().y()
        icon: QIcon = index.data(Qt.ItemDataRole.DecorationRole) or QIcon()
        icon.paint(painter, round(rect.left()) + look.px(10), round(middle - side / 2), side, side)
        keys = index.data(KEYS)
        right = rect.right() - look.px(8)
        if keys:
            width, height = key_cap_width(look, keys), look.px(SIDE)
            paint_key_cap(painter, QRectF(right - width, middle - height / 2, width, height), look, keys)
            right -= width + look.px(8)
        painter.setFont(look.font("label" if selected else "text"))
        painter.setPen(look.color("text"))
        room = QRectF(rect.left() + look.px(40), rect.top(), right - rect.left() - look.px(40), rect.height())
        text = QFontMetricsF(painter.font()).elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()
