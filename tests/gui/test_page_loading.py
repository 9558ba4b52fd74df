"""The pages' code comes early, in a thread, and keeps nobody waiting at the end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.views.page_loading import PageLoading

ALL = """
import sys
from app.views.page_loading import PageLoading
from app.views.page_makers import MODULES
loading = PageLoading(MODULES)
loading.start()
assert loading.wait(60)
print([name for name in (*MODULES, "pyqtgraph") if name not in sys.modules], "torch" in sys.modules)
"""


def test_every_page_is_loaded_and_torch_is_not() -> None:
    told = subprocess.run([sys.executable, "-c", ALL], capture_output=True, text=True, timeout=120, check=True)
    assert told.stdout.strip() == "[] False", told.stderr


def test_after_its_end_no_further_module_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow_page.py").write_text("import time\ntime.sleep(0.3)\n", encoding="ascii")
    (tmp_path / "next_page.py").write_text("", encoding="ascii")
    monkeypatch.syspath_prepend(tmp_path)
    loading = PageLoading(("slow_page", "next_page"))
    loading.start()
    loading.close()
    assert "slow_page" in sys.modules
    assert "next_page" not in sys.modules


def test_what_is_loaded_needs_no_thread() -> None:
    loading = PageLoading(("sys",))
    loading.start()
    assert loading.wait(0)
