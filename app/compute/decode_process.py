"""One decode worker, seen from the process that asks it."""

from __future__ import annotations

import math
import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess

import psutil

from app.compute.decode_messages import Broken, Filled, Ready, Refused, Reply, Request, Shape
from app.compute.decode_worker import DecodeLimits, serve
from app.compute.picture_reader import Reader
from app.compute.shared_pixels import copy_of_block, pixel_block
from app.services.jobs import Look, Pixels
from mmrl_engine.errors import PictureError
from mmrl_engine.images import printable_path

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


class DecodeProcess:
    """A decode worker that is ready, and used by one thread. Ends, for good, when a picture was too much for it."""

    def __init__(self, limits: DecodeLimits, reader: Reader, stopping: Callable[[], bool]) -> None:
        """Starts it, and waits until it has loaded everything.

        Args:
            stopping: whether to give up what is waited for.

        Raises:
            WorkerNotStartedError: the machine has no room for another process.
            CancelledError: `stopping` said so.
        """
        self._limits = limits
        self._stopping = stopping
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        arguments = (theirs, limits, reader)
        self._process: SpawnProcess = context.Process(target=serve, args=arguments, name="decode worker", daemon=True)
        try:
            self._process.start()
        except OSError as error:
            self._connection.close()
            raise WorkerNotStartedError(error.strerror or str(error)) from error
        finally:
            theirs.close()  # so that this end hears when the worker is gone
        self._most_bytes: float = math.inf
        self._await_ready()

    @property
    def alive(self) -> bool:
        """Whether it can be asked. It may also have died, or been killed from outside, since it answered."""
        try:
            return not self._connection.closed and not self._connection.poll()  # an end shows as something to read
        except OSError:
            return False

    def ask(self, request: Request) -> Look | Pixels:
        """The worker's answer.

        Raises:
            PictureError: the file cannot be read, or the worker ended over it.
            CancelledError: told to stop; the worker has ended.
            RuntimeError: a mistake of ours in the worker; its traceback.
        """
        try:
            reply = self._exchange(request, time.monotonic() + self._limits.seconds)
        except BaseException as error:
            self.end()  # the next thing it says would belong to this request
            code = next((code for kind, code in _ENDINGS if isinstance(error, kind)), None)
            if code is None:
                raise
            seconds = f"{self._limits.seconds:g}"
            raise PictureError.of(code, path=printable_path(request.path), seconds=seconds) from error
        if isinstance(reply, Refused):
            raise PictureError(*reply.notices)
        if isinstance(reply, Broken):
            raise RuntimeError(f"a decode worker failed over {request}:\n{reply.trace}")
        return reply

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

    def _exchange(self, request: Request, deadline: float) -> Look | Pixels | Refused | Broken:
        self._connection.send(request)
        reply = self._receive(deadline)
        return self._fetch(reply, deadline) if isinstance(reply, Shape) else _final(reply)

    def _fetch(self, shape: Shape, deadline: float) -> Pixels | Look | Refused | Broken:
        """Gives the worker room for the pixels, and takes them from there."""
        with pixel_block(shape.height, shape.width) as block:
            try:
                self._connection.send(block.name)
                reply = self._receive(deadline)
            except BaseException:
                # The worker must be gone before the block is: it tells the resource tracker that it opens it.
                self.end()
                raise
            if isinstance(reply, Filled):
                return copy_of_block(block, shape.height, shape.width)
            return _final(reply)

    def _receive(self, deadline: float) -> Reply:
        """Raises TimeoutError, MemoryError, CancelledError; EOFError or ConnectionError where the worker died."""
        while not self._connection.poll(min(_LOOK_UP_SECONDS, max(0.0, deadline - time.monotonic()))):
            if self._stopping():
                raise CancelledError
            if time.monotonic() >= deadline:
                raise TimeoutError
            # Most systems do not keep the limit that the worker sets itself; there this is the only one.
            if self._held_bytes() > self._most_bytes:
                raise MemoryError
        reply: Reply = self._connection.recv()
        return reply

    def _held_bytes(self) -> int:
        try:
            held: int = psutil.Process(self._process.pid).memory_info().rss
        except psutil.NoSuchProcess:
            return 0  # the connection tells that it is gone
        return held


def _final(reply: Reply) -> Look | Refused | Broken:
    if isinstance(reply, (Ready, Shape, Filled)):
        raise RuntimeError(f"a decode worker spoke out of turn: {reply}")
    return reply
