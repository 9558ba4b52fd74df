"""The service's paths, as an ASGI application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from mmrl_engine.errors import EngineError, InputError, PictureError
from mmrl_engine.notices import Notice, notice
from mmrl_engine.serve.access_log import AccessLog, Log
from mmrl_engine.serve.answering import AnsweringDesk
from mmrl_engine.serve.body import read_picture
from mmrl_engine.serve.guard import Admission, Guard
from mmrl_engine.serve.limits import RETRY_SECONDS, RefusedError, ServeLimits, error_fields
from mmrl_engine.serve.openapi import describe
from mmrl_engine.serve.page import CONTENT_POLICY, PAGE

OPEN_PATHS = frozenset({"/", "/docs", "/health", "/openapi.json"})


def make_service(
    desk: AnsweringDesk, admission: Admission, limits: ServeLimits, *, log: Log, tell_mistake: Log
) -> Starlette:
    """The application; `desk` is started and closed with it."""
    paths = _Paths(desk, limits)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await desk.start()
        try:
            yield
        finally:
            await asyncio.to_thread(desk.close)

    service = Starlette(
        routes=[
            Route("/classify", paths.classify, methods=["POST"]),
            Route("/names", paths.names),
            Route("/health", paths.health),
            Route("/openapi.json", paths.openapi),
            Route("/docs", paths.page),
            Route("/", paths.page),
        ],
        middleware=[
            Middleware(AccessLog, log=log, tell_mistake=tell_mistake),
            Middleware(Guard, admission=admission),
        ],
        exception_handlers={
            RefusedError: _refused,
            EngineError: _engine_error,
            HTTPException: _http_error,
        },
        lifespan=lifespan,
    )
    service.router.redirect_slashes = False
    return service


class _Paths:
    def __init__(self, desk: AnsweringDesk, limits: ServeLimits) -> None:
        self._desk = desk
        self._limits = limits

    async def classify(self, request: Request) -> Response:
        typed = request.query_params.getlist("also")
        if len(typed) > self._limits.names:
            raise RefusedError.of(400, "serve-too-many-names", count=len(typed), limit=self._limits.names)
        with self._desk.place():
            data = await read_picture(request, self._limits)
            return JSONResponse(await self._desk.answer(data, typed))

    async def names(self, request: Request) -> Response:
        adapters = [{"adapter": name, "trained": [*trained]} for name, trained in self._desk.names.items()]
        return JSONResponse({"format": 1, "adapters": adapters})

    async def health(self, request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def openapi(self, request: Request) -> Response:
        return JSONResponse(describe(self._limits))

    async def page(self, request: Request) -> Response:
        return HTMLResponse(PAGE, headers={"Content-Security-Policy": CONTENT_POLICY})


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return _error(error.status, error.reason, error.headers)


async def _engine_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, EngineError)
    reason = error.notices[0]
    if isinstance(error, PictureError):
        if reason.code == "picture-reader-not-started":
            return _error(503, reason, {"Retry-After": str(RETRY_SECONDS)})
        return _error(422, reason)
    return _error(400 if isinstance(error, InputError) else 503, reason)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return _error(405, notice("serve-method"), error.headers)
    return _error(error.status_code, notice("serve-not-found"), error.headers)


def _error(status: int, reason: Notice, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse(error_fields(reason), status, headers)
