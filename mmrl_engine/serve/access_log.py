"""One line a request: when, what, the status, how long it took. No pictures, names or tokens stand in it."""

from __future__ import annotations

import asyncio
import time
import traceback
from collections.abc import Callable

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mmrl_engine.images import printable_path
from mmrl_engine.notices import notice
from mmrl_engine.serve.limits import error_fields
from mmrl_engine.untrusted import shown

Log = Callable[[str], None]


class AccessLog:
    """Tells of every request, and of mistakes of our own with their traceback; the client hears that there was one."""

    def __init__(self, app: ASGIApp, log: Log, tell_mistake: Log) -> None:
        self._app = app
        self._log = log
        self._tell_mistake = tell_mistake

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin, status = time.monotonic(), 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except asyncio.CancelledError:  # the service ends, and does not wait for this request
            if not status:
                await _error(503, "serve-stopping")(scope, receive, noted)
            raise
        except Exception as error:
            self._tell_mistake("".join(traceback.format_exception(error)))
            if not status:
                await _error(500, "serve-own-mistake")(scope, receive, noted)
        finally:
            what = f"{shown(scope['method'], 10)} {shown(printable_path(scope['path']), 80)}"
            taken = round(1000 * (time.monotonic() - begin))
            self._log(f"{time.strftime('%H:%M:%S')} {what} {status or 'cut off'} {taken} ms")


def _error(status: int, code: str) -> JSONResponse:
    return JSONResponse(error_fields(notice(code)), status)
