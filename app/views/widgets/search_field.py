"""A field to find things with."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import IconButton

ICON, EDGE, CROSS = 16, 10, 24


class SearchField(QLineEdit):
    """Icon, text, and a cross that empties it; so does Esc."""

    def __init__(self, look: Look, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._cross = IconButton(look, "x", self.tr("Clear"), shortcut_text=self.tr("Esc"), side=CROSS, parent=self)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setCursor(Qt.CursorShape.ArrowCursor)
        self._cross.clicked.connect(self.clear)
        self._cross.hide()
        self.textChanged.connect(self._show_cross)
        look.changed.connect(self._dress)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cross()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self._look.px(ICON)
        place = self._look.px(EDGE), (self.height() - side) // 2
        QPainter(self).drawPixmap(*place, self._look.pixmap("search", side, "muted"))

    def _show_cross(self, text: str) -> None:
        self._cross.setVisible(bool(text))

    def _place_cross(self) -> None:
        gap = (self.height() - self._cross.height()) // 2
        self._cross.move(self.width() - self._cross.width() - gap, gap)

    def _dress(self) -> None:
        """The style sheet's padding lies before the icon, so the text has to keep off it by its width and a gap."""
        self.setTextMargins(self._look.px(ICON + 6), 0, self._look.px(CROSS - 6), 0)
        self._place_cross()
