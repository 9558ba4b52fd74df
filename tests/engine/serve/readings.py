"""What the workers of these tests do with a picture: read it, and worse where its bytes say so."""

from __future__ import annotations

import os
import time

import numpy as np

from mmrl_engine.serve.inputs import Pixels, read_input
from mmrl_engine.types import Preprocess

SLOW = 0.6  # seconds


def read_or_worse(preprocess: Preprocess, data: bytes) -> Pixels:
    """A worker's reading."""
    if data == b"hang":
        time.sleep(600)
    if data == b"crash":
        os._exit(3)
    if data == b"fill":
        np.ones(600_000_000 // 8)
    if data == b"mistake":
        raise ZeroDivisionError("a mistake of ours")
    if data.startswith(b"slow"):
        time.sleep(SLOW)
        return np.zeros((3, preprocess.size, preprocess.size), np.float32)
    return read_input(preprocess, data)
