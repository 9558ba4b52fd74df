"""Opens the port and runs the service until it is told to stop."""

from __future__ import annotations

import os
import socket

import uvicorn

from mmrl_engine.errors import EngineError, InputError
from mmrl_engine.notices import notice
from mmrl_engine.serve.access_log import Log
from mmrl_engine.serve.answering import AnsweringDesk
from mmrl_engine.serve.connection import patient_protocol
from mmrl_engine.serve.guard import LOOPBACK_NAMES, Admission, is_address
from mmrl_engine.serve.limits import DEFAULT_LIMITS, ServeLimits
from mmrl_engine.serve.service import OPEN_PATHS, make_service

_EVERYWHERE = frozenset({"0.0.0.0", "::"})
_BACKLOG = 64


def open_port(host: str, port: int) -> socket.socket:
    """A socket that listens at `host`, an IP address or localhost; 0 takes any free port.

    Raises:
        InputError: `host` is no address. EngineError: the port is taken, or may not be used.
    """
    address = "127.0.0.1" if host == "localhost" else host
    if not is_address(address):
        raise InputError(notice("call-serve-host", host=host))
    listening = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    try:
        if os.name == "posix":  # elsewhere it would let two programs have one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address, port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        reason = error.strerror or str(error)
        raise EngineError.of("serve-port", host=host, port=port, reason=reason) from error
    return listening


def admission_at(listening: socket.socket, token: str) -> Admission:
    """What requests to the service behind `listening` must bring."""
    address = str(listening.getsockname()[0])
    return Admission(token, LOOPBACK_NAMES | {address}, address in _EVERYWHERE, OPEN_PATHS)


def make_server(
    desk: AnsweringDesk, admission: Admission, *, log: Log, tell_mistake: Log, limits: ServeLimits = DEFAULT_LIMITS
) -> uvicorn.Server:
    """What runs until it is told to stop (`should_exit`, or a signal): `server.run(sockets=[...])`."""
    service = make_service(desk, admission, limits, log=log, tell_mistake=tell_mistake)
    config = uvicorn.Config(
        service,
        http=patient_protocol(limits),
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=32_768,
        backlog=_BACKLOG,
        timeout_graceful_shutdown=limits.stopping,
    )
    return uvicorn.Server(config)
