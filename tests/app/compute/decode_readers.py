"""What the decode workers of the tests do: read pictures, and worse where the file's name says so."""

from __future__ import annotations

import itertools
import os
import signal
import sys
import time

from PIL import Image

from app.compute.decode_messages import Request
from app.compute.picture_reader import read_request
from app.services.jobs import Look

if sys.platform != "win32":
    import resource


def fatal_reader(request: Request) -> Look | Image.Image:
    """Reads the picture, unless its name is one of `DEEDS`."""
    deed = DEEDS.get(request.path.stem)
    if deed is not None:
        deed()
    found = read_request(request)
    if request.path.stem.startswith("filling-") and isinstance(found, Image.Image):
        # Copying into shared memory begins with a crop.
        setattr(found, "crop", lambda _: DEEDS[request.path.stem.removeprefix("filling-")]())  # noqa: B010
    return found


def module_reader(request: Request) -> Look:
    """Tells, as the kind of the picture, which modules the worker has loaded."""
    read_request(request)
    return Look(1, 1, " ".join(sorted(sys.modules)), None, 0, b"")


def leave() -> None:
    os._exit(3)


def crash() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.kill(os.getpid(), signal.SIGSEGV)


def hang() -> None:
    time.sleep(600)


def hang_hard() -> None:
    """As a decoder does in C: no other thread of the process gets a turn, no signal handler runs."""
    sum(itertools.repeat(0))


def hold_up() -> None:
    time.sleep(0.5)


def fill_memory() -> None:
    blocks = [bytearray(10_000_000)]
    while True:
        blocks.append(bytearray(10_000_000))


def fill_memory_slowly() -> None:
    """Where the system knows no limit."""
    resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    blocks: list[bytes] = []
    while True:
        blocks.append(b"x" * 10_000_000)
        time.sleep(0.01)


def make_mistake() -> None:
    raise KeyError("our own mistake")


def end_of_file() -> None:
    raise EOFError("our own mistake")


def talk() -> None:
    for stream in (1, 2):
        os.write(stream, b"what libtiff thinks of this file\n")


DEEDS = {
    "leave": leave,
    "crash": crash,
    "hang": hang,
    "hang-hard": hang_hard,
    "hold-up": hold_up,
    "fill-memory": fill_memory,
    "fill-memory-slowly": fill_memory_slowly,
    "mistake": make_mistake,
    "end-of-file": end_of_file,
    "talk": talk,
}
