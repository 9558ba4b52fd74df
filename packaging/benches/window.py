"""The window: its start beside that of other programs, ten thousand pictures, and how long it is held up by work.

Starts are looked at from outside, on a screen that nobody sees, so that every program is measured alike. The other
programs are installed into a folder that is kept for the next time, and so is the large project.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from app.models.window_memory import WindowMemory
from benches.report import machine
from benches.window_peers import PEERS, ROOT, ours, peers
from benches.window_project import BigProject, big_project, working_copy
from benches.window_screen import Screen, missing_tools, open_screen
from benches.window_starts import measure_starts
from benches.window_tables import frame_table, hold_table, start_table

PARTS = ("starts", "scroll", "holds")
OURS = "this program"


def main(arguments: list[str]) -> int:
    """Measures and prints a table after each part; 0 whether or not the targets were met."""
    options = _parse(arguments)
    missing = missing_tools()
    if missing:
        print(f"This needs tools that are not there: apt install {' '.join(missing)}", file=sys.stderr)
        return 1
    begin = time.monotonic()
    about: dict[str, Any] = {**machine(), "load": round(os.getloadavg()[0], 1)}
    print(", ".join(f"{key} {value}" for key, value in about.items()) + "\n", flush=True)
    options.folder.mkdir(parents=True, exist_ok=True)
    figures = {"machine": about, **_measure(options)}
    figures["seconds"] = time.monotonic() - begin
    print(f"The whole run took {figures['seconds'] / 60:.1f} minutes.")
    if options.json is not None:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench.py window",
        description="Measure the start of the window, scrolling, memory, and how long work holds it up.",
    )
    kept = user_cache_path("mmrl-bench", appauthor=False)
    parser.add_argument("parts", nargs="*", default=PARTS, metavar="PART", help=f"of {', '.join(PARTS)} (default: all)")
    parser.add_argument("--rounds", type=int, default=5, help="of the starts (default: 5)")
    parser.add_argument("--pictures", type=int, default=10_000, help="of the large project (default: 10000)")
    parser.add_argument("--seconds", type=float, default=90, help="at most, of each kind of work (default: 90)")
    parser.add_argument("--peers", nargs="*", choices=list(PEERS), default=list(PEERS), help="to compare with")
    parser.add_argument("--folder", type=Path, default=kept, metavar="DIR", help=f"what is kept (default: {kept})")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file too")
    options = parser.parse_args(arguments)
    if options.rounds < 1 or options.pictures < 1000:
        parser.error("--rounds must be 1 or more, and --pictures 1000 or more")
    if not set(options.parts) <= set(PARTS):
        parser.error(f"the parts are {', '.join(PARTS)}")
    return options


def _measure(options: argparse.Namespace) -> dict[str, Any]:
    """The chosen parts, as JSON values."""
    figures: dict[str, Any] = {}
    project = big_project(options.folder, options.pictures)
    with open_screen(options.folder / "screen") as screen:
        if "starts" in options.parts:
            figures["starts"] = _starts(screen, options, project)
        if "scroll" in options.parts:
            figures["scroll"] = _inside(screen, "scroll", project, options)
            print(frame_table(figures["scroll"], options.pictures), hold_table(figures["scroll"]), sep="\n", flush=True)
        if "holds" in options.parts:
            figures["holds"] = _inside(screen, "holds", project, options)
            print(hold_table(figures["holds"]), flush=True)
    return figures


def _starts(screen: Screen, options: argparse.Namespace, project: BigProject) -> dict[str, Any]:
    folder = options.folder
    large = working_copy(project, folder / "copy")
    memory = WindowMemory(large.data)
    memory.keep("last", large.id)  # it is opened with the program
    memory.save()
    own = [ours(folder, OURS, folder / "empty"), ours(folder, f"with {large.pictures:,} pictures open", large.data)]
    programs = [*own, *peers(folder / "peers", options.peers)]
    found = measure_starts(screen, programs, options.rounds)
    print(start_table(found, OURS), flush=True)
    return {name: asdict(starts) for name, starts in found.items()}


def _inside(screen: Screen, what: str, project: BigProject, options: argparse.Namespace) -> dict[str, Any]:
    """The figures of a window in a process of its own, in a copy of the project."""
    copy = working_copy(project, options.folder / "copy")
    values = (what, copy.data, copy.id, copy.pictures, copy.more, options.seconds)
    environment = {**screen.environment(), "PYTHONPATH": os.pathsep.join(map(os.fspath, (ROOT / "packaging", ROOT)))}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as `benches.window_starts`
    told = _output([sys.executable, "-m", "benches.window_inside", *map(str, values)], environment)
    figures: dict[str, Any] = json.loads(told)
    return figures


def _output(command: Sequence[str], environment: dict[str, str]) -> str:
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True).stdout
