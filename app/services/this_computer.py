"""What this computer can carry, and which model that speaks for. Measured in a moment, without torch."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

SMALL, USUAL = "openai-vit-b-32", "openai-vit-b-16"
ENOUGH_MEMORY, ENOUGH_CORES = 7.5e9, 4  # a computer sold with 8 GB tells a little less


@dataclass(frozen=True, slots=True)
class Computer:
    """Attributes:
    memory: bytes. cores: that this process may use. graphics: a graphics card seems to be there that could compute.
    """

    memory: int
    cores: int
    graphics: bool


def this_computer() -> Computer:
    """What can be told without loading anything large. Whether the card can really be used shows only in the child."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    apple = sys.platform == "darwin" and platform.machine() == "arm64"
    nvidia = Path("/proc/driver/nvidia/version").exists()
    return Computer(psutil.virtual_memory().total, cores, apple or nvidia)


def suited_model(computer: Computer) -> str:
    """The catalogue's id of the model to begin with: the one that the published results were made with, where there is
    memory for it and something to compute it with; else the small one.
    """
    quick = computer.graphics or computer.cores >= ENOUGH_CORES
    return USUAL if computer.memory >= ENOUGH_MEMORY and quick else SMALL
