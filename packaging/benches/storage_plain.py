"""What a plain script does with pictures in two processes: decode and make small, with Pillow and nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from pathlib import Path

from PIL import Image

LONGEST = 320
CHUNK = 16  # pictures that a process is handed at once
Work = Callable[[Sequence[Path]], None]


def decode_whole(paths: Sequence[Path]) -> None:
    """Decodes every pixel, then makes the picture small."""
    for path in paths:
        with Image.open(path) as picture:
            picture.load()
            picture.thumbnail((LONGEST, LONGEST))


def decode_small(paths: Sequence[Path]) -> None:
    """Lets the decoder leave out what a small picture does not need."""
    for path in paths:
        with Image.open(path) as picture:
            picture.thumbnail((LONGEST, LONGEST))


def save_small(paths: Sequence[Path]) -> None:
    """As `decode_small`, and encodes the small picture as the program does."""
    for path in paths:
        with Image.open(path) as picture:
            picture.thumbnail((LONGEST, LONGEST))
            picture.save(io.BytesIO(), "WEBP", quality=80, method=0)


def run_all(workers: Executor, work: Work, paths: Sequence[Path]) -> None:
    """Does `work` on all of `paths`, in chunks."""
    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    for _ in workers.map(work, chunks):
        pass
