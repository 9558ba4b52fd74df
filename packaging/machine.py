"""What the computer must have before anything is installed, and whether torch can use its graphics card.

Standard library only, and no syntax newer than Python 3.8: an older Python must get as far as its one clear sentence.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

PYTHONS = ((3, 11), (3, 12), (3, 13))
GIGABYTE = 10**9

# What the wheels of torch and Qt expect of a Linux system, and the packages that bring it. What Qt needs besides to
# open a window is in screen.py: the tests and the sample job do without.
GLIBC = (2, 34)
LIBRARIES = {
    "libstdc++.so.6": "libstdc++6 on Debian and Ubuntu, libstdc++ on Fedora, gcc-libs on Arch",
    "libgcc_s.so.1": "libgcc-s1 on Debian and Ubuntu, libgcc on Fedora, gcc-libs on Arch",
}

# PCI vendors of the cards that a build of torch for Linux may serve.
VENDORS = {"0x10de": "NVIDIA", "0x1002": "AMD"}
PCI_DISPLAY_CLASS = "0x03"

# Runs in the environment's Python: torch must not be needed to set it up.
PROBE = """
import json, torch, torchvision
works = torch.cuda.is_available()
cards = range(torch.cuda.device_count() if works else 0)
print(json.dumps({
    "cuda": torch.version.cuda,
    "hip": torch.version.hip,
    "works": works,
    "architectures": torch.cuda.get_arch_list() if works else [],
    "cards": [[torch.cuda.get_device_name(i), *torch.cuda.get_device_capability(i)] for i in cards],
}))
"""

BUILDS = "run this again with --torch-index and the address of {build} (pytorch.org lists them under 'Get Started')"
UNTIL_THEN = "Until then the processor does the work."


class SetupError(Exception):
    """A fault of the machine, the network or the call, told in one sentence that says what to do."""


class DiskNeed(NamedTuple):
    """Bytes that the finished environment takes, and what the downloads take beside it while it is made."""

    environment: int
    downloads: int

    def beside(self, already: int) -> int:
        """What is still needed where an environment of `already` bytes is there and goes on being used."""
        missing = max(0.0, 1 - already / self.environment)
        return int(missing * (self.environment + self.downloads))


def check_python(version: tuple[int, ...] = sys.version_info[:3]) -> None:
    """Raises SetupError where the Python that runs this is none of `PYTHONS`."""
    if tuple(version[:2]) not in PYTHONS:
        found = ".".join(str(part) for part in version)
        raise SetupError(
            f"MMRL Studio needs Python 3.11, 3.12 or 3.13, and this is Python {found}: "
            "install one of them and start this script with it."
        )


def check_libraries() -> None:
    """Raises SetupError, with the package's name, where the system lacks something that pip cannot bring."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        raise SetupError(
            f"This Python cannot make environments: install the package {package} "
            "(its name on Debian and Ubuntu) and start again."
        )
    if sys.platform.startswith("linux"):
        _check_linux()


def _check_linux() -> None:
    name, version = platform.libc_ver()
    if name != "glibc" or tuple(int(part) for part in version.split(".")[:2]) < GLIBC:
        raise SetupError(
            f"torch and Qt are built for Linux with glibc {GLIBC[0]}.{GLIBC[1]} or newer, and this system has "
            f"{name or 'another C library'} {version}".rstrip()
            + ": use a newer or another Linux."
        )
    for library, packages in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError as error:
            raise SetupError(f"The system library {library} is missing: install {packages}.") from error


def disk_need(torch_index: str | None) -> DiskNeed:
    """What the environment takes, measured with torch 2.14; the builds for graphics cards are the big ones."""
    small = DiskNeed(environment=int(1.2 * GIGABYTE), downloads=int(0.4 * GIGABYTE))
    large = DiskNeed(environment=6 * GIGABYTE, downloads=3 * GIGABYTE)
    if torch_index is not None:
        return small if torch_index.rstrip("/").endswith("cpu") else large
    return large if sys.platform.startswith("linux") else small


