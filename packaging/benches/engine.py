"""The engine's speed on a ViT-B/16 with random weights in float32: ours against a textbook MMRL, all in one run.

The textbook is `tests/reference/plain.py`: whole towers at every step, the text tower over all its 77 places, and a
second pass of the untouched CLIP. Times are medians of runs made in turn, so that a busy machine slows both alike.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from benches.answers import measure_throughput, measure_typed_name
from benches.engine_tables import FEW, MANY, answer_table, fit_table, memory_table, short_fit_table, step_tables
from benches.memory import step_memory
from benches.report import machine
from benches.steps import measure_steps
from benches.vit_b16 import ARCHITECTURE, BATCH, Models, build_models
from benches.whole_fit import measure_fit, measure_set_up


@dataclass(frozen=True)
class Effort:
    """How much is measured: rounds of all arms, pictures and epochs of the short training, classes for memory."""

    rounds: int
    pictures: int
    epochs: int
    memory: tuple[int, ...]


FULL = Effort(rounds=9, pictures=16, epochs=10, memory=(FEW, MANY))
QUICK = Effort(rounds=2, pictures=8, epochs=3, memory=(MANY,))


def main(arguments: list[str]) -> int:
    """Measures and prints a table after each part; 0 whether or not the targets were met."""
    options = _parse(arguments)
    begin = time.monotonic()
    torch.set_num_threads(options.threads)
    about = machine()
    print(", ".join(f"{key} {value}" for key, value in about.items()))
    print(f"{ARCHITECTURE}, random weights, float32, batch {BATCH}\n", flush=True)
    effort = QUICK if options.quick else FULL
    figures = {"machine": about, "model": ARCHITECTURE, "quick": options.quick}
    figures |= {"memory": _memory(effort, options.threads), **_times(build_models(), effort)}
    figures["seconds"] = time.monotonic() - begin
    print(f"The whole run took {figures['seconds'] / 60:.1f} minutes.")
    if options.json is not None:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.py engine", description="Measure the engine's speed and memory.")
    parser.add_argument("--quick", action="store_true", help="a few rounds only, to see that all of it runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file too")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="torch's threads (default: all cores)")
    return parser.parse_args(arguments)


def _memory(effort: Effort, threads: int) -> dict[int, dict[str, int | None]]:
    found = {
        classes: {kind: step_memory(kind, classes, threads) for kind in ("ours", "textbook")}
        for classes in effort.memory
    }
    print(memory_table(found), flush=True)
    return found


def _times(models: Models, effort: Effort) -> dict[str, Any]:
    """All that is measured in this process, as JSON values."""
    steps = {classes: measure_steps(models, classes, effort.rounds) for classes in (FEW, MANY)}
    print(step_tables(steps), flush=True)
    set_ups = {classes: measure_set_up(models, classes, effort.rounds) for classes in (FEW, MANY)}
    print(fit_table(steps, set_ups), flush=True)
    fit = measure_fit(models, FEW, pictures=effort.pictures, epochs=effort.epochs, rounds=effort.rounds)
    print(short_fit_table(fit), flush=True)
    throughput = measure_throughput(models, effort.rounds)
    typed = measure_typed_name(models, fit.adapter, effort.rounds)
    print(answer_table(throughput, typed), flush=True)
    return {
        "steps": {classes: asdict(found) for classes, found in steps.items()},
        "set_up": {classes: asdict(found) for classes, found in set_ups.items()},
        "fit": {"steps": fit.steps, "views": fit.views, "seconds": fit.seconds, "expected": fit.expected},
        "throughput": asdict(throughput),
        "typed_name": asdict(typed),
    }
