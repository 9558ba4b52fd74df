"""What a person decides about an answer: it is right, it is another class, or one that there is not yet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Slot

from app.models.open_project import OpenProject
from app.models.trial import Trial
from app.models.trials import Trials
from app.views.dialogs.name_dialog import NameDialog
from app.views.dialogs.words import WordsDialog
from app.views.theme.look import Look
from app.views.try_page.arriving import Arriving
from app.views.try_page.correcting import Correcting
from app.views.try_page.panel import AnswerPanel
from app.views.try_page.sentences import class_called
from app.views.widgets.class_finder import ClassFinder

GAP = 4  # between a button and what opens above it


class Deciding(QObject):
    """Asks what is not known yet, and hands it on."""

    def __init__(
        self, look: Look, trials: Trials, correcting: Correcting, arriving: Arriving, panel: AnswerPanel
    ) -> None:
        super().__init__(panel)
        self._look, self._trials, self._panel = look, trials, panel
        self._correcting, self._arriving = correcting, arriving
        self.project: OpenProject | None = None
        panel.names.chips.edited.connect(self._ask_words)
        panel.add_asked.connect(self._add_to)
        panel.new_asked.connect(self._make_class)
        panel.acts.wrong_asked.connect(self._ask_other)

    @Slot(str)
    def _ask_words(self, name: str) -> None:
        asking = self._trials.asking
        typed = next((item for item in asking.typed if item.name == name), None)
        if typed is not None:
            dialog = WordsDialog(self._look, name, typed.asked, "", self._panel)
            dialog.chosen.connect(partial(asking.set_words, name))
            dialog.open()

    @Slot(str)
    def _add_to(self, name: str) -> None:
        trial, project = self._trials.fixed(), self.project
        view = class_called(name, project) if project is not None else None
        if trial is not None and view is not None:
            self._correcting.put(trial.path, view, keep=self._keep(trial))

    @Slot(str)
    def _make_class(self, name: str) -> None:
        """Of this name; without one it is asked for."""
        trial = self._trials.fixed()
        if trial is None:
            return
        if name:
            self._make(trial, name)
            return
        dialog = NameDialog(
            self._look,
            self.tr("New class"),
            self.tr("What does the picture show?"),
            self.tr("Make the class"),
            taken=[] if self.project is None else [view.name for view in self.project.state.classes],
            taken_text=self.tr('There is already a class "{name}".'),
            parent=self._panel,
        )
        dialog.named.connect(partial(self._make, trial))
        dialog.open()

    @Slot()
    def _ask_other(self) -> None:
        trial = self._trials.fixed()
        if trial is None or self.project is None:
            return
        others = [view for view in self.project.state.classes if view.name != trial.best]
        finder = ClassFinder(self._look, others, parent=self._panel)
        finder.chosen.connect(partial(self._put, trial))
        finder.wanted.connect(partial(self._make, trial))
        finder.adjustSize()
        button = self._panel.acts.wrong
        finder.open_at(button.mapToGlobal(QPoint(0, -finder.height() - GAP)))

    def _put(self, trial: Trial, class_id: int) -> None:
        view = None if self.project is None else self.project.class_by_id(class_id)
        if view is not None:
            self._correcting.put(trial.path, view, keep=self._keep(trial))

    def _make(self, trial: Trial, name: str) -> None:
        """The words that were typed for a name become its class's words."""
        words = next((item.words for item in self._trials.asking.typed if item.name == name), "")
        self._correcting.put_new(trial.path, name, words, keep=self._keep(trial))

    def _keep(self, trial: Trial) -> str | None:
        """A pasted picture is in no file that lasts."""
        return "copy" if self._arriving.is_ours(trial.path) else None
