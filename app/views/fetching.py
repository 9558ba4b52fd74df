"""Fetches one picture from an address, after a person said so: the only way out of this computer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QObject, QUrl
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

LIMIT = 50_000_000  # bytes
PATIENCE_MS = 30_000

Done = Callable[[str, bytes], object]


def host_of(address: str) -> str:
    """The other computer's name."""
    return urlsplit(address).hostname or address


class Fetcher(QObject):
    """One request for each call; nothing is kept of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._network: QNetworkAccessManager | None = None  # made when it is first needed

    def fetch(self, address: str, *, on_done: Done, on_failed: Callable[[str], object]) -> None:
        """`on_done` gets a name and the bytes, `on_failed` the host."""
        if self._network is None:
            self._network = QNetworkAccessManager(self)
        request = QNetworkRequest(QUrl(address))
        request.setTransferTimeout(PATIENCE_MS)
        reply = self._network.get(request)
        reply.downloadProgress.connect(partial(_check_size, reply))
        reply.finished.connect(partial(_finish, reply, address, on_done, on_failed))


def _check_size(reply: QNetworkReply, received: int, total: int) -> None:
    if max(received, total) > LIMIT:
        reply.abort()


def _finish(reply: QNetworkReply, address: str, on_done: Done, on_failed: Callable[[str], object]) -> None:
    reply.deleteLater()
    if reply.error() != QNetworkReply.NetworkError.NoError:
        on_failed(host_of(address))
        return
    name = unquote(urlsplit(address).path.rsplit("/", 1)[-1]) or host_of(address)
    on_done(name, bytes(reply.readAll().data()))
