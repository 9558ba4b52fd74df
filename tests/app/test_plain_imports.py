"""What PySide6 adds to every import, and how it is left out."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import builtins
import PySide6.QtCore
before = builtins.__import__.__name__
from app.plain_imports import use_plain_imports
use_plain_imports()
import PySide6.QtWidgets, app.views.wishes
print(before, builtins.__import__.__name__)
"""


def test_imports_are_without_it_once_pyside_is_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    before, after = done.stdout.split()
    assert before == "__feature_import__"
    assert after != before
