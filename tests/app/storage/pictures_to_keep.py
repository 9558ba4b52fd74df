"""A process that stages pictures and keeps them, until it is killed: FOLDER COUNT BYTES.

It prints the hash of each picture once that is kept. Staging and keeping go on at the same time.
"""

from __future__ import annotations

import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app.storage.pictures import PictureStore


def main(folder: Path, count: int, size: int) -> None:
    store = PictureStore(folder / "pictures")
    source = folder / "source"
    source.mkdir(exist_ok=True)
    draw = random.Random()

    def one(number: int) -> str:
        path = source / str(number)
        path.write_bytes(draw.randbytes(size))
        staged = store.stage(path)
        store.keep(staged)
        return staged.sha256

    print("ready", flush=True)
    with ThreadPoolExecutor(2) as pool:
        for sha256 in pool.map(one, range(count)):
            print(sha256, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
