"""Undo and redo for the open project."""

from __future__ import annotations

import html
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.views.act_texts import act_text
from app.views.actions import plain_text
from app.views.message import Message
from app.views.notice_texts import notice_texts
from mmrl_engine.notices import Notice

if TYPE_CHECKING:
    from app.services.change import Change
    from app.storage.act_record import ActRecord


class Undoing(QObject):
    """Signals:
    said: a `Message` of what was undone or done again.
    """

    said = Signal(object)

    def __init__(self, desk: Desk, undo: QAction, redo: QAction, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._undo, self._redo = undo, redo
        self._project: OpenProject | None = None
        self._show()

    def set_project(self, project: OpenProject | None) -> None:
        """Whose acts are undone."""
        if self._project is not None:
            self._project.changed.disconnect(self._show)
        self._project = project
        if project is not None:
            project.changed.connect(self._show)
        self._show()

    def undo(self) -> None:
        """Takes the last act back."""
        if self._project is not None:
            call = partial(self._desk.program.undo.undo, project_id=self._project.id)
            self._desk.do(call, on_done=self._undone)

    def take_back(self, act: ActRecord) -> None:
        """Takes back what a message told of, whatever was done since."""
        call = partial(self._desk.program.undo.take_back, act_id=act.id)
        self._desk.do(call, on_done=self._undone, on_failed=self._refuse)

    def redo(self) -> None:
        """Does again what was taken back last."""
        if self._project is not None:
            call = partial(self._desk.program.undo.redo, project_id=self._project.id)
            self._desk.do(call, on_done=self._redone)

    def _undone(self, change: Change) -> None:
        if change.act is not None:
            self._say(self.tr("Taken back: {what}"), change.act, "undo")

    def _redone(self, change: Change) -> None:
        if change.act is not None:
            self._say(self.tr("Done again: {what}"), change.act, "redo")

    def _refuse(self, notices: tuple[Notice, ...]) -> None:
        text = html.escape(" ".join(notice_texts(notices)), quote=False)
        self.said.emit(Message(text, kind="info"))

    def _say(self, text: str, act: ActRecord, icon: str) -> None:
        what = html.escape(act_text(act), quote=False)
        self.said.emit(Message(text.format(what=what), icon=icon))

    def _show(self) -> None:
        state = self._project.state.undo if self._project is not None else None
        for action, act, word in (
            (self._undo, state.undo if state else None, self.tr("Undo: {what}")),
            (self._redo, state.redo if state else None, self.tr("Redo: {what}")),
        ):
            action.setEnabled(act is not None)
            action.setToolTip(word.format(what=act_text(act)) if act is not None else plain_text(action))
