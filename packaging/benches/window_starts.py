"""How long a program takes from its start to its window, as somebody sees it who looks at the screen."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import median

import numpy as np
import psutil

from benches.window_peers import Program, forget_files
from benches.window_screen import Pixels, Screen, Shown

SMALLEST = (600, 400)  # of a main window; what is smaller is a splash screen
LOOK_SECONDS = 0.004
PRESS_SECONDS = 0.1
PATIENCE = 120.0
END_SECONDS = 8.0
SAME = 0.99  # of the pixels, for a window that is painted
# With bytecode not kept, ours would be compiled anew at each start; the others were compiled when they were installed.
NOT_FOR_PROGRAMS = (
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_DATA_HOME",
    "PYTHONPATH",
    "PYTHONDONTWRITEBYTECODE",
    "VIRTUAL_ENV",
)
STEPS = ("mapped", "first paint", "painted", "usable")


@dataclass(frozen=True)
class Start:
    """One start.

    Attributes:
        seconds: of each of `STEPS` since the start. memory: bytes that the window's process held in the end.
        read: bytes that it had the disk read.
    """

    seconds: dict[str, float]
    memory: int
    read: int


@dataclass
class Starts:
    """All starts of one program."""

    cold: list[Start] = field(default_factory=list)
    warm: list[Start] = field(default_factory=list)

    def of(self, kind: str) -> list[Start]:
        """The cold or the warm ones."""
        return self.cold if kind == "cold" else self.warm

    def median(self, kind: str, step: str) -> float:
        """Seconds."""
        return median(item.seconds[step] for item in self.of(kind))

    def ratio(self, to: Starts, kind: str, step: str) -> float:
        """Against another program's: the median over the rounds."""
        pairs = zip(self.of(kind), to.of(kind), strict=True)
        return median(mine.seconds[step] / theirs.seconds[step] for mine, theirs in pairs)


def measure_starts(screen: Screen, programs: Sequence[Program], rounds: int) -> dict[str, Starts]:
    """All programs in turn, cold and then warm. A first round, in which they make their settings, is not counted."""
    found = {program.name: Starts() for program in programs}
    for number in range(rounds + 1):
        for program in programs:
            forget_files(program)
            cold, warm = start(screen, program), start(screen, program)
            if number:
                found[program.name].cold.append(cold)
                found[program.name].warm.append(warm)
    return found


def start(screen: Screen, program: Program) -> Start:
    """Starts the program, looks on until it reacts to its keys, and ends it.

    Raises:
        RuntimeError: no window came, or it never reacted.
    """
    program.home.mkdir(parents=True, exist_ok=True)
    environment = {**screen.environment(), "HOME": os.fspath(program.home), "XDG_RUNTIME_DIR": os.fspath(program.home)}
    for name in NOT_FOR_PROGRAMS:
        environment.pop(name, None)
    watch = _Watch(screen, program)
    process = subprocess.Popen(
        program.command,
        cwd=program.files[-1].parent,  # of ours: the checkout
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        seconds = watch.run()
        held = psutil.Process(process.pid)
        return Start(seconds, held.memory_info().rss, held.io_counters().read_bytes)
    finally:
        _end(screen, process)


class _Watch:
    """Looks at a screen from the moment when a program is started."""

    def __init__(self, screen: Screen, program: Program) -> None:
        self._screen, self._program = screen, program
        self._before = {item.number for item in screen.windows()}
        self._begin = time.perf_counter()
        self._frames: list[tuple[float, Pixels]] = []  # of the main window, whenever it had changed

    def run(self) -> dict[str, float]:
        """Seconds to each of `STEPS`."""
        main = self._wait_for_window()
        mapped = self._now()
        first = self._wait_for_paint(main)
        usable = self._wait_for_reaction(main)
        return dict(zip(STEPS, (mapped, first, self._painted(), usable), strict=True))

    def _now(self) -> float:
        seconds = time.perf_counter() - self._begin
        if seconds > PATIENCE:
            raise RuntimeError(f"{self._program.name} has no window that reacts after {PATIENCE:g} s")
        return seconds

    def _new(self) -> list[Shown]:
        return [item for item in self._screen.windows() if item.number not in self._before]

    def _wait_for_window(self) -> Shown:
        while True:
            for item in self._new():
                if item.width >= SMALLEST[0] and item.height >= SMALLEST[1]:
                    return item
            self._now()
            time.sleep(LOOK_SECONDS)

    def _wait_for_paint(self, main: Shown) -> float:
        """Until it shows more than one colour."""
        while True:
            inside, moment = self._screen.inside(self._placed(main)), self._now()
            if inside.size and (inside != inside[0, 0]).any():
                self._frames.append((moment, inside))
                return moment
            time.sleep(LOOK_SECONDS)

    def _wait_for_reaction(self, main: Shown) -> float:
        """Until its keys, pressed time and again, have opened another window, and something is painted there."""
        known = {item.number for item in self._new()}
        pressing, again = self._screen.press(self._program.keys), PRESS_SECONDS
        begin = self._now()
        while True:
            opened = [item for item in self._new() if item.number not in known and item.number != main.number]
            moment = self._now()
            if any(self._shows(item) for item in opened):
                pressing.wait()
                return moment
            if not opened:
                self._keep(main, moment)
            if moment - begin > again and pressing.poll() is not None and not opened:
                pressing, again = self._screen.press(self._program.keys), moment - begin + PRESS_SECONDS
            time.sleep(LOOK_SECONDS)

    def _keep(self, main: Shown, moment: float) -> None:
        inside, last = self._screen.inside(self._placed(main)), self._frames[-1][1]
        if inside.shape != last.shape or (inside != last).any():
            self._frames.append((moment, inside))

    def _placed(self, main: Shown) -> Shown:
        """A window manager may move it after it has come."""
        return next((item for item in self._new() if item.number == main.number), main)

    def _shows(self, window: Shown) -> bool:
        if window.width < 40 or window.height < 40:
            return False
        inside = self._screen.whole(window)
        return bool(inside.size and (inside != inside[0, 0]).any())

    def _painted(self) -> float:
        """When it looked for the first time as it did just before it reacted."""
        last = self._frames[-1][1]
        for moment, frame in self._frames:
            if frame.shape == last.shape and np.mean((frame == last).all(2)) >= SAME:
                return moment
        return self._frames[-1][0]


def _end(screen: Screen, process: subprocess.Popen[bytes]) -> None:
    """As a person does it, so that it leaves its files in order; else at once."""
    for keys in ("Escape", "Escape", "ctrl+q"):
        screen.press(keys).wait()
    with suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    time.sleep(0.3)  # for the screen to take its windows away
