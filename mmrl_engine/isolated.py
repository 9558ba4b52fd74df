"""A process that reads files from outside, one at a time, seen from the process that asks it. No torch."""

from __future__ import annotations

import math
import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from typing import Any

import psutil

from mmrl_engine.errors import PictureError
from mmrl_engine.isolated_worker import Answering, WorkerLimits, serve

_ENDINGS: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, "picture-too-slow"),
    (MemoryError, "picture-out-of-memory"),
    (EOFError, "picture-crashed-reader"),
    (ConnectionError, "picture-crashed-reader"),
)
_START_SECONDS = 60.0
_LOOK_UP_SECONDS = 0.1  # how often the memory of a worker, and whether to stop, is looked at


class WorkerNotStartedError(Exception):
    """The machine gave no process. `str()` says why."""


class IsolatedProcess:
    """A worker that is ready, and used by one thread. Ends, for good, when a picture was too much for it."""

    def __init__(
        self, limits: WorkerLimits, answer: Answering, stopping: Callable[[], bool], *, name: str = "decode worker"
    ) -> None:
        """Starts it, and waits until it has loaded everything.

        Args:
            answer: what it does with a request.
            stopping: whether to give up what is waited for.

        Raises:
            WorkerNotStartedError: the machine has no room for another process.
            CancelledError: `stopping` said so.
        """
        self._limits = limits
        self._stopping = stopping
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        arguments = (theirs, limits, answer)
        self._process: SpawnProcess = context.Process(target=serve, args=arguments, name=name, daemon=True)
        try:
            self._process.start()
        except OSError as error:
            self._connection.close()
            raise WorkerNotStartedError(error.strerror or str(error)) from error
        finally:
            theirs.close()  # so that this end hears when the worker is gone
        self._most_bytes: float = math.inf
        self._deadline = 0.0
        self._await_ready()

    @property
    def alive(self) -> bool:
        """Whether it can be asked. It may also have died, or been killed from outside, since it answered."""
        try:
            return not self._connection.closed and not self._connection.poll()  # an end shows as something to read
        except OSError:
            return False

    @contextmanager
    def one_picture(self, path: str) -> Iterator[None]:
        """Within it, `exchange` has the time that one picture may take.

        Raises:
            PictureError: the worker ended over the picture called `path`. CancelledError: told to stop; it has ended.
        """
        self._deadline = time.monotonic() + self._limits.seconds
        try:
            yield
        except BaseException as error:
            self.end()  # the next thing it says would belong to this request
            code = next((code for kind, code in _ENDINGS if isinstance(error, kind)), None)
            if code is None:
                raise
            raise PictureError.of(code, path=path, seconds=f"{self._limits.seconds:g}") from error

    def exchange(self, message: object) -> Any:
        """Says something to the worker; what it says next.

        Raises TimeoutError, MemoryError, CancelledError; EOFError or ConnectionError where the worker died.
        """
        self._connection.send(message)
        return self._receive(self._deadline)

    def end(self) -> None:
        """Kills the worker, and comes back when it is gone. It holds nothing that could be lost."""
        self._connection.close()
        self._process.kill()
        wait([self._process.sentinel])
        self._process.join()

    def _await_ready(self) -> None:
        try:
            self._receive(time.monotonic() + _START_SECONDS)
        except (EOFError, OSError) as error:  # TimeoutError is an OSError
            self.end()
            raise WorkerNotStartedError(f"exit code {self._process.exitcode}") from error
        except BaseException:
            self.end()
            raise
        self._most_bytes = self._held_bytes() + self._limits.memory_bytes

    def _receive(self, deadline: float) -> object:
        while not self._connection.poll(min(_LOOK_UP_SECONDS, max(0.0, deadline - time.monotonic()))):
            if self._stopping():
                raise CancelledError
            if time.monotonic() >= deadline:
                raise TimeoutError
            # Most systems do not keep the limit that the worker sets itself; there this is the only one.
            if self._held_bytes() > self._most_bytes:
                raise MemoryError
        reply: object = self._connection.recv()
        return reply

    def _held_bytes(self) -> int:
        try:
            held: int = psutil.Process(self._process.pid).memory_info().rss
        except psutil.NoSuchProcess:
            return 0  # the connection tells that it is gone
        return held
