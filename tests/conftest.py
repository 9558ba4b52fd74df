"""What every test may rely on: no way out to the network, and properties that do not depend on a quiet machine."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest

LOOPBACK = {"127.0.0.1", "::1", "localhost", None, ""}


def pytest_configure() -> None:
    """Windows are drawn in memory, unless somebody wants to see them (QT_QPA_PLATFORM=xcb).

    Deadlines would fail a property on a busy machine; fixed examples make a failure come back.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    hypothesis.settings.register_profile("project", deadline=None, derandomize=True)
    hypothesis.settings.load_profile("project")


@pytest.fixture(scope="session", autouse=True)
def offline() -> Iterator[None]:
    """Nothing leaves the machine: any look-up or connection to another one fails the test that made it."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _refuse(address[0])
        connect(self, address)

    def guarded_look_up(host: Any, *rest: Any, **named: Any) -> Any:
        _refuse(host)
        return look_up(host, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


def _refuse(host: str | None) -> None:
    if host not in LOOPBACK:
        pytest.fail(f"reached for the network: {host}")
