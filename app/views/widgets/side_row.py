"""A row of a side bar: icon, name, count."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.views.theme.look import Look

HEIGHT = 34


class SideRow(QAbstractButton):
    """Checked while what it stands for is shown."""

    def __init__(
        self,
        look: Look,
        icon: str,
        text: str,
        *,
        tone: str = "muted",
        height: int = HEIGHT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._height = height
        self._look, self._icon, self._tone, self._count = look, icon, tone, ""
        self._thin = False
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(text)
        look.changed.connect(self._dress)
        self._dress()

    def set_count(self, text: str) -> None:
        """What stands at the right."""
        self._count = text
        self.setAccessibleName(f"{self.text()}, {text}" if text else self.text())
        self.update()

    def set_thin(self, thin: bool) -> None:
        """Only the icon, where there is no room for more."""
        self._thin = thin
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(36 if self._thin else 160), self._look.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = self._look, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent-soft" if self.isChecked() else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        side = look.px(18)
        token = "accent" if self.isChecked() else self._tone
        painter.drawPixmap(look.px(9), round(rect.center().y() - side / 2), look.pixmap(self._icon, side, token))
        if self._thin:
            return
        painter.setFont(look.font("label" if self.isChecked() else "text"))
        painter.setPen(look.color("text"))
        flags = Qt.AlignmentFlag.AlignVCenter
        left = rect.adjusted(look.px(37), 0, -look.px(40 if self._count else 6), 0)
        name = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, round(left.width()))
        painter.drawText(left, int(flags | Qt.AlignmentFlag.AlignLeft), name)
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("muted"))
        right = rect.adjusted(0, 0, -look.px(10), 0)
        painter.drawText(right, int(flags | Qt.AlignmentFlag.AlignRight), self._count)

    def _dress(self) -> None:
        self.setFixedHeight(self._look.px(self._height))
        self.update()
