"""Pictures to import, made by this bench: JPEG files like a camera's small ones, each with bytes of its own.

A few are drawn: colour and light that change softly over the picture, texture, and the grain of a sensor. The others
are copies of these with a comment inside, which changes their hash and nothing that a decoder has to do.
"""

from __future__ import annotations

import io
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

SIZE = (1600, 1200)
BASES = 200
CLASSES = 10
_ROWS = (3, 12, 48, 192, 600)  # of the grids that are laid over each other, each weaker than the one before
_CONTRAST, _FALL, _GRAIN = 70.0, 0.35, 4.0
_QUALITY = 85
_COMMENT = b"\xff\xfe"


@dataclass(frozen=True)
class Made:
    """Pictures in folders that stand for classes.

    Attributes:
        few: the folder of the first ones. rest: the folder of the others. more: the folder of some besides.
    """

    few: Path
    rest: Path
    more: Path


def two_workers() -> ProcessPoolExecutor:
    """Two processes, as many as the program decodes with."""
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))


def typical_bytes() -> int:
    """Of one picture, about."""
    return len(draw_jpeg(0))


def make_pictures(folder: Path, *, few: int, large: int, more: int, bases: int, tell: Callable[[str], None]) -> Made:
    """Writes `large` pictures, the first `few` of them into a folder of their own, and `more` others."""
    made = Made(folder / "few", folder / "rest", folder / "more")
    numbers = {made.few: range(few), made.rest: range(few, large), made.more: range(large, large + more)}
    targets = [(_place(place, number), number) for place in numbers for number in numbers[place]]
    for parent in {path.parent for path, _ in targets}:
        parent.mkdir(parents=True, exist_ok=True)
    by_base: list[Sequence[tuple[Path, int]]] = [targets[base::bases] for base in range(min(bases, len(targets)))]
    with two_workers() as workers:
        for _ in workers.map(write_copies, range(len(by_base)), by_base):
            pass
    width, height = SIZE
    copies = f"{len(by_base)} drawn, the others copies with a comment inside"
    tell(f"{len(targets)} JPEG files of {width} x {height}: {copies}\n")
    return made


def write_copies(seed: int, targets: Sequence[tuple[Path, int]]) -> None:
    """Draws one picture and writes its copies, each with its number in a comment."""
    data = draw_jpeg(seed)
    for path, number in targets:
        path.write_bytes(numbered(data, number))


def numbered(data: bytes, number: int) -> bytes:
    """A JPEG file's bytes with its number in a comment."""
    after = 4 + int.from_bytes(data[4:6], "big")  # behind the first segment, which readers want to be JFIF's
    text = f"picture {number}".encode()
    comment = _COMMENT + (len(text) + 2).to_bytes(2, "big") + text
    return data[:after] + comment + data[after:]


def draw_jpeg(seed: int) -> bytes:
    """A picture as a JPEG file's bytes; the same for the same seed."""
    draw = np.random.default_rng(seed)
    width, height = SIZE
    light = np.full((height, width, 3), 128, np.float32)
    contrast = _CONTRAST
    for rows in _ROWS:
        light += contrast * _soft(draw, rows)
        contrast *= _FALL
    light += draw.normal(0, _GRAIN, (height, width, 1))
    file = io.BytesIO()
    Image.fromarray(light.clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def _soft(draw: np.random.Generator, rows: int) -> npt.NDArray[np.float32]:
    """A grid of chance values [H, W, 3] made as large as the picture; its channels differ less than its places do."""
    grid = draw.normal(0, 1, (rows, rows * SIZE[0] // SIZE[1], 3)).astype(np.float32)
    grid = grid.mean(2, keepdims=True) + 0.4 * grid
    channels = [
        np.asarray(Image.fromarray(np.ascontiguousarray(grid[..., index])).resize(SIZE, Image.Resampling.BICUBIC))
        for index in range(3)
    ]
    return np.stack(channels, axis=2)


def _place(folder: Path, number: int) -> Path:
    return folder / f"class {number % CLASSES + 1:02}" / f"{number:05}.jpg"
