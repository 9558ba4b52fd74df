"""Buttons, labels and frames as the style sheet knows them."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from app.views.theme.look import Look

ICON_SIZES = {"small": 14, "normal": 18, "large": 20}
ICON_GAP = 4  # more than what Qt leaves between an icon and its text
ICON_TOKENS = {"primary": "on-accent", "flat": "accent", "danger": "danger"}


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Sets a property that the style sheet asks for, and lets it ask again."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.updateGeometry()
    widget.update()


def plain_tip(text: str) -> str:
    """A text for a tool tip, which would take what looks like HTML for it."""
    return f"<qt>{html.escape(text)}</qt>" if "<" in text else text


def clear_layout(layout: QLayout) -> None:
    """Takes everything out and deletes it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)


class Button(QPushButton):
    """A button with a text. `kind`: primary, normal, soft, ghost, flat, danger, pill; `size`: small, normal, large."""

    def __init__(
        self,
        look: Look,
        text: str,
        *,
        icon: str = "",
        kind: str = "normal",
        size: str = "normal",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._look, self._icon, self._size = look, icon, size
        self.setProperty("kind", kind)
        self.setProperty("measure", size)  # every widget has a property `size` of its own
        self.setAutoDefault(False)
        self.setAccessibleName(text.replace("&", ""))
        look.changed.connect(self._dress)
        self.toggled.connect(self._dress)
        self._dress()

    def set_icon(self, name: str) -> None:
        self._icon = name
        self._dress()

    def set_kind(self, kind: str) -> None:
        restyle(self, "kind", kind)
        self._dress()

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text.replace("&", ""))

    def _dress(self) -> None:
        look, side = self._look, self._look.px(ICON_SIZES[self._size])
        gap = look.px(ICON_GAP) if self._icon and self.text() else 0
        token = ICON_TOKENS.get(str(self.property("kind")), "accent" if self.isChecked() else "text")
        self.setIcon(look.button_icon(self._icon, token, side, gap))
        self.setIconSize(QSize(side + gap, side))


class IconButton(QToolButton):
    """A square button with an icon; its name is its tool tip, and what a screen reader says."""

    def __init__(
        self,
        look: Look,
        icon: str,
        name: str,
        *,
        shortcut_text: str = "",
        side: int = 32,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._icon, self._side = look, icon, side
        self.setProperty("kind", "icon")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_name(name, shortcut_text)
        look.changed.connect(self._dress)
        self.toggled.connect(self._dress)
        self._dress()

    def set_name(self, name: str, shortcut_text: str = "") -> None:
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(f"{name} ({shortcut_text})" if shortcut_text else name))

    def set_icon(self, name: str) -> None:
        self._icon = name
        self._dress()

    def _dress(self) -> None:
        size = self._look.px(20 if self._side >= 32 else 16)
        self.setIcon(self._look.icon(self._icon, "accent" if self.isChecked() else "muted"))
        self.setIconSize(QSize(size, size))
        self.setFixedSize(self._look.px(self._side), self._look.px(self._side))


class Label(QLabel):
    """A text. It is plain, whatever is in it, unless `strong` allows <b>.

    `role`: caption, text, label, title, headline, answer, figure, heading; `tone`: muted, accent, success, warning,
    danger.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "text",
        tone: str = "",
        *,
        strong: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText if strong else Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        if self.property("tone") != tone:
            restyle(self, "tone", tone)

    def set_role(self, role: str) -> None:
        if self.property("role") != role:
            restyle(self, "role", role)


class ElidedLabel(Label):
    """A text on one line, cut with dots where there is no room; the tool tip has it whole."""

    def __init__(self, text: str = "", role: str = "text", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, role, tone, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(self.alignment()), text)


class Card(QFrame):
    """A white sheet with round corners."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")


class Surface(QFrame):
    """A frame of one of the kinds that the style sheet knows."""

    def __init__(self, surface: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", surface)


def rule(parent: QWidget | None = None) -> QFrame:
    """A line across."""
    line = Surface("line", parent)
    line.setFixedHeight(1)
    return line
