"""Too little memory: told from our own mistakes, what a failed try held given back, and work done in smaller pieces.
No torch is loaded here; where it is loaded already, its errors and its accelerator's memory count too.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from typing import TypeVar

from mmrl_engine.errors import EngineError

T = TypeVar("T")

# torch has a class of its own only where an accelerator's allocator refuses. For the processor's memory (in Linux's and
# macOS's words, then in Windows's), a mapped file, a Mac's card, and what a CUDA card's driver and libraries ask for by
# themselves it raises a RuntimeError that nothing but its text tells apart.
_NO_MEMORY = (
    "can't allocate memory",
    "not enough memory",
    "Cannot allocate memory",
    "out of memory",
    "CUBLAS_STATUS_ALLOC_FAILED",
    "CUDNN_STATUS_ALLOC_FAILED",
    "UR_RESULT_ERROR_OUT_OF_DEVICE_MEMORY",
    "UR_RESULT_ERROR_OUT_OF_HOST_MEMORY",
)
# oneDNN, which computes linear layers on the processor, says no more than this: the whole text. (Where it lacks an
# operation, it says so of a "primitive descriptor".)
_ONEDNN_NO_MEMORY = frozenset(
    {"could not create a primitive", "could not execute a primitive", "could not create a memory object"}
)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether the machine or its accelerator had too little memory; a smaller piece of the same work may fit."""
    torch = sys.modules.get("torch")
    if isinstance(error, MemoryError) or (torch is not None and isinstance(error, torch.OutOfMemoryError)):
        return True
    text = str(error)
    return isinstance(error, RuntimeError) and (text in _ONEDNN_NO_MEMORY or any(part in text for part in _NO_MEMORY))


def says_no_memory(error: BaseException) -> bool:
    """Whether `error` is what the engine raises where not even the smallest piece of some work fits."""
    return isinstance(error, EngineError) and any(item.code == "memory-smallest-step" for item in error.notices)


def let_pass(error: Exception) -> None:
    """Raises `error` again unless it says that memory ran out.

    After oneDNN could not create one primitive, it creates none any more, however much memory there is then. So torch
    goes on without it, with kernels of its own.
    """
    if not is_out_of_memory(error):
        raise error
    if str(error) in _ONEDNN_NO_MEMORY:
        sys.modules["torch"].backends.mkldnn.enabled = False


def release_memory() -> None:
    """Gives back what a failed try held. Of use only behind its `except` block: the exception keeps the frames of where
    it came from, and with them their tensors.
    """
    gc.collect()
    torch = sys.modules.get("torch")
    if torch is not None and torch.accelerator.is_available():
        torch.accelerator.empty_cache()


def attempt(work: Callable[[], T]) -> T | None:
    """What `work` gives (never None), or None where memory ran out; then what it held has been given back."""
    try:
        return work()
    except Exception as error:
        let_pass(error)
    release_memory()
    return None


class Pieces:
    """Does work on a list in pieces of at most `most` items.

    A piece that does not fit in memory is done again in halves, and all later pieces stay that small.
    """

    def __init__(self, most: int) -> None:
        self._most = most

    def each(self, count: int, work: Callable[[slice], T]) -> Iterator[T]:
        """What `work` gives (never None) for each piece, a slice of `count` items, in order. No items are one piece.

        Raises:
            EngineError: not even one item fits.
        """
        start = 0
        while True:
            part = slice(start, min(start + self._most, count))
            made = _done(work, part)
            if made is not None:
                yield made
                start = part.stop
                if start == count:
                    return
            elif part.stop - start <= 1:
                raise EngineError.of("memory-smallest-step")
            else:
                self._most = (part.stop - start) // 2


def _done(work: Callable[[slice], T], part: slice) -> T | None:
    return attempt(lambda: work(part))
