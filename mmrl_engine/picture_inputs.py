"""Pictures from their paths to a backbone's inputs; what cannot be read keeps its place among the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from mmrl_engine.errors import PictureError
from mmrl_engine.images import OpenPicture
from mmrl_engine.notices import Notice
from mmrl_engine.types import Preprocess
from mmrl_engine.views import to_input

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PictureInputs:
    """Pictures that were opened, for one pass.

    Attributes:
        pixels: float32 [M, 3, S, S], those that could be read, in order; readable: their paths.
        failed: why the others could not, by their places among all.
    """

    pixels: npt.NDArray[np.float32]
    readable: tuple[Path, ...]
    failed: dict[int, Notice]

    def all_in_order(self, found: Iterable[T]) -> Iterator[T | Notice]:
        """For every picture what was `found` for it, or why it could not be read."""
        answers = iter(found)
        for place in range(len(self.readable) + len(self.failed)):
            yield self.failed[place] if place in self.failed else next(answers)


def read_inputs(paths: Sequence[Path], open_picture: OpenPicture, preprocess: Preprocess) -> PictureInputs:
    """Opens each picture once."""
    inputs: list[npt.NDArray[np.float32]] = []
    readable: list[Path] = []
    failed: dict[int, Notice] = {}
    for place, path in enumerate(paths):
        try:
            inputs.append(to_input(open_picture(path), preprocess))
            readable.append(path)
        except PictureError as error:
            failed[place] = error.notices[0]
    size = preprocess.size
    pixels = np.stack(inputs) if inputs else np.empty((0, 3, size, size), np.float32)
    return PictureInputs(pixels, tuple(readable), failed)
