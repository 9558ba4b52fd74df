"""Ranked answers: name, whether it was learned or typed, how likely, and a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.services.colors import Mark
from app.views.theme.look import Look
from app.views.theme.marks import paint_mark
from app.views.widgets.bars import paint_answer_bar
from app.views.widgets.basics import plain_tip
from app.views.widgets.pills import badge_text, paint_pill, pill_size
from app.views.wording import share_percent

ROW = Qt.ItemDataRole.UserRole
HEIGHT = 48
ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """Attributes:
    mark: of a class; None for a typed name. learned_from: how many pictures; None where only words are known.
    verdict: of the best answer, where there is one. sure_line: where "sure" begins, 0 to 1.
    """

    name: str
    fraction: float
    mark: Mark | None = None
    learned_from: int | None = None
    verdict: str | None = None
    sure_line: float | None = None


class AnswerModel(QAbstractListModel):
    """The rows, the likeliest first; all of them, or the first few."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[AnswerRow, ...] = ()
        self._shown = 0

    def set_rows(self, rows: Sequence[AnswerRow], first: int | None = None) -> None:
        """Shows so many of these; which of them has the focus stays where it can."""
        shown, before = len(rows[:first]), self._shown
        if shown > before:
            self.beginInsertRows(ROOT, before, shown - 1)
        elif shown < before:
            self.beginRemoveRows(ROOT, shown, before - 1)
        self._rows, self._shown = tuple(rows), shown
        if shown > before:
            self.endInsertRows()
        elif shown < before:
            self.endRemoveRows()
        if min(shown, before):
            self.dataChanged.emit(self.index(0), self.index(min(shown, before) - 1))

    def row(self, number: int) -> AnswerRow:
        return self._rows[number]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._shown

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, index.row())
        return None

    def _spoken(self, row: AnswerRow, place: int) -> str:
        translate = QCoreApplication.translate
        verdicts = {
            "sure": translate("AnswerModel", "sure"),
            "maybe": translate("AnswerModel", "maybe"),
            "none": translate("AnswerModel", "none of these"),
        }
        figure = share_percent(row.fraction).rstrip("%").rstrip()
        said = translate("AnswerModel", "{n} percent").format(n=figure)
        if figure.startswith("<"):
            said = translate("AnswerModel", "less than 1 percent")
        parts = [row.name, said]
        if row.verdict is not None and place == 0:
            parts.append(verdicts[row.verdict])
        parts.append(badge_text(row.learned_from))
        parts.append(translate("AnswerModel", "{k} of {n}").format(k=place + 1, n=len(self._rows)))
        return ", ".join(parts)


class AnswerDelegate(QStyledItemDelegate):
    """Paints a row."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.old = False  # greyed: the answer is one to an earlier question

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._look.px(200), self._look.px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, row = self._look, index.data(ROW)
        best = index.row() == 0 and not self.old and row.verdict != "none"
        area = QRectF(option.rect)
        painter.save()
        line = QRectF(area.left(), area.top() + look.px(5), area.width(), look.px(22))
        self._paint_line(painter, line, row, best)
        track = QRectF(area.left(), line.bottom() + look.px(6), area.width(), look.px(8))
        paint_answer_bar(
            painter, track, look, row.fraction, striped=row.learned_from is None, best=best, line=row.sure_line
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            for top in (area.top(), area.bottom() - 2):  # a ring would cut what stands at both ends
                painter.fillRect(QRectF(area.left(), top, area.width(), 2), look.color("focus"))
        painter.restore()

    def _paint_line(self, painter: QPainter, line: QRectF, row: AnswerRow, best: bool) -> None:
        look, side = self._look, self._look.px(12)
        left = line.left()
        middle = line.center().y()
        if row.mark is not None:
            paint_mark(painter, QRectF(left + look.px(1), middle - side / 2, side, side), row.mark, look)
        else:
            size = look.px(14)
            painter.drawPixmap(round(left), round(middle - size / 2), look.pixmap("words", size, "muted"))
        left += look.px(22)
        percent_text, font = share_percent(row.fraction), look.font("label" if best else "text")
        figure = QFontMetricsF(font).horizontalAdvance(percent_text)
        badge, icon = badge_text(row.learned_from), "words" if row.learned_from is None else "stack"
        pill = pill_size(look, badge, icon, strong=False)
        room = line.right() - left - figure - look.px(12)
        metrics = QFontMetricsF(font)
        name_room = min(metrics.horizontalAdvance(row.name) + 1, max(room - pill.width() - look.px(8), room * 0.4))
        painter.setFont(font)
        painter.setPen(look.color("muted" if self.old else "text"))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, name_room)
        painter.drawText(QRectF(left, line.top(), name_room + 2, line.height()), flags, name)
        left += name_room + look.px(8)
        if left + pill.width() <= line.right() - figure - look.px(4):
            rect = QRectF(left, middle - pill.height() / 2, pill.width(), pill.height())
            paint_pill(painter, rect, look, badge, icon, "typed" if row.learned_from is None else "learned")
        painter.setFont(font)
        painter.setPen(look.color("text" if best else "muted"))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), percent_text)


class AnswerList(QListView):
    """As high as its rows: the page scrolls, not the list."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.answers = AnswerModel(self)
        self.setModel(self.answers)
        self._delegate = AnswerDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Answers, most likely first"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        look.changed.connect(self._fit)

    def set_rows(self, rows: Sequence[AnswerRow], first: int | None = None) -> None:
        """Shows these, or the first few of them."""
        self.answers.set_rows(rows, first)
        self._fit()

    def set_old(self, old: bool) -> None:
        """Greys the answers while newer ones are made."""
        if old != self._delegate.old:
            self._delegate.old = old
            self.viewport().update()

    def _fit(self) -> None:
        self.setFixedHeight(self.answers.rowCount() * self._look.px(HEIGHT))
        self.viewport().update()
