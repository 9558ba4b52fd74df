"""Typed names as chips, and the field that makes more of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import IconButton, Label
from app.views.widgets.flow import FlowLayout

HEIGHT = 28


class Chip(QFrame):
    """One name. Del removes it; F2, Enter or a double click asks to edit its words.

    Signals:
        removed, edited: asked for by a person.
    """

    removed = Signal()
    edited = Signal()

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self.text = look, text
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("{name}, typed. Delete removes it, F2 changes its words").format(name=text))
        self.setToolTip(self.tr("Double click to change the words"))
        cross = IconButton(look, "x", self.tr("Remove {name}").format(name=text), side=24)
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 4, 0)
        row.setSpacing(4)
        row.addWidget(Label(text))
        row.addWidget(cross)
        look.changed.connect(self._dress)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edited.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.edited.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if self.hasFocus() else 1
        painter.setPen(QPen(self._look.color("focus" if self.hasFocus() else "field-border"), width))
        painter.setBrush(self._look.color("surface"))
        rect = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)

    def _dress(self) -> None:
        self.setFixedHeight(self._look.px(HEIGHT))


class ChipField(QWidget):
    """Chips and a field: Enter or a comma adds, Backspace in the empty field takes the last one back.

    Signals:
        added, removed, edited: a name. What is shown changes only by `set_names`.
    """

    added = Signal(str)
    removed = Signal(str)
    edited = Signal(str)

    def __init__(self, look: Look, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._chips: list[Chip] = []
        self._flow = FlowLayout(self)
        self.field = QLineEdit()
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        self.field.setMinimumWidth(look.px(148))
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(self._add)
        self.field.textEdited.connect(self._split)
        self._flow.addWidget(self.field)

    def names(self) -> tuple[str, ...]:
        return tuple(chip.text for chip in self._chips)

    def set_names(self, names: Sequence[str]) -> None:
        """Shows these."""
        if tuple(names) == self.names():
            return
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(name) for name in names]
        for place, chip in enumerate(self._chips):
            self._flow.insert_widget(place, chip)
            chip.show()
        self.updateGeometry()

    def eventFilter(self, watched: object, event: object) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            take_back = event.key() == Qt.Key.Key_Backspace and not self.field.text() and bool(self._chips)
            if take_back:
                self.removed.emit(self._chips[-1].text)
            return take_back
        return False

    def _chip(self, name: str) -> Chip:
        chip = Chip(self._look, name, self)
        chip.removed.connect(self._remove)
        chip.edited.connect(self._edit)
        return chip

    def _remove(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.field.setFocus()
            self.removed.emit(chip.text)

    def _edit(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.edited.emit(chip.text)

    def _add(self) -> None:
        text = self.field.text().strip().strip(",").strip()
        self.field.clear()
        if text:
            self.added.emit(text)

    def _split(self, text: str) -> None:
        """Several names may be pasted at once."""
        if "," in text:
            self.field.clear()
            for part in text.split(","):
                if part.strip():
                    self.added.emit(part.strip())
