"""What can be done with an answer: it is right, it is something else, or learn first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.trial import Trial
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label, plain_tip
from app.views.widgets.flow import FlowLayout

NAME = 150  # how wide a name on a button may be


class AnswerActs(QWidget):
    """Signals:
    right, wrong, train: their buttons were pressed.
    """

    right_asked = Signal()
    wrong_asked = Signal()
    train_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.is_class = False  # what was answered
        self.right = Button(look, "", kind="primary")
        self.wrong = Button(look, "")
        self.note = Label("", "text", "muted", wrap=True)
        self.train = Button(look, self.tr("Train"), icon="learn")
        self._words = QWidget()
        words = QHBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(12)
        words.addWidget(self.note, 1)
        words.addWidget(self.train, 0, Qt.AlignmentFlag.AlignVCenter)
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons)
        flow.addWidget(self.right)
        flow.addWidget(self.wrong)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(12)
        column.addWidget(self._words)
        column.addWidget(self._buttons)
        self.right.clicked.connect(self.right_asked)
        self.wrong.clicked.connect(self.wrong_asked)
        self.train.clicked.connect(self.train_asked)

    def show_trial(
        self,
        trial: Trial | None,
        *,
        is_class: bool,
        others: bool,
        words_only: bool,
        quick: bool,
        learning: bool,
        now: bool,
    ) -> None:
        """Fits the buttons to an answer.

        Args:
            is_class: what was answered is a class. others: there are other classes. words_only: learning would help.
            quick: the pictures count at a glance, beside the words. learning: it learns just now.
            now: the answer is that of the picture that is seen.
        """
        answered = trial is not None and trial.answer is not None
        best = trial.best if trial is not None else ""
        self.is_class = is_class
        self._words.setVisible(words_only)
        self.note.setText(self._source(quick=quick, learning=learning))
        self.train.setVisible(not learning)
        self._buttons.setVisible(answered)
        self.setVisible(words_only or answered)
        self.wrong.setVisible(answered and others)
        for button in (self.right, self.wrong):
            button.setEnabled(now)
        if not best:
            self._label(self.right, self.tr("Make it a new class..."), "", "plus")
            self._label(self.wrong, self.tr("It is one of these..."), "")
            return
        right = self.tr("Add it to {name}") if is_class else self.tr('Make "{name}" a class')
        self._label(self.right, right, best, "check" if is_class else "plus")
        self._label(self.wrong, self.tr("Not {name}..."), best)

    def _source(self, *, quick: bool, learning: bool) -> str:
        """What answers as long as nothing was trained."""
        if learning and quick:
            return self.tr("It answers from words and your pictures at a glance until it has learned.")
        if learning:
            return self.tr("It answers from words alone until it has learned.")
        if quick:
            return self.tr("It answers from words and your pictures at a glance. Train to make it learn.")
        return self.tr("It answers from words alone. Train to make it learn from your pictures too.")

    def _label(self, button: Button, text: str, name: str, icon: str = "") -> None:
        """A long name is cut: the tool tip and a screen reader have it whole."""
        metrics = QFontMetrics(button.font())
        short = metrics.elidedText(name, Qt.TextElideMode.ElideRight, self._look.px(NAME))
        button.setText(text.format(name=short).replace("&", "&&"))
        button.setAccessibleName(text.format(name=name))
        button.setToolTip(plain_tip(text.format(name=name)) if short != name else "")
        button.set_icon(icon)
