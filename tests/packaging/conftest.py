"""Puts `packaging/` in reach: its scripts are no package. Last on the path, as its `test.py` must shadow nothing."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))
