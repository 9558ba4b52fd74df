"""One import, from the asking for it to its end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.models.desk import Desk
from app.models.relay import Relay
from app.services.import_plan import ImportPlan
from mmrl_engine.notices import Notice

if TYPE_CHECKING:
    from app.services.import_report import ImportProgress, ImportReport

MakePlan = Callable[[], ImportPlan]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an import ended.

    Attributes:
        report: None where it was stopped before its turn came. again: what an import that goes on would take in.
        problems: what was given and could not be used at all. failure: why it did not even begin.
    """

    report: ImportReport | None
    again: MakePlan
    problems: tuple[Notice, ...] = ()
    failure: tuple[Notice, ...] = ()


class ImportRun(QObject):
    """Waits until those before it are over. Every run has a way to stop of its own: a new one must not call back what
    another was told.

    Signals:
        moved: `progress` is another. ended: how, as an `Outcome`.
    """

    moved = Signal()
    ended = Signal(object)

    def __init__(
        self, desk: Desk, project_id: int, class_id: int | None, make_plan: MakePlan, title: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._make_plan = desk, make_plan
        self.project_id, self.class_id = project_id, class_id
        self.progress: ImportProgress | None = None
        self._stop = threading.Event()
        self._relay = Relay(self)
        self._relay.told.connect(self._move)
        self._activity = desk.activity.begin("import", title, "import", self.stop)

    def start(self) -> None:
        """Queues it."""
        self._desk.do_long("import", self._run, on_done=self._finish, on_failed=self._fail)

    def stop(self) -> None:
        """Ends it; what came in stays."""
        self._stop.set()

    def _run(self) -> Outcome:
        """In the long acts' thread."""
        if self._stop.is_set():
            return Outcome(None, self._make_plan)
        plan = self._make_plan()
        report = self._desk.program.importing.run(
            project_id=self.project_id,
            plan=plan,
            class_id=self.class_id,
            progress=self._relay,
            stop=self._stop.is_set,
        )
        return Outcome(report, _Same(report.remaining), plan.problems)

    @Slot(object)
    def _move(self, told: tuple[ImportProgress]) -> None:
        (progress,) = told
        self.progress = progress
        self._activity.update(progress.done, progress.total, rate=progress.rate, seconds_left=progress.seconds_left)
        self._desk.tell_progress(progress)
        self.moved.emit()

    def _finish(self, outcome: Outcome) -> None:
        self._desk.end_progress()
        self._activity.finish()
        self.ended.emit(outcome)
        QTimer.singleShot(0, self.deleteLater)  # the last of what it told may still be on its way

    def _fail(self, notices: tuple[Notice, ...]) -> None:
        self._finish(Outcome(None, self._make_plan, failure=notices))


class _Same:
    """A plan that is made already."""

    def __init__(self, plan: ImportPlan) -> None:
        self._plan = plan

    def __call__(self) -> ImportPlan:
        return self._plan
