"""Where it looked: the veil over the picture, for the answer that is chosen in the list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Slot

from app.models.desk import Desk
from app.models.looking import Looking, Sought
from app.models.trial import Trial
from app.models.trials import Trials
from app.views.actions import make_action
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.try_page.stage import Stage
from app.views.try_page.veil import place_text
from app.views.widgets.answer_rows import AnswerList
from app.views.widgets.switch import Switch

SHOWN = "try_where"  # whether it is to be shown, kept from one start to the next


class WhereItLooked(QObject):
    """Asks for the map as long as the switch is on, and shows it.

    Attributes:
        switch: not seen where there is nothing to say: without an answer, or with one name alone.
    """

    def __init__(
        self, desk: Desk, look: Look, trials: Trials, stage: Stage, answers: AnswerList, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._memory, self._trials, self._stage, self._answers = desk.memory, trials, stage, answers
        self._looking = Looking(desk.runner, self)
        self._trial: Trial | None = None
        self._chosen = self._veiled = 0  # for which trial an answer was chosen, and over which the veil lies
        self.switch = Switch(look, self.tr("Show where it looked"))
        self.switch.setChecked(self._memory.text(SHOWN) == "1")
        self.action = make_action(self, self.tr("Show where it looked"), self.switch.click, icon="try", keys="H")
        self.switch.setToolTip(f"{self.switch.text()} ({self.action.shortcut().toString()})")
        self.switch.toggled.connect(self._switched)
        self._looking.changed.connect(self._show)
        answers.selectionModel().currentChanged.connect(self._choose)

    def show_trial(self, trial: Trial | None) -> None:
        """To be called after the answers are shown."""
        self._trial = trial
        if trial is not None and trial.id != self._chosen and self._answers.currentIndex().isValid():
            self._answers.selectionModel().clearCurrentIndex()  # it speaks for the likeliest again
        can = self._can_say(trial)
        self.switch.setVisible(can)
        self.action.setEnabled(can)
        self._seek()
        self._show()

    def _can_say(self, trial: Trial | None) -> bool:
        """Whether there is an answer to speak of, or will be."""
        asking = self._trials.asking
        if trial is None or trial.problem is not None or not asking.has_names or asking.trouble:
            return False
        return trial.answer is None or len(trial.answer.scores) > 1

    def _seek(self) -> None:
        trial, question, name = self._trial, self._trials.asking.current, self._name()
        listed = self._trials.asking.listed(name)
        wanted = self.switch.isChecked() and self._can_say(trial)
        if not wanted or trial is None or trial.picture is None or question is None or listed is None:
            self._looking.stop()
        else:
            sought = Sought(trial.id, trial.sha256, trial.turn, name)
            self._looking.seek(sought, question, trial.picture, listed)

    def _name(self) -> str:
        """What it is to speak for: the answer that is chosen, or the likeliest. Empty without an answer of today."""
        trial = self._trial
        if trial is None or trial.answer is None or self._trials.is_old:
            return ""
        row = self._answers.currentIndex().row()
        scores = trial.answer.scores
        return scores[row if 0 <= row < len(scores) else 0].name

    @Slot()
    def _show(self) -> None:
        looking, stage = self._looking, self._stage
        sought, where = looking.sought, looking.where
        waits = sought is not None and where is None and looking.problem is None
        stage.set_busy(self.tr("Finding where it looked") if waits else "")
        if sought is None:
            stage.show_where(None)
        elif looking.problem is not None:
            text = self.tr("Where it looked could not be found.")
            stage.show_where(None, text, f"{text} {notice_text(looking.problem)}")
        elif where is not None:
            said = self.tr("Bright: what spoke for {name}").format(name=sought.name)
            place = self.tr("What spoke for {name} is {place}.").format(name=sought.name, place=place_text(where))
            stage.show_where(where, said, place)
            self._veiled = sought.trial
        elif self._veiled != sought.trial:  # of one picture, what was bright before stays until the next is there
            stage.show_where(None)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, index: QModelIndex, before: QModelIndex) -> None:
        if self._trial is not None and index.isValid():
            self._chosen = self._trial.id
            self._seek()
            self._show()

    @Slot(bool)
    def _switched(self, on: bool) -> None:
        self._memory.keep(SHOWN, "1" if on else "0")
        self._seek()
        self._show()
