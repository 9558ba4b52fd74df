"""What the window has said: one message at a time where the person looks, and the list of them."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.models.desk import Desk
from app.views.message import Message
from app.views.notice_texts import notice_text, notice_texts
from app.views.window import MainWindow
from app.views.wishes import AskModel
from app.views.wording import size
from mmrl_engine.backbones import catalogue
from mmrl_engine.notices import Notice

if TYPE_CHECKING:
    from app.storage.act_record import ActRecord

MOST = 200
OTHER_MODEL, TOO_LARGE = "adapter-other-backbone", "memory-smallest-step"
DISK_FULL = frozenset({"file-disk-full", "storage-disk-full", "pictures-no-room", "stems-no-room"})


class Messages(QObject):
    """Signals:
    wished: one of `app.views.wishes`, by a message's button.

    Attributes:
        said: the messages so far, the newest last.
    """

    wished = Signal(object)

    def __init__(self, desk: Desk, window: MainWindow, take_back: Callable[[ActRecord], object]) -> None:
        """`take_back` does what a message's Undo says."""
        super().__init__(window)
        self._desk, self._window, self._take_back = desk, window, take_back
        self._held: list[Message] | None = None
        self.said: list[Message] = []

    def say(self, message: Message) -> None:
        """Shows it where the person looks, and keeps it."""
        if self._held is not None:
            self._held.append(message)
            return
        self.said.append(message)
        del self.said[:-MOST]
        self._window.seen().bars.show_message(message, on_undo=self._take_back)

    def say_notices(self, notices: Sequence[Notice]) -> None:
        """Failures that nobody else tells, in one bar."""
        if not notices:
            return
        text = html.escape(" ".join(notice_texts(notices)), quote=False)
        self.say(Message(text, "danger", "alert", *self._help(notices)))

    def _help(self, notices: Sequence[Notice]) -> tuple[str, Callable[[], object] | None]:
        """What one button does about them."""
        if not DISK_FULL.isdisjoint(item.code for item in notices):
            return self.tr("Free space"), self.free_space
        if any(item.code == TOO_LARGE for item in notices):
            return self.tr("Change the model"), partial(self.wished.emit, AskModel())
        for item in notices:
            entry = catalogue.by_id(str(item.params.get("backbone")))
            if item.code == OTHER_MODEL and entry is not None:
                return self.tr("Get {name}").format(name=entry.title), partial(self.wished.emit, AskModel(entry.id))
        return "", None

    def say_warning(self, notice: Notice) -> None:
        """That something goes on otherwise than it was meant to."""
        self.say(Message(html.escape(notice_text(notice), quote=False), kind="warning"))

    def hold(self) -> None:
        """Until `release`, what is said waits: the page that it is for is not there yet."""
        if self._held is None:
            self._held = []

    def release(self) -> None:
        """Says what waits."""
        held, self._held = self._held or [], None
        for message in held:
            self.say(message)

    def free_space(self) -> None:
        """Empties what can be made again."""
        self._desk.do_long("backup", self._desk.program.upkeep.free_space, on_done=self._say_freed)

    def _say_freed(self, freed: int) -> None:
        if freed:
            text = self.tr("{size} are free again. What was deleted is made again when it is wanted.")
            self.say(Message(text.format(size=size(freed))))
        else:
            text = self.tr("There is nothing here that could go. Delete something else on this disk.")
            self.say(Message(text, kind="info"))
