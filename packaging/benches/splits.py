"""Concepts that the demo backbone never saw: random fives learned from few drawings, beside typed names that it saw.

Each split draws 5 held-out concepts and 3 seen ones. The five are learned from 1, 2 or 4 drawings in other styles and
tested in the kept styles; the three are only typed, and tested in the style that the backbone never saw. Everything
goes through the public API. Results are kept line by line, so that a run that was cut off goes on.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benches.untrained import FITS, Fit
from demo_backbone.concepts import HELD_STYLE, KINDS, held_out
from demo_backbone.drawings import Drawings, load_drawings, on_white
from mmrl_engine import Answer, Backbone, Classifier, Example, TrainConfig, load_backbone, train
from mmrl_engine.evaluation.metrics import Accuracy, JointAccuracy
from mmrl_engine.images import open_rgb
from mmrl_engine.instant import SCALE, beside_typed
from mmrl_engine.views import to_input

KEPT_STYLES = (HELD_STYLE, "noto")
TRAINED, TYPED, FEWEST_DRAWINGS = 5, 3, 6
Labelled = tuple[Path, str]
Method = Callable[["Split", Backbone, int], "Counts"]


@dataclass(frozen=True)
class Split:
    """Pictures with their names: to learn from, to test the learned names, to test the typed names."""

    learn: list[Labelled]
    test: list[Labelled]
    typed: list[Labelled]

    @property
    def names(self) -> list[str]:
        return sorted({name for _, name in self.learn})

    @property
    def typed_names(self) -> list[str]:
        return [name for _, name in self.typed]


class Pool:
    """The concepts to draw from, and their drawings as PNG files in a work folder."""

    def __init__(self, drawings: Drawings, folder: Path) -> None:
        self._drawings, self._folder = drawings, folder
        folder.mkdir(parents=True, exist_ok=True)
        places: dict[bool, dict[str, dict[str, int]]] = {True: {}, False: {}}
        for index, (concept, style) in enumerate(zip(drawings.concepts, drawings.styles, strict=True)):
            if not drawings.mono[index] and drawings.info[concept].subgroup in KINDS:
                places[held_out(concept)].setdefault(concept, {})[style] = index
        self.unseen = {c: v for c, v in places[True].items() if len(v) >= FEWEST_DRAWINGS and HELD_STYLE in v}
        self.seen = {c: v for c, v in places[False].items() if HELD_STYLE in v}

    def split(self, seed: int, shots: int) -> Split:
        """Split number `seed`; the concepts are the same for every number of shots."""
        draw = random.Random(seed)
        five, three = draw.sample(sorted(self.unseen), TRAINED), draw.sample(sorted(self.seen), TYPED)
        learn: list[Labelled] = []
        test: list[Labelled] = []
        for concept in five:
            found = self.unseen[concept]
            others = draw.sample(sorted(style for style in found if style not in KEPT_STYLES), len(found) - 2)
            learn += [self.labelled(concept, found[style]) for style in others[:shots]]
            test += [self.labelled(concept, found[style]) for style in KEPT_STYLES if style in found]
        typed = [self.labelled(concept, self.seen[concept][HELD_STYLE]) for concept in three]
        return Split(learn, test, typed)

    def labelled(self, concept: str, index: int) -> Labelled:
        """The drawing as a file, with its label."""
        path = self._folder / f"{index}.png"
        if not path.exists():
            on_white(self._drawings.pictures[index]).save(path)
        return path, self._drawings.info[concept].label


@dataclass(frozen=True)
class Counts:
    """Right answers and totals: learned names in the joint list, typed ones in it, and learned names alone."""

    trained: int
    trained_total: int
    typed: int
    typed_total: int
    alone: int
    seconds: float


def count(split: Split, joint: Callable[[Sequence[Path]], list[str]], alone: list[str], seconds: float) -> Counts:
    """Compares answers with the truth."""
    test = [path for path, _ in split.test]
    right = [a == name for a, (_, name) in zip(joint(test), split.test, strict=True)]
    typed = [a == name for a, (_, name) in zip(joint([p for p, _ in split.typed]), split.typed, strict=True)]
    own = [a == name for a, (_, name) in zip(alone, split.test, strict=True)]
    return Counts(sum(right), len(right), sum(typed), len(typed), sum(own), seconds)


def best(answers: Iterator[Answer]) -> list[str]:
    """The first name of each answer."""
    return [answer.scores[0].name for answer in answers]


def words_only(split: Split, backbone: Backbone, _: int) -> Counts:
    """The untouched CLIP over all names."""
    names, test = split.names, [path for path, _ in split.test]
    start = time.monotonic()
    classifier = Classifier(None, backbone)
    alone = best(classifier.classify(test, names))
    return count(
        split,
        lambda paths: best(classifier.classify(paths, names + split.typed_names)),
        alone,
        time.monotonic() - start,
    )


def untrained(fit: Fit) -> Method:
    """A classifier in closed form; in the joint list words decide between the two groups."""

    def run(split: Split, backbone: Backbone, _: int) -> Counts:
        start = time.monotonic()
        classifier, names = Classifier(None, backbone), split.names
        words = classifier.encode_names(names + split.typed_names).plain.double().numpy()
        learned = _plain(classifier, [path for path, _ in split.learn]).double().numpy()
        added, temperature = fit(learned, [names.index(name) for _, name in split.learn], words[: len(names)])
        seconds = time.monotonic() - start

        def answers(paths: Sequence[Path], listed: list[str]) -> list[str]:
            features = _plain(classifier, paths).double().numpy()
            scores = SCALE * features @ words[: len(listed)].T
            own = scores[:, : len(names)]
            scores[:, : len(names)] = beside_typed(own, added(features), temperature)
            return [listed[place] for place in scores.argmax(1)]

        alone = answers([path for path, _ in split.test], names)
        return count(split, lambda paths: answers(paths, names + split.typed_names), alone, seconds)

    return run


def trained(config: TrainConfig) -> Callable[[Split, Backbone, int], Counts]:
    """MMRL or MMRL++ with `config`, seeded by the split."""

    def run(split: Split, backbone: Backbone, seed: int) -> Counts:
        start = time.monotonic()
        adapter = train([Example(*item) for item in split.learn], backbone, replace(config, seed=seed))
        seconds = time.monotonic() - start
        classifier = Classifier(adapter, backbone)
        alone = best(classifier.classify([path for path, _ in split.test]))
        return count(split, lambda paths: best(classifier.classify(paths, split.typed_names)), alone, seconds)

    return run


UNTRAINED: dict[str, Method] = {"words only": words_only} | {name: untrained(fit) for name, fit in FITS.items()}
CONFIGS: dict[str, TrainConfig] = {
    "MMRL described": TrainConfig(preset="described"),
    "MMRL published": TrainConfig(preset="published"),
    "MMRL++ published": TrainConfig(preset="published", variant="mmrlpp"),
}


def settled(name: str, settings: Mapping[str, Any]) -> tuple[str, Method]:
    """A method with other settings of its `TrainConfig`, and the name that its results are kept under."""
    if name in UNTRAINED:
        return name, UNTRAINED[name]
    told = "".join(f" {key}={value}" for key, value in settings.items())
    return name + told, trained(replace(CONFIGS[name], **settings))


def run(drawings: Path, work: Path, *, splits: int, shots: Sequence[int], methods: Mapping[str, Method]) -> None:
    """Runs what is missing in `work`/splits.jsonl, then prints the table."""
    pool = Pool(load_drawings(drawings), work / "pictures")
    print(f"{len(pool.unseen)} concepts never shown with {FEWEST_DRAWINGS} or more drawings, {len(pool.seen)} shown")
    record = work / "splits.jsonl"
    done = _read(record)
    backbone = load_backbone("demo")
    with record.open("a", encoding="utf-8") as file:
        for seed in range(splits):
            for shot in shots:
                for method, measure in methods.items():
                    if (method, shot, seed) not in done:
                        counts = measure(pool.split(seed, shot), backbone, seed)
                        done[method, shot, seed] = counts
                        file.write(json.dumps([method, shot, seed, counts.__dict__]) + "\n")
                        file.flush()
    for line in table(done, splits=splits, shots=shots, methods=list(methods)):
        print(line)


def table(
    done: dict[tuple[str, int, int], Counts], *, splits: int, shots: Sequence[int], methods: Sequence[str]
) -> Iterator[str]:
    """Accuracies over all splits together, with their 95 % ranges."""
    wide = max(map(len, methods)) + 2
    yield f"{splits} splits; 95 % ranges in brackets; alone: among the {TRAINED} learned names; the rest: one list of 8"
    heads = "".join(f"{head:<21}" for head in ("alone", "trained", "typed", "harmonic mean"))
    yield f"{'drawings':<9}{'method':<{wide}}{heads}{'seconds':>7}"
    for shot in shots:
        for method in methods:
            rows = [done[method, shot, seed] for seed in range(splits)]
            total = sum(row.trained_total for row in rows)
            accuracy = JointAccuracy(
                trained=Accuracy(sum(row.trained for row in rows), total),
                typed=Accuracy(sum(row.typed for row in rows), sum(row.typed_total for row in rows)),
                joint=Accuracy(
                    sum(row.trained + row.typed for row in rows), total + sum(row.typed_total for row in rows)
                ),
            )
            alone = Accuracy(sum(row.alone for row in rows), total)
            cells = [_cell(item) for item in (alone, accuracy.trained, accuracy.typed)]
            low, high = accuracy.harmonic_range
            cells.append(f"{accuracy.harmonic_mean:.1%} ({low:.0%} to {high:.0%})")
            seconds = float(np.median([row.seconds for row in rows]))
            yield f"{shot:<9}{method:<{wide}}" + "".join(f"{cell:<21}" for cell in cells) + f"{seconds:>7.1f}"


def _cell(accuracy: Accuracy) -> str:
    return f"{accuracy.value:.1%} ({accuracy.low:.0%} to {accuracy.high:.0%})"


def _value(text: str) -> object:
    """A number where it is one, else the text."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _plain(classifier: Classifier, paths: Sequence[Path]) -> torch.Tensor:
    pixels = np.stack([to_input(open_rgb(path), classifier.backbone.preprocess) for path in paths])
    return classifier.encode_pictures(pixels).cls  # without an adapter this is the untouched CLIP's feature


