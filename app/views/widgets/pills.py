"""Pills: short words with an icon on a soft ground. They are painted: a style sheet cannot round what grows."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.theme.look import Look

SMALL, TALL = 22, 28
GAP = 5
TEXT_FLAGS = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip)


@dataclass(frozen=True, slots=True)
class PillStyle:
    """Attributes:
    ground: a token, or empty for none. line: a token, or empty. dashed: how the line is.
    """

    text: str
    ground: str = ""
    line: str = ""
    dashed: bool = False
    strong: bool = True


STYLES = {
    "success": PillStyle("success", "success-soft"),
    "warning": PillStyle("warning", "warning-soft"),
    "danger": PillStyle("danger", "danger-soft"),
    "accent": PillStyle("accent", "accent-soft"),
    "none": PillStyle("text", "sunken"),
    "muted": PillStyle("muted", "", "border", strong=False),
    "name": PillStyle("muted", "raised", "border", strong=False),
    "learned": PillStyle("muted", "", "border", strong=False),
    "typed": PillStyle("muted", "", "field-border", dashed=True, strong=False),
}
VERDICTS = {"sure": ("success", "check-circle"), "maybe": ("warning", "help-circle"), "none": ("none", "none-circle")}


def verdict_text(verdict: str) -> str:
    """What a verdict is called."""
    translate = QCoreApplication.translate
    return {
        "sure": translate("Pills", "Sure"),
        "maybe": translate("Pills", "Maybe"),
        "none": translate("Pills", "None of these"),
    }[verdict]


def badge_text(learned_from: int | None) -> str:
    """Whether a name was learned, and from how much."""
    if learned_from is None:
        return QCoreApplication.translate("Pills", "only from words")
    return QCoreApplication.translate("Pills", "learned from %n picture(s)", None, learned_from)


def pill_size(look: Look, text: str, icon: str, *, strong: bool = True, height: int = SMALL) -> QSize:
    """How much room a pill needs."""
    before, after, side = _measures(icon, tall=height > SMALL)
    room = look.px(before) + look.px(after) + (look.px(side) + look.px(GAP) if icon else 0)
    return QSize(math.ceil(QFontMetricsF(_font(look, strong)).horizontalAdvance(text)) + room, look.px(height))


def paint_pill(painter: QPainter, rect: QRectF, look: Look, text: str, icon: str, style: str) -> None:
    """Draws a pill that fills `rect`."""
    kind = STYLES[style]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    pen = QPen(Qt.PenStyle.NoPen)
    line = kind.line or (kind.text if look.theme.high_contrast else "")
    if line:
        pen = QPen(look.color(line), 1.0, Qt.PenStyle.DashLine if kind.dashed else Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    painter.setBrush(look.color(kind.ground) if kind.ground else QColor(Qt.GlobalColor.transparent))
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
    _paint_words(painter, rect, look, text, icon, kind)
    painter.restore()


def _paint_words(painter: QPainter, rect: QRectF, look: Look, text: str, icon: str, kind: PillStyle) -> None:
    before, after, icon_side = _measures(icon, tall=rect.height() > look.px(SMALL))
    left = rect.left() + look.px(before)
    if icon:
        side = look.px(icon_side)
        painter.drawPixmap(round(left), round(rect.center().y() - side / 2), look.pixmap(icon, side, kind.text))
        left += side + look.px(GAP)
    painter.setFont(_font(look, kind.strong))
    painter.setPen(look.color(kind.text))
    space = QRectF(left, rect.top(), rect.right() - look.px(after) - left, rect.height())
    shown = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, space.width() + 0.5)
    painter.drawText(space, TEXT_FLAGS, shown)


def _measures(icon: str, *, tall: bool) -> tuple[int, int, int]:
    """Room before and after what is in it, and the side of its icon."""
    if tall:
        return 8 if icon else 12, 12, 18
    return 6 if icon else 8, 8, 15


def _font(look: Look, strong: bool) -> QFont:
    font = look.font("caption")
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font


class StatePill(QWidget):
    """A pill of its own. `style` is one of `STYLES`."""

    def __init__(
        self, look: Look, text: str = "", icon: str = "", style: str = "muted", *, height: int = SMALL
    ) -> None:
        super().__init__()
        self._look, self._text, self._icon, self._style, self._height = look, text, icon, style, height
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        look.changed.connect(self._dress)

    def set(self, text: str, icon: str, style: str) -> None:
        """Shows something else; nothing without a text."""
        self._text, self._icon, self._style = text, icon, style
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self._dress()

    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        return pill_size(self._look, self._text, self._icon, strong=STYLES[self._style].strong, height=self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, QRectF(self.rect()), self._look, self._text, self._icon, self._style)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


class VerdictPill(StatePill):
    """Sure, maybe or none of these."""

    def set_verdict(self, verdict: str | None) -> None:
        """Hides it where there is none."""
        if verdict is None:
            self.set("", "", "muted")
            return
        style, icon = VERDICTS[verdict]
        self.set(verdict_text(verdict), icon, style)
