"""The settings, each of them at once in force."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.services.settings_schema import Choice, Flag, Number, Text
from app.views.dialogs.plain import PlainDialog, scrolling
from app.views.setting_texts import choice_text, group_texts, setting_texts, unit_text
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label, rule
from app.views.widgets.numbers import NumberField

if TYPE_CHECKING:
    from app.services.settings import SettingView
    from app.services.settings_schema import SettingSpec


class TextField(QLineEdit):
    """Enter takes what was typed, and does not close the dialog over it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class SettingsDialog(PlainDialog):
    """Made from the table of settings; `at` is the one that gets the focus."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None, *, at: str = "") -> None:
        super().__init__(
            look, QCoreApplication.translate("SettingsDialog", "Settings"), width=600, height=640, parent=parent
        )
        self._desk, self._at = desk, at
        self.fields: dict[str, QWidget] = {}
        self._group = ""
        self._inner = QWidget()
        self._rows = QVBoxLayout(self._inner)
        self._rows.setContentsMargins(0, 0, 12, 0)
        self._rows.setSpacing(10)
        self._area = scrolling(self._inner, self.windowTitle())
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its controls scroll it
        self.column.addWidget(self._area, 1)
        usual = Button(look, self.tr("Back to the usual settings"), icon="undo", kind="ghost")
        usual.clicked.connect(self._reset)
        self._usual = usual
        desk.do(desk.program.settings.all, on_done=self._fill)

    def _fill(self, views: tuple[SettingView, ...]) -> None:
        first = not self.fields
        for view in views:
            if view.spec.key in self.fields:
                self._show(self.fields[view.spec.key], view)
                continue
            if self.fields:
                self._rows.addWidget(rule())
            self._add(view)
        if first:
            self._rows.addWidget(rule())
            self._rows.addWidget(self._usual, 0, Qt.AlignmentFlag.AlignLeft)
            self._rows.addStretch(1)
            QTimer.singleShot(0, self._go_to_wanted)  # once the new fields are shown, and have their places

    def _go_to_wanted(self) -> None:
        field = self.fields.get(self._at)
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._area.ensureWidgetVisible(field)

    def _add(self, view: SettingView) -> None:
        if view.spec.group != self._group:
            self._group = view.spec.group
            self._add_heading()
        title, text = setting_texts(view.spec)
        field = self._field(view.spec, title)
        self._show(field, view)
        self._connect(field, view.spec.key)
        if not isinstance(field, QCheckBox):
            self._rows.addWidget(Label(title, "label"))
        if isinstance(field, QLineEdit):
            self._rows.addWidget(field)
        else:
            self._rows.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft)
        if view.spec.needs_restart:
            text = text + " " + self.tr("Shows at the next start.")
        help_text = Label(text, "caption", "muted", wrap=True)
        self._rows.addWidget(help_text)
        self.fields[view.spec.key] = field

    def _add_heading(self) -> None:
        if self._group:
            title, text = group_texts(self._group)
            self._rows.addWidget(Label(title, "title"))
            self._rows.addWidget(Label(text, "text", "muted", wrap=True))

    def _field(self, spec: SettingSpec, title: str) -> QWidget:
        field: QWidget
        if isinstance(spec.kind, Flag):
            field = QCheckBox(title)
        elif isinstance(spec.kind, Number):
            field = NumberField(self.look)
            field.setRange(spec.kind.low, spec.kind.high)
            field.setSuffix(unit_text(spec.kind.unit))
            field.setSingleStep(25 if spec.key == "text_size" else 5)
            field.setKeyboardTracking(False)
        elif isinstance(spec.kind, Text):
            field = TextField()
            field.setPlaceholderText(spec.kind.example)
        else:
            field = QComboBox()
            for value in spec.kind.values:
                field.addItem(choice_text(spec.key, value), value)
        field.setAccessibleName(title)
        return field

    def _show(self, field: QWidget, view: SettingView) -> None:
        field.blockSignals(True)
        if isinstance(field, QCheckBox):
            field.setChecked(bool(view.value))
        elif isinstance(field, QSpinBox):
            field.setValue(int(view.value))
        elif isinstance(field, QLineEdit):
            field.setText(str(view.value))
        elif isinstance(field, QComboBox):
            if isinstance(view.spec.kind, Choice) and field.findData(view.value) < 0:
                field.addItem(str(view.value), view.value)
            field.setCurrentIndex(field.findData(view.value))
        field.blockSignals(False)

    def _connect(self, field: QWidget, key: str) -> None:
        if isinstance(field, QCheckBox):
            field.toggled.connect(partial(self._set, key))
        elif isinstance(field, QSpinBox):
            field.valueChanged.connect(partial(self._set, key))
        elif isinstance(field, QComboBox):
            field.activated.connect(partial(self._choose, key, field))
        elif isinstance(field, QLineEdit):
            field.editingFinished.connect(partial(self._take_text, key, field))

    def _take_text(self, key: str, field: QLineEdit) -> None:
        """What is refused stays in the field, with the reason below; what is in force is as it was."""
        self.problem.hide()
        field.setText(field.text().strip())
        self._set(key, field.text())

    def _choose(self, key: str, field: QComboBox, place: int) -> None:
        self._set(key, field.itemData(place))

    def _set(self, key: str, value: bool | int | str) -> None:
        self._desk.do(partial(self._desk.program.settings.set, key=key, value=value), on_failed=self.tell)

    def _reset(self) -> None:
        self._desk.do(self._desk.program.settings.reset_all, on_failed=self.tell)
        self._desk.do(self._desk.program.settings.all, on_done=self._fill)
