"""From a picture's bytes to its answer: reading in worker processes, computing in one thread, neither in the thread
that talks to the clients. No torch is loaded here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mmrl_engine.answer_json import head_fields, picture_fields
from mmrl_engine.isolated_worker import WorkerLimits
from mmrl_engine.notices import Notice
from mmrl_engine.picture_inputs import PictureInputs
from mmrl_engine.serve.inputs import NAME, InputReaders, Pixels, Reading, read_input
from mmrl_engine.serve.limits import RefusedError, ServeLimits

if TYPE_CHECKING:
    from mmrl_engine.shelf import Shelf


class AnsweringDesk:
    """Takes pictures one by one, and as many at once as `limits.requests`."""

    def __init__(self, shelf: Shelf, limits: ServeLimits, *, reading: Reading = read_input) -> None:
        """Starts no process and no thread yet."""
        self._shelf = shelf
        self._limits = limits
        self._inside = 0
        allowed = WorkerLimits(limits.picture, limits.picture_bytes)
        self._readers = InputReaders(shelf.backbone.preprocess, allowed, reading=reading)
        self._reading = ThreadPoolExecutor(self._readers.workers, "read pictures")
        self._computing = ThreadPoolExecutor(1, "answers")

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """What each adapter has learned."""
        return {name: item.trained for name, item in self._shelf.classifiers.items()}

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place among those that are answered at once; for the thread of the event loop.

        Raises:
            RefusedError: there is none.
        """
        if self._inside >= self._limits.requests:
            raise RefusedError.of(503, "serve-busy")
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1

    async def start(self) -> None:
        """Starts what reads pictures."""
        await asyncio.get_running_loop().run_in_executor(self._reading, self._readers.start)

    async def answer(self, data: bytes, typed: Sequence[str]) -> dict[str, object]:
        """What `mmrl classify --json` writes about this one picture; `typed` are for the first adapter.

        Raises:
            EngineError: the picture or the typed names cannot be used.
            RefusedError: it took too long, or the service ends.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._limits.whole):
                pixels = await loop.run_in_executor(self._reading, self._readers.read, data)
                return await loop.run_in_executor(self._computing, self._compute, pixels, tuple(typed))
        except TimeoutError as error:
            seconds = f"{self._limits.whole:g}"
            raise RefusedError.of(503, "serve-too-slow", seconds=seconds) from error

    def close(self) -> None:
        """Comes back when threads and processes are gone. Nothing happens the second time."""
        self._reading.shutdown(wait=False, cancel_futures=True)
        self._computing.shutdown(wait=False, cancel_futures=True)
        self._readers.close()
        self._reading.shutdown()
        self._computing.shutdown()

    def _compute(self, pixels: Pixels, typed: tuple[str, ...]) -> dict[str, object]:
        first = next(iter(self._shelf.classifiers))
        inputs = PictureInputs(pixels[None], (Path(NAME),), {})
        (answers,) = self._shelf.answers(inputs, {first: typed})
        assert not isinstance(answers, Notice), "the picture was read"
        return {**head_fields([*self._shelf.classifiers]), "pictures": [picture_fields(answers)]}
