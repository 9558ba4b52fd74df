"""Who may ask: programs that know the token, and no web page of somebody else's.

A web page can have a browser send requests to this computer. What keeps it out: the name that the browser believes to
talk to (`Host`: a page may point a name of its own at this computer), the page's own address (`Origin`), and the token.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mmrl_engine.notices import notice
from mmrl_engine.serve.limits import RefusedError, error_fields

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True, slots=True)
class Admission:
    """What a request must bring.

    Attributes:
        token: what stands behind "Bearer" in the header Authorization.
        hosts: names that this computer may be called by; any_address: any IP address as well.
        open_paths: need no token.
    """

    token: str
    hosts: frozenset[str] = LOOPBACK_NAMES
    any_address: bool = False
    open_paths: frozenset[str] = frozenset()


class Guard:
    """Refuses requests that do not bring what `Admission` asks for, before anything of their bodies is read."""

    def __init__(self, app: ASGIApp, admission: Admission) -> None:
        self._app = app
        self._admission = admission

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SAFE_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            self._check(scope)
        except RefusedError as error:
            response = JSONResponse(error_fields(error.reason), error.status, error.headers)
            await response(scope, receive, send_safely)
            return
        await self._app(scope, receive, send_safely)

    def _check(self, scope: Scope) -> None:
        host = _only(scope, b"host")
        if host is None or not self._is_ours(_without_port(host)):
            raise RefusedError.of(421, "serve-wrong-host")
        origins = _all(scope, b"origin")
        if origins and origins != [f"http://{host}"]:
            raise RefusedError.of(403, "serve-other-origin")
        if scope["path"] not in self._admission.open_paths:
            self._check_token(scope)

    def _check_token(self, scope: Scope) -> None:
        scheme, _, token = (_only(scope, b"authorization") or "").partition(" ")
        right = hmac.compare_digest(token.strip().encode("latin-1"), self._admission.token.encode("utf-8"))
        if scheme.lower() != "bearer" or not right:
            raise RefusedError(401, notice("serve-token"), {"WWW-Authenticate": "Bearer"})

    def _is_ours(self, host: str) -> bool:
        return host in self._admission.hosts or (self._admission.any_address and is_address(host))


def is_loopback(host: str) -> bool:
    """Whether only programs on this computer reach what listens at `host`."""
    return host == "localhost" or (is_address(host) and ipaddress.ip_address(host).is_loopback)


def is_address(host: str) -> bool:
    """Whether `host` is an IP address and no name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.rpartition(":")[0].lower() if host.count(":") == 1 else host.lower()


def _only(scope: Scope, name: bytes) -> str | None:
    """A header that stands there once; None where it does not, or several times."""
    found = _all(scope, name)
    return found[0] if len(found) == 1 else None


def _all(scope: Scope, name: bytes) -> Sequence[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]
