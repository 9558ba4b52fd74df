"""The engine's speed on a ViT-B/16 with random weights in float32: ours against a textbook MMRL, all in one run.

The textbook is `tests/reference/plain.py`: whole towers at every step, the text tower over all its 77 places, and a
second pass of the untouched CLIP. Times are medians of runs made in turn, so that a busy machine slows both alike.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from benches.answers import SEEN, Throughput, TypedName, measure_throughput, measure_typed_name
from benches.memory import step_memory
from benches.report import against, machine, table
from benches.steps import StepTimes, measure_steps
from benches.vit_b16 import ARCHITECTURE, BATCH, Models, build_models
from benches.whole_fit import EPOCHS, PICTURES, STEPS, VIEWS, SetUp, ShortFit, measure_fit, measure_set_up

FEW, MANY = 5, 50
STEP_TARGETS = {FEW: 2.1, MANY: 3.8}
FIT_TARGETS = {FEW: 1.8, MANY: 3.3}
THROUGHPUT_TARGET = 0.95
TYPED_SECONDS = 0.05
FIT_AGREES = 0.1


@dataclass(frozen=True)
class Effort:
    """How often things are measured: rounds of all arms, and the pictures and epochs of the short training."""

    rounds: int
    pictures: int
    epochs: int
    memory_classes: tuple[int, ...]


FULL = Effort(rounds=9, pictures=16, epochs=10, memory_classes=(FEW, MANY))
QUICK = Effort(rounds=2, pictures=8, epochs=3, memory_classes=(MANY,))


def main(arguments: list[str]) -> int:
    """Measures, prints a table after each part; 0 whether or not the targets were met."""
    options = _parse(arguments)
    torch.set_num_threads(options.threads)
    effort = QUICK if options.quick else FULL
    begin = time.monotonic()
    figures: dict[str, Any] = {"machine": machine(), "model": ARCHITECTURE, "quick": options.quick}
    print(", ".join(f"{key} {value}" for key, value in figures["machine"].items()))
    print(f"{ARCHITECTURE}, random weights, float32, batch {BATCH}\n", flush=True)

    figures["memory"] = _memory(effort, options.threads)
    models = build_models()
    steps = {classes: measure_steps(models, classes, effort.rounds) for classes in (FEW, MANY)}
    figures["steps"] = [asdict(found) for found in steps.values()]
    _show(_step_table(steps, models))
    set_ups = {classes: measure_set_up(models, classes, effort.rounds) for classes in (FEW, MANY)}
    figures["set_up"] = {classes: asdict(found) for classes, found in set_ups.items()}
    _show(_fit_table(steps, set_ups))
    short = measure_fit(
        models, FEW, set_ups[FEW], steps[FEW].ours, pictures=effort.pictures, epochs=effort.epochs
    )
    figures["short_fit"] = {"steps": short.steps, "seconds": short.seconds, "expected": short.expected}
    _show(_short_fit_line(short))
    throughput = measure_throughput(models, effort.rounds)
    typed = measure_typed_name(models, short.adapter, effort.rounds)
    figures |= {"throughput": asdict(throughput), "typed_name": asdict(typed)}
    _show(_answer_table(throughput, typed))

    figures["seconds"] = round(time.monotonic() - begin, 1)
    print(f"The whole run took {figures['seconds'] / 60:.1f} minutes.")
    if options.json is not None:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 0
