"""Loads the code of the pages before they are first seen, in a thread: the chart's library takes its time."""

from __future__ import annotations

import gc
import importlib
import sys
import threading
from collections.abc import Sequence

PATIENCE_S = 3.0
YOUNG = 20_000  # more new objects than this are looked through for garbage; Python's own number is 700


class PageLoading:
    """Imports modules one after another, and nothing else: no Qt object is made in its thread."""

    def __init__(self, modules: Sequence[str]) -> None:
        self._modules = tuple(name for name in modules if name not in sys.modules)
        self._closing = threading.Event()
        # A daemon: an import that hangs must not keep the program from ending.
        self._thread = threading.Thread(target=self._load, name="pages", daemon=True)

    def start(self) -> None:
        """Begins; where everything is loaded already, there is nothing to load."""
        if self._closing.is_set():
            return
        if self._modules:
            self._thread.start()
        else:
            _settle()

    @property
    def loaded(self) -> bool:
        """Whether nothing is left to load."""
        return all(name in sys.modules for name in self._modules) and not self._thread.is_alive()

    def wait(self, patience: float) -> bool:
        """Whether it is over, at the latest after `patience` seconds."""
        if self._thread.ident is not None:
            self._thread.join(patience)
        return not self._thread.is_alive()

    def close(self) -> None:
        """Loads no further module. The one in work is waited for, but not for long."""
        self._closing.set()
        self.wait(PATIENCE_S)

    def _load(self) -> None:
        for name in self._modules:
            if self._closing.is_set():
                return
            importlib.import_module(name)
        _settle()


def _settle() -> None:
    """All that was loaded stays to the end. To look through it for garbage takes 150 ms, which holds the window up;
    and ten thousand tiles, which are none, are to be no reason to look.
    """
    gc.freeze()
    gc.set_threshold(YOUNG)
    gc.enable()  # the program's start goes without
