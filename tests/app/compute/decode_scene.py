"""A program with decode workers, for tests that kill it: `python -m tests.app.compute.decode_scene SECONDS PICTURE`.

Looks at one sound picture, asks for PICTURE, says so when that is being read, and waits.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from app.compute.decode_pool import DecodePool
from tests.app.compute.decode_readers import fatal_reader


def main(seconds: float, picture: Path) -> None:
    pool = DecodePool(2, seconds=seconds, reader=fatal_reader)
    pool.look(picture.with_name("sound.png"), 64).result()
    asked = [pool.open(picture) for _ in range(2)]
    while not all(future.running() or future.done() for future in asked):
        time.sleep(0.01)
    time.sleep(0.2)  # for the workers to begin
    print("asked", flush=True)
    time.sleep(600)


if __name__ == "__main__":
    main(float(sys.argv[1]), Path(sys.argv[2]))
