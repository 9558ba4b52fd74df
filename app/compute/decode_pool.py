"""Opens pictures from outside in processes of their own, so that none of them can stop the program."""

from __future__ import annotations

import contextlib
import itertools
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from queue import Empty, PriorityQueue
from types import TracebackType
from typing import Any

from app.compute.decode_messages import LookRequest, OpenRequest, Request
from app.compute.decode_process import DecodeProcess
from app.compute.picture_reader import Reader, read_request
from app.services.jobs import Look, Pixels
from mmrl_engine.errors import PictureError
from mmrl_engine.images import printable_path
from mmrl_engine.isolated import WorkerNotStartedError
from mmrl_engine.isolated_worker import WorkerLimits


class _Lane(IntEnum):
    STOP = 0
    OPEN = 1
    LOOK = 2


@dataclass(frozen=True, slots=True)
class _Task:
    request: Request
    future: Future[Any]  # of what the request's kind gives


class DecodePool:
    """A `Decoder` with some worker processes, each handed one picture at a time.

    Requests are taken in the order of asking, but `open` goes before every waiting `look`: somebody waits for a picture
    on the screen, while looks come by the thousand from an import. A future that is cancelled before its turn costs
    nothing; one whose turn has come cannot be cancelled. Callbacks of futures run in a thread of the pool.

    Over a picture that takes more than `seconds` or `memory_bytes`, or that its decoder dies of, the worker is replaced
    and the future raises PictureError; the others go on.
    """

    def __init__(
        self,
        workers: int,
        *,
        seconds: float = 20.0,
        memory_bytes: int = 1_000_000_000,
        reader: Reader = read_request,
    ) -> None:
        """Starts nothing yet: the workers start, all of them, with `start` or the first request.

        Args:
            workers: how many, at least one.
            seconds: for one picture, not counting the time that its request waits.
            memory_bytes: for one picture, beside what an idle worker holds.
            reader: what a worker does; a function that can be pickled.
        """
        if workers < 1:
            raise ValueError("a pool needs at least one worker")
        self._limits = WorkerLimits(seconds, memory_bytes)
        self._reader = reader
        self._tasks: PriorityQueue[tuple[_Lane, int, _Task | None]] = PriorityQueue()
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._started = False
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._serve, name=f"decode {number}", daemon=True) for number in range(workers)
        ]

    def start(self) -> None:
        """Starts the workers, so that the first picture need not wait for them. Nothing happens the second time."""
        with self._lock:
            if not self._started and not self._stopping.is_set():
                self._started = True
                for thread in self._threads:
                    thread.start()

    def look(self, path: Path, longest: int) -> Future[Look]:
        """As `Decoder.look`. After `close` the future comes cancelled."""
        return self._submit(_Lane.LOOK, LookRequest(path, longest))

    def open(self, path: Path, longest: int | None = None) -> Future[Pixels]:
        """As `Decoder.open`; whole, the pixels are those of `mmrl_engine.images.open_rgb`. After `close` the future
        comes cancelled.
        """
        return self._submit(_Lane.OPEN, OpenRequest(path, longest))

    def close(self) -> None:
        """Ends the workers at once, and comes back when they are gone. What waits is cancelled, what is being read
        raises `concurrent.futures.CancelledError`. Not to be called from a future's callback.
        """
        with self._lock:
            self._stopping.set()
            waiting = self._take_all()
            for _ in self._threads:
                self._tasks.put((_Lane.STOP, next(self._numbers), None))
        for task in waiting:
            if task is not None:
                _cancel(task.future)
        if self._started:
            for thread in self._threads:
                thread.join()

    def _take_all(self) -> list[_Task | None]:
        taken: list[_Task | None] = []
        with contextlib.suppress(Empty):
            while True:
                taken.append(self._tasks.get_nowait()[2])
        return taken

    def __enter__(self) -> DecodePool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _submit(self, lane: _Lane, request: Request) -> Future[Any]:
        task = _Task(request, Future())
        self.start()
        with self._lock:
            if not self._stopping.is_set():
                self._tasks.put((lane, next(self._numbers), task))
                return task.future
        _cancel(task.future)
        return task.future

    def _serve(self) -> None:
        """What each thread does: has its worker answer one task after another."""
        worker: DecodeProcess | None = None
        with contextlib.suppress(Exception):  # it comes again with the first task, whose future tells
            worker = self._new_worker()
        try:
            while True:
                task = self._tasks.get()[2]
                if task is None:
                    return
                if task.future.set_running_or_notify_cancel():
                    worker = self._answer(worker, task)
                del task  # and with it the pixels, while this waits for the next
        finally:
            if worker is not None:
                worker.end()

    def _answer(self, worker: DecodeProcess | None, task: _Task) -> DecodeProcess | None:
        """Answers `task` by `worker`, or by a new one where that is gone. Returns the one that did."""
        try:
            if worker is None or not worker.alive:
                if worker is not None:
                    worker.end()
                worker = None
                worker = self._new_worker()
            found = worker.ask(task.request)
        except WorkerNotStartedError as error:
            path = printable_path(task.request.path)
            task.future.set_exception(PictureError.of("picture-reader-not-started", path=path, reason=str(error)))
        except BaseException as error:  # whatever it is, the one who asked must hear of it
            task.future.set_exception(error)
        else:
            task.future.set_result(found)
        return worker

    def _new_worker(self) -> DecodeProcess:
        return DecodeProcess(self._limits, self._reader, self._stopping.is_set)


def _cancel(future: Future[Any]) -> None:
    """Cancels a future whose turn has not come, and tells everybody who waits for it."""
    future.cancel()
    future.set_running_or_notify_cancel()
