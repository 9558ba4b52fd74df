"""Pixels from a decode worker to the process that asked, through memory that both of them see.

The asking process makes and removes each block, so nothing is left behind by a worker that dies. The worker's end is a
plain visitor: multiprocessing's resource tracker, which both share, knows a block once however often it is opened.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

CHANNELS = 3
_STRIP_PIXELS = 1 << 20  # a large picture is copied without a second copy of it in between


@contextmanager
def pixel_block(height: int, width: int) -> Iterator[SharedMemory]:
    """Room for RGB [H, W, 3], as long as the `with` statement lasts.

    Raises:
        MemoryError: there is no room.
    """
    with _no_room_is_no_memory():
        block = SharedMemory(create=True, size=height * width * CHANNELS)
    try:
        with _no_room_is_no_memory():
            _take_room(block)
        yield block
    finally:
        block.close()
        block.unlink()


def fill_block(name: str, image: Image.Image) -> None:
    """Writes `image` (mode RGB) into the block called `name`."""
    block = SharedMemory(name=name)
    room = block.buf
    assert room is not None, "it is open"
    try:
        rows = max(1, _STRIP_PIXELS // image.width)
        for top in range(0, image.height, rows):
            strip = image.crop((0, top, image.width, min(top + rows, image.height))).tobytes()
            start = top * image.width * CHANNELS
            room[start : start + len(strip)] = strip
    finally:
        block.close()


def copy_of_block(block: SharedMemory, height: int, width: int) -> npt.NDArray[np.uint8]:
    """A block's pixels [H, W, 3], in memory of their own."""
    # The block may be longer: some systems give whole pages.
    return np.ndarray((height, width, CHANNELS), np.uint8, buffer=block.buf).copy()


@contextmanager
def _no_room_is_no_memory() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.ENOMEM}:
            raise MemoryError from error
        raise


def _take_room(block: SharedMemory) -> None:
    """Has the system set the memory aside at once: Linux would otherwise kill the process that writes where its file
    system for shared memory (half of the memory, or 64 MB in a container) is full.
    """
    if sys.platform == "linux":
        file = os.open(Path("/dev/shm") / block.name, os.O_RDWR)
        try:
            os.posix_fallocate(file, 0, block.size)
        finally:
            os.close(file)
