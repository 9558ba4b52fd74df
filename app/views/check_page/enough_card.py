"""Have I done enough? What more pictures would bring."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.check_page.enough_plot import EnoughPlot
from app.views.theme.look import Look
from app.views.widgets.basics import Card, Label
from app.views.wording import number
from mmrl_engine.evaluation.learning_curve import LearningCurve


class EnoughCard(Card):
    """Hidden where nothing is known of it: in tests of before, or where classes have a picture or two."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = EnoughPlot(look)
        self.of = Label("", "caption", "muted")
        self.axis = Label("", "caption", "muted")
        self.axis.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.says = Label("", strong=True, wrap=True)
        self.note = Label("", "caption", "muted", wrap=True)
        self.note.setText(self.tr("Measured with the quick answer, which can be learned again and again in a moment."))
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("Have I done enough?"), "title", wrap=True), 1)
        head.addWidget(self.of, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.plot)
        column.addWidget(self.axis)
        column.addWidget(self.says)
        column.addWidget(self.note)
        self.hide()

    def show_curve(self, curve: LearningCurve | None) -> None:
        """None hides it."""
        self.setVisible(curve is not None)
        if curve is None:
            return
        self.plot.show_curve(curve)
        self.of.setText(self.tr("right answers of {n}").format(n=number(curve.pictures)))
        even = self.tr("pictures in each class")
        self.axis.setText(even if curve.even else self.tr("pictures in a class, on average"))
        self.says.setText(self._in_words(curve))

    def _in_words(self, curve: LearningCurve) -> str:
        """One plain sentence, with its range."""
        more, low, high = (round(share * curve.pictures) for share in curve.gain)
        if high == 0:
            return self.tr("Yes: more pictures like these would hardly change it.")
        if curve.even:
            ahead = self.tr("With {n} in each class,").format(n=number(round(curve.next.shots)))
        else:
            ahead = self.tr("With twice as many pictures,")
        if more == 0:
            text = self.tr("{ahead} expect no more right answers, or up to %n.", "", high)
            return text.format(ahead=ahead)
        text = self.tr("{ahead} expect about {bold}%n more{plain} right answer(s), likely {low} to {high}.", "", more)
        return text.format(ahead=ahead, bold="<b>", plain="</b>", low=number(low), high=number(high))
