"""A picture from an address: asked for first, then fetched, where everybody can see it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkAccessManager
from PySide6.QtWidgets import QWidget

from app.models.desk import Desk
from app.views.dialogs.asking import AskDialog
from app.views.fetching import Fetch, host_of
from app.views.message import Message
from app.views.theme.look import Look

TakeBytes = Callable[[str, bytes], object]


class FetchFlow(QObject):
    """Signals:
    said: a `Message`.
    """

    said = Signal(object)

    def __init__(self, desk: Desk, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._look, self._window = desk, look, window
        self._network: QNetworkAccessManager | None = None  # made when it is first needed

    def ask(self, address: str, take: TakeBytes) -> None:
        """Asks whether it may be fetched; `take` gets a name and the bytes, if they came."""
        AskDialog(
            self._look,
            self.tr("This picture is on {host}.").format(host=host_of(address)),
            self.tr("Fetching it leaves this computer."),
            safe=self.tr("Do not fetch"),
            act=self.tr("Fetch this one"),
            on_act=partial(self._fetch, address, take),
            parent=self._window,
        ).open()

    def _fetch(self, address: str, take: TakeBytes) -> None:
        if self._network is None:
            self._network = QNetworkAccessManager(self)
        fetch = Fetch(self._network, address, self)
        title = self.tr("Downloading from {host}, started by you.").format(host=host_of(address))
        activity = self._desk.activity.begin("fetch", title, "import", fetch.stop)
        for ended in (fetch.done, fetch.failed):
            ended.connect(activity.finish)
        fetch.done.connect(take)
        fetch.failed.connect(self._say_not_fetched)

    def _say_not_fetched(self, host: str) -> None:
        text = self.tr("No picture came from {host}. Save it to this computer, then drop the file here.")
        self.said.emit(Message(text.format(host=host), kind="warning"))
