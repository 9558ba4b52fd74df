"""After a run: how good it is against words alone, and what is in use because of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.services.run_views import RunView
from app.views.theme.look import Look
from app.views.train_page.situation import Outcome, outcome
from app.views.train_page.task_card import TaskCard
from app.views.widgets.bars import RangeBar
from app.views.widgets.basics import Button, Label
from mmrl_engine.evaluation.metrics import Accuracy


class ResultCard(TaskCard):
    """Signals: the buttons. use_anyway: the learned one, although it is not better. test: it was not tested yet."""

    check_it = Signal()
    try_it = Signal()
    again = Signal()
    use_anyway = Signal()
    test = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.check_button = Button(look, self.tr("Check it"), icon="verify")
        self.try_button = Button(look, self.tr("Try it"), icon="try")
        self.again_button = Button(look, self.tr("Train again"))
        self.anyway_button = Button(look, self.tr("Use the learned one anyway"))
        self.test_button = Button(look, self.tr("Test it"), icon="verify")
        table = (
            (self.again_button, self.again),
            (self.anyway_button, self.use_anyway),
            (self.try_button, self.try_it),
            (self.test_button, self.test),
            (self.check_button, self.check_it),
        )
        for button, signal in table:
            button.clicked.connect(signal)
        self.add_buttons([button for button, _ in table])
        self.bars = Bars(look)
        self.column.addSpacing(18)
        self.column.addWidget(self.bars)

    def show_run(self, run: RunView, *, in_use: bool, can_test: bool) -> None:
        """What became of a run that has learned."""
        found = outcome(run)
        self.bars.setVisible(found is not None)
        if found is None:
            self._show_untested(can_test=can_test)
            return
        self.bars.show_outcome(found)
        if found.better:
            self._show_better(found)
        else:
            self._show_no_gain(found, in_use=in_use)

    def _show_better(self, found: Outcome) -> None:
        learned = found.learned
        low, high = likely(learned)
        text = self.tr("{k} of {n} right, likely {lo} to {hi}. That is {d} more than from words alone.").format(
            k=learned.right, n=learned.total, lo=low, hi=high, d=learned.right - found.words.right
        )
        self.say(self.tr("Learned"), text)
        self.show_buttons((self.again_button, self.try_button, self.check_button), self.check_button)

    def _show_no_gain(self, found: Outcome, *, in_use: bool) -> None:
        counts = self.tr("{k} of {n} right, {k0} from words alone.").format(
            k=found.learned.right, n=found.learned.total, k0=found.words.right
        )
        used = self.tr("The learned one is used.") if in_use else self.tr("The words are used.")
        advice = self.tr("More or clearer pictures may change that.")
        self.say(self.tr("Learning did not help"), f"{counts} {used} {advice}")
        anyway = () if in_use else (self.anyway_button,)
        self.show_buttons((self.again_button, *anyway, self.try_button), self.try_button)

    def _show_untested(self, *, can_test: bool) -> None:
        if can_test:
            self.say(self.tr("Learned"), self.tr("It was not tested yet."))
            self.show_buttons((self.again_button, self.try_button, self.test_button), self.test_button)
        else:
            self.say(self.tr("Learned"), self.tr("It was not tested: that needs two pictures in each class."))
            self.show_buttons((self.again_button, self.try_button), self.try_button)


class Bars(QWidget):
    """Learned and words alone on the same pictures."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._learned, self._words = RangeBar(look), RangeBar(look, best=False)
        self._counts = (Label("", "label"), Label("", "text", "muted"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        names = (Label(self.tr("learned")), Label(self.tr("only from words"), "text", "muted"))
        for row, (name, bar, count) in enumerate(zip(names, (self._learned, self._words), self._counts, strict=True)):
            grid.addWidget(name, row, 0)
            grid.addWidget(bar, row, 1)
            grid.addWidget(count, row, 2)

    def show_outcome(self, found: Outcome) -> None:
        for bar, count, accuracy in zip(
            (self._learned, self._words), self._counts, (found.learned, found.words), strict=True
        ):
            low, high = likely(accuracy)
            bar.set(accuracy.right, low, high, accuracy.total)
            count.setText(self.tr("{k} of {n}").format(k=accuracy.right, n=accuracy.total))


def likely(accuracy: Accuracy) -> tuple[int, int]:
    """The range in which the count likely lies."""
    return round(accuracy.low * accuracy.total), round(accuracy.high * accuracy.total)
