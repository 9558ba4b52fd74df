"""Tells how an import ended, and offers the next thing to do about it."""

from __future__ import annotations

import html
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.models.desk import Desk
from app.models.import_run import Outcome
from app.services.change import Change
from app.services.project_views import ProjectView
from app.views.act_texts import act_text
from app.views.dialogs.import_report import ImportReportDialog
from app.views.import_words import came_in, done_text, failed_text, has_more_to_tell, stopped_text
from app.views.message import Message
from app.views.theme.look import Look
from app.views.wording import strong


class ImportTelling(QObject):
    """Signals:
    said: a `Message`. go_on: a project's id, a class's id or None, and what makes the plan.

    Attributes:
        open_id: the open project, as far as that is known. What came into another one says so.
    """

    said = Signal(object)
    go_on = Signal(int, object, object)

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

    def undo(self, project_id: int, act_id: int) -> None:
        """Takes an import back, if nothing was done in its project since: undo would take that back instead."""
        self._desk.do(partial(self._undo, project_id, act_id), on_done=self._say_undone)

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
            return Message(stopped_text(outcome), kind="info", action=self.tr("Go on"), on_action=go_on, stays=True)
        if report.undone:
            return None
        if has_more_to_tell(outcome):
            kind = "warning" if report.unreadable or outcome.problems else "done"
            show = partial(self._show_report, project_id, outcome)
            action = self.tr("Show report")
            return Message(
                _plain(done_text(outcome)), kind=kind, icon="images", action=action, on_action=show, stays=True
            )
        if report.act is None or not came_in(report):
            return Message(_plain(done_text(outcome)), kind="info")
        undo = partial(self.undo, project_id, report.act.id)
        return Message(_plain(done_text(outcome)), icon="images", action=self.tr("Undo"), on_action=undo)

    def _say_elsewhere(self, message: Message, view: ProjectView) -> None:
        text = self.tr("In {name}: {text}").format(name=strong(view.name), text=message.text)
        self.said.emit(replace(message, text=text))

    def _show_report(self, project_id: int, outcome: Outcome) -> None:
        report = outcome.report
        if report is None:
            return
        dialog = ImportReportDialog(self._look, report, outcome.problems, self._window)
        if report.act is not None:
            dialog.undo_asked.connect(partial(self.undo, project_id, report.act.id))
        dialog.open()

    def _undo(self, project_id: int, act_id: int) -> Change | None:
        """None where something else was done last."""
        undo = self._desk.program.undo
        newest = undo.state(project_id=project_id).undo
        return undo.undo(project_id=project_id) if newest is not None and newest.id == act_id else None

    def _say_undone(self, change: Change | None) -> None:
        if change is None:
            text = self.tr("Something else was done since. Take that back first, with Ctrl+Z.")
            self.said.emit(Message(text, kind="info"))
        elif change.act is not None:
            self.said.emit(
                Message(self.tr("Taken back: {what}").format(what=_plain(act_text(change.act))), icon="undo")
            )


def _plain(text: str) -> str:
    """A message may hold <b>, so what is in names must not look like that."""
    return html.escape(text, quote=False)
