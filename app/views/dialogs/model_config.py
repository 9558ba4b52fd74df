"""How a file of weights was built, which it does not show: the person chooses among those that fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from app.views.dialogs.plain import PlainDialog, scrolling
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label

OF_OPENAI = "quickgelu"


class ConfigDialog(PlainDialog):
    """`on_chosen` gets the name."""

    def __init__(
        self, look: Look, file: str, configs: Sequence[str], on_chosen: Callable[[str], object], parent: QWidget
    ) -> None:
        title = QCoreApplication.translate("ConfigDialog", "How was this model built?")
        super().__init__(look, title, width=520, parent=parent)
        self._on_chosen = on_chosen
        text = self.tr(
            "{file} does not show it. These fit: choose the one that is named where you got the file from. With the "
            "wrong one it answers, but badly."
        )
        self.column.addWidget(Label(text.format(file=file), "text", "muted", wrap=True))
        if any(name.endswith(OF_OPENAI) for name in configs):
            hint = self.tr('The models that OpenAI made are those whose names end in "{ending}".')
            self.column.addWidget(Label(hint.format(ending=OF_OPENAI), "caption", "muted", wrap=True))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        self.choices = [QRadioButton(name) for name in configs]
        for choice in self.choices:
            choice.toggled.connect(self._enable)
            column.addWidget(choice)
        column.addStretch(1)
        self.column.addWidget(scrolling(inner, title), 1)
        self.take = Button(look, self.tr("Use this one"), kind="primary")
        self.take.setEnabled(False)
        self.take.clicked.connect(self._take)
        self.foot.addWidget(self.take)
        self.shut.setText(self.tr("Cancel"))

    def _enable(self) -> None:
        self.take.setEnabled(self._chosen() is not None)

    def _chosen(self) -> str | None:
        return next((choice.text() for choice in self.choices if choice.isChecked()), None)

    def _take(self) -> None:
        name = self._chosen()
        if name is not None:
            self.accept()
            self._on_chosen(name)
