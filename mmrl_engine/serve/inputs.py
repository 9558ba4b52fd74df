"""Pictures from strangers to a backbone's inputs, in processes that may hang or die over them. No torch."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from queue import LifoQueue
from typing import Any

import numpy as np
import numpy.typing as npt

from mmrl_engine.errors import PictureError
from mmrl_engine.images import rgb_of_bytes
from mmrl_engine.isolated import IsolatedProcess, WorkerNotStartedError
from mmrl_engine.isolated_worker import Broken, Refused, WorkerLimits, guarded
from mmrl_engine.serve.limits import RefusedError
from mmrl_engine.types import Preprocess
from mmrl_engine.views import to_input

NAME = "the picture"  # what sentences call a picture that came without a name
Pixels = npt.NDArray[np.float32]
Reading = Callable[[Preprocess, bytes], Pixels]


def read_input(preprocess: Preprocess, data: bytes) -> Pixels:
    """The input [3, S, S] of the picture that a file of these bytes holds.

    Raises:
        PictureError: as `rgb_of_bytes`.
    """
    return to_input(rgb_of_bytes(data, NAME), preprocess)


class InputReaders:
    """Worker processes, each of which reads one picture at a time. Over one that takes too much, or that its decoder
    dies of, the worker is replaced; the others go on.
    """

    def __init__(
        self, preprocess: Preprocess, limits: WorkerLimits, *, workers: int = 2, reading: Reading = read_input
    ) -> None:
        """Starts nothing yet: each worker starts with the first picture that it is needed for, or with `start`.

        Args:
            reading: what a worker does; can be pickled.
        """
        self._limits = limits
        self._answer = partial(_answer, reading, preprocess)
        self._stopping = threading.Event()
        self._idle: LifoQueue[IsolatedProcess | None] = LifoQueue()
        self.workers = workers
        for _ in range(workers):
            self._idle.put(None)

    def start(self) -> None:
        """Starts one worker, so that the first picture need not wait for it."""
        worker = self._idle.get()
        try:
            with suppress(WorkerNotStartedError, CancelledError):  # it comes again with the first picture, which tells
                worker = self._ready(worker)
        finally:
            self._idle.put(worker)

    def read(self, data: bytes) -> Pixels:
        """The input of the picture; waits for a worker that is free.

        Raises:
            PictureError: it cannot be read, or was too much for the worker.
            RefusedError: the service ends.
        """
        worker = self._idle.get()
        try:
            if self._stopping.is_set():
                raise CancelledError
            worker = self._ready(worker)
            with worker.one_picture(NAME):
                found: Any = worker.exchange(data)
        except WorkerNotStartedError as error:
            raise PictureError.of("picture-reader-not-started", path=NAME, reason=str(error)) from error
        except CancelledError as error:
            raise RefusedError.of(503, "serve-stopping") from error
        finally:
            self._idle.put(worker)
        if isinstance(found, Refused):
            raise PictureError(*found.notices)
        if isinstance(found, Broken):
            raise RuntimeError(f"a worker that reads pictures failed:\n{found.trace}")
        pixels: Pixels = found
        return pixels

    def close(self) -> None:
        """Ends the workers. What is being read is refused within a moment, and so is what comes later."""
        self._stopping.set()
        for _ in range(self.workers):
            worker = self._idle.get()
            if worker is not None:
                worker.end()
        for _ in range(self.workers):
            self._idle.put(None)

    def _ready(self, worker: IsolatedProcess | None) -> IsolatedProcess:
        if worker is not None and worker.alive:
            return worker
        if worker is not None:
            worker.end()
        return IsolatedProcess(self._limits, self._answer, self._stopping.is_set, name="picture reader")


def _answer(reading: Reading, preprocess: Preprocess, data: bytes, connection: Connection) -> Pixels | Refused | Broken:
    return guarded(NAME, lambda: reading(preprocess, data))
