"""The figures of steps that are done, in a file: a run that was cut off goes on with the next one. No torch."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benches.real_size_watch import Watch

Figures = dict[str, Any]


class Kept:
    """Attributes:
    figures: of each step by its name, with its "seconds" and the most "memory" held in it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.figures: dict[str, Figures] = json.loads(path.read_text("utf-8")) if path.exists() else {}

    def do(self, name: str, watch: Watch, step: Callable[[], Mapping[str, Any]]) -> None:
        """Does the step, unless it is done."""
        if name in self.figures:
            print(f"{name}: done by an earlier run", flush=True)
            return
        watch.begin()
        begin = time.perf_counter()
        found = dict(step())
        self.figures[name] = {"seconds": time.perf_counter() - begin, **found, "memory": watch.most()}
        print(f"{name}: {self.figures[name]['seconds']:.1f} s", flush=True)
        self._path.write_text(json.dumps(self.figures, indent=2) + "\n", encoding="utf-8")
