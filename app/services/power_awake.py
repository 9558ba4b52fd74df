"""The computer is kept from falling asleep while it learns. Where that is not possible, it learns all the same."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

from app.services.change import Change
from app.services.jobs import LAST, Event, Started

WAIT_SECONDS = 2.0  # for a helper to end
ES_CONTINUOUS, ES_SYSTEM_REQUIRED = 0x80000000, 0x00000001


class Keeper(Protocol):
    """Keeps the computer awake from `hold` to `release`; neither raises."""

    def hold(self) -> None: ...

    def release(self) -> None: ...


class StayAwake:
    """Hears of work and holds the keeper while any goes on, if that is wanted when it begins."""

    def __init__(self, wanted: Callable[[], bool], keeper: Keeper | None = None) -> None:
        self._wanted = wanted
        self._keeper = system_keeper() if keeper is None else keeper
        self._lock = threading.Lock()
        self._going: set[tuple[str, int]] = set()
        self._held = False

    def hears(self, kind: str) -> Callable[[int, Event | Change], None]:
        """Who tells of rows of this kind."""

        def hear(row_id: int, what: Event | Change) -> None:
            if isinstance(what, (Started, *LAST)):
                self._take((kind, row_id), going=isinstance(what, Started))

        return hear

    def close(self) -> None:
        """Nothing goes on any more."""
        with self._lock:
            self._going.clear()
            self._set(False)

    def _take(self, work: tuple[str, int], *, going: bool) -> None:
        with self._lock:
            if going:
                self._going.add(work)
            else:
                self._going.discard(work)
            self._set(bool(self._going) and (self._held or self._wanted()))

    def _set(self, held: bool) -> None:
        if held == self._held:
            return
        self._held = held
        if held:
            self._keeper.hold()
        else:
            self._keeper.release()


def system_keeper() -> Keeper:
    """How this system is kept awake."""
    if sys.platform == "win32":
        return WindowsKeeper()
    return CommandKeeper(keeping_command())


def keeping_command(platform: str = sys.platform) -> tuple[str, ...]:
    """A program that keeps the computer awake until its standard input, or this process, ends; empty where there is
    none.
    """
    if platform == "darwin" and shutil.which("caffeinate"):
        return ("caffeinate", "-i", "-w", str(os.getpid()))
    if shutil.which("systemd-inhibit") and shutil.which("cat"):
        what = ("--what=idle:sleep", "--who=MMRL Studio", "--why=It is learning", "--mode=block")
        return ("systemd-inhibit", *what, "cat")
    return ()


class CommandKeeper:
    """Runs a helper as long as it holds. Where the helper fails, nobody is told: it is of no use to the learning."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = tuple(command)
        self._process: subprocess.Popen[bytes] | None = None

    def hold(self) -> None:
        if self._command and self._process is None:
            quiet = subprocess.DEVNULL
            with suppress(OSError):
                self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)

    def release(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()
        process.terminate()
        try:
            process.wait(WAIT_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class WindowsKeeper:
    """Windows keeps the wish for as long as the thread lives that said it, so it has one of its own."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def hold(self) -> None:
        if self._thread is None:
            self._over.clear()
            self._thread = threading.Thread(target=self._keep, name="stay awake", daemon=True)
            self._thread.start()

    def release(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            self._over.set()
            thread.join(WAIT_SECONDS)

    def _keep(self) -> None:
        with suppress(AttributeError, OSError):
            kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
            kernel.SetThreadExecutionState(ES_CONTINUOUS | ES_SYSTEM_REQUIRED)
            self._over.wait()
            kernel.SetThreadExecutionState(ES_CONTINUOUS)
