"""A model of a real size through the whole job of the window: how long each step takes, and how much memory and disk.

`python packaging/bench.py real_size [--pictures N] [--rounds N]`: the program with its window, without a screen, in a
folder that is kept: a run that was cut off goes on with the step that it was at. The weights are random, which costs
what trained ones cost; what it answers means nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from benches.real_size_model import CLASSES, stem_bytes, write_model, write_pictures
from benches.real_size_watch import Watch
from benches.report import machine, table

ASKED = 40
MODEL = "ViT-B-16"
Figures = dict[str, Any]


def main(arguments: list[str]) -> int:
    """The exit code."""
    options = _parse(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from benches.real_size_job import Given, opened_job  # Qt asks for the platform when it is loaded

    work = options.folder / f"{options.model} {options.pictures} pictures {options.rounds} rounds"
    if options.fresh:
        shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    kept = _Kept(work / "figures.json")
    about = ", ".join(f"{key} {value}" for key, value in {**machine(), "load": round(os.getloadavg()[0], 1)}.items())
    print(f"{about}\n{options.model}, random weights, in {work}\n", flush=True)
    given = Given(work / "model", work / "pictures", work, options.rounds)
    with Watch() as watch:
        kept.do("model", watch, lambda: write_model(given.model, options.model))
        kept.do("pictures", watch, lambda: write_pictures(given.pictures, options.pictures, options.asked))
        with opened_job(given) as job:
            for name, step in job.steps().items():
                kept.do(name, watch, step)
    print(_tables(kept.figures, options), flush=True)
    if options.json is not None:
        options.json.write_text(json.dumps({"machine": about, **kept.figures}, indent=2) + "\n", encoding="utf-8")
    return 0


class _Kept:
    """The figures of the steps that are done, in a file."""

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


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.py real_size", description=__doc__)
    folder = user_cache_path("mmrl-bench", appauthor=False) / "real_size"
    parser.add_argument("--model", default=MODEL, help=f"a config of open_clip, or 'tiny' (default: {MODEL})")
    parser.add_argument("--pictures", type=int, default=40, help="to learn from, in five classes (default: 40)")
    parser.add_argument("--asked", type=int, default=ASKED, help=f"to be answered (default: {ASKED})")
    parser.add_argument("--rounds", type=int, default=5, help="of the training (default: 5)")
    parser.add_argument("--fresh", action="store_true", help="begins anew, whatever an earlier run has done")
    parser.add_argument("--folder", type=Path, default=folder, metavar="DIR", help=f"what is kept (default: {folder})")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file too")
    options = parser.parse_args(arguments)
    if options.pictures < 2 * CLASSES or options.asked < 1 or options.rounds < 1:
        parser.error(f"--pictures must be {2 * CLASSES} or more, --asked and --rounds 1 or more")
    return options


def _tables(figures: Mapping[str, Figures], options: argparse.Namespace) -> str:
    rows = []
    for name, found in figures.items():
        memory = [f"{found['memory'].get(key, 0) / 1e6:.0f}" for key in ("window", "compute", "together")]
        count = found.get("pictures")
        each = f"{found['seconds'] / count:.3f}" if count else ""
        rows.append([name, f"{found['seconds']:.1f}", str(count or ""), each, *memory])
    head = ["step", "seconds", "pictures", "s each", "window MB", "child MB", "together MB"]
    return "\n".join([table("Each step, and the most memory held in it", head, rows), _sizes(figures, options)])


def _sizes(figures: Mapping[str, Figures], options: argparse.Namespace) -> str:
    features, one = figures["features"], stem_bytes(options.model)
    rows = [
        ["weights", f"{figures['model']['weights_bytes'] / 1e6:.1f} MB"],
        ["features of one picture", f"{features['feature_bytes'] / features['pictures'] / 1e3:.2f} KB"],
        ["stem of one view, by the model's shape", f"{one / 1e3:.0f} KB"],
        ["stems of the training, on disk", f"{figures['training']['memory'].get('stems_on_disk', 0) / 1e6:.1f} MB"],
        ["trained file", f"{figures['export']['file_bytes'] / 1e6:.2f} MB"],
        ["first features, the model loaded before", f"{features['first_seconds']:.1f} s"],
        ["answer to one picture", f"{figures['answers']['median_seconds']:.2f} s"],
    ]
    return table("Sizes", ["what", "size"], rows)
