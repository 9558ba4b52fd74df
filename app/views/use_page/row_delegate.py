"""Paints a line of the table of answers."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models.folder_rows import ANSWER, FILE, NEXT, PICTURE, SURE
from app.models.thumbs import Thumbs
from app.services.colors import Mark
from app.services.folder_files import FileRow
from app.views.grid.tile_delegate import cropped
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.theme.marks import paint_mark
from app.views.widgets.pills import STYLES, VERDICTS, verdict_text
from app.views.wording import percent

HEIGHT, THUMB = 48, 38
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
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
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(look.px(12 if index.column() == PICTURE else 8), 0, -4, 0)
        {PICTURE: self._picture, ANSWER: self._answer, SURE: self._sure, NEXT: self._next}[index.column()](
            painter, inner, row
        )
        painter.restore()

    def _picture(self, painter: QPainter, rect: QRectF, row: FileRow) -> None:
        look, side = self._look, self._look.px(THUMB)
        area = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        shape = QPainterPath()
        shape.addRoundedRect(area, 4, 4)
        painter.fillPath(shape, look.color("sunken"))
        pixmap = self._thumbs.file_pixmap(row.answer.path)
        if pixmap is not None:
            painter.save()
            painter.setClipPath(shape)
            painter.drawPixmap(area, pixmap, cropped(pixmap))
            painter.restore()
        self._text(painter, rect.adjusted(side + look.px(12), 0, 0, 0), str(row.path), "text", "text")

    def _answer(self, painter: QPainter, rect: QRectF, row: FileRow) -> None:
        look, side = self._look, self._look.px(14)
        if row.answer.error is not None:
            self._text(painter, rect, notice_text(row.answer.error), "text", "danger")
            return
        if not row.answer.scores:
            return
        none = row.answer.verdict == "none"
        best = row.answer.scores[0]
        mark = None if none else self.marks.get(best.name)
        area = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        if mark is not None:
            paint_mark(painter, area, mark, look)
        else:
            icon = "none-circle" if none else "words"
            painter.drawPixmap(area.topLeft(), look.pixmap(icon, side, "muted"))
        text = verdict_text("none").lower() if none else best.name
        self._text(painter, rect.adjusted(side + look.px(10), 0, 0, 0), text, "label", "text")

    def _sure(self, painter: QPainter, rect: QRectF, row: FileRow) -> None:
        look, verdict = self._look, row.answer.verdict
        if not row.answer.scores:
            return
        figure = look.px(44)
        if verdict != "none":
            self._text(painter, rect, percent(row.answer.scores[0].probability), "text", "text")
        if verdict is None:
            return
        style, icon = VERDICTS[verdict]
        tone = "muted" if verdict == "none" else STYLES[style].text
        side = look.px(15)
        left = rect.left() + figure
        painter.drawPixmap(round(left), round(rect.center().y() - side / 2), look.pixmap(icon, side, tone))
        area = rect.adjusted(figure + side + look.px(5), 0, 0, 0)
        self._text(painter, area, verdict_text(verdict), "label", tone)

    def _next(self, painter: QPainter, rect: QRectF, row: FileRow) -> None:
        scores = row.answer.scores
        if row.answer.verdict == "none" and scores:
            self._text(painter, rect, self.tr("closest: {name}").format(name=scores[0].name), "text", "muted")
        elif len(scores) > 1:
            self._text(painter, rect, f"{scores[1].name} {percent(scores[1].probability)}", "text", "muted")

    def _text(self, painter: QPainter, rect: QRectF, text: str, style: str, token: str) -> None:
        painter.setFont(self._look.font(style))
        painter.setPen(self._look.color(token))
        metrics = QFontMetricsF(painter.font())
        painter.drawText(rect, LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width()))
