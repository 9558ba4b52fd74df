"""Paints a project's card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models.cards_model import CARD
from app.models.thumbs import Thumbs
from app.views.grid.tile_delegate import cropped
from app.views.theme.look import Look
from app.views.widgets.pills import SMALL, STYLES, paint_pill, pill_size
from app.views.wording import day, number, percent

if TYPE_CHECKING:
    from app.services.project_views import ProjectCard

WIDTH, PICTURES, GAP = 258, 156, 18
TEXTS = 106
ENOUGH_CLASSES = 2
Index = QModelIndex | QPersistentModelIndex
State = QStyle.StateFlag


def next_step(card: ProjectCard) -> tuple[str, str, str]:
    """What its pill says: text, icon, style."""
    translate = QCoreApplication.translate
    if card.left_at is not None:
        return translate("Card", "Learning stopped at {p}").format(p=percent(card.left_at)), "clock", "muted"
    if card.right is not None:
        right, total = card.right
        text = translate("Card", "{k} of {n} right").format(k=number(right), n=number(total))
        return text, "check-circle", "success"
    if card.trained:
        return translate("Card", "Learned"), "check-circle", "success"
    if card.classes >= ENOUGH_CLASSES and card.pictures >= ENOUGH_CLASSES:
        return translate("Card", "Ready to train"), "learn", "accent"
    return translate("Card", "Add pictures"), "image-plus", "muted"


def contents(card: ProjectCard) -> str:
    """ "5 classes, 40 pictures. Today"."""
    translate = QCoreApplication.translate
    classes = translate("Card", "%n class(es)", None, card.classes)
    pictures = translate("Card", "%n picture(s)", None, card.pictures)
    return translate("Card", "{classes}, {pictures}. {day}").format(
        classes=classes, pictures=pictures, day=day(card.opened_at)
    )


class CardDelegate(QStyledItemDelegate):
    """One large and two small pictures, the name, what is in it, and the next step."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self.thumbs: Thumbs | None = None  # until then there are no cards
        self.keyboard = False

    def size(self) -> QSize:
        return QSize(WIDTH, PICTURES + self._look.px(TEXTS))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.size() + QSize(GAP, GAP)

    def menu_rect(self, item: QRect) -> QRect:
        """Where the dots are that open the card's menu."""
        card, side = self._card_rect(item), self._look.px(28)
        return QRect(card.right() - 8 - side, card.top() + 12 + PICTURES + 8, side, side)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: ProjectCard = index.data(CARD)
        look, rect = self._look, QRectF(self._card_rect(option.rect))
        hovered = bool(option.state & State.State_MouseOver)
        focused = bool(option.state & State.State_HasFocus) and self.keyboard
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setBrush(look.color("surface"))
        painter.setPen(
            QPen(look.color("focus" if focused else "field-border" if hovered else "border"), 2 if focused else 1)
        )
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        self._paint_pictures(painter, rect, card)
        self._paint_texts(painter, rect, card)
        if hovered or focused:
            menu = self.menu_rect(option.rect)
            side = look.px(18)
            painter.drawPixmap(
                menu.center().x() - side // 2, menu.center().y() - side // 2, look.pixmap("more", side, "muted")
            )
        painter.restore()

    def _card_rect(self, item: QRect) -> QRect:
        return QRect(item.topLeft(), self.size())

    def _paint_pictures(self, painter: QPainter, rect: QRectF, card: ProjectCard) -> None:
        left, top = rect.left() + 12, rect.top() + 12
        small = (PICTURES - 8) / 2
        wide = rect.width() - 24 - 8 - 76
        for place, area in enumerate(
            (
                QRectF(left, top, wide, PICTURES),
                QRectF(left + wide + 8, top, 76, small),
                QRectF(left + wide + 8, top + small + 8, 76, small),
            )
        ):
            shape = QPainterPath()
            shape.addRoundedRect(area, 6, 6)
            painter.fillPath(shape, self._look.color("sunken"))
            pixmap = self.thumbs.pixmap(card.covers[place]) if self.thumbs and place < len(card.covers) else None
            if pixmap is not None:
                painter.save()
                painter.setClipPath(shape)
                source = cropped(pixmap)
                if area.height() > area.width():
                    cut = source.width() * area.width() / area.height()
                    source = QRectF(source.left() + (source.width() - cut) / 2, source.top(), cut, source.height())
                painter.drawPixmap(area, pixmap, source)
                painter.restore()

    def _paint_texts(self, painter: QPainter, rect: QRectF, card: ProjectCard) -> None:
        look, left = self._look, rect.left() + 12
        top, width = rect.top() + 12 + PICTURES + 10, rect.width() - 24
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(look.font("label"))
        painter.setPen(look.color("text"))
        metrics = QFontMetricsF(painter.font())
        name = metrics.elidedText(card.name, Qt.TextElideMode.ElideRight, width - look.px(30))
        painter.drawText(QRectF(left, top, width, look.px(22)), flags, name)
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("muted"))
        text = QFontMetricsF(painter.font()).elidedText(contents(card), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, top + look.px(22), width, look.px(20)), flags, text)
        words, icon, style = next_step(card)
        size = pill_size(look, words, icon, strong=STYLES[style].strong)
        area = QRectF(left, top + look.px(48), min(size.width(), width), look.px(SMALL))
        paint_pill(painter, area, look, words, icon, style)
