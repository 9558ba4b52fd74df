"""A hash of how a picture looks, by which near duplicates are found."""

from __future__ import annotations

import numpy as np
from PIL import Image

_ROWS, _COLUMNS = 8, 8


def dhash(image: Image.Image) -> int:
    """The difference hash: 64 bits as a signed number, as SQLite keeps them.

    Each bit says whether one of 8 x 9 grey averages is brighter than its left neighbour. Copies in another size or
    quality differ in few bits, unlike pictures in about half of them. Whole grey levels are compared, so that the noise
    of a plain area decides nothing.
    """
    grey = image.convert("L").resize((_COLUMNS + 1, _ROWS), Image.Resampling.BOX)
    levels = np.asarray(grey)
    brighter = levels[:, 1:] > levels[:, :-1]
    return int.from_bytes(np.packbits(brighter).tobytes(), "big", signed=True)
