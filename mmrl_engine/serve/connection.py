"""A connection that does not wait for ever: uvicorn's own times only the pause between two requests."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from mmrl_engine.notices import notice
from mmrl_engine.serve.limits import ServeLimits, error_fields


class PatientProtocol(H11Protocol):
    """Closes a connection whose next request has no whole head in time, and those that are too many."""

    def __init__(self, *args: Any, limits: ServeLimits, **named: Any) -> None:
        super().__init__(*args, **named)
        self._limits = limits
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > self._limits.connections:
            transport.close()
            return
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self._between_requests():
            self._stop_waiting()

    def on_response_complete(self) -> None:
        self._wait_for_head()  # first, since a request that came meanwhile is begun in there
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """To what is no HTTP at all."""
        body = json.dumps(error_fields(notice("serve-not-http"))).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        events = [
            h11.Response(status_code=400, headers=[*headers, (b"connection", b"close")]),
            h11.Data(data=body),
            h11.EndOfMessage(),
        ]
        for event in events:
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _between_requests(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _wait_for_head(self) -> None:
        self._stop_waiting()
        self._timer = self.loop.call_later(self._limits.head, self._give_up)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        if self._between_requests():
            self.transport.close()


def patient_protocol(limits: ServeLimits) -> Any:
    """What uvicorn takes as `http`."""
    return partial(PatientProtocol, limits=limits)
