"""How long the window's event loop is held up, and by what."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot

BEAT_MS = 5
LONG = 0.04  # seconds after which is looked at what goes on
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Hold:
    """Seconds between two beats, and where the program was meanwhile, the innermost place first."""

    seconds: float
    where: str


class Heartbeat(QObject):
    """Beats every 5 ms, unless something holds the event loop up. To be made in the window's thread."""

    def __init__(self) -> None:
        super().__init__()
        self._last = time.perf_counter()
        self._holds: list[Hold] = []
        self._where: str | None = None
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._look, args=(threading.get_ident(),), daemon=True)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._thread.start()

    def taken(self) -> list[Hold]:
        """The beats since the last call, the longest first."""
        found, self._holds = sorted(self._holds, key=lambda item: -item.seconds), []
        return found

    def close(self) -> None:
        """Beats no more."""
        self._timer.stop()
        self._closing.set()
        self._thread.join()

    @Slot()
    def _beat(self) -> None:
        moment = time.perf_counter()
        self._holds.append(Hold(moment - self._last, self._where or ""))
        self._last, self._where = moment, None

    def _look(self, thread: int) -> None:
        while not self._closing.wait(0.01):
            if time.perf_counter() - self._last > LONG and self._where is None:
                frame = sys._current_frames().get(thread)
                stack = traceback.extract_stack(frame)[::-1] if frame is not None else []
                self._where = " < ".join(_place(item) for item in stack if _is_ours(item.filename))[:400]
                frame = None  # it would keep what is in it alive, such as a painter


def _is_ours(file: str) -> bool:
    return file.startswith(str(ROOT)) and "benches" not in file


def _place(item: traceback.FrameSummary) -> str:
    return f"{Path(item.filename).relative_to(ROOT)}:{item.lineno} {item.name}"
