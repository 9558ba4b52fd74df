"""Imports without what PySide6 adds to them for names that nothing here uses."""

from __future__ import annotations

import builtins


def use_plain_imports() -> None:
    """To be called once PySide6 is loaded. It reads the source of every module that is imported after it, to see
    whether that asks for other names of Qt's methods (`from __feature__ import ...`), which nothing here does: an
    eighth of the program's start. Where it keeps the function that was there before no more, nothing changes.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
