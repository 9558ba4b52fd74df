"""The figure: how good it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.judgement import Judgement
from app.views.theme.look import Look
from app.views.widgets.bars import RangeBar
from app.views.widgets.basics import Card, Label
from app.views.widgets.pills import StatePill
from app.views.wording import number, strong, when
from mmrl_engine.evaluation.metrics import Accuracy


def likely(accuracy: Accuracy) -> tuple[int, int]:
    """The 95 % range as counts of the pictures that were tested."""
    return round(accuracy.low * accuracy.total), round(accuracy.high * accuracy.total)


class GoodCard(Card):
    """One figure with its range."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = StatePill(look)
        self.figure = Label("", "figure")
        self.right = Label(self.tr("right"), "title")
        self.bar = RangeBar(look)
        self.low, self.high = Label(number(0), "caption", "muted"), Label("", "caption", "muted")
        self.expect = Label("", strong=True, wrap=True)
        self.note = Label("", "caption", "muted", wrap=True)
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("How good is it?"), "heading"))
        head.addStretch(1)
        head.addWidget(self.state)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.figure)
        line.addWidget(self.right, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        ends = QHBoxLayout()
        ends.addWidget(self.low)
        ends.addStretch(1)
        ends.addWidget(self.high)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(line)
        column.addWidget(self.bar)
        column.addLayout(ends)
        column.addWidget(self.expect)
        column.addWidget(self.note)

    def show_judgement(self, judgement: Judgement, *, in_use: bool) -> None:
        accuracy = judgement.answered
        low, high = likely(accuracy)
        if in_use:
            self.state.set(self.tr("In use"), "check-circle", "accent")
        else:
            self.state.set(self.tr("Not in use"), "", "muted")
        self.figure.setText(self.tr("{k} of {n}").format(k=number(accuracy.right), n=number(accuracy.total)))
        self.bar.set(accuracy.right, low, high, accuracy.total)
        self.high.setText(number(accuracy.total))
        expect = self.tr("With new pictures like these, expect {range} of {n}.")
        both = self.tr("{low} to {high}").format(low=number(low), high=number(high))
        self.expect.setText(expect.format(range=strong(both), n=number(accuracy.total)))
        tested = self.tr("Each picture was tested by a copy that had not learned from it.")
        run = self.tr("Learned: {when}.").format(when=when(judgement.run.created_at))
        who = {
            "mmrl": "",
            "instant": self.tr("Counted for the quick answer, which is used."),
            "words": self.tr("Counted for the words alone, which are used."),
        }[judgement.source]
        count, away = judgement.right_but_away, ""
        if count:
            away = self.tr("%n right answer(s) of these are called none of these.", "", count)
        self.note.setText(" ".join(part for part in (who, away, tested, run) if part))
