"""Several adapters about the same pictures: in one pass against one after another, within one run.

From picture files to answers, decoding included. Adapters are trained for one round only: what they have learned does
not change what they cost. Noise in a colour serves as
pictures.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import torch

from benches.clock import in_turn, medians
from benches.report import machine, table
from benches.vit_b16 import build_models
from mmrl_engine import Adapter, Classifier, Shelf, TrainConfig, load_backbone, train
from mmrl_engine.backbones.clip import Backbone
from tests.engine.small import write_pictures

ONE_ROUND = TrainConfig(preset="published", epochs=1, views=1, micro_batch=4)
MOST = 4


def main(arguments: list[str]) -> int:
    """The exit code; a table on standard output."""
    parser = argparse.ArgumentParser(prog="bench.py shelf", description=__doc__)
    parser.add_argument("--model", choices=("demo", "vit-b16"), default="vit-b16", help="vit-b16 has random weights")
    parser.add_argument("--pictures", type=int, default=16, help="how many are asked about (default 16)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each way is measured (default 5)")
    chosen = parser.parse_args(arguments)
    backbone = load_backbone("demo") if chosen.model == "demo" else build_models().backbone
    with tempfile.TemporaryDirectory() as folder:
        adapters = {f"adapter {number}": _adapter(Path(folder), backbone, number) for number in range(MOST)}
        asked = write_pictures(Path(folder) / "asked", {"asked": chosen.pictures})
        seconds = medians(in_turn(_ways(adapters, backbone, [item.path for item in asked]), chosen.rounds))
    print(_report(chosen.model, chosen.pictures, seconds))
    print(", ".join(f"{key} {value}" for key, value in machine().items()))
    return 0


def _adapter(folder: Path, backbone: Backbone, number: int) -> Adapter:
    torch.manual_seed(number)
    return train(write_pictures(folder / str(number), {"red": 2, "green": 2}, seed=number), backbone, ONE_ROUND)


def _ways(
    adapters: Mapping[str, Adapter], backbone: Backbone, paths: Sequence[Path]
) -> dict[str, Callable[[], object]]:
    alone = [Classifier(adapter, backbone) for adapter in adapters.values()]
    ways: dict[str, Callable[[], object]] = {}
    for count in range(1, MOST + 1):
        shelf = Shelf(dict([*adapters.items()][:count]), backbone)
        ways[f"together {count}"] = partial(_ask_shelf, shelf, paths)
        ways[f"apart {count}"] = partial(_ask_each, alone[:count], paths)
    return ways


def _ask_shelf(shelf: Shelf, paths: Sequence[Path]) -> object:
    return [*shelf.classify(paths)]


def _ask_each(classifiers: Sequence[Classifier], paths: Sequence[Path]) -> object:
    return [[*classifier.classify(paths)] for classifier in classifiers]


def _report(model: str, pictures: int, seconds: Mapping[str, float]) -> str:
    rows = []
    for count in range(1, MOST + 1):
        together, apart = seconds[f"together {count}"], seconds[f"apart {count}"]
        rows.append([str(count), f"{together:.3f}", f"{apart:.3f}", f"{apart / together:.2f}"])
    title = f"{model}, {pictures} pictures: seconds until all are answered, medians"
    return table(title, ["adapters", "in one pass", "one after another", "times faster"], rows)
