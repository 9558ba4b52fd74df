"""How other programs use what was learned: lines to copy."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from app.models.open_project import OpenProject
from app.views.message import Message
from app.views.theme.look import Look
from app.views.use_page.trained_names import file_name
from app.views.widgets.basics import Button, Card, Label
from app.views.wishes import GoTo
from mmrl_engine.backbones import catalogue

COMMAND_LINES, LIBRARY_LINES = 1, 10


def command_text(file: str, source: str, config: str | None) -> str:
    """For a terminal. A model that the catalogue has is found by what stands in the file."""
    backbone = "" if catalogue.by_id(source) is not None else f' --backbone "{source}"'
    config_text = f' --config "{config}"' if config else ""
    return f'mmrl classify "{file}" pictures{backbone}{config_text} --csv > answers.csv'


def library_text(file: str, source: str, config: str | None) -> str:
    """For a program in Python."""
    config_text = f", config={config!r}" if config else ""
    return "\n".join(
        [
            "from pathlib import Path",
            "",
            "from mmrl_engine import Adapter, Classifier, load_backbone",
            "",
            f"adapter = Adapter.load({file!r})",
            f"classifier = Classifier(adapter, load_backbone({source!r}{config_text}))",
            'pictures = sorted(Path("pictures").glob("*.*"))',
            'for answer in classifier.classify(pictures, ["horse"]):  # names that were never learned',
            "    best = answer.scores[0] if answer.scores else None",
            "    print(answer.path, best, answer.verdict, answer.error)",
        ]
    )


class Programs(QWidget):
    """Signals:
    said: a `Message`. wished: one of `app.views.wishes`.
    """

    said = Signal(object)
    wished = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._texts: list[tuple[QPlainTextEdit, int]] = []
        self.command, self.library = self._text(COMMAND_LINES), self._text(LIBRARY_LINES)
        self.command.setAccessibleName(self.tr("The command"))
        self.library.setAccessibleName(self.tr("The library"))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(Label(self.tr("Use it in other programs"), "headline", wrap=True))
        about = self.tr("Export what it learned first. Both give the same answers as this window.")
        share = Button(look, self.tr("Share what it learned"), kind="link", size="small")
        share.clicked.connect(partial(self.wished.emit, GoTo("use", "share")))
        column.addWidget(Label(about, "text", "muted", wrap=True))
        column.addWidget(share, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._card(self.tr("In a terminal"), self.command))
        column.addWidget(self._card(self.tr("In Python"), self.library))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        look.changed.connect(self._dress)
        self._dress()

    def show_project(self, project: OpenProject | None) -> None:
        """The lines for what is in use."""
        if project is None:
            return
        state = project.state
        file, backbone = file_name(state, state.adapter), state.view.backbone
        self.command.setPlainText(command_text(file, backbone.source, backbone.config))
        self.library.setPlainText(library_text(file, backbone.source, backbone.config))

    def _text(self, lines: int) -> QPlainTextEdit:
        text = QPlainTextEdit()
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._texts.append((text, lines))
        return text

    def _dress(self) -> None:
        """As tall as their lines."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self._look.font("text").pointSizeF())
        for text, lines in self._texts:
            text.document().setDefaultFont(font)
            scroll = text.horizontalScrollBar().sizeHint().height()
            text.setFixedHeight(QFontMetrics(font).lineSpacing() * lines + self._look.px(24) + scroll)

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
