"""Whether learning helped: everybody who can answer, on the same pictures; and who does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from app.services.adapters import AdapterView
from app.services.judgement import Judgement
from app.views.check_page.cards import likely
from app.views.theme.look import Look
from app.views.widgets.bars import RangeBar
from app.views.widgets.basics import Card, Label, restyle
from app.views.wording import number
from mmrl_engine.adapter_config import AnswerSource
from mmrl_engine.evaluation.results import SIMPLEST_FIRST


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody who can answer: a radio button with the name, and the figures."""

    button: QRadioButton
    bar: RangeBar
    figure: Label
    range: Label

    def parts(self) -> tuple[QWidget, ...]:
        return self.button, self.bar, self.figure, self.range


class HelpedCard(Card):
    """Signals:
    chosen: an `AnswerSource` that a person wants to answer.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._group = QButtonGroup(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        names = {
            "words": self.tr("Only words"),
            "instant": self.tr("Quick answer"),
            "mmrl": self.tr("Learned"),
        }
        self.rows = {source: self._row(2 * place, source, names[source]) for place, source in enumerate(SIMPLEST_FIRST)}
        self._note = Label(self.tr("The one chosen here answers from now on."), "caption", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(Label(self.tr("Did learning help?"), "title"))
        column.addLayout(self._grid)
        column.addWidget(self._note)
        look.changed.connect(self._dress)

    def show_judgement(self, judgement: Judgement, adapter: AdapterView | None, *, in_use: bool) -> None:
        """The figures; who can answer is what the `adapter` says, and nobody can be chosen without one. While it is not
        in use, nobody of these is marked.
        """
        able = () if adapter is None else adapter.sources
        self._group.setExclusive(in_use)
        self._note.setVisible(len(able) > 1)
        for source, row in self.rows.items():
            known = source in judgement.sources
            for part in row.parts():
                part.setVisible(known)
            if known:
                self._show_row(row, judgement, source, in_use=in_use)
                row.button.setEnabled(source in able or source == judgement.source)

    def _show_row(self, row: Row, judgement: Judgement, source: AnswerSource, *, in_use: bool) -> None:
        accuracy, answers = judgement.accuracy(source), source == judgement.source
        low, high = likely(accuracy)
        row.bar.set(accuracy.right, low, high, accuracy.total)
        row.bar.set_best(answers)
        row.figure.setText(self.tr("{k} of {n}").format(k=number(accuracy.right), n=number(accuracy.total)))
        row.range.setText(self.tr("likely {low} to {high}").format(low=number(low), high=number(high)))
        row.button.setAccessibleDescription(row.bar.accessibleName())
        row.button.setChecked(answers and in_use)
        restyle(row.figure, "role", "label" if answers else "text")
        self._dress()

    def _dress(self) -> None:
        """A radio button knows no roles."""
        for place, row in enumerate(self.rows.values()):
            self._grid.setRowMinimumHeight(2 * place + 1, self._look.px(24))
            row.button.setFont(self._look.font("label" if row.button.isChecked() else "text"))

    def _row(self, place: int, source: AnswerSource, name: str) -> Row:
        row = Row(
            QRadioButton(name), RangeBar(self._look, best=False), Label("", "text"), Label("", "caption", "muted")
        )
        self._group.addButton(row.button)
        row.button.clicked.connect(partial(self._choose, source))
        self._grid.addWidget(row.button, place, 0, 2, 1)
        self._grid.addWidget(row.bar, place, 1, 2, 1)
        for offset, label in enumerate((row.figure, row.range)):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(label, place + offset, 2)
        return row

    def _choose(self, source: str, checked: bool = False) -> None:
        self.chosen.emit(source)
