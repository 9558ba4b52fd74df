"""A pytest plugin that shows the engine needs no window: `python -m pytest -p tests.no_qt tests/engine`.

Every import of Qt's Python packages fails while it is loaded, and a test fails where one got in all the same.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

QT = frozenset({"PySide6", "shiboken6"})


class QtBlocker:
    """A meta path finder that refuses Qt, whether it is installed or not."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Raises ImportError for Qt; leaves every other module to the finders after it."""
        if name.partition(".")[0] in QT:
            raise ImportError(f"{name} is blocked: this run shows that the engine needs no window", name=name)
        return None


def loaded_qt() -> str:
    """The modules of Qt that are loaded now."""
    return ", ".join(sorted(name for name in sys.modules if name.partition(".")[0] in QT))


def pytest_configure() -> None:
    """Puts the blocker before every other finder."""
    if loaded_qt():
        raise pytest.UsageError(f"Qt was loaded before it could be blocked: {loaded_qt()}")
    sys.meta_path.insert(0, QtBlocker())


def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Fails the first test after which Qt is there all the same."""
    if loaded_qt():
        pytest.fail(f"Qt got loaded by {item.nodeid} or before it: {loaded_qt()}")


def pytest_addoption(parser: pytest.Parser) -> None:
    """What pyproject.toml says to pytest-qt, which is not there to hear it."""
    for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
        parser.addini(name, "of pytest-qt", type="string")
