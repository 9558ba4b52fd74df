"""Opens, trains, cancels and closes again and again, with the whole program: what is left of it in the end.

`python packaging/bench.py cycles [--cycles 300]`: no Qt warning, no exception, no thread and no process more than after
the first few. Works without a screen, in a data folder of its own.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from app.window_program import Session

PATIENCE_S = 60.0
SETTLED = 3  # cycles after which everything that is made once has been made
TRACKER = "resource_tracker"
HARMLESS = "propagateSizeHints"  # of a window without a screen


def main(arguments: list[str]) -> int:
    """The exit code: 1 where something was left, or went wrong."""
    parser = argparse.ArgumentParser(prog="bench.py cycles", description=__doc__)
    parser.add_argument("--cycles", type=int, default=300)
    cycles = parser.parse_args(arguments).cycles
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import qInstallMessageHandler

    from app.storage.folders import find_folders
    from app.views.language import Languages
    from app.views.theme.look import Look
    from app.window_program import Session, make_application

    said: list[str] = []
    qInstallMessageHandler(lambda kind, where, text: said.append(text))
    application = make_application()
    look = Look(application)
    processes = _processes()
    with tempfile.TemporaryDirectory() as folder:
        session = Session(find_folders(Path(folder)), look, Languages(application), safe=False)
        session.crashed.connect(said.append)
        with session:
            counts = _run(session, cycles)
    qInstallMessageHandler(None)
    left = sorted(thread.name for thread in threading.enumerate() if thread is not threading.main_thread())
    orphans = len(_processes()) - len(processes)
    told = [text for text in said if HARMLESS not in text]
    print(f"threads after {SETTLED} cycles {counts[0]}, after {cycles} {counts[1]}, after closing {len(left)} {left}")
    print(f"processes left {orphans}; warnings and reports {len(told)}")
    for text in told[:10]:
        print("  " + text, file=sys.stderr)
    return int(counts[1] > counts[0] or bool(left) or orphans > 0 or bool(told))


def _run(session: Session, cycles: int) -> tuple[int, int]:
    """How many threads there were after the first cycles, and after all."""
    from app.start_request import Request

    session.open(Request((), str(Path.cwd())))
    session.actions["sample"].trigger()
    _wait(session.window.pane.isVisible)
    project = session.window.pane.project
    assert project is not None
    session.desk.do_long("backup", session.desk.program.upkeep.tick)  # once a minute: its queue is made by the first
    _wait(lambda: not session.busy)
    number, first, begun = project.id, 0, time.monotonic()
    for cycle in range(cycles):
        _cycle(session, number)
        if cycle + 1 == SETTLED:
            first = threading.active_count()
        if (cycle + 1) % 25 == 0:
            print(f"{cycle + 1} of {cycles}, {(time.monotonic() - begun) / (cycle + 1):.2f} s each", flush=True)
    session.window.close()
    return first, threading.active_count()


def _cycle(session: Session, number: int) -> None:
    session.open_project(number)
    _wait(lambda: session.window.pane.isVisible() and not session.busy)
    session.actions["learn"].trigger()
    project = session.window.pane.project
    assert project is not None
    _wait(lambda: bool(project.state.runs) and project.state.runs[0].state in ("waiting", "running"))
    run = project.state.runs[0].id
    session.desk.program.trainings.stop(run_id=run)
    _wait(lambda: project.state.runs[0].state == "stopped")
    session.actions["home"].trigger()
    _wait(lambda: not session.busy)


def _wait(ready: Callable[[], bool]) -> None:
    from PySide6.QtTest import QTest

    end = time.monotonic() + PATIENCE_S
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError("the program did not get there")
        QTest.qWait(5)


def _processes() -> list[psutil.Process]:
    """Python's own tracker of shared memory is there until the end of the process."""
    children = psutil.Process().children(recursive=True)
    return [child for child in children if TRACKER not in " ".join(child.cmdline())]
