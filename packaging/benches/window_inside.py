"""The window in a process of its own, driven and watched from inside: scrolling, memory, and how long it is held up.

Prints its figures as one line of JSON.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import psutil
from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from app.models.desk import Desk
from app.models.window_memory import WindowMemory
from app.start_request import Request
from app.storage.folders import find_folders
from app.views.grid.grid import PictureGrid
from app.views.language import Languages
from app.views.page import Page
from app.views.theme.look import Look
from app.views.wishes import GoTo, Train
from app.window_program import Session
from benches.window_heart import Heartbeat

FRAME = 1 / 60
STEP = 240  # pixels a frame, as in a quick turn of the wheel
JUMPS = 200
POLL_MS = 20
PATIENCE = 300.0
REST = 3.0  # seconds in which nothing is asked for

Script = Generator[Callable[[], bool], None, None]  # yields what it waits for


class Player(QObject):
    """Plays a script in the event loop, and then ends the program."""

    def __init__(self, script: Script) -> None:
        super().__init__()
        self._script = script
        self._ready: Callable[[], bool] = lambda: True
        self._since = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    @Slot()
    def _go_on(self) -> None:
        if not self._ready():
            if time.perf_counter() - self._since > PATIENCE:
                print("waited in vain", file=sys.stderr, flush=True)
                QApplication.exit(1)
            return
        self._since = time.perf_counter()
        try:
            self._ready = next(self._script)
        except StopIteration:
            self._timer.stop()
            QApplication.quit()


class Scroller(QObject):
    """Scrolls a grid at 60 frames a second. Seconds of a frame: from when it was due until it was painted."""

    def __init__(self, grid: PictureGrid) -> None:
        super().__init__(grid)
        self._bar = grid.verticalScrollBar()
        self._places: Iterator[int] = iter(())
        self._due = 0.0
        self._waiting = False
        self.running = False
        self.seconds: list[float] = []
        grid.viewport().installEventFilter(self)

    def run(self, places: Iterable[int]) -> None:
        """To each of `places`, which are values of the scroll bar."""
        self.seconds, self._places, self.running = [], iter(places), True
        self._due = time.perf_counter()
        self._scroll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._waiting and event.type() == QEvent.Type.Paint:
            self._waiting = False
            QTimer.singleShot(0, self._painted)
        return False

    @Slot()
    def _painted(self) -> None:
        moment = time.perf_counter()
        self.seconds.append(moment - self._due)
        self._due = max(self._due + FRAME, moment)
        QTimer.singleShot(max(0, round(1e3 * (self._due - moment))), self._scroll)

    @Slot()
    def _scroll(self) -> None:
        place = next((place for place in self._places if place != self._bar.value()), None)
        if place is None:
            self.running = False
            return
        self._waiting = True
        self._bar.setValue(place)


class Studio:
    """The program with a project open."""

    def __init__(self, data: Path, project_id: int, pictures: int) -> None:
        application = QApplication([])
        application.setApplicationName("mmrl-studio")
        self.application, self.pictures = application, pictures
        folders = find_folders(data)
        memory = WindowMemory(folders.data)
        memory.keep("last", project_id)
        memory.save()
        self.session = Session(folders, Look(application), Languages(application), False)
        self.figures: dict[str, Any] = {}

    def play(self, script: Script) -> dict[str, Any]:
        """The figures that the script has left."""
        with self.session as session:
            session.open(Request((), str(Path.cwd())))
            player = Player(script)
            code = self.application.exec()
            player.deleteLater()
        if code:
            raise SystemExit(code)
        return self.figures

    @property
    def page(self) -> Page:
        """The one that is seen."""
        return self.session.window.seen()

    @property
    def desk(self) -> Desk:
        return self.page.desk

    @property
    def grid(self) -> PictureGrid:
        return cast(PictureGrid, self.page.findChild(PictureGrid))

    def is_open(self) -> bool:
        """Whether all pictures are in the grid."""
        grid = self.page.findChild(PictureGrid)
        return grid is not None and grid.isVisible() and grid.model().rowCount() >= self.pictures

    def is_idle(self) -> bool:
        """Whether nothing is going on that the program shows."""
        return not self.desk.activity.items()

    def remember_memory(self, when: str) -> None:
        self.figures.setdefault("memory", {})[when] = psutil.Process().memory_info().rss


def scroll(studio: Studio) -> Script:
    """Down and up again, and to places by chance."""
    begin = time.perf_counter()
    yield studio.is_open
    studio.figures["open"] = time.perf_counter() - begin
    yield _after(REST)
    studio.remember_memory("open")
    scroller, heart, most = Scroller(studio.grid), Heartbeat(), studio.grid.verticalScrollBar().maximum()
    held = studio.figures.setdefault("holds", {})
    chance = random.Random(0)
    ways: dict[str, Iterable[int]] = {
        "down": range(0, most, STEP),
        "up again": range(most, 0, -STEP),
        "to places by chance": [chance.randrange(most) for _ in range(JUMPS)],
    }
    frames = studio.figures.setdefault("frames", {})
    for name, places in ways.items():
        scroller.run(places)
        yield lambda: not scroller.running
        frames[name] = scroller.seconds
        held[f"scrolling {name}"] = _told(heart)
    heart.close()
    studio.remember_memory("scrolled")


def holds(studio: Studio, more: Path, seconds: float) -> Script:
    """Each kind of long work, as a person begins it, for at most `seconds`."""
    yield studio.is_open
    yield _after(REST)
    heart, found = Heartbeat(), studio.figures.setdefault("holds", {})
    heart.taken()
    yield _after(REST)
    found["at rest"] = _told(heart)
    studio.page.take_drop([more])
    yield from _work(studio, seconds)
    found["import"] = _told(heart)
    studio.page.wished.emit(Train())
    yield from _work(studio, seconds)
    found["training"] = _told(heart)
    studio.page.wished.emit(GoTo("use"))
    yield _after(1.0)
    heart.taken()
    studio.page.take_drop([more])
    yield from _work(studio, seconds)
    found["folder"] = _told(heart)
    heart.close()


def _work(studio: Studio, seconds: float) -> Script:
    """Until what was begun has ended, or is stopped."""
    begin = time.perf_counter()
    yield lambda: not studio.is_idle()
    yield lambda: studio.is_idle() or time.perf_counter() - begin > seconds
    for item in studio.desk.activity.items():
        item.stop()
    yield studio.is_idle
    yield _after(1.0)


def _told(heart: Heartbeat) -> dict[str, Any]:
    beats = heart.taken()
    return {
        "seconds": [item.seconds for item in beats],
        "longest": [[item.seconds, item.where] for item in beats[:5]],
    }


def _after(seconds: float) -> Callable[[], bool]:
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() >= end


def main(arguments: list[str]) -> None:
    """`what` data project pictures more seconds."""
    what, data, project_id, pictures, more, seconds = arguments
    studio = Studio(Path(data), int(project_id), int(pictures))
    script = scroll(studio) if what == "scroll" else holds(studio, Path(more), float(seconds))
    print(json.dumps(studio.play(script)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
