"""A service in a thread of this process, asked over real sockets."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from mmrl_engine import Adapter, Shelf, load_backbone
from mmrl_engine.serve.answering import AnsweringDesk
from mmrl_engine.serve.limits import ServeLimits
from mmrl_engine.serve.running import admission_at, make_server, open_port
from tests.engine.cli.conftest import adapter, backbone, pictures
from tests.engine.serve.readings import read_or_worse

__all__ = ["adapter", "backbone", "pictures"]

TOKEN = "a token that only tests know"
SHORT = ServeLimits(
    megabytes=0.2, requests=3, head=0.8, pause=0.5, body=3, picture=2, picture_bytes=300_000_000, names=3, stopping=1
)


class Service:
    """A running service."""

    def __init__(self, port: int, log: list[str], mistakes: list[str]) -> None:
        self.port = port
        self.log = log
        self.mistakes = mistakes

    def ask(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None, *, token: str = TOKEN
    ) -> tuple[int, Any, Mapping[str, str]]:
        """Status, JSON (or text) and headers of the answer."""
        sent = {"Authorization": f"Bearer {token}", "Content-Type": "image/png", **(headers or {})}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, {name: value for name, value in sent.items() if value})
            response = connection.getresponse()
            text, kind = response.read().decode(), response.headers.get("content-type", "")
            return response.status, json.loads(text) if "json" in kind and text else text, dict(response.headers)
        finally:
            connection.close()

    def error(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Any:
        """Status and code of an answer that is an error."""
        status, told, _ = self.ask(method, path, body, headers)
        assert set(told) == {"error"}
        assert set(told["error"]) == {"code", "message"}
        return status, told["error"]["code"]


@contextmanager
def serving(shelf: Shelf, limits: ServeLimits) -> Iterator[Service]:
    """A service that runs as long as the block does; it leaves no thread behind."""
    log: list[str] = []
    mistakes: list[str] = []
    before = set(threading.enumerate())
    desk = AnsweringDesk(shelf, limits, reading=read_or_worse)
    with open_port("127.0.0.1", 0) as listening:
        admission = admission_at(listening, TOKEN)
        server = make_server(desk, admission, log=log.append, tell_mistake=mistakes.append, limits=limits)
        thread = threading.Thread(target=server.run, args=([listening],), name="service")
        port = listening.getsockname()[1]
        thread.start()
        try:
            wait_until(lambda: server.started)
            yield Service(port, log, mistakes)
        finally:
            server.should_exit = True
            thread.join(20)
    assert not thread.is_alive()
    assert set(threading.enumerate()) <= before


def wait_until(done: Any, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)


@pytest.fixture(scope="session")
def shelf(adapter: Path, backbone: Path) -> Shelf:
    return Shelf({"pets": Adapter.load(adapter)}, load_backbone(str(backbone), device="cpu"))


@pytest.fixture(scope="module")
def service(shelf: Shelf) -> Iterator[Service]:
    with serving(shelf, SHORT) as running:
        yield running
