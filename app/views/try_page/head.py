"""The answer in large letters, and how sure it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import ElidedLabel, Label
from app.views.widgets.dots import BusyDots
from app.views.widgets.flow import FlowLayout
from app.views.widgets.pills import TALL, VerdictPill

ICON = 26


class AnswerHead(QWidget):
    """A name with its verdict beside it, or below it where the name is long; a sentence under both."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._verdict: str | None = None
        self._old = self._busy = False
        self.icon = QLabel()
        self.headline = ElidedLabel("", "answer")
        self.headline.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.verdict = VerdictPill(look, height=TALL)
        self.dots = BusyDots(look)
        self.sentence = Label("", "text", "muted", wrap=True)
        self._beside = QWidget()
        beside = QHBoxLayout(self._beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignVCenter)
        beside.addWidget(self.dots, 0, Qt.AlignmentFlag.AlignVCenter)
        name = QWidget()
        row = QHBoxLayout(name)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.icon)
        row.addWidget(self.headline)
        flow = FlowLayout(space=12)
        flow.addWidget(name)
        flow.addWidget(self._beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(flow)
        column.addWidget(self.sentence)
        look.changed.connect(self._dress)
        self._dress()

    def show_answer(self, name: str, verdict: str | None, sentence: str) -> None:
        """Shows it; `verdict` is one of Sure, Maybe and None of these, or nothing."""
        self._verdict = verdict
        self.headline.setText(name)
        self.headline.setVisible(bool(name))
        self.icon.setVisible(verdict == "none")
        self.sentence.set_tone("muted")
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self._show_verdict()

    def show_nothing(self, sentence: str, tone: str = "muted") -> None:
        """No answer, and why."""
        self.show_answer("", None, sentence)
        self.sentence.set_tone(tone)

    def set_old(self, old: bool) -> None:
        """Greyed: what is shown is not the answer to what is asked now."""
        self._old = old
        self.headline.set_tone("muted" if old else "")
        self._show_verdict()

    def set_busy(self, text: str) -> None:
        """Dots, for those who do not see them with a text; an empty one ends them."""
        self._busy = bool(text)
        if text:
            self.dots.start(text)
        else:
            self.dots.stop()
        self._show_verdict()

    def _show_verdict(self) -> None:
        self._beside.setVisible(self._busy or bool(self.headline.text()))
        hidden = self._old or self._verdict == "none"  # which the headline says
        self.verdict.set_verdict(None if hidden else self._verdict)

    def _dress(self) -> None:
        look = self._look
        self.icon.setPixmap(look.pixmap("none-circle", look.px(ICON), "text"))
        self._beside.setFixedHeight(max(look.px(TALL), QFontMetrics(look.font("answer")).height()))
