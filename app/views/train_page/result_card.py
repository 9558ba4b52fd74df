"""After a run: how good it is against words alone, and what is in use because of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.services.adapters import AdapterView
from app.services.old_or_new import Rival
from app.services.run_views import RunView
from app.views.theme.look import Look
from app.views.train_page.situation import Outcome, outcome
from app.views.train_page.task_card import TaskCard
from app.views.widgets.bars import RangeBar
from app.views.widgets.basics import Button, Label
from mmrl_engine.adapter_config import AnswerSource
from mmrl_engine.evaluation.metrics import Accuracy

SOURCES: tuple[AnswerSource, ...] = ("mmrl", "instant", "words")  # from top to bottom


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

    def show_run(self, run: RunView, *, adapter: AdapterView | None, words_alone: bool, can_test: bool) -> None:
        """What became of a run that has learned.

        Args:
            adapter: what it has learned, if that is still there. words_alone: the project answers from words alone.
        """
        found = outcome(run)
        self.bars.setVisible(found is not None)
        if found is None:
            self._show_untested(can_test=can_test)
            return
        answers: AnswerSource = "words" if words_alone or adapter is None else adapter.answers
        self.bars.show_outcome(found, answers)
        in_use = adapter is not None and adapter.in_use
        if found.rival is not None and found.rival.old_is_better and not words_alone:
            self._show_rival(found.rival, in_use=in_use)
        elif found.better and (in_use or not words_alone) and (adapter is None or adapter.answers == "mmrl"):
            self._show_better(found)
        elif answers == "instant" and found.by("instant").right > found.words.right:
            self._show_quick(found)
        else:
            self._show_no_gain(found, answers)

    def _show_better(self, found: Outcome) -> None:
        learned = found.learned
        low, high = likely(learned)
        text = self.tr("{k} of {n} right, likely {lo} to {hi}. That is {d} more than from words alone.").format(
            k=learned.right, n=learned.total, lo=low, hi=high, d=learned.right - found.words.right
        )
        if found.rival is not None:
            before = self.tr("The run before had {a} of {n} right where this one has {b}. This one is used.")
            text += " " + before.format(a=found.rival.old, b=found.rival.new, n=found.rival.pictures)
        self.say(self.tr("Learned"), text)
        self.show_buttons((self.again_button, self.try_button, self.check_button), self.check_button)

    def _show_quick(self, found: Outcome) -> None:
        quick, gain = found.by("instant"), found.by("instant").right - found.words.right
        low, high = likely(quick)
        text = self.tr(
            "{k} of {n} right by the quick answer, likely {lo} to {hi}. That is {d} more than from words alone. "
            "Learning at length had {k1} right, which is not more: the quick answer is used."
        ).format(k=quick.right, n=quick.total, lo=low, hi=high, d=gain, k1=found.learned.right)
        self.say(self.tr("Learned at a glance"), text)
        self.anyway_button.setText(self.tr("Use the learned one anyway"))
        buttons = (self.again_button, self.anyway_button, self.try_button, self.check_button)
        self.show_buttons(buttons, self.check_button)

    def _show_rival(self, rival: Rival, *, in_use: bool) -> None:
        counts = self.tr("{a} of {n} right before, {b} now, on the same pictures.").format(
            a=rival.old, b=rival.new, n=rival.pictures
        )
        used = self.tr("The new run is used.") if in_use else self.tr("The run before is used.")
        self.say(self.tr("The run before was better"), f"{counts} {used}")
        self.anyway_button.setText(self.tr("Use the new run anyway"))
        anyway = () if in_use else (self.anyway_button,)
        self.show_buttons((self.again_button, *anyway, self.try_button, self.check_button), self.check_button)

    def _show_no_gain(self, found: Outcome, answers: AnswerSource) -> None:
        if answers != "instant" and (found.quick is None or found.quick.right <= found.words.right):
            counts = self.tr("{k} of {n} right, {k0} from words alone.").format(
                k=found.learned.right, n=found.learned.total, k0=found.words.right
            )
        else:
            counts = self.tr("{k} of {n} right, {k1} by the quick answer, {k0} from words alone.").format(
                k=found.learned.right, n=found.learned.total, k1=found.by("instant").right, k0=found.words.right
            )
        used = {
            "mmrl": self.tr("The learned one is used."),
            "instant": self.tr("The quick answer is used."),
            "words": self.tr("The words are used."),
        }[answers]
        advice = self.tr("More or clearer pictures may change that.")
        title = self.tr("Learned") if found.better else self.tr("Learning did not help")
        self.say(title, f"{counts} {used}" if found.better else f"{counts} {used} {advice}")
        self.anyway_button.setText(
            self.tr("Use the learned one") if found.better else self.tr("Use the learned one anyway")
        )
        anyway = () if answers == "mmrl" else (self.anyway_button,)
        self.show_buttons((self.again_button, *anyway, self.try_button, self.check_button), self.try_button)

    def _show_untested(self, *, can_test: bool) -> None:
        if can_test:
            self.say(self.tr("Learned"), self.tr("It was not tested yet."))
            self.show_buttons((self.again_button, self.try_button, self.test_button), self.test_button)
        else:
            self.say(self.tr("Learned"), self.tr("It was not tested: that needs two pictures in each class."))
            self.show_buttons((self.again_button, self.try_button), self.try_button)


class Bars(QWidget):
    """Learned, quick answer and words alone on the same pictures; who answers is set off."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = (Label(self.tr("learned")), Label(self.tr("quick answer")), Label(self.tr("only from words")))
        counts = (Label(), Label(), Label())
        bars = (RangeBar(look), RangeBar(look), RangeBar(look))
        self._rows = tuple(zip(names, bars, counts, strict=True))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, parts in enumerate(self._rows):
            for column, part in enumerate(parts):
                grid.addWidget(part, row, column)

    def show_outcome(self, found: Outcome, answers: AnswerSource) -> None:
        measured = (found.learned, found.quick, found.words)
        for source, parts, accuracy in zip(SOURCES, self._rows, measured, strict=True):
            name, bar, count = parts
            bar.set_best(source == answers)
            for label in (name, count):
                label.set_role("label" if source == answers else "text")
                label.set_tone("" if source == answers else "muted")
            for part in parts:
                part.setVisible(accuracy is not None)
            if accuracy is not None:
                low, high = likely(accuracy)
                bar.set(accuracy.right, low, high, accuracy.total)
                count.setText(self.tr("{k} of {n}").format(k=accuracy.right, n=accuracy.total))


def likely(accuracy: Accuracy) -> tuple[int, int]:
    """The range in which the count likely lies."""
    return round(accuracy.low * accuracy.total), round(accuracy.high * accuracy.total)
