"""One HTTP answer, read by a thread of its own, so that whoever waits for it can stop at any moment. No torch."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urljoin

from mmrl_engine.backbones.addresses import host_of, is_safe
from mmrl_engine.untrusted import shown
from mmrl_engine.version import engine_version

if TYPE_CHECKING:
    import httpx2

MOST_REDIRECTS = 8
CONNECT_SECONDS = 15.0
CLOSE_SECONDS = 0.5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WAITING = 8  # pieces of at most 64 KB that wait to be taken
_STOP_EVERY = 0.1  # seconds


@dataclass(frozen=True, slots=True)
class Opened:
    """The head of the answer that was arrived at.

    Attributes:
        status: of the last answer. headers: its own. linked: those of the answers on the way, the first first.
        host: the one that was asked, wherever it sent on to: that name means something to a person.
    """

    status: int
    headers: Mapping[str, str]
    linked: tuple[Mapping[str, str], ...]
    host: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Why nothing (more) came.

    Attributes:
        kind: "connect": no connection; "cut": it ended early or fell silent; the others speak for themselves.
        host: which was asked. reason: in English, for a detail.
    """

    kind: Literal["connect", "cut", "certificate", "proxy", "redirect", "address"]
    host: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The answer is complete by its own word."""


Message = Opened | bytes | Ended | Failed


class HttpGet:
    """A GET that runs in the background; what comes of it is taken with `take`.

    Args:
        address: https, or http on this computer alone. Redirects are followed to such addresses only.
        headers: beside those that are always sent: nothing packed, no cookies, no credentials.
        proxy: its address; "" takes the system's own.
        silence: seconds without a byte after which it counts as cut.
    """

    def __init__(self, address: str, *, headers: Mapping[str, str], proxy: str, silence: float) -> None:
        self._address, self._host = address, host_of(address)
        self._headers = {
            **headers,
            "Accept": "application/octet-stream, */*",
            "Accept-Encoding": "identity",
            "User-Agent": f"mmrl-studio/{engine_version()}",
        }
        self._proxy = proxy
        self._silence = silence
        self._messages: queue.Queue[Message] = queue.Queue(_WAITING)
        self._stopped = threading.Event()
        self._socket: socket.socket | None = None
        self._thread = threading.Thread(target=self._run, name="mmrl-download", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def take(self, seconds: float) -> Message | None:
        """What came next, None where nothing did within `seconds`."""
        try:
            return self._messages.get(timeout=seconds)
        except queue.Empty:
            return None

    def close(self) -> None:
        """Breaks the connection off. One that is still being made outlives this by seconds, and brings nothing."""
        self._stopped.set()
        if self._socket is not None:
            with suppress(OSError):  # the plain socket's own: TLS would wait for a farewell
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
        self._thread.join(CLOSE_SECONDS)

    def _run(self) -> None:
        with suppress(_StoppedError):
            self._put(self._asked())

    def _asked(self) -> Ended | Failed:
        try:
            self._ask()
        except _StoppedError:
            raise
        except _RefusedError as error:
            return error.failed
        except Exception as error:  # a thread has nobody above it: every failure is told, ours too
            return _failed(error, self._host, self._proxy)
        return Ended()

    def _ask(self) -> None:
        import httpx2  # here: it takes a moment, and most starts of the program never download

        limits = httpx2.Timeout(self._silence, connect=min(CONNECT_SECONDS, self._silence))
        with httpx2.Client(
            verify=_known_authorities(), proxy=self._proxy or None, timeout=limits, follow_redirects=False
        ) as client:
            address, linked = self._address, list[Mapping[str, str]]()
            for _ in range(MOST_REDIRECTS + 1):
                with client.stream("GET", address, headers=self._headers) as answer:
                    self._remember(answer.extensions)
                    headers = {name.lower(): value for name, value in answer.headers.items()}
                    target = headers.get("location") if answer.status_code in _REDIRECTS else None
                    if target is None:
                        self._hand_over(answer, Opened(answer.status_code, headers, tuple(linked), self._host))
                        return
                linked.append(headers)
                address = _next_address(address, target, first=self._address)
                client.cookies.clear()
        raise _RefusedError(Failed("redirect", self._host, "it goes in circles"))

    def _hand_over(self, answer: httpx2.Response, head: Opened) -> None:
        self._put(head)
        if head.status in (200, 206):
            for piece in answer.iter_raw():
                self._put(piece)

    def _remember(self, extensions: Mapping[str, Any]) -> None:
        stream = extensions.get("network_stream")
        self._socket = None if stream is None else stream.get_extra_info("socket")

    def _put(self, message: Message) -> None:
        while not self._stopped.is_set():
            try:
                self._messages.put(message, timeout=_STOP_EVERY)
            except queue.Full:
                continue
            return
        raise _StoppedError


@cache
def _known_authorities() -> ssl.SSLContext:
    """Whose word about a host counts: the system's choice. Finding it takes a moment."""
    import httpx2

    return httpx2.create_ssl_context()


class _StoppedError(Exception):
    """Nobody waits any more."""


class _RefusedError(Exception):
    def __init__(self, failed: Failed) -> None:
        super().__init__(failed)
        self.failed = failed


def _next_address(address: str, location: str, *, first: str) -> str:
    try:
        target = urljoin(address, location)
    except ValueError:
        target = ""
    if not is_safe(target, first=first):
        raise _RefusedError(Failed("redirect", host_of(first), shown(location, 100)))
    return target


def _failed(error: Exception, host: str, proxy: str) -> Failed:
    """`error` of httpx2, sorted by its class and by what caused it. With a proxy, that alone is connected to."""
    import httpx2

    reason = shown(str(error) or type(error).__name__, 200)
    if _caused_by(error, ssl.SSLCertVerificationError):
        return Failed("certificate", host, reason)
    if isinstance(error, httpx2.ProxyError):
        return Failed("proxy", host, reason)
    if isinstance(error, (httpx2.ConnectError, httpx2.ConnectTimeout)):
        return Failed("proxy" if proxy else "connect", host, reason)
    if isinstance(error, (httpx2.InvalidURL, httpx2.UnsupportedProtocol, ValueError, ImportError)):
        return Failed("address", host, reason)
    return Failed("cut", host, reason)


def _caused_by(error: BaseException | None, kind: type[BaseException]) -> bool:
    while error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__ or error.__context__
    return False
