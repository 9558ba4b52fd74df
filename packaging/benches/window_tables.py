"""How the window bench's figures are printed, each beside its target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from benches.report import against, table
from benches.window_starts import STEPS, Starts

FRAME_MS, HOLD_MS = 33, 50


def start_table(found: Mapping[str, Starts], ours: str) -> str:
    """Seconds to each step, and our usable window against each other program's."""
    rows = []
    for kind in ("cold", "warm"):
        for name, starts in found.items():
            each = starts.of(kind)
            times = [f"{starts.median(kind, step):.2f}" for step in STEPS]
            memory = f"{median(item.memory for item in each) / 1e6:.0f}"
            read = f"{median(item.read for item in each) / 1e6:.0f}"
            ratio = "" if name == ours else f"{found[ours].ratio(starts, kind, 'usable'):.2f}"
            rows.append([f"{name}, {kind}", *times, memory, read, ratio])
    head = ["program", *STEPS, "MB held", "MB from disk", f"{ours} / this"]
    rounds = len(next(iter(found.values())).cold)
    return table(f"Seconds from the start, seen on the screen; rounds: {rounds}", head, rows)


def frame_table(figures: Mapping[str, Any], pictures: int) -> str:
    """Milliseconds of a frame, and the window's memory."""
    rows = []
    for way, seconds in figures["frames"].items():
        rows.append([way, str(len(seconds)), *_quantiles(seconds), against(_p99(seconds), FRAME_MS, most=True)])
    title = f"Milliseconds of a frame while {pictures:,} pictures are scrolled, from when it was due"
    memory = [[when, f"{held / 1e6:.0f}"] for when, held in figures["memory"].items()]
    opened = f"The window showed all of them {figures['open']:.2f} s after it was seen.\n"
    head = ["way", "frames", "median", "p99", "longest", "target of p99"]
    return "\n".join(
        [table(title, head, rows), table("Memory of the window's process", ["when", "MB"], memory), opened]
    )


def hold_table(figures: Mapping[str, Any]) -> str:
    """Milliseconds between two turns of the event loop, and what the longest were spent in."""
    rows, places = [], []
    for work, told in figures["holds"].items():
        seconds = told["seconds"]
        longest = 1e3 * max(seconds)
        rows.append([work, f"{sum(seconds):.0f}", *_quantiles(seconds), against(longest, HOLD_MS, most=True)])
        places += [f"  {work}, {1e3 * held:.0f} ms: {where}" for held, where in told["longest"] if 1e3 * held > HOLD_MS]
    head = ["during", "seconds", "median", "p99", "longest", "target of longest"]
    return "\n".join([table("Milliseconds between two turns of the window's event loop", head, rows), *places, ""])


def _quantiles(seconds: Sequence[float]) -> list[str]:
    return [f"{1e3 * median(seconds):.1f}", f"{_p99(seconds):.1f}", f"{1e3 * max(seconds):.1f}"]


def _p99(seconds: Sequence[float]) -> float:
    """Milliseconds."""
    ordered = sorted(seconds)
    return 1e3 * ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
