"""Fields for numbers."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from app.views.theme.look import Look

PADDING = 9


class NumberField(QSpinBox):
    """A field for a whole number."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _Padding(look, self.lineEdit())


class DecimalField(QDoubleSpinBox):
    """A field for a number with a fraction."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _Padding(look, self.lineEdit())


class _Padding(QObject):
    """Room before the text: the padding of a style sheet makes such a field wider and leaves the text at its edge."""

    def __init__(self, look: Look, field: QLineEdit) -> None:
        super().__init__(field)
        self._look, self._field = look, field
        look.changed.connect(self._dress)
        self._dress()

    @Slot()
    def _dress(self) -> None:
        self._field.setTextMargins(self._look.px(PADDING), 0, 0, 0)
