"""Tells how an import ended, and offers the next thing to do about it."""

from __future__ import annotations

import html
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.models.desk import Desk
from app.models.import_run import Outcome
from app.views.dialogs.import_report import ImportReportDialog
from app.views.import_words import came_in, done_text, failed_text, has_more_to_tell, stopped_text
from app.views.message import Message
from app.views.theme.look import Look
from app.views.wording import strong

if TYPE_CHECKING:
    from app.services.cut_imports import CutImport
    from app.services.project_views import ProjectView


class ImportTelling(QObject):
    """Signals:
    said: a `Message`. go_on: a project's id, a class's id or None, and what makes the plan. undo_asked: the act of an
        import is to be taken back.

    Attributes:
        open_id: the open project, as far as that is known. What came into another one says so.
    """

    said = Signal(object)
    go_on = Signal(int, object, object)
    undo_asked = Signal(object)

    def __init__(self, desk: Desk, look: Look, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._look, self._window = desk, look, window
        self.open_id: int | None = None

    def tell(self, project_id: int, class_id: int | None, outcome: Outcome) -> None:
        """One bar."""
        message = self._message(project_id, class_id, outcome)
        if message is None:
            return
        if self.open_id in (None, project_id):
            self.said.emit(message)
            return
        call = partial(self._desk.program.projects.get, project_id=project_id)
        self._desk.do(call, on_done=partial(self._say_elsewhere, message))

    def tell_cut(self, cut: CutImport) -> None:
        """One that the end of the program cut off."""
        text = self.tr("%n picture(s) are in; importing again adds the rest.", "", cut.count)
        if not cut.count:
            text = self.tr("The import was cut off before a picture was in.")
        plan = partial(self._desk.program.importing.plan, paths=cut.paths)
        go_on = partial(self.go_on.emit, cut.project_id, cut.class_id, plan)
        again = self.tr("Go on") if cut.paths else ""
        text = self.tr("In {name}: {text}").format(name=strong(cut.project), text=text)
        undo = cut.act if cut.count else None
        self.said.emit(Message(text, kind="info", undo=undo, action=again, on_action=go_on, stays=True))

    def _message(self, project_id: int, class_id: int | None, outcome: Outcome) -> Message | None:
        report = outcome.report
        go_on = partial(self.go_on.emit, project_id, class_id, outcome.again)
        if outcome.failure or (report is not None and report.failure):
            again = self.tr("Go on") if report is not None and report.remaining.pictures else ""
            return Message(
                _plain(failed_text(outcome)), kind="danger", action=again, on_action=go_on if again else None
            )
        if report is None or report.stopped:
            if report is not None and report.undone:
                return None
            undo = None if report is None else report.act
            again = self.tr("Go on")
            return Message(stopped_text(outcome), kind="info", undo=undo, action=again, on_action=go_on, stays=True)
        if report.undone:
            return None
        if has_more_to_tell(outcome):
            kind = "warning" if report.unreadable or outcome.problems else "done"
            show = partial(self._show_report, project_id, outcome)
            action = self.tr("Show report")
            return Message(
                _plain(done_text(outcome)),
                kind=kind,
                icon="images",
                undo=report.act,
                action=action,
                on_action=show,
                stays=True,
            )
        if report.act is None or not came_in(report):
            return Message(_plain(done_text(outcome)), kind="info")
        return Message(_plain(done_text(outcome)), icon="images", undo=report.act)

    def _say_elsewhere(self, message: Message, view: ProjectView) -> None:
        text = self.tr("In {name}: {text}").format(name=strong(view.name), text=message.text)
        self.said.emit(replace(message, text=text))

    def _show_report(self, project_id: int, outcome: Outcome) -> None:
        report = outcome.report
        if report is None:
            return
        dialog = ImportReportDialog(self._look, report, outcome.problems, self._window)
        if report.act is not None:
            dialog.undo_asked.connect(partial(self.undo_asked.emit, report.act))
        dialog.open()


def _plain(text: str) -> str:
    """A message may hold <b>, so what is in names must not look like that."""
    return html.escape(text, quote=False)
