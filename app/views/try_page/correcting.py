"""A picture that was tried becomes one of the project's, in the class that it belongs to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.models.trials import Trial
from app.services.change import Change
from app.services.import_report import ImportProgress, ImportReport
from app.views.message import Message
from app.views.notice_texts import notice_text
from app.views.wording import strong

if TYPE_CHECKING:
    from app.bootstrap import Program


class Correcting(QObject):
    """Signals:
    said: a `Message`.
    """

    said = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.project: OpenProject | None = None

    def put(self, trial: Trial, class_id: int) -> None:
        """Takes the picture into a class."""
        project = self.project
        view = None if project is None else project.class_by_id(class_id)
        if project is None or view is None:
            return
        here = [item.id for item in project.state.listed if item.sha256 == trial.sha256]
        if here:
            call = partial(self._desk.program.pictures.label, placement_ids=here, class_id=class_id)
            self._desk.do(call, on_done=partial(self._say, view.name))
            return
        self._desk.do_long(
            partial(_take_in, self._desk.program, project.id, trial, class_id), on_done=partial(self._report, view.name)
        )

    def put_new(self, trial: Trial, name: str, words: str) -> None:
        """Makes a class for it."""
        if self.project is not None:
            call = partial(self._desk.program.classes.add, project_id=self.project.id, name=name, words=words or None)
            self._desk.do(call, on_done=partial(self._put_made, trial, name))

    def _put_made(self, trial: Trial, name: str, change: Change) -> None:
        if change.made is not None and self.project is not None:
            call = partial(_take_in, self._desk.program, self.project.id, trial, change.made)
            self._desk.do_long(call, on_done=partial(self._report, name))

    def _report(self, name: str, found: tuple[ImportReport, tuple[Change, ...]]) -> None:
        report, changes = found
        for change in changes:
            self._desk.changed.emit(change)
        for _, reason in report.unreadable:
            self.said.emit(Message(notice_text(reason), kind="warning"))
            return
        self._say(name)

    def _say(self, name: str, change: object = None) -> None:
        text = self.tr("Put in {name}. It counts from the next training on.").format(name=strong(name))
        self.said.emit(Message(text, undo=True))


def _take_in(program: Program, project_id: int, trial: Trial, class_id: int) -> tuple[ImportReport, tuple[Change, ...]]:
    """In another thread."""
    changes: list[Change] = []

    def tell(progress: ImportProgress) -> None:
        if progress.change is not None:
            changes.append(progress.change)

    plan = program.importing.plan(paths=[trial.path])
    report = program.importing.run(project_id=project_id, plan=plan, class_id=class_id, progress=tell)
    return report, tuple(changes)
