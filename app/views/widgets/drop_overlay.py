"""What lies over the window while something is dragged above it: where it would go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import Label, Surface

INSET = 12


class DropOverlay(Surface):
    """Transparent for the mouse, so that what lies under it can take the drop."""

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__("overlay", window)
        self._look = look
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._icon = QLabel()
        self._title = Label("", "title", wrap=True)
        self._text = Label("", "caption", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addStretch(1)
        for label in (self._icon, self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(1)
        window.installEventFilter(self)
        self._area: QWidget = window
        self.hide()

    def show_text(self, title: str, text: str, area: QWidget | None = None) -> None:
        """Covers the window, or one part of it."""
        self._area = area or self._window
        self._title.setText(title)
        self._text.setText(text)
        self._icon.setPixmap(self._look.pixmap("image-plus", self._look.px(30), "accent"))
        self._fit()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return False

    def _fit(self) -> None:
        corner = self._area.mapTo(self._window, self._area.rect().topLeft())
        self.setGeometry(self._area.rect().translated(corner).adjusted(INSET, INSET, -INSET, -INSET))
