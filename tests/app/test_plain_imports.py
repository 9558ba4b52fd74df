"""What PySide6 adds to every import, and how it is left out."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import builtins
plain = builtins.__import__
import PySide6.QtCore
added = builtins.__import__ is not plain
from app.plain_imports import use_plain_imports
use_plain_imports()
import PySide6.QtWidgets, app.views.wishes
print(added, builtins.__import__ is plain)
"""


def test_imports_are_pythons_own_again_once_pyside_is_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True True"
