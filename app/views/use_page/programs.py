"""How other programs use what was learned: lines to copy."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from app.models.open_project import OpenProject
from app.views.message import Message
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Card, Label
from mmrl_engine.adapter import SUFFIX

LINES = 7


def command_text(name: str) -> str:
    """For a terminal."""
    return f'mmrl classify "{name}{SUFFIX}" pictures/ --csv > answers.csv'


def library_text(name: str) -> str:
    """For a program in Python."""
    return "\n".join(
        [
            "from mmrl_engine import Adapter, Classifier, load_backbone",
            "",
            f'adapter = Adapter.load("{name}{SUFFIX}")',
            "classifier = Classifier(adapter, load_backbone(adapter.backbone.catalogue_id))",
            'for answer in classifier.classify(["picture.png"], typed=["horse"]):',
            "    print(answer.path, answer.scores[0].name, answer.verdict)",
        ]
    )


class Programs(QWidget):
    """Signals:
    said: a `Message`.
    """

    said = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.command, self.library = self._text(), self._text()
        self.command.setAccessibleName(self.tr("The command"))
        self.library.setAccessibleName(self.tr("The library"))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(Label(self.tr("Use it in other programs"), "headline"))
        about = self.tr(
            "Export what it learned first (Share what it learned). Both give the same answers as this window."
        )
        column.addWidget(Label(about, "text", "muted", wrap=True))
        column.addWidget(self._card(self.tr("In a terminal"), self.command))
        column.addWidget(self._card(self.tr("In Python"), self.library))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_project(self, project: OpenProject | None) -> None:
        adapter = None if project is None else project.state.adapter
        name = adapter.name if adapter is not None else "animals"
        self.command.setPlainText(command_text(name))
        self.library.setPlainText(library_text(name))

    def _text(self) -> QPlainTextEdit:
        text = QPlainTextEdit()
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self._look.font("text").pointSizeF())
        text.setFont(font)
        text.setFixedHeight(self._look.px(18) * LINES + 20)
        return text

    def _card(self, title: str, text: QPlainTextEdit) -> Card:
        card = Card()
        copy = Button(self._look, self.tr("Copy"), icon="clipboard", size="small")
        copy.setAccessibleName(self.tr("Copy: {what}").format(what=title))
        copy.clicked.connect(partial(self._copy, text))
        head = QHBoxLayout()
        head.addWidget(Label(title, "label"))
        head.addStretch(1)
        head.addWidget(copy)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(text)
        return card

    def _copy(self, text: QPlainTextEdit, checked: bool = False) -> None:
        QGuiApplication.clipboard().setText(text.toPlainText())
        self.said.emit(Message(self.tr("Copied."), icon="clipboard"))
