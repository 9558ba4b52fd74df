"""Fetches one picture from an address, after a person said so: the only way out of this computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import unquote

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

from app.services.names import tidy

LIMIT = 50_000_000  # bytes
PATIENCE_MS = 30_000
MOST_NAME = 100  # characters

Done = Callable[[str, bytes], object]


def host_of(address: str) -> str:
    """The other computer's name."""
    return QUrl(address).host() or address


def name_of(address: str) -> str:
    """What the picture may be called."""
    name = PurePosixPath(unquote(QUrl(address).path())).name
    seen = "".join(character for character in name if character.isprintable())
    return tidy(seen)[-MOST_NAME:] or host_of(address)


class Fetch(QObject):
    """One request. The address may lead to another one of the same computer, but to no other computer: the person was
    asked about this one.

    Signals:
        done: a name and the bytes. failed: the host.
    """

    done = Signal(str, object)
    failed = Signal(str)

    def __init__(self, network: QNetworkAccessManager, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = address
        request = QNetworkRequest(QUrl(address))
        request.setTransferTimeout(PATIENCE_MS)
        policy = QNetworkRequest.RedirectPolicy.UserVerifiedRedirectPolicy
        request.setAttribute(QNetworkRequest.Attribute.RedirectPolicyAttribute, policy)
        self._reply = network.get(request)
        self._reply.setParent(self)
        self._reply.downloadProgress.connect(self._check_size)
        self._reply.redirected.connect(self._check_host)
        self._reply.finished.connect(self._finish)

    def stop(self) -> None:
        """Gives up; `failed` follows."""
        self._reply.abort()

    @Slot("qlonglong", "qlonglong")
    def _check_size(self, received: int, total: int) -> None:
        if max(received, total) > LIMIT:
            self._reply.abort()

    @Slot(QUrl)
    def _check_host(self, url: QUrl) -> None:
        if url.host() == host_of(self._address):
            self._reply.redirectAllowed.emit()
        else:
            self._reply.abort()

    @Slot()
    def _finish(self) -> None:
        self.deleteLater()
        if self._reply.error() == QNetworkReply.NetworkError.NoError:
            self.done.emit(name_of(self._address), bytes(self._reply.readAll().data()))
        else:
            self.failed.emit(host_of(self._address))
