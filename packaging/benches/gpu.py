"""A graphics card against the processor: the same training, and the same small step in each way that a card knows.

The model is a ViT-B/16 with random weights (`--model demo`: the demo backbone, to see that the bench runs). First whole
trainings: float32 on the processor, then on the card with stems there and streamed to it, and in shorter numbers. Then
one small step: as it is, through `torch.compile`, and as a captured graph. What the engine does by itself is the first
of these; the others are here so that a figure decides about them.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from unittest.mock import patch

import numpy as np
import torch

from benches.gpu_steps import WAYS, SmallStep, small_step
from benches.report import machine, table
from benches.vit_b16 import CONFIG, NAMES, build_models
from benches.whole_fit import make_examples
from mmrl_engine import Adapter, Classifier, EngineError, fit, load_backbone
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.backbones.device import choose_device, device_name
from mmrl_engine.types import Example, Precision, TrainConfig

PRECISIONS: tuple[Precision, ...] = ("float32", "bfloat16", "float16")
ASKED = 16  # pictures that answers are compared on


@dataclass(frozen=True)
class Run:
    """One training.

    Attributes:
        prepare, seconds: making stems, and the steps. peak: bytes of the card's memory; None where it does not tell.
        answers: its adapter's answers over the trained names on the same device. here: the same on the processor.
    """

    name: str
    prepare: float
    seconds: float
    peak: int | None
    answers: np.ndarray
    here: np.ndarray


def main(arguments: list[str]) -> int:
    """Prints two tables; 1 where there is no card to measure."""
    options = _parse(arguments)
    try:
        choice = choose_device(options.device)
    except EngineError as error:
        print(*error.notices, file=sys.stderr)
        return 1
    if choice.device.type == "cpu" and options.device == "auto":
        print(f"There is nothing to measure here: {choice.reason}", file=sys.stderr)
        return 1
    about = machine() | {"card": device_name(choice.device) or "none: a trial of the bench itself"}
    print(", ".join(f"{key} {value}" for key, value in about.items()), flush=True)
    processor = _backbone(options.model, "cpu")
    card = _backbone(options.model, str(choice.device))
    runs = _trainings(processor, card, options)
    print(training_table(runs), flush=True)
    steps = [
        small_step(card, way, precision, options.rounds, options.classes)
        for precision in PRECISIONS
        for way in options.ways
    ]
    print(step_table(steps), flush=True)
    if options.json is not None:
        told = [asdict(step) for step in steps]
        figures = {"machine": about, "trainings": [_as_json(run, runs[0]) for run in runs], "steps": told}
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.py gpu", description="Measure a graphics card against the processor.")
    parser.add_argument("--device", default="auto", help="as mmrl takes it; cpu only tries the bench itself")
    parser.add_argument("--model", choices=("vit-b-16", "demo"), default="vit-b-16")
    parser.add_argument("--classes", type=int, default=10, help="default: 10")
    parser.add_argument("--pictures", type=int, default=40, help="default: 40")
    parser.add_argument("--epochs", type=int, default=10, help="default: 10")
    parser.add_argument("--rounds", type=int, default=50, help="small steps a figure (default: 50)")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS), help="how a small step is run")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file too")
    return parser.parse_args(arguments)


def _backbone(model: str, device: str) -> Backbone:
    if model == "demo":
        return load_backbone("demo", device=device)
    return build_models(device=device).backbone


def _trainings(processor: Backbone, card: Backbone, options: argparse.Namespace) -> list[Run]:
    config = replace(CONFIG, epochs=options.epochs, views=2, micro_batch=4, batch=None, precision="float32")
    with tempfile.TemporaryDirectory() as folder:
        examples = make_examples(Path(folder), options.pictures, NAMES[: options.classes])
        made = [_training("processor, float32", examples, processor, config, processor)]
        for precision in PRECISIONS:
            shorter = replace(config, precision=precision)
            made.append(_training(f"card, {precision}, stems there", examples, card, shorter, processor))
        with patch("mmrl_engine.view_source.stem_card_memory", lambda device: 0):
            made.append(_training("card, float32, stems streamed", examples, card, config, processor))
    return made


def _training(name: str, examples: list[Example], backbone: Backbone, config: TrainConfig, processor: Backbone) -> Run:
    if backbone.device.type != "cpu":
        torch.accelerator.reset_peak_memory_stats(backbone.device)
    begin, prepared = time.perf_counter(), 0.0
    steps = fit(examples, backbone, config)
    while True:
        try:
            progress = next(steps)
        except StopIteration as stop:
            adapter: Adapter = stop.value
            break
        if progress.stage != "train":
            prepared = time.perf_counter() - begin
    seconds = time.perf_counter() - begin - prepared
    return Run(name, prepared, seconds, _peak(backbone), _answers(adapter, backbone), _answers(adapter, processor))


def _peak(backbone: Backbone) -> int | None:
    if backbone.device.type == "cpu":
        return None
    try:
        return int(torch.accelerator.max_memory_allocated(backbone.device))
    except (RuntimeError, NotImplementedError):
        return None


def _answers(adapter: Adapter, backbone: Backbone) -> np.ndarray:
    classifier = Classifier(adapter, backbone)
    size = backbone.preprocess.size
    pixels = np.random.default_rng(0).standard_normal((ASKED, 3, size, size)).astype(np.float32)
    return np.asarray(classifier.probabilities(classifier.encode_pictures(pixels), ()))


def differences(run: Run, reference: Run) -> tuple[float, float]:
    """The largest of answers: of one adapter on the card and the processor; of an adapter learned elsewhere."""
    return float(np.abs(run.answers - run.here).max()), float(np.abs(run.here - reference.here).max())


def training_table(runs: list[Run]) -> str:
    """The first is what the others are held against."""
    rows = []
    for run in runs:
        here, learned = differences(run, runs[0])
        peak = "" if run.peak is None else f"{run.peak / 1e6:.0f}"
        times = f"{runs[0].seconds / run.seconds:.1f}"
        rows.append(
            (run.name, f"{run.prepare:.1f}", f"{run.seconds:.1f}", times, peak, f"{here:.1e}", f"{learned:.1e}")
        )
    head = ("a training", "s before", "s of steps", "times as fast", "card, MB", "same adapter", "learned there")
    return table("Whole trainings; the last two columns: largest difference of answers to the processor's", head, rows)


def step_table(steps: list[SmallStep]) -> str:
    """One row for each precision and way."""
    rows = []
    for step in steps:
        seconds = step.reason if step.seconds is None else f"{1000 * median(step.seconds):.2f}"
        rows.append((f"{step.precision}, {step.way}", seconds, "" if step.set_up is None else f"{step.set_up:.1f}"))
    return table("A small step of 4 pictures, forward and backward", ("", "ms, median", "s to set up"), rows)


def _as_json(run: Run, reference: Run) -> dict[str, object]:
    here, learned = differences(run, reference)
    kept = {"name": run.name, "prepare": run.prepare, "seconds": run.seconds, "peak": run.peak}
    return kept | {"same_adapter": here, "learned_there": learned}
