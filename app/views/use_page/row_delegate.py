"""Paints a line of the table of answers."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models.folder_rows import ANSWER, FILE, NEXT, PICTURE, SURE
from app.models.thumbs import Thumbs
from app.services.colors import Mark
from app.services.folder_files import FileRow
from app.views.grid.tile_delegate import cropped
from app.views.theme.look import Look
from app.views.theme.marks import paint_mark
from app.views.use_page.row_texts import answer_text, next_text, share_text
from app.views.widgets.pills import STYLES, VERDICTS, verdict_text

HEIGHT, THUMB, MARK, ICON, VERDICT = 48, 38, 12, 16, 15
EDGE, GAP, FIGURE = 16, 8, 38
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Attributes:
    marks: of the classes, by name.
    """

    def __init__(self, look: Look, thumbs: Thumbs, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._thumbs = look, thumbs
        self.marks: Mapping[str, Mark] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._look.px(120), self._look.px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: FileRow = index.data(FILE)
        look, rect = self._look, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("accent-soft"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.color("border"))
        inner = rect.adjusted(look.px(EDGE if index.column() == PICTURE else GAP), 0, -look.px(GAP), 0)
        paint = {PICTURE: self._picture, ANSWER: self._answer, SURE: self._sure, NEXT: self._next}[index.column()]
        paint(painter, inner, row)
        if option.state & QStyle.StateFlag.State_HasFocus and index.column() == PICTURE:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height() - 1), look.color("focus"))
        painter.restore()

    def _picture(self, painter: QPainter, rect: QRectF, row: FileRow) -> None:
        look, side = self._look, self._look.px(THUMB)
        area = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        shape = QPainterPath()
        shape.addRoundedRect(area, 5, 5)
        painter.fillPath(shape, look.color("sunken"))
        pixmap = None if row.answer.error is not None else self._thumbs.file_pixmap(row.answer.path)
        if pixmap is not None:
            painter.save()
            painter.setClipPath(shape)
            painter.drawPixmap(area, pixmap, cropped(pixmap))
            painter.restore()
        elif row.answer.error is not None:
            self._icon(painter, area, "image-broken", look.px(18), "muted")
        self._text(painter, rect.adjusted(side + look.px(12), 0, 0, 0), str(row.path), "text", "text")

    def _answer(self, painter: QPainter, rect: QRectF, row: FileRow) -> None:
        look = self._look
        if row.answer.error is not None:
            self._text(painter, rect, answer_text(row), "text", "danger")
            return
        if not row.answer.scores:
            return
        none = row.answer.verdict == "none"
        mark = None if none else self.marks.get(row.answer.scores[0].name)
        place = QRectF(rect.left(), rect.top(), look.px(ICON), rect.height())
        if mark is not None:
            side = look.px(MARK)
            area = QRectF(place.center().x() - side / 2, place.center().y() - side / 2, side, side)
            paint_mark(painter, area, mark, look)
        else:
            self._icon(painter, place, "none-circle" if none else "words", look.px(ICON), "muted")
        text = rect.adjusted(look.px(ICON + GAP), 0, 0, 0)
        self._text(painter, text, answer_text(row), "label", "text")

    def _sure(self, painter: QPainter, rect: QRectF, row: FileRow) -> None:
        look, verdict = self._look, row.answer.verdict
        if not row.answer.scores:
            return
        painter.setFont(look.font("text"))
        painter.setPen(look.color("text"))
        width = max(look.px(FIGURE), QFontMetricsF(painter.font()).horizontalAdvance("99\u00a0%"))
        painter.drawText(QRectF(rect.left(), rect.top(), width, rect.height()), RIGHT, share_text(row))
        if verdict is None:
            return
        style, icon = VERDICTS[verdict]
        tone = "muted" if verdict == "none" else STYLES[style].text
        left, side = rect.left() + width + look.px(12), look.px(VERDICT)
        self._icon(painter, QRectF(left, rect.top(), side, rect.height()), icon, side, tone)
        text = QRectF(left + side + 4, rect.top(), rect.right() - left - side - 4, rect.height())
        self._text(painter, text, verdict_text(verdict), "strong", tone)

    def _next(self, painter: QPainter, rect: QRectF, row: FileRow) -> None:
        self._text(painter, rect, next_text(row), "text", "muted")

    def _icon(self, painter: QPainter, area: QRectF, name: str, side: int, token: str) -> None:
        """In the middle of its place."""
        left, top = area.center().x() - side / 2, area.center().y() - side / 2
        painter.drawPixmap(round(left), round(top), self._look.pixmap(name, side, token))

    def _text(self, painter: QPainter, rect: QRectF, text: str, style: str, token: str) -> None:
        painter.setFont(self._font(style))
        painter.setPen(self._look.color(token))
        metrics = QFontMetricsF(painter.font())
        painter.drawText(rect, LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width()))

    def _font(self, style: str) -> QFont:
        if style != "strong":
            return self._look.font(style)
        font = self._look.font("caption")
        font.setWeight(QFont.Weight.DemiBold)
        return font
