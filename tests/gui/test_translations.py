"""The translations in the repository fit its sources, and German is complete."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_translations_are_up_to_date_and_complete() -> None:
    call = [sys.executable, str(ROOT / "packaging" / "translate.py"), "--check"]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, f"run packaging/translate.py\n{done.stdout}{done.stderr}"


def test_no_path_and_no_line_of_a_source_stands_in_them() -> None:
    for file in (ROOT / "resources" / "translations").glob("*.ts"):
        assert "<location" not in file.read_text(encoding="utf-8")
