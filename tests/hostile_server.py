"""A web server on this computer that does what it is told: sends a file, cuts it, lies about it, falls silent."""

from __future__ import annotations

import hashlib
import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import MappingProxyType, TracebackType

PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its number from 0, its path, its headers (names in lower case)."""

    number: int
    path: str
    headers: Mapping[str, str]

    @property
    def begin(self) -> int:
        """Where the part that is asked for begins; 0 where the whole is."""
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("range", ""))
        return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back, word for word.

    Attributes:
        headers: all there are, but for `Connection: close`.
        raw: takes the place of the status and the headers, word for word.
        piece: bytes that are sent at a time. pause: seconds between two of them. silence: seconds that the connection
            stays open after the last one.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | memoryview = b""
    raw: bytes | None = None
    piece: int = PIECE
    pause: float = 0.0
    silence: float = 0.0


Rule = Callable[[Asked], Reply]


class HostileServer:
    """Serves on 127.0.0.1 while the context is open; `rule` says what, and may be exchanged at any time.

    With `tls`, it speaks HTTPS with the certificate in there.
    """

    def __init__(self, rule: Rule, tls: ssl.SSLContext | None = None) -> None:
        self.rule = rule
        self.asked: list[Asked] = []
        self.sent = 0
        self._lock = Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._scheme = "http" if tls is None else "https"
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def address(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> HostileServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def note(self, path: str, headers: Mapping[str, str]) -> Asked:
        with self._lock:
            asked = Asked(len(self.asked), path, headers)
            self.asked.append(asked)
            return asked

    def count(self, sent: int) -> None:
        with self._lock:
            self.sent += sent


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes is no news here."""


def _handler(server: HostileServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = server.note(self.path, {name.lower(): value for name, value in self.headers.items()})
            with suppress(OSError):  # the client has gone
                self._send(server.rule(asked))

        def _send(self, reply: Reply) -> None:
            self.connection.sendall(_head(reply) if reply.raw is None else reply.raw)
            body = memoryview(reply.body)
            while body:
                piece = body[: reply.piece]
                self.connection.sendall(piece)
                server.count(len(piece))
                body = body[reply.piece :]
                time.sleep(reply.pause)
            time.sleep(reply.silence)
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing."""

    return Handler


def _head(reply: Reply) -> bytes:
    lines = [f"HTTP/1.1 {reply.status} X", *(f"{name}: {value}" for name, value in reply.headers.items())]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")


def file_reply(
    data: bytes | memoryview,
    asked: Asked,
    *,
    tag: str = '"one"',
    cut: int | None = None,
    more: Mapping[str, str] = MappingProxyType({}),
) -> Reply:
    """An honest answer with `data`, or the part of it that is asked for and still the same by its `tag`.

    Args:
        cut: the connection ends after so many bytes of the body. more: further headers.
    """
    begin = asked.begin if asked.headers.get("if-range", tag) == tag else 0
    body = memoryview(data)[begin:]
    headers = {"Content-Type": "application/octet-stream", "Content-Length": str(len(body)), "ETag": tag, **more}
    if begin:
        headers["Content-Range"] = f"bytes {begin}-{len(data) - 1}/{len(data)}"
    return Reply(206 if begin else 200, headers, body[:cut])


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
