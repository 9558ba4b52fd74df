"""Whether every way to ask gives the same shares: library, plain readers, ONNX, command, service, window.

The demo backbone learns the sample in a few rounds; each way is then asked about the sample's pictures, over the
learned names and others that are only typed. The table holds the largest difference of a share to the library's.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from benches import agreement_ways as ways
from benches.report import machine, table
from mmrl_engine import Adapter, Backbone, Example, TrainConfig, load_backbone, train
from mmrl_engine.adapter_config import Balance
from mmrl_engine.export.folder import write_folder
from mmrl_engine.export.onnx_files import exporting_onnx
from mmrl_engine.images import find_pictures
from mmrl_engine.instant import result_of

SAMPLES = ways.ROOT / "resources" / "samples"
TYPED = ("butterfly", "elephant", "penguin")
PROMISED, PROMISED_ONNX = 1e-4, 1e-3
WAYS: dict[str, tuple[Callable[[ways.Asked], ways.Array], float]] = {
    "NumPy reader": (ways.numpy_reader, PROMISED),
    "torch reader": (ways.torch_reader, PROMISED),
    "ONNX, features and names": (ways.onnx_features, PROMISED_ONNX),
    "ONNX, answers (learned names)": (ways.onnx_answers, PROMISED_ONNX),
    "mmrl classify --json": (ways.command, PROMISED),
    "mmrl serve": (ways.service, PROMISED),
    "window's services and child": (ways.window, PROMISED),
}


def main(arguments: list[str]) -> int:
    """Exit code 1 where a promise is broken."""
    parser = argparse.ArgumentParser(prog="bench.py agreement", description=__doc__)
    parser.add_argument("--rounds", type=int, default=6, help="how often each picture is learned from (%(default)s)")
    parser.add_argument("--pictures", type=int, default=34, help="asked about, at most (%(default)s)")
    given = parser.parse_args(arguments)
    torch.set_num_threads(1)
    backbone = load_backbone("demo", device="cpu")
    examples = [Example(path, path.parent.name) for path in find_pictures(SAMPLES / "train")]
    learned = train(examples, backbone, TrainConfig(epochs=given.rounds, views=2, micro_batch=4))
    kept = broken = 0
    for title, adapter in _adapters(learned).items():
        rows, missed = _compare(adapter, backbone, find_pictures(SAMPLES)[: given.pictures])
        print(table(title, ("asked through", "names", "pictures", "apart", "promised", "seconds"), rows), flush=True)
        kept, broken = kept + len(rows) - missed, broken + missed
    print(", ".join(f"{key} {value}" for key, value in machine().items()))
    print(f"{kept} promises kept, {broken} broken")
    return 1 if broken else 0


def _adapters(learned: Adapter) -> dict[str, Adapter]:
    """What was learned, answering with every feature, and as the instant classifier."""
    gate = replace(learned.config, temperature=1.3, balance=Balance("fitted", g1=2.0, c=0.5, weight=0.6, tau0=1.2))
    instant = replace(learned.config, answers="instant", temperature=2.0)
    return {
        "MMRL with a balance that asks the untouched CLIP": replace(learned, config=gate),
        "the instant classifier": replace(learned, config=instant),
    }


def _compare(adapter: Adapter, backbone: Backbone, pictures: list[Path]) -> tuple[list[list[str]], int]:
    """The table's rows, and how many promises are broken."""
    with tempfile.TemporaryDirectory(prefix="mmrl-agreement-") as name:
        place = Path(name)
        for part in ("scratch", "work"):
            (place / part).mkdir()
        result_of(exporting_onnx(adapter, backbone, place / "scratch", typed=TYPED))
        write_folder(adapter, place / "exported", more=place / "scratch")
        asked = ways.Asked(adapter, backbone, place / "exported", place / "work", pictures, TYPED)
        here, alone = ways.library(asked), ways.library(replace(asked, typed=()))
        rows, missed = [], 0
        for title, (way, promised) in WAYS.items():
            begin = time.monotonic()
            there = way(asked)
            wanted = alone if there.shape == alone.shape else here
            apart = float(np.abs(there - wanted).max()) if there.shape == wanted.shape else float("inf")
            missed += apart >= promised
            told = f"{promised:g}" if apart < promised else f"{promised:g} BROKEN"
            cells = (str(there.shape[1]), str(len(there)), f"{apart:.1e}", told, f"{time.monotonic() - begin:.1f}")
            rows.append([title, *cells])
        return rows, missed
