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
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_cache_path

from benches.real_size_kept import Figures, Kept
from benches.real_size_model import CLASSES, stem_bytes, write_model, write_pictures
from benches.real_size_watch import Watch
from benches.report import machine, table

ASKED = 40
MODEL = "ViT-B-16"
FIGURES = "figures.json"
ROOT = Path(__file__).resolve().parents[2]
INSIDE = ("project", "import", "features", "training", "check", "answers", "export", "folder")


def main(arguments: list[str]) -> int:
    """The exit code."""
    options = _parse(arguments)
    work = options.folder / f"{options.model} {options.pictures} pictures {options.rounds} rounds"
    if options.fresh:
        shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    kept = Kept(work / FIGURES)
    about = ", ".join(f"{key} {value}" for key, value in {**machine(), "load": round(os.getloadavg()[0], 1)}.items())
    print(f"{about}\n{options.model}, random weights, in {work}\n", flush=True)
    with Watch() as watch:
        kept.do("model", watch, lambda: write_model(work / "model", options.model))
        kept.do("pictures", watch, lambda: write_pictures(work / "pictures", options.pictures, options.asked))
    _in_the_window(options, work)
    figures = Kept(work / FIGURES).figures
    print(_tables(figures, options), flush=True)
    if options.json is not None:
        options.json.write_text(json.dumps({"machine": about, **figures}, indent=2) + "\n", encoding="utf-8")
    return 0


def _in_the_window(options: argparse.Namespace, work: Path) -> None:
    """The steps of the job, in a process that holds what the program's own holds, and no torch."""
    paths = os.pathsep.join(map(os.fspath, (ROOT / "packaging", ROOT)))
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPATH": paths}
    values = (work / "model", work / "pictures", work, options.rounds, work / FIGURES)
    subprocess.run([sys.executable, "-m", "benches.real_size_inside", *map(str, values)], env=environment, check=True)


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
    for name in INSIDE:
        found = figures[name]
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
