"""What is asked of the computer before the set-up, and what is said about its graphics card after it."""

from __future__ import annotations

import ast
import ctypes
import importlib.util
import platform
import sys
from pathlib import Path
from typing import Any

import pytest

import machine
from machine import SetupError

CPU_BUILD: dict[str, Any] = {"cuda": None, "hip": None, "works": False, "architectures": [], "cards": []}
CUDA_BUILD: dict[str, Any] = {**CPU_BUILD, "cuda": "13.0"}
WITH_DRIVER = "NVIDIA; driver NVRM version 580"


def working(*cards: list[Any]) -> dict[str, Any]:
    architectures = ["sm_75", "sm_80", "sm_90a", "compute_120"]
    return {**CUDA_BUILD, "works": True, "architectures": architectures, "cards": list(cards)}


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 9)])
def test_python_that_is_supported(version: tuple[int, ...]) -> None:
    machine.check_python(version)


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 14, 0), (2, 7, 18), (4, 11, 0)])
def test_python_that_is_not_supported_is_named(version: tuple[int, ...]) -> None:
    with pytest.raises(SetupError, match=rf"3\.11, 3\.12 or 3\.13, and this is Python {version[0]}\.{version[1]}"):
        machine.check_python(version)


@pytest.mark.parametrize("script", sorted(Path(machine.__file__).parent.glob("*.py")), ids=lambda path: path.name)
def test_older_python_gets_as_far_as_the_sentence(script: Path) -> None:
    ast.parse(script.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_disk_that_is_large_enough(tmp_path: Path) -> None:
    machine.check_disk(tmp_path, 1)


def test_disk_that_is_too_small_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"needs 1000000\.0 GB, \d+\.\d GB are free"):
        machine.check_disk(tmp_path, 10**15)


def test_environment_that_is_there_needs_no_room_again() -> None:
    need = machine.DiskNeed(environment=1000, downloads=500)
    assert [need.beside(already) for already in (0, 500, 1000, 2000)] == [1500, 750, 0, 0]


def test_builds_for_graphics_cards_need_more_room(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = machine.disk_need("https://example.org/whl/cpu/"), machine.disk_need("https://example.org/whl/cu130")
    assert large.environment > 4 * small.environment
    monkeypatch.setattr(sys, "platform", "linux")
    assert machine.disk_need(None) == large
    monkeypatch.setattr(sys, "platform", "darwin")
    assert machine.disk_need(None) == small


def test_python_without_venv_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(SetupError, match=rf"install the package python3\.{sys.version_info[1]}-venv"):
        machine.check_libraries()


def test_missing_system_library_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> None:
        raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "libc_ver", lambda: ("glibc", "2.36"))
    monkeypatch.setattr(ctypes, "CDLL", load)
    with pytest.raises(SetupError, match=r"libstdc\+\+\.so\.6 is missing: install libstdc\+\+6 on Debian"):
        machine.check_libraries()


@pytest.mark.parametrize(("library", "version"), [("glibc", "2.33"), ("", ""), ("musl", "1.2.5")])
def test_system_that_torch_is_not_built_for(monkeypatch: pytest.MonkeyPatch, library: str, version: str) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "libc_ver", lambda: (library, version))
    with pytest.raises(SetupError, match=r"glibc 2\.34 or newer, and this system has"):
        machine.check_libraries()


@pytest.mark.parametrize(
    ("mark", "probe", "advice"),
    [
        ("NVIDIA", CUDA_BUILD, "its driver is not installed: install it"),
        (
            WITH_DRIVER,
            CPU_BUILD,
            "without CUDA: run this again with --torch-index and the address of a CUDA build",
        ),
        (WITH_DRIVER, CUDA_BUILD, "(for CUDA 13.0) cannot work with its driver: install a newer driver, or"),
        ("AMD", CUDA_BUILD, "--torch-index and the address of a ROCm build"),
        (WITH_DRIVER, working(["GeForce GTX 1080", 6, 1]), "The installed torch has no code for GeForce GTX 1080"),
    ],
)
def test_card_that_torch_cannot_use_is_named_with_what_to_do(mark: str, probe: dict[str, Any], advice: str) -> None:
    said = machine.card_advice(mark, probe)
    assert said is not None
    assert advice in said
    assert said.endswith("Until then the processor does the work.")


@pytest.mark.parametrize(
    ("mark", "probe"),
    [
        ("", CPU_BUILD),
        ("", CUDA_BUILD),
        (WITH_DRIVER, working(["older minor version", 7, 5])),
        (WITH_DRIVER, working(["newer minor version", 8, 9])),
        (WITH_DRIVER, working(["exactly", 9, 0])),
        (WITH_DRIVER, working(["through portable code", 12, 1])),
        ("AMD", {**CPU_BUILD, "hip": "7.0", "works": True, "cards": [["Radeon", 11, 0]]}),
    ],
)
def test_nothing_is_said_where_nothing_is_to_be_done(mark: str, probe: dict[str, Any]) -> None:
    assert machine.card_advice(mark, probe) is None


def test_probe_of_a_torch_that_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "torch.py").write_text("raise ImportError('libfoo.so.1 is missing')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(SetupError, match=r"does not start \(ImportError: libfoo\.so\.1 is missing\)"):
        machine.probe_torch(Path(sys.executable))


def test_probe_of_the_installed_torch_fits_the_advice() -> None:
    machine.card_advice(machine.graphics_mark(), machine.probe_torch(Path(sys.executable)))
