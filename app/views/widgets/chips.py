"""Typed names as chips, and the field that makes more of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import IconButton, Label
from app.views.widgets.flow import FlowLayout

HEIGHT = 28
FIELD = 148  # wide
CROSS = 20


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
        self.setProperty("pill", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("{name}, typed. Delete removes it, F2 changes its words").format(name=text))
        self.setToolTip(self.tr("Double click to change the words"))
        cross = IconButton(look, "x", self.tr("Remove {name}").format(name=text), side=CROSS)
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(10), 0, look.px(5), 0)
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

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_round(self, self._look, "field-border", 1)

    def _dress(self) -> None:
        self.setFixedHeight(self._look.px(HEIGHT))


class NameField(QFrame):
    """Where a name is typed: as round as the chips beside it."""

    def __init__(self, look: Look, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.line = QLineEdit()
        self.line.setProperty("kind", "bare")
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(placeholder)
        self.line.installEventFilter(self)
        self._plus = QLabel()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._plus)
        self._row.addWidget(self.line, 1)

        look.changed.connect(self._dress)
        self._dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the text too. No focus proxy: Tab would go from it straight to the line, past the chips."""
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        focus = self.line.hasFocus()
        paint_round(self, self._look, "focus" if focus else "field-border", 2 if focus else 1)

    def _dress(self) -> None:
        look = self._look
        self._plus.setPixmap(look.pixmap("plus", look.px(14), "muted"))
        self._row.setContentsMargins(look.px(11), 0, look.px(11), 0)
        self._row.setSpacing(look.px(8))
        self.setFixedSize(look.px(FIELD), look.px(HEIGHT))


def paint_round(widget: QWidget, look: Look, line: str, width: int) -> None:
    """The ground of a chip: `line` is the token of its edge."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color(line), width))
    painter.setBrush(look.color("surface"))
    rect = QRectF(widget.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)


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
        self._frame = NameField(look, placeholder)
        self.field = self._frame.line
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(self._add)
        self.field.textEdited.connect(self._split)
        self._flow.addWidget(self._frame)

    def names(self) -> tuple[str, ...]:
        return tuple(chip.text for chip in self._chips)

    def set_names(self, names: Sequence[str]) -> None:
        """Shows these."""
        if tuple(names) == self.names():
            return
        kept = {chip.text: chip for chip in self._chips if chip.text in names}
        for chip in self._chips:
            self._flow.removeWidget(chip)
            if chip.text not in kept:
                chip.hide()
                chip.deleteLater()
        self._chips = [kept.get(name) or self._chip(name) for name in names]
        for place, chip in enumerate(self._chips):
            self._flow.insert_widget(place, chip)
            chip.show()
        self._order_tabs()
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            take_back = event.key() == Qt.Key.Key_Backspace and not self.field.text() and bool(self._chips)
            if take_back:
                self.removed.emit(self._chips[-1].text)
            return take_back
        return False

    def _order_tabs(self) -> None:
        """As they stand: a new widget would be the last one of the whole window.

        `setTabOrder` moves its second widget: the chips come behind the field, then the field behind the chips.
        """
        before: QWidget = self.field
        for widget in (*self._chips, self.field):
            self.setTabOrder(before, widget)
            before = widget

    def _chip(self, name: str) -> Chip:
        chip = Chip(self._look, name, self)
        chip.removed.connect(self._remove)
        chip.edited.connect(self._edit)
        return chip

    def _remove(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            if chip.hasFocus():
                self._next_to(chip).setFocus(Qt.FocusReason.TabFocusReason)
            self.removed.emit(chip.text)

    def _next_to(self, chip: Chip) -> QWidget:
        """What takes the focus of a chip that goes."""
        place = self._chips.index(chip)
        return self._chips[place + 1] if place + 1 < len(self._chips) else self.field

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
