"""Graphics cards of this computer that the installed torch cannot use, and what to do about them. No torch.

`packaging/machine.py` says the same at set-up, on any Python and with nothing installed.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mmrl_engine.notices import Notice, notice

# PCI vendors of the cards that a build of torch for Linux may serve.
VENDORS = {"0x10de": "NVIDIA", "0x1002": "AMD"}
PCI_DEVICES = Path("/sys/bus/pci/devices")
PCI_DISPLAY_CLASS = "0x03"
NVIDIA_DRIVER = Path("/proc/driver/nvidia/version")


@dataclass(frozen=True, slots=True)
class Found:
    """What the system says of its cards: their makers, and whether NVIDIA's driver is loaded."""

    vendors: frozenset[str]
    driver: bool


def find_cards(pci: Path = PCI_DEVICES, driver: Path = NVIDIA_DRIVER) -> Found:
    """Takes milliseconds and no process. Systems without these folders are asked for NVIDIA's tool alone."""
    there = driver.is_file() or shutil.which("nvidia-smi") is not None
    return Found(frozenset(_vendors(pci)), there)


def _vendors(pci: Path) -> set[str]:
    found = set()
    for device in pci.glob("*"):
        try:
            vendor = (device / "vendor").read_text().strip()
            kind = (device / "class").read_text().strip()
        except OSError:  # unplugged in between: not there any more
            continue
        if vendor in VENDORS and kind.startswith(PCI_DISPLAY_CLASS):
            found.add(VENDORS[vendor])
    return found


def why_no_card(found: Found, *, cuda: str | None, hip: str | None) -> Notice:
    """Why a torch that offers no card offers none. `cuda`, `hip`: the versions it is built for; None: without."""
    if found.driver and cuda is None and hip is None:
        return notice("device-torch-without-cuda")
    if found.driver and cuda is not None:
        return notice("device-driver-too-old", cuda=cuda)
    if "NVIDIA" in found.vendors and not found.driver:
        return notice("device-no-driver")
    if "AMD" in found.vendors and hip is None:
        return notice("device-torch-without-rocm")
    return notice("device-no-card")


def serves(architectures: Sequence[str], capability: tuple[int, int]) -> bool:
    """Whether code for `architectures` ('sm_86', 'compute_90') runs on a card of that compute capability.

    Compiled code (sm) runs on its major version from its minor version on, portable code (compute) on all later ones.
    """
    return any(_runs(architecture, capability) for architecture in architectures)


def _runs(architecture: str, capability: tuple[int, int]) -> bool:
    kind, _, number = architecture.partition("_")
    digits = number.rstrip("af")
    if len(digits) < 2 or not digits.isdecimal():  # none of NVIDIA's: torch itself refuses there
        return True
    built = (int(digits[:-1]), int(digits[-1]))
    if kind == "compute":
        return built <= capability
    return built[0] == capability[0] and built[1] <= capability[1]
