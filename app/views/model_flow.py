"""Downloads of models: asked for first, then where everybody can see them, with what is said at their end."""

from __future__ import annotations

import html
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.models.activity import Activity
from app.models.desk import Desk
from app.services.fetching import FetchEnded, Fetching
from app.views.dialogs.asking import AskDialog
from app.views.message import Message
from app.views.model_texts import title_text
from app.views.notice_texts import notice_texts
from app.views.theme.look import Look
from app.views.wording import percent, size

if TYPE_CHECKING:
    from app.services.backbones import ModelView

ICON = "import"
CUT = frozenset({"download-stopped", "download-disk-full"})  # what has come is kept


class ModelFlow(QObject):
    """Signals:
    said: a `Message`. arrived: the id of a model that is here now, of which nothing is said.
    file_asked: a file on this computer is wanted instead of a download. removed: the id of a model that was deleted.

    Attributes:
        takes_files: there is a project that could get such a file.
    """

    said = Signal(object)
    arrived = Signal(str)
    file_asked = Signal()
    removed = Signal(str)

    def __init__(self, desk: Desk, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._look, self._window = desk, look, window
        self._activities: dict[str, Activity] = {}
        self.takes_files = False
        desk.download_told.connect(self._take)

    def ask(self, view: ModelView, parent: QWidget | None = None) -> None:
        """Asks whether to download it, and does."""
        title = self.tr("Download {name}, {size}, from {host}?")
        AskDialog(
            self._look,
            title.format(name=title_text(view), size=size(view.size), host=view.host),
            self.tr("The program goes online for this download only."),
            safe=self.tr("Not now"),
            act=self.tr("Download"),
            on_act=partial(self.begin, view.entry.id),
            parent=parent or self._window,
        ).open()

    def begin(self, id: str) -> None:
        """Downloads it, or goes on with that: a person has said so."""
        self._desk.do(partial(self._desk.program.backbones.download, id=id))

    def pause(self, id: str) -> None:
        """What has come stays."""
        self._desk.program.backbones.pause(id=id)

    @Slot(object)
    def _take(self, told: Fetching | FetchEnded) -> None:
        if isinstance(told, FetchEnded):
            activity = self._activities.pop(told.id, None)
            if activity is not None:
                activity.finish()
            self._tell_end(told)
            return
        activity = self._activities.get(told.id)
        if activity is None:
            title = self.tr("Downloading from {host}, started by you.").format(host=told.host)
            activity = self._desk.activity.begin("download", title, ICON, partial(self.pause, told.id))
            self._activities[told.id] = activity
        activity.update(told.done, told.total or 0, rate=told.rate, seconds_left=told.seconds_left)

    def _tell_end(self, ended: FetchEnded) -> None:
        if ended.error is not None:
            self._desk.broke.emit(ended.error)
        if ended.how == "done":
            self.arrived.emit(ended.id)
        elif ended.how == "paused":
            self.said.emit(Message(self._stopped_text(ended), "info", "pause", *self._again(ended.id, cut=True)))
        else:
            self.said.emit(self._failure(ended))

    def _stopped_text(self, ended: FetchEnded) -> str:
        last = ended.last
        if not last.total:
            return self.tr("The download stopped.")
        return self.tr("The download stopped at {percent}.").format(percent=percent(last.done / last.total))

    def _failure(self, ended: FetchEnded) -> Message:
        text = html.escape(" ".join(notice_texts(ended.notices)), quote=False)
        cut = any(item.code in CUT for item in ended.notices)
        action, begin = self._again(ended.id, cut=cut)
        file = (self.tr("Choose a file instead"), self.file_asked.emit)
        more = (file,) if self.takes_files else ()
        return Message(text, "danger", action=action, on_action=begin, more=more)

    def _again(self, id: str, *, cut: bool) -> tuple[str, Callable[[], object]]:
        return self.tr("Go on") if cut else self.tr("Try again"), partial(self.begin, id)
