"""The words that the model reads for a class, or for a typed name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.views.dialogs.plain import fit_height
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label, restyle

REST_MS = 300


class WordsDialog(QDialog):
    """Signals:
    chosen: the words. rested: words that can be taken, when nobody has typed for a moment.
    """

    chosen = Signal(str)
    rested = Signal(str)

    def __init__(
        self,
        look: Look,
        name: str,
        words: str,
        note: str = "",
        parent: QWidget | None = None,
        *,
        problem_with: Callable[[str], str] | None = None,
    ) -> None:
        """`problem_with` says why words cannot be taken; an empty text where they can."""
        super().__init__(parent)
        self._problem_with = problem_with
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Words for {name}").format(name=name))
        self.field = QLineEdit(words)
        self.field.setAccessibleName(self.tr("Words"))
        self.field.setMinimumWidth(look.px(360))
        self.field.selectAll()
        self.problem = Label("", "caption", "danger", wrap=True)
        self.problem.hide()
        self.hint = Label("", "caption", "muted", wrap=True)
        self.hint.hide()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._tell_rested)
        self._take = Button(look, self.tr("Use these words"), kind="primary")
        self._take.setDefault(True)
        cancel = Button(look, self.tr("Cancel"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.windowTitle(), "title", wrap=True))
        text = self.tr("Say in a few words what the pictures show. The model knows English best.")
        column.addWidget(Label(text, "text", "muted", wrap=True))
        column.addWidget(self.field)
        column.addWidget(self.problem)
        column.addWidget(self.hint)
        if note:
            column.addWidget(Label(note, "caption", "muted", wrap=True))
        column.addLayout(row)
        self.field.textChanged.connect(self._check)
        self.field.returnPressed.connect(self._accept)
        self._take.clicked.connect(self._accept)
        cancel.clicked.connect(self.reject)
        self.field.setFocus()

    def show_hint(self, words: str, hint: str) -> None:
        """What is known of these words, if they still stand in the field."""
        if self.field.text().strip() == words:
            self.hint.setText(hint)
            self.hint.show()
            self.field.setAccessibleDescription(hint)
            fit_height(self)

    def _tell_rested(self) -> None:
        if self._take.isEnabled():
            self.rested.emit(self.field.text().strip())

    def _check(self, text: str) -> None:
        self.hint.hide()
        self._rest.start()
        problem = self._problem_with(text) if self._problem_with is not None and text.strip() else ""
        restyle(self.field, "error", bool(problem))
        self.field.setAccessibleDescription(problem)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self._take.setEnabled(bool(text.strip()) and not problem)

    def _accept(self) -> None:
        if self._take.isEnabled():
            self.chosen.emit(self.field.text().strip())
            self.accept()
