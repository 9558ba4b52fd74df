"""A picture that was tried becomes one of the project's, in the class that it belongs to."""

from __future__ import annotations

import html
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.services.classes import ClassView
from app.services.corrections import Correction
from app.views.message import Message
from app.views.notice_texts import notice_text
from app.views.wording import strong
from mmrl_engine.notices import Notice


class Correcting(QObject):
    """Signals:
    said: a `Message`. train_wished: with the new label.
    """

    said = Signal(object)
    train_wished = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.project: OpenProject | None = None

    def put(self, path: Path, view: ClassView, *, keep: str | None = None) -> None:
        """Takes the picture into a class; `keep` as in an import."""
        if self.project is not None:
            call = partial(
                self._desk.program.corrections.put,
                project_id=self.project.id,
                path=path,
                class_id=view.id,
                keep=keep,
            )
            self._desk.do(call, on_done=partial(self._done, view.name), on_failed=self._fail)

    def put_new(self, path: Path, name: str, words: str, *, keep: str | None = None) -> None:
        """Makes a class for it."""
        if self.project is not None:
            call = partial(
                self._desk.program.corrections.put_new,
                project_id=self.project.id,
                path=path,
                name=name,
                words=words or None,
                keep=keep,
            )
            self._desk.do(call, on_done=partial(self._done, name), on_failed=self._fail)

    def _done(self, name: str, correction: Correction) -> None:
        for change in correction.changes:
            self._desk.changed.emit(change)
        if correction.act is None:
            text = self.tr("The picture is in {name} already.").format(name=strong(name))
            self.said.emit(Message(text, kind="info"))
            return
        text = self.tr("Put in {name}. It counts from the next training on.").format(name=strong(name))
        train = self.tr("Train now")
        self.said.emit(Message(text, undo=correction.act, action=train, on_action=self.train_wished.emit))

    def _fail(self, notices: tuple[Notice, ...]) -> None:
        text = html.escape(notice_text(notices[0]), quote=False)
        self.said.emit(Message(text, kind="warning"))
