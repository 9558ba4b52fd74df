"""Where in a picture the share of a name came from: asked for one picture and name at a time, and kept for a while."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.compute.qt_bridge import QtRunner
from app.models.own_jobs import OwnJobs
from app.services.classification import Question
from app.services.jobs import LAST, Event, Failed, Finished, JobPicture, Where
from app.services.name_list import ListedName
from mmrl_engine.notices import Notice

KEPT = 100  # maps; each is some hundred numbers


@dataclass(frozen=True, slots=True)
class Sought:
    """Attributes:
    trial: the id of the picture that was tried. sha256: of its file, which may be another one by now.
    turn: of the question that its answer is one to. name: as it is shown.
    """

    trial: int
    sha256: str | None
    turn: int
    name: str


class Looking(QObject):
    """Signals:
        changed: what is known of what is sought.

    Attributes:
        sought: what is looked for now; None: nothing. where: the map; None until it is there. problem: why there is
        none.
    """

    changed = Signal()

    def __init__(self, runner: QtRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = OwnJobs(runner, self)
        self._found: OrderedDict[Sought, Where] = OrderedDict()
        self.sought: Sought | None = None
        self.where: Where | None = None
        self.problem: Notice | None = None

    def seek(self, sought: Sought, question: Question, picture: JobPicture, name: ListedName) -> None:
        """Looks for it, unless that is done already; what was sought before is not any more."""
        if sought == self.sought:
            return
        self._jobs.cancel_all()
        self.sought, self.where, self.problem = sought, self._found.get(sought), None
        if self.where is None:
            self._jobs.submit(question.explain_job(picture, name), partial(self._take, sought))

    def stop(self) -> None:
        """Looks for nothing."""
        self._jobs.cancel_all()
        self.sought = self.where = self.problem = None

    def _take(self, sought: Sought, event: Event) -> None:
        if isinstance(event, Finished) and isinstance(event.result, Where):
            self.where = self._found[sought] = event.result
            while len(self._found) > KEPT:
                self._found.popitem(last=False)
        elif isinstance(event, Failed):
            self.problem = event.notices[0]
        if isinstance(event, LAST):
            self.changed.emit()
