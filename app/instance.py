"""One running program per data folder: a second start hands what it was called with to the first, and ends.

Whoever holds the lock file is the first; the system frees it when its owner dies, however it dies. The first listens at
a `Doorbell`, whose address lies beside the lock. It is a new one each time that nobody can guess: so no other user can
stand in for the first, and what a killed program left behind is in nobody's way.
"""

from __future__ import annotations

import os
import re
import secrets
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import cast

from filelock import FileLock, Timeout
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.start_request import MAX_BYTES, Request, decode, encode, message_length
from mmrl_engine.errors import EngineError
from mmrl_engine.files import atomic_write
from mmrl_engine.images import printable_path

LOCK = "lock"
ADDRESS = "doorbell"

PATIENCE_S = 10.0
VISIT_MS = 5_000
MAX_VISITORS = 16

_THANKS = b"\x06"  # ASCII's "acknowledge"
_RETRY_S = 0.05


class SingleInstance:
    """The claim to be the one program that works on a data folder."""

    def __init__(self, data_folder: Path) -> None:
        self._folder = data_folder
        # Never "soft": a mere file that a dead program left behind would keep everybody out.
        self._lock = FileLock(data_folder / LOCK, timeout=0, thread_local=False, fallback_to_soft=False)

    def acquire(self) -> bool:
        """Takes the lock, and says whether this is now the first program. Makes the data folder if need be.

        Raises:
            EngineError: the folder cannot be made, written to or locked.
        """
        if self._lock.is_locked:
            return True
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout:
            return False
        except OSError as error:
            reason = error.strerror or str(error)
            raise EngineError.of(
                "data-folder-not-usable", folder=printable_path(self._folder), reason=reason
            ) from error
        return True

    def enter(self, request: Request, *, patience: float = PATIENCE_S) -> bool:
        """True: this is the first program now. False: the first one has taken `request`, and this one is to end.

        Waits up to `patience` seconds for the first one to answer, or to end.

        Raises:
            EngineError: the folder cannot be used, `request` is too long, or the first program does not answer.
        """
        deadline = time.monotonic() + patience
        while not self.acquire():
            address = _read_address(self._folder)
            if address is not None and _ring(address, encode(request), deadline):
                return False
            if time.monotonic() >= deadline:
                raise EngineError.of("program-already-running", folder=printable_path(self._folder))
            time.sleep(_RETRY_S)
        return True

    def release(self) -> None:
        """Frees the lock. The end of the process does the same."""
        self._lock.release()


class Doorbell(QObject):
    """Where the first program hears of later starts. Only for the owner of the lock; needs an event loop.

    Signals:
        asked: a later start's `Request`.
    """

    asked = Signal(object)

    def __init__(self, data_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = data_folder
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)

    def listen(self) -> bool:
        """Starts to listen, and clears away what a killed program left.

        False where the system does not let us, or the disk is full. The program can go on all the same: a later start
        then says that it is running.
        """
        stale = _read_address(self._folder)
        if stale is not None:
            QLocalServer.removeServer(stale)
        if not self._server.listen(f"{_name(self._folder)}-{secrets.token_hex(6)}"):
            return False
        try:
            atomic_write(self._folder / ADDRESS, os.fsencode(self._server.fullServerName()))
        except EngineError:
            self._server.close()
            return False
        return True

    def close(self) -> None:
        """Stops listening. Call it before the lock is released."""
        if self._server.isListening():
            self._server.close()
            with suppress(OSError):  # it then leads nowhere
                (self._folder / ADDRESS).unlink(missing_ok=True)

    @Slot()
    def _welcome(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            if len(self.findChildren(_Visitor)) >= MAX_VISITORS:
                socket.deleteLater()
                continue
            visitor = _Visitor(socket, self)
            visitor.brought.connect(self.asked)
            visitor.look()


class _Visitor(QObject):
    """One connection: waits for one whole message, thanks for it, and is gone when the other end is, or in time."""

    brought = Signal(object)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        self._received = bytearray()
        self._done = False
        socket.setParent(self)
        socket.setReadBufferSize(MAX_BYTES)
        socket.readyRead.connect(self.look)
        socket.disconnected.connect(self.deleteLater)
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self.deleteLater)
        timer.start(VISIT_MS)

    @Slot()
    def look(self) -> None:
        """Takes what has come so far."""
        if self._done:
            return
        self._received += cast("bytes", self._socket.readAll().data())
        length = message_length(self._received)
        if length is None or len(self._received) < length <= MAX_BYTES:
            return
        self._done = True
        request = decode(self._received)
        if request is None:
            self.deleteLater()
            return
        # The other end hangs up: on Windows, closing here could take back what it has not read yet.
        self._socket.write(_THANKS)
        self._socket.flush()
        self.brought.emit(request)


def _read_address(data_folder: Path) -> str | None:
    """Where the first program listens, or listened; None where it does not say.

    An address of another folder is none: this one may be a copy of a folder that is in use.
    """
    try:
        address = os.fsdecode((data_folder / ADDRESS).read_bytes())
    except (OSError, ValueError):
        return None
    return address if re.split(r"[/\\]", address)[-1].startswith(_name(data_folder)) else None


def _name(data_folder: Path) -> str:
    """Short: the whole path of a socket may have about 100 bytes."""
    return f"mmrl-studio-{sha256(os.fsencode(data_folder.resolve())).hexdigest()[:8]}"


def _ring(address: str, message: bytes, deadline: float) -> bool:
    """Whether somebody at `address` took the message before the deadline, in seconds of `time.monotonic`."""
    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(_milliseconds_to(deadline)):
        return False
    socket.write(message)
    heard = socket.waitForReadyRead(_milliseconds_to(deadline)) and cast("bytes", socket.readAll().data()) == _THANKS
    socket.abort()
    return heard


def _milliseconds_to(deadline: float) -> int:
    return max(1, round((deadline - time.monotonic()) * 1000))
