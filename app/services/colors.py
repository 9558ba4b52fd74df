"""Marks by which classes are told apart at a glance: a colour and a shape, so that neither speaks alone.

Both are stored by name; how a colour looks in the light and in the dark theme is the window's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

COLORS = ("blue", "orange", "green", "pink", "purple", "sky", "gold", "red", "teal", "slate")
SHAPES = (
    "disc",
    "square",
    "triangle up",
    "diamond",
    "plus",
    "star",
    "triangle down",
    "ring",
    "half disc",
    "cross",
)
MARKS = len(COLORS) * len(SHAPES)


@dataclass(frozen=True, slots=True)
class Mark:
    """One of `COLORS` and one of `SHAPES`. `str()` is what the database holds ("pink diamond")."""

    color: str
    shape: str

    def __str__(self) -> str:
        return f"{self.color} {self.shape}"


def mark(number: int) -> Mark:
    """The mark number `number`, from 0; the first `MARKS` are all different, and the first ten in both."""
    turn, place = divmod(number, len(COLORS))
    return Mark(COLORS[place], SHAPES[(place + turn) % len(SHAPES)])


def next_mark(used: Sequence[str]) -> Mark:
    """The first mark that is not in `used`, the classes' marks as text; where all are, they start again."""
    free = (mark(number) for number in range(MARKS))
    return next((item for item in free if str(item) not in used), mark(len(used)))


def is_mark(text: str) -> bool:
    """Whether `text` is a mark as the database holds it."""
    color, _, shape = text.partition(" ")
    return color in COLORS and shape in SHAPES


def read_mark(text: str, number: int) -> Mark:
    """The mark that `text` is, or the mark number `number` where another version wrote one that is not known here."""
    color, _, shape = text.partition(" ")
    return Mark(color, shape) if is_mark(text) else mark(number)
