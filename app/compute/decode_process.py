"""One decode worker, seen from the process that asks it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.compute.decode_messages import Filled, Reply, Request, Shape
from app.compute.decode_worker import answer
from app.compute.picture_reader import Reader
from app.compute.shared_pixels import copy_of_block, pixel_block
from app.services.jobs import Look, Pixels
from mmrl_engine.errors import PictureError
from mmrl_engine.images import printable_path
from mmrl_engine.isolated import IsolatedProcess
from mmrl_engine.isolated_worker import Broken, Refused, WorkerLimits


class DecodeProcess:
    """A decode worker that is ready, and used by one thread. Ends, for good, when a picture was too much for it."""

    def __init__(self, limits: WorkerLimits, reader: Reader, stopping: Callable[[], bool]) -> None:
        """Starts it, and waits until it has loaded everything; arguments and errors as of `IsolatedProcess`."""
        self._process = IsolatedProcess(limits, partial(answer, reader), stopping)

    @property
    def alive(self) -> bool:
        """Whether it can be asked. It may also have died, or been killed from outside, since it answered."""
        return self._process.alive

    def ask(self, request: Request) -> Look | Pixels:
        """The worker's answer.

        Raises:
            PictureError: the file cannot be read, or the worker ended over it.
            CancelledError: told to stop; the worker has ended.
            RuntimeError: a mistake of ours in the worker; its traceback.
        """
        with self._process.one_picture(printable_path(request.path)):
            reply: Reply = self._process.exchange(request)
            found = self._fetch(reply) if isinstance(reply, Shape) else _final(reply)
        if isinstance(found, Refused):
            raise PictureError(*found.notices)
        if isinstance(found, Broken):
            raise RuntimeError(f"a decode worker failed over {request}:\n{found.trace}")
        return found

    def end(self) -> None:
        """Kills the worker, and comes back when it is gone. It holds nothing that could be lost."""
        self._process.end()

    def _fetch(self, shape: Shape) -> Pixels | Look | Refused | Broken:
        """Gives the worker room for the pixels, and takes them from there."""
        with pixel_block(shape.height, shape.width) as block:
            try:
                reply: Reply = self._process.exchange(block.name)
            except BaseException:
                # The worker must be gone before the block is: it tells the resource tracker that it opens it.
                self.end()
                raise
            if isinstance(reply, Filled):
                return copy_of_block(block, shape.height, shape.width)
            return _final(reply)


def _final(reply: Reply) -> Look | Refused | Broken:
    if isinstance(reply, (Shape, Filled)):
        raise RuntimeError(f"a decode worker spoke out of turn: {reply}")
    return reply
