"""What the command does before any work: help, versions, wrong calls, and what it must not load."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from mmrl_engine.notices import notice
from tests.engine.adapter_samples import adapter as make_adapter
from tests.engine.cli.calls import ROOT, mmrl, process

COMMANDS = (
    "sample",
    "train",
    "check",
    "classify",
    "inspect",
    "export",
    "serve",
    "convert",
    "import-released",
    "backbones",
)
HEAVY = ("open_clip", "timm", "torch", "torchvision")


def loaded_by(*arguments: str) -> list[str]:
    """Which heavy packages one call has loaded when it ends."""
    code = (
        "import sys, json, mmrl_engine.cli\n"
        "try:\n    mmrl_engine.cli.main()\n"
        f"finally:\n    print(json.dumps([name for name in {HEAVY} if name in sys.modules]), file=sys.stderr)"
    )
    call = [sys.executable, "-c", code, *arguments]
    result = subprocess.run(call, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    heavy: list[str] = json.loads(result.stderr)
    return heavy


@pytest.mark.parametrize(
    "arguments", [["--help"], ["train", "--help"], ["serve", "--help"], ["backbones"], ["--version"]]
)
def test_light_calls_load_no_torch(arguments: list[str]) -> None:
    assert loaded_by(*arguments) == []


def test_inspect_loads_no_torch(tmp_path: Path) -> None:
    make_adapter().save(tmp_path / "a.mmrl.safetensors")
    assert loaded_by("inspect", str(tmp_path / "a.mmrl.safetensors")) == []


def test_help_names_every_command_and_exit_code() -> None:
    shown = mmrl("--help").stdout
    for line in (
        "0  done",
        "1  failed",
        "2  wrong call",
        "3  done, but some pictures failed",
        "130  stopped by Ctrl-C",
    ):
        assert line in shown
    for name in COMMANDS:
        assert f" {name} " in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command_shows_how_it_is_called(name: str) -> None:
    result = mmrl(name, "--help")
    assert result.exit_code == 0
    assert f"  mmrl {name}" in result.stdout.partition("Examples:")[2]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["clasify"],
        ["train"],
        ["train", "folder"],
        ["train", "folder", "-o", "x", "--variant", "mmrl3"],
        ["train", "folder", "-o", "x", "--seed", "one"],
        ["classify", "adapter"],
        ["inspect"],
        ["backbones", "--csv"],
    ],
)
def test_wrong_calls_end_with_2(arguments: list[str]) -> None:
    assert mmrl(*arguments).exit_code == 2


def test_backbones_are_listed_with_their_limits() -> None:
    shown = mmrl("backbones").stdout
    assert "demo" in shown
    assert "ships with the program" in shown
    assert "does not understand photographs" in shown
    assert "the recipe published, and until they are weighed, learned and typed names compete directly" in shown


def test_backbones_as_json() -> None:
    content = json.loads(mmrl("backbones", "--json").stdout)
    assert content["format"] == 1
    (demo,) = [entry for entry in content["backbones"] if entry["id"] == "demo"]
    assert demo["licence"] == "Apache-2.0"
    assert {"title", "note", "fingerprint", "preset", "why", "where"} <= demo.keys()


def test_output_that_nobody_reads_is_no_fault(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)  # as `| head` does once it has seen enough
    result = process("backbones", cwd=tmp_path, stdout=writer)
    os.close(writer)
    assert (result.returncode, result.stderr) == (0, "")


def test_full_disk_behind_the_output_is_told(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        result = process("backbones", cwd=tmp_path, stdout=full)
    assert result.returncode == 1
    assert (
        result.stderr == "the output or a temporary file: the disk is full, so this file could not be written. "
        "Free some space, then try again.\n"
    )


def test_mistake_of_the_program_is_shown_with_what_to_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: Path) -> None:
        raise ZeroDivisionError("a mistake of ours")

    monkeypatch.setattr("mmrl_engine.cli.inspect.read_header", broken)
    result = mmrl("inspect", "any")
    assert result.exit_code == 1
    assert "Please report it" in result.stderr
    assert "ZeroDivisionError: a mistake of ours" in result.stderr


def test_full_disk_behind_a_named_file_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/kept/stems.bin")

    monkeypatch.setattr("mmrl_engine.cli.inspect.read_header", fails)
    result = mmrl("inspect", "any")
    assert (result.exit_code, result.stderr.split(": ")[0]) == (1, "/kept/stems.bin")


def test_full_disk_behind_a_file_without_a_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("mmrl_engine.cli.inspect.read_header", fails)
    result = mmrl("inspect", "any")
    assert (result.exit_code, result.stderr.split(": ")[0]) == (1, "the output or a temporary file")


def test_memory_that_torch_does_not_get_is_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mmrl_engine.cli.inspect.read_header", lambda path: torch.empty(1 << 60, dtype=torch.uint8))
    result = mmrl("inspect", "any")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{notice('out-of-memory')}\n"


@pytest.mark.parametrize(("error", "code"), [(MemoryError(), 1), (KeyboardInterrupt(), 130)])
def test_no_memory_and_ctrl_c_are_no_mistake(monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int) -> None:
    def fails(path: Path) -> None:
        raise error

    monkeypatch.setattr("mmrl_engine.cli.inspect.read_header", fails)
    result = mmrl("inspect", "any")
    assert result.exit_code == code
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") == 1
