"""The process that reads files from outside: it may be killed, or die, over any of them. No torch."""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, TypeVar

from mmrl_engine.errors import PictureError
from mmrl_engine.notices import Notice, notice

if sys.platform != "win32":
    import resource

T = TypeVar("T")
Answering = Callable[[Any, Connection], object]
"""What the worker does with a request: gives the reply, and may say more over the connection before. Can be pickled."""
_STACK_BYTES = 8 << 20  # of each thread that a decoder starts; counted in full although hardly used
_LARGE_BYTES = 4 << 20
_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD in malloc.h
NICER = 5  # by so much the window goes before a long import on a busy processor
_GRACE = 1.0  # seconds that the other process has for ending this one before it ends itself


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """What one picture may cost.

    Attributes:
        seconds: from being asked to the last pixel.
        memory_bytes: more than the worker held when it was ready.
    """

    seconds: float
    memory_bytes: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The first thing a worker says, when it has loaded everything."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The picture cannot be read."""

    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A mistake of ours in the worker: the text of the traceback."""

    trace: str


def serve(connection: Connection, limits: WorkerLimits, answer: Answering) -> None:
    """Answers requests from `connection` one by one, until its other end is closed."""
    _be_silent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the parent decides what ends
    threading.Thread(target=_end_with_parent, name="parent watch", daemon=True).start()
    _limit_memory(limits.memory_bytes)
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        os.nice(NICER)
    try:
        connection.send(Ready())
        while True:
            request: object = connection.recv()
            _end_after(limits.seconds + _GRACE)
            connection.send(answer(request, connection))
            _end_after(0)
    except (EOFError, ConnectionError):
        return


def guarded(path: str, work: Callable[[], T]) -> T | Refused | Broken:
    """What `work` gives for the picture called `path`, or why it could not."""
    try:
        return work()
    except PictureError as error:
        return Refused(error.notices)
    except MemoryError:
        return Refused((notice("picture-out-of-memory", path=path),))
    except Exception:  # a mistake of ours: told to the process that asked, where it is raised again
        return Broken(traceback.format_exc())


def _be_silent() -> None:
    """Decoders in C write what they think of a file to standard error, which is the terminal of the whole program."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _end_with_parent() -> None:
    """Ends this process when its parent is gone, also in the middle of a picture."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)


def _end_after(seconds: float) -> None:
    """Has the system end this process after `seconds` of one picture (0: not any more): a decoder that hangs holds up
    every thread here, and a parent that was killed no longer ends this process.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(memory_bytes: int) -> None:
    """Lets allocations fail that go further than `memory_bytes` above what is held now.

    Only Linux keeps this limit. It counts the memory that a process may write to and shares with nobody, not the
    address space (RLIMIT_AS), of which every thread of a decoder sets 64 MB aside without using it.
    """
    if sys.platform == "linux":
        _give_memory_back()
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[5])
        held = pages * resource.getpagesize() + (os.cpu_count() or 1) * _STACK_BYTES
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = held + memory_bytes
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _give_memory_back() -> None:
    """Has the C library return every large block when it is freed. It otherwise learns to keep them, and between those
    of one picture there is no room for the next.
    """
    with contextlib.suppress(AttributeError):  # a C library without this call has not this habit either
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)
