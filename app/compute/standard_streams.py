"""Standard streams for a process that has none, such as a program that was started without a terminal."""

from __future__ import annotations

import os
import sys
from typing import TextIO


def fill_standard_streams() -> None:
    """Lets the descriptors 0 to 2 lead nowhere where they are closed, and `sys.stdout` and `sys.stderr` too.

    Otherwise the next file or pipe to be opened would become one of them, and get what libraries print.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
    sys.stdout = sys.stdout or _nowhere(1)
    sys.stderr = sys.stderr or _nowhere(2)


def _nowhere(descriptor: int) -> TextIO:
    return os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", closefd=False)