def _read(record: Path) -> dict[tuple[str, int, int], Counts]:
    if not record.exists():
        return {}
    lines: list[Any] = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]
    return {(method, shot, seed): Counts(**counts) for method, shot, seed, counts in lines}


def main(arguments: list[str]) -> int:
    """The bench's command line."""
    parser = argparse.ArgumentParser(prog="bench.py splits", description=__doc__)
    parser.add_argument("drawings", type=Path, help="folder `drawings` of a run of packaging/demo_backbone")
    parser.add_argument("work", type=Path, help="folder for pictures and results; a run that was cut off goes on there")
    parser.add_argument("--splits", type=int, default=20)
    parser.add_argument("--shots", type=int, nargs="+", default=[1, 2, 4])
    known = [*UNTRAINED, *CONFIGS]
    parser.add_argument("--methods", nargs="+", default=known, choices=known)
    parser.add_argument("--set", nargs="+", default=[], metavar="NAME=VALUE", help="settings of the trainings, as JSON")
    given = parser.parse_args(arguments)
    settings = {name: _value(value) for name, _, value in (item.partition("=") for item in given.set)}
    methods = dict(settled(name, settings) for name in given.methods)
    run(given.drawings, given.work, splits=given.splits, shots=given.shots, methods=methods)
    return 0
