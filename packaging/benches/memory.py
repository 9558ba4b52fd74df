"""How much more memory a training step takes at its worst than the process that stands ready for it."""

from __future__ import annotations

import ctypes
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

import torch

from benches.vit_b16 import build_models, make_work, our_step, textbook_step

STATUS = Path("/proc/self/status")
RESET = Path("/proc/self/clear_refs")
Kind = Literal["ours", "textbook"]


def step_memory(kind: Kind, classes: int, threads: int) -> int | None:
    """Bytes at the peak of two steps, less what is in use before them; None on systems other than Linux.

    Measured in a process of its own. `resource.getrusage` would not do: a child begins with its parent's peak.
    """
    if not STATUS.exists():
        return None
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measure, kind, classes, threads).result()


def _measure(kind: Kind, classes: int, threads: int) -> int:
    torch.set_num_threads(threads)
    models = build_models()
    work = make_work(models, classes)
    step = our_step(models, work) if kind == "ours" else textbook_step(models, work)
    ctypes.CDLL(None).malloc_trim(0)  # memory that is free already must not hide what the step takes
    RESET.write_text("5")  # the peak begins anew
    before = status("VmRSS")
    step()
    step()
    return status("VmHWM") - before


def status(key: str) -> int:
    """A figure of /proc/self/status in bytes."""
    lines = dict(line.split(":", 1) for line in STATUS.read_text().splitlines())
    return int(lines[key].split()[0]) * 1024
