"""Widgets made in steps, so that nothing waits long for them."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")

Steps = Generator[None, None, T]  # yields between two steps, and returns what was made


def all_steps(steps: Steps[T]) -> T:
    """Takes those that are left at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: T = end.value
            return made
