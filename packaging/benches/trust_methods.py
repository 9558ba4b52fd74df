"""Trains once for each (cell, split, method) and keeps what it says as raw numbers, so that every rule is judged later.

A file holds for all pictures that are asked about, over trained names and all typed ones: s f_c T', s f_r T' (trained
names alone), s f_c0 T0', the truth; the micro-runs of the balance; processor seconds. The untouched CLIP's features
go into a file of their own, from which words, discriminant analysis and Tip-Adapter answer.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benches.splits import Labelled
from benches.trust_tasks import Cell, Split
from mmrl_engine import Backbone, Classifier, TrainConfig, train
from mmrl_engine.balance import held_scores
from mmrl_engine.balance_fit import HeldScores
from mmrl_engine.images import open_rgb
from mmrl_engine.views import to_input

FEATURES = "features"
CONFIGS = {
    "MMRL described": TrainConfig(preset="described"),
    "MMRL published": TrainConfig(preset="published"),
    "MMRL++ published": TrainConfig(preset="published", variant="mmrlpp"),
}
CHUNK = 16
Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Work:
    """One file to make."""

    cell: Cell
    number: int
    seed: int
    method: str

    def file(self, folder: Path) -> Path:
        """Where its numbers are kept."""
        return folder / "raw" / f"{self.cell}-{self.number}-{self.seed}-{self.method.replace(' ', '_')}.npz"


@dataclass(frozen=True)
class Columns:
    """The names of a file, in order: the trained ones, then each group of typed ones; and the pictures asked about."""

    names: list[str]
    groups: dict[str, slice]
    asked: list[Labelled]
    truth: list[int]

    @classmethod
    def of(cls, split: Split) -> Columns:
        names, groups = [*split.names], {}
        pictures, truth = [*split.asked], [split.names.index(name) for _, name in split.asked]
        for group, labelled in split.typed.items():
            typed = split.typed_names(group)
            groups[group] = slice(len(names), len(names) + len(typed))
            truth += [len(names) + typed.index(name) for _, name in labelled]
            pictures += labelled
            names += typed
        return cls(names, groups, pictures, truth)


def make(work: Work, split: Split, backbone: Backbone, folder: Path) -> None:
    """Makes the file of `work`, whole or not at all."""
    columns = Columns.of(split)
    made = _features(split, columns, backbone) if work.method == FEATURES else _trained(work, split, columns, backbone)
    made |= {"truth": np.array(columns.truth), "trained": np.array(len(split.names))}
    made |= {f"group {name}": np.array([part.start, part.stop]) for name, part in columns.groups.items()}
    target = work.file(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(f".{time.monotonic_ns()}.part")
    with partial.open("wb") as file:
        np.savez(file, allow_pickle=False, **made)
    partial.replace(target)


def _features(split: Split, columns: Columns, backbone: Backbone) -> dict[str, Array]:
    """The untouched CLIP: features of what is learned and asked, and of all names."""
    begin = time.process_time()
    classifier = Classifier(None, backbone)
    learned = _encode(classifier, [path for path, _ in split.learn])["cls"]
    seconds = time.process_time() - begin
    return {
        "learned": learned,
        "labels": np.array([split.names.index(name) for _, name in split.learn]),
        "asked": _encode(classifier, [path for path, _ in columns.asked])["cls"],
        "words": _names(classifier, columns)[0],
        "cpu": np.array([seconds, 0.0]),
    }


def _trained(work: Work, split: Split, columns: Columns, backbone: Backbone) -> dict[str, Array]:
    """A training and the micro-runs of its balance."""
    config = replace(CONFIGS[work.method], seed=1000 * work.seed + work.number, micro_batch=4)
    begin = time.process_time()
    adapter = train(split.examples, backbone, config)
    middle = time.process_time()
    held = _run(held_scores(split.examples, backbone, config))
    end = time.process_time()
    classifier = Classifier(adapter, backbone)
    found = _encode(classifier, [path for path, _ in columns.asked])
    adapted, plain = _names(classifier, columns)
    scale = adapter.config.scale
    made: dict[str, Array] = {
        "cls": scale * found["cls"] @ adapted.T,
        "rep": scale * found["rep"] @ adapted[: len(split.names)].T,
        "plain": scale * found["plain"] @ plain.T,
        "alpha": np.array(adapter.config.alpha),
        "cpu": np.array([middle - begin, end - middle]),
        "runs": np.array(len(held)),
    }
    for number, run in enumerate(held):
        made |= {f"held {number} {name}": np.asarray(getattr(run, name)) for name in HeldScores.__slots__}
    return made


def read_held(raw: dict[str, Array]) -> list[HeldScores]:
    """The micro-runs in a file."""
    runs = range(int(raw["runs"])) if "runs" in raw else range(0)
    found = []
    for number in runs:
        cls, plain, trained, truth = (raw[f"held {number} {name}"] for name in HeldScores.__slots__)
        found.append(HeldScores(cls, plain, int(trained), truth))
    return found


def _encode(classifier: Classifier, paths: Sequence[Path]) -> dict[str, Array]:
    """Features by their kind, float64; `rep` is empty without a representation."""
    found: dict[str, list[Array]] = {"cls": [], "rep": [], "plain": []}
    for start in range(0, len(paths), CHUNK):
        pixels = [to_input(open_rgb(path), classifier.backbone.preprocess) for path in paths[start : start + CHUNK]]
        features = classifier.encode_pictures(np.stack(pixels), plain=True)
        for kind, values in features._asdict().items():
            if values is not None:
                found[kind].append(values.double().numpy())
    return {kind: np.concatenate(parts) if parts else np.empty((0, 0)) for kind, parts in found.items()}


def _names(classifier: Classifier, columns: Columns) -> tuple[Array, Array]:
    """T and T0 of all names. Groups may share names, so each is encoded apart."""
    parts = [slice(0, min(part.start for part in columns.groups.values())), *columns.groups.values()]
    features = [classifier.encode_names(columns.names[part]) for part in parts]
    adapted = np.concatenate([item.adapted.double().numpy() for item in features])
    return adapted, np.concatenate([item.plain.double().numpy() for item in features])


def _run(steps: Any) -> list[HeldScores]:
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            held: list[HeldScores] = stop.value
            return held
