"""A request's body, counted while it comes."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

from mmrl_engine.serve.limits import RefusedError, ServeLimits

_KINDS = ("image/", "application/octet-stream")


async def read_picture(request: Request, limits: ServeLimits) -> bytes:
    """The bytes of a picture's file, whatever length was announced.

    Raises:
        RefusedError: it is said to be something else, is too large, comes too slowly or breaks off.
    """
    if not request.headers.get("content-type", "").lower().startswith(_KINDS):
        raise RefusedError.of(415, "serve-no-picture-type")
    most = round(limits.megabytes * 1e6)
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise _too_large(limits)
    data = bytearray()
    pieces = request.stream()
    try:
        async with asyncio.timeout(limits.body):
            while True:
                async with asyncio.timeout(limits.pause):
                    piece = await anext(pieces, None)
                if piece is None:
                    return bytes(data)
                data += piece
                if len(data) > most:
                    raise _too_large(limits)
    except TimeoutError as error:
        raise RefusedError.of(408, "serve-slow-body") from error
    except ClientDisconnect as error:
        raise RefusedError.of(400, "serve-cut-off") from error
    finally:
        await pieces.aclose()


def _too_large(limits: ServeLimits) -> RefusedError:
    return RefusedError.of(413, "serve-too-large", limit=f"{limits.megabytes:g}")
