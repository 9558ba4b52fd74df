"""Text features of names as a file that NumPy reads alone (`numpy.load`). No torch.

Entries: `names` [B + N], the learned ones first and in the adapter's order; `learned`, how many these are (B);
`adapted` [B + N, d] with what was learned, `plain` [B + N, d] of the untouched CLIP; float32, of unit length.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

NAMES_FILE = "names.npz"


def names_bytes(
    names: Sequence[str], learned: int, adapted: npt.NDArray[np.float32], plain: npt.NDArray[np.float32]
) -> bytes:
    """The file's bytes."""
    stream = io.BytesIO()
    np.savez(stream, names=np.array([*names]), learned=np.array(learned), adapted=adapted, plain=plain)
    return stream.getvalue()