def check_disk(folder: Path, wanted: int) -> None:
    """Raises SetupError where `folder`'s disk has no room for `wanted` bytes more."""
    free = shutil.disk_usage(folder).free
    if free < wanted:
        raise SetupError(
            f"Too little room in {folder}: setting up needs {in_gigabytes(wanted)}, {in_gigabytes(free)} are free. "
            "Free some, or move this folder to a larger disk."
        )


def in_gigabytes(count: int) -> str:
    """`count` bytes, as a person reads it."""
    return f"{count / GIGABYTE:.1f} GB"


def graphics_mark() -> str:
    """Names the graphics cards and the NVIDIA driver; changes when either does. Empty where there are none.

    Takes milliseconds and no process, so it can run at every start; torch is asked only when it has changed.
    """
    parts = sorted(_pci_vendors())
    driver = _nvidia_driver()
    return "; ".join([*parts, driver] if driver else parts)


def _pci_vendors() -> set[str]:
    found = set()
    for device in Path("/sys/bus/pci/devices").glob("*"):
        try:
            vendor = (device / "vendor").read_text().strip()
            kind = (device / "class").read_text().strip()
        except OSError:  # unplugged in between: not there any more
            continue
        if vendor in VENDORS and kind.startswith(PCI_DISPLAY_CLASS):
            found.add(VENDORS[vendor])
    return found


def _nvidia_driver() -> str | None:
    loaded = Path("/proc/driver/nvidia/version")
    if loaded.is_file():
        return f"driver {loaded.read_text().splitlines()[0]}"
    tool = shutil.which("nvidia-smi")
    return f"driver tool {tool} {Path(tool).stat().st_mtime_ns}" if tool else None


def probe_torch(python: Path) -> dict[str, Any]:
    """What the environment's torch says of itself (keys: see `PROBE`); raises SetupError where it does not start."""
    result = subprocess.run([str(python), "-c", PROBE], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        last = (result.stderr.strip() or "no reason given").splitlines()[-1]
        raise SetupError(f"torch is installed but does not start ({last}): delete the folder .venv and start again.")
    answer: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return answer


def card_advice(mark: str, probe: dict[str, Any]) -> str | None:
    """What to do about a card of `mark` that the torch of `probe` cannot use; None where there is nothing to do."""
    if probe["works"]:
        return _too_old_cards(probe)
    if "NVIDIA" in mark and "driver" not in mark:
        return f"The NVIDIA card is not used, as its driver is not installed: install it. {UNTIL_THEN}"
    if "driver" in mark and probe["cuda"] is None:
        build = BUILDS.format(build="a CUDA build")
        return f"The NVIDIA card is not used, as the installed torch is built without CUDA: {build}. {UNTIL_THEN}"
    if "driver" in mark:
        build = BUILDS.format(build="a build for an older CUDA")
        return (
            f"The NVIDIA card is not used, as the installed torch (for CUDA {probe['cuda']}) cannot work with its "
            f"driver: install a newer driver, or {build}. {UNTIL_THEN}"
        )
    if "AMD" in mark and probe["hip"] is None:
        build = BUILDS.format(build="a ROCm build")
        return f"The AMD graphics are not used; if ROCm supports them, {build}. {UNTIL_THEN}"
    return None


def _too_old_cards(probe: dict[str, Any]) -> str | None:
    if probe["hip"] is not None:  # ROCm's architecture names are not compared here; torch itself refuses there
        return None
    names = [
        name
        for name, major, minor in probe["cards"]
        if not any(_serves(architecture, (major, minor)) for architecture in probe["architectures"])
    ]
    if not names:
        return None
    build = BUILDS.format(build="a build that still serves it")
    return f"The installed torch has no code for {', '.join(names)}: {build}. {UNTIL_THEN}"


def _serves(architecture: str, capability: tuple[int, int]) -> bool:
    """Whether code for `architecture` (as 'sm_86', 'compute_90') runs on a card of that compute capability.

    Compiled code (sm) runs on its major version from its minor version on, portable code (compute) on all later ones.
    """
    kind, _, number = architecture.partition("_")
    digits = number.rstrip("af")
    built = (int(digits[:-1]), int(digits[-1]))
    if kind == "compute":
        return built <= capability
    return built[0] == capability[0] and built[1] <= capability[1]
