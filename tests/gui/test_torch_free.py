"""The window's own process holds no torch, and leaves no other process behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
PATIENCE_S, GOING_S = 120, 20


def test_the_window_holds_no_torch_and_leaves_no_process(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "tests.gui.window_process", str(tmp_path / "data")]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr
    children, torch = done.stdout.splitlines()
    assert torch == "no torch"
    assert children != ""
    left = [psutil.Process(int(pid)) for pid in children.split() if psutil.pid_exists(int(pid))]
    assert psutil.wait_procs(left, timeout=GOING_S)[1] == []
