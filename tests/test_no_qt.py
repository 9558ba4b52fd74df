"""The headless run really blocks Qt: shown on a stand-in for it, so that the test holds where Qt is not installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BLOCKED = ("-p", "tests.no_qt")

both_ways = pytest.mark.parametrize("workers", [(), ("-p", "xdist", "-n", "1")], ids=["one process", "workers"])


def run_pytest(folder: Path, test: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Runs `test` in a process of its own, with a package PySide6 in reach."""
    (folder / "PySide6").mkdir()
    (folder / "PySide6" / "__init__.py").touch()
    (folder / "test_it.py").write_text(test, encoding="utf-8")
    paths = os.pathsep.join([str(ROOT), str(folder)])
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={folder}", *options, "test_it.py"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
    )


def test_stand_in_is_importable_without_the_plugin(tmp_path: Path) -> None:
    result = run_pytest(tmp_path, "def test_it():\n    import PySide6\n")
    assert result.returncode == 0, result.stdout


@both_ways
def test_import_of_qt_fails_under_the_plugin(tmp_path: Path, workers: tuple[str, ...]) -> None:
    result = run_pytest(tmp_path, "def test_it():\n    import PySide6\n", *BLOCKED, *workers)
    assert result.returncode == 1
    assert "PySide6 is blocked" in result.stdout


@both_ways
def test_run_fails_where_qt_got_in_all_the_same(tmp_path: Path, workers: tuple[str, ...]) -> None:
    smuggled = "import sys, types\ndef test_it():\n    sys.modules['PySide6'] = types.ModuleType('PySide6')\n"
    result = run_pytest(tmp_path, smuggled, *BLOCKED, *workers)
    assert result.returncode == 1
    assert "Qt got loaded by test_it.py::test_it or before it: PySide6" in result.stdout


def test_other_modules_load_under_the_plugin(tmp_path: Path) -> None:
    result = run_pytest(tmp_path, "def test_it():\n    import colorsys, mmrl_engine.types\n", *BLOCKED)
    assert result.returncode == 0, result.stdout
