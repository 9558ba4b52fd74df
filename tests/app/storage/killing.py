"""Child processes that work until they are killed."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

FIRST = 0.2  # seconds in which a child does not get far
Child = Callable[..., None]


class Killer:
    """Starts children and kills them (SIGKILL) at random moments.

    Args:
        preload: the modules that the children need, loaded once where the system can fork.
    """

    def __init__(self, preload: list[str], seed: int) -> None:
        methods = multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        if "forkserver" in methods:
            self._context.set_forkserver_preload(preload)
        self._luck = random.Random(seed)

    def run(self, child: Child, *arguments: object, words: int = 6) -> list[Any]:
        """What the child told, through the connection that it gets last, before it was killed: after up to `words`
        words, somewhere within the time that it takes for one.
        """
        told: list[Any] = []
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=child, args=(*arguments, theirs), daemon=True)
        process.start()
        theirs.close()
        begun = time.monotonic()
        for _ in range(self._luck.randint(0, words)):
            told += _next(ours)
        taken = time.monotonic() - begun
        time.sleep(self._luck.random() * (taken / len(told) if told else FIRST))
        process.kill()
        process.join()
        while rest := _next(ours):
            told += rest
        ours.close()
        return told


def _next(connection: Connection) -> list[Any]:
    try:
        return [connection.recv()]
    except (EOFError, OSError):
        return []


def nothing_left(folder: os.PathLike[str] | str, *expected: str) -> bool:
    """Whether the folder holds just the files and folders `expected`."""
    return sorted(os.listdir(folder)) == sorted(expected)  # noqa: PTH208
