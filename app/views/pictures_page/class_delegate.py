"""Paints a class in the side bar: key, mark, name, count."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.models.class_list import CLASS, ClassListModel
from app.services.classes import ClassView
from app.views.theme.look import Look
from app.views.theme.marks import paint_mark
from app.views.widgets.basics import restyle
from app.views.widgets.key_cap import SIDE, paint_key_cap
from app.views.wording import number

HEIGHT = 34
Index = QModelIndex | QPersistentModelIndex
State = QStyle.StateFlag


class ClassDelegate(QStyledItemDelegate):
    """One row; while it is renamed, its field.

    Signals:
        problem_changed: why the name in the field cannot be taken; empty when it can.
    """

    problem_changed = Signal(str)

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._problem = ""
        self.keyboard = False
        self.drop_row = -1  # the row that something is dragged over

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._look.px(120), self._look.px(HEIGHT))

    def menu_rect(self, item: QRect) -> QRect:
        """Where the dots are that open the row's menu, in place of the count."""
        side = self._look.px(28)
        return QRect(item.right() - side - 2, item.center().y() - side // 2, side, side)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ClassView = index.data(CLASS)
        look, rect = self._look, QRectF(option.rect).adjusted(0, 1, 0, -1)
        selected = bool(option.state & State.State_Selected)
        hovered = bool(option.state & State.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, index.row(), selected=selected, hovered=hovered)
        if self.keyboard and option.state & State.State_HasFocus:
            painter.setPen(QPen(look.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        middle, left = rect.center().y(), rect.left() + look.px(9)
        cap = look.px(SIDE)
        if row.hotkey is not None:
            paint_key_cap(painter, QRectF(left, middle - cap / 2, cap, cap), look, str(row.hotkey))
        left += cap + look.px(10)
        side = look.px(12)
        paint_mark(painter, QRectF(left, middle - side / 2, side, side), row.mark, look)
        left += side + look.px(10)
        right = self._paint_right(painter, option.rect, row, hovered=hovered)
        painter.setFont(look.font("label" if selected else "text"))
        painter.setPen(look.color("text"))
        name = QFontMetricsF(painter.font()).elidedText(row.name, Qt.TextElideMode.ElideRight, right - left - 6)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(left, rect.top(), max(0.0, right - left), rect.height()), flags, name)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = QLineEdit(parent)
        field.setAccessibleName(self.tr("Name of the class"))
        field.textEdited.connect(partial(self._check, field, QPersistentModelIndex(index)))
        self._tell_problem("")
        return field

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._tell_problem("")
        super().destroyEditor(editor, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        left = option.rect.left() + self._look.px(9 + SIDE + 10 + 12 + 4)
        editor.setGeometry(QRect(left, option.rect.top(), option.rect.right() - left, option.rect.height()))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """A name that cannot be taken is given up when the field loses the focus."""
        if isinstance(editor, QLineEdit) and not self._problem:
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter does not close the field on a name that cannot be taken."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._problem and isinstance(event, QKeyEvent) and event.key() in enter:
            return True
        return super().eventFilter(watched, event)

    def _check(self, field: QLineEdit, index: QPersistentModelIndex, text: str) -> None:
        model = index.model()
        problem = model.problem_with(text, index.row()) if isinstance(model, ClassListModel) else ""
        restyle(field, "error", bool(problem))
        field.setAccessibleDescription(problem)
        self._tell_problem(problem)

    def _tell_problem(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self.problem_changed.emit(problem)

    def _paint_ground(self, painter: QPainter, rect: QRectF, row: int, *, selected: bool, hovered: bool) -> None:
        if row == self.drop_row:
            painter.setPen(QPen(self._look.color("accent"), 2, Qt.PenStyle.DashLine))
            painter.setBrush(self._look.color("accent-soft"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        elif selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.color("accent-soft" if selected else "hover"))
            painter.drawRoundedRect(rect, 6, 6)

    def _paint_right(self, painter: QPainter, item: QRect, row: ClassView, *, hovered: bool) -> float:
        """The count, or the dots under the pointer; returns where the name has to end."""
        look = self._look
        if hovered:
            area, side = self.menu_rect(item), look.px(16)
            at = area.center()
            painter.drawPixmap(at.x() - side // 2, at.y() - side // 2, look.pixmap("more", side, "muted"))
            return area.left()
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("muted"))
        text = number(row.pictures)
        rect = QRectF(item).adjusted(0, 0, -look.px(10), 0)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        return rect.right() - QFontMetricsF(painter.font()).horizontalAdvance(text) - 4
