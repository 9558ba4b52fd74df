"""`mmrl-studio --self-test`, in a process of its own as a person starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 150.0

# A sample without one of the classes that are learned, in a process that ends there.
BROKEN = """
import sys
from app import self_test

if __name__ == "__main__":
    self_test.LEARNED = ("boar", "no such animal")
    sys.exit(self_test.run())
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python with `arguments`, with no screen, and with its temporary files in `folder`."""
    environment = {**os.environ, "TMPDIR": str(folder), "QT_QPA_PLATFORM": "none there"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def test_all_is_well_without_a_screen_and_nothing_is_left_behind(tmp_path: Path) -> None:
    result = run(tmp_path, "-m", "app", "--self-test")
    assert (result.returncode, result.stderr) == (0, ""), result.stdout
    *steps, last = result.stdout.splitlines()
    assert len(steps) == 8
    assert all(line.startswith("ok ") for line in steps)
    assert last.startswith("All is well, after ")
    assert list(tmp_path.glob("mmrl*")) == []  # torch makes a folder for what it compiles


def test_every_part_that_fails_says_so_and_the_others_go_on(tmp_path: Path) -> None:
    result = run(tmp_path, "-c", BROKEN)
    assert result.returncode == 1
    *steps, last = result.stdout.splitlines()
    failed = [line.split("s  ")[1] for line in steps if line.startswith("FAILED")]
    assert failed[0] == "resources are there: missing: samples/train/no such animal, samples/test/no such animal"
    assert failed[1].startswith("a project takes pictures in: ")
    assert len(failed) == 2
    assert len([line for line in steps if line.startswith("ok ")]) == 3
    assert last.startswith("The self-test failed, ")
