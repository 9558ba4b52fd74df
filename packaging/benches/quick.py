"""Classifiers that need no training on concepts that the demo backbone never saw, from few drawings of each.

Splits are those of `benches.splits`: five learned names, tested alone and in one list with three that are only typed.
Everything is in closed form on plain features, so that it takes a minute or two and keeps nothing.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benches.splits import FEWEST_DRAWINGS, TRAINED, TYPED, Pool, Split
from benches.untrained import FITS, Added, Fit, gda
from demo_backbone.drawings import load_drawings
from mmrl_engine import Classifier, load_backbone
from mmrl_engine.evaluation.metrics import Accuracy, JointAccuracy
from mmrl_engine.images import open_rgb
from mmrl_engine.instant import SCALE, beside_typed
from mmrl_engine.instant_scatter import Array
from mmrl_engine.views import to_input


@dataclass
class Count:
    """Right answers and how many there were: learned names alone, in the joint list, typed names in it."""

    alone: int = 0
    trained: int = 0
    typed: int = 0
    total: int = 0
    typed_total: int = 0
    seconds: list[float] = field(default_factory=list)

    def cells(self) -> list[str]:
        """With their 95 % ranges."""
        trained, typed = Accuracy(self.trained, self.total), Accuracy(self.typed, self.typed_total)
        joint = Accuracy(self.trained + self.typed, self.total + self.typed_total)
        both = JointAccuracy(trained=trained, typed=typed, joint=joint)
        low, high = both.harmonic_range
        cells = [_cell(item) for item in (Accuracy(self.alone, self.total), trained, typed)]
        return [*cells, f"{both.harmonic_mean:.1%} ({low:.0%} to {high:.0%})"]


class Features:
    """Plain features of pictures and names, each made once."""

    def __init__(self) -> None:
        self._classifier = Classifier(None, load_backbone("demo"))
        self._pictures: dict[Path, Array] = {}
        self._names: dict[str, Array] = {}

    def pictures(self, paths: Sequence[Path]) -> Array:
        """f_c0 [N, d]."""
        for path in paths:
            if path not in self._pictures:
                pixels = to_input(open_rgb(path), self._classifier.backbone.preprocess)
                self._pictures[path] = self._classifier.encode_pictures(pixels[None]).cls[0].double().numpy()
        return np.stack([self._pictures[path] for path in paths])

    def names(self, names: Sequence[str]) -> Array:
        """T0 [N, d]."""
        for name in names:
            if name not in self._names:
                self._names[name] = self._classifier.encode_names([name]).plain[0].double().numpy()
        return np.stack([self._names[name] for name in names])


def nothing(features: Array, labels: Sequence[int], words: Array) -> tuple[Added, float]:
    """Words alone."""

    def added(asked: Array) -> Array:
        return np.zeros((len(asked), len(words)))

    return added, 1.0


def judge(split: Split, features: Features, fit: Fit, count: Count, *, own: bool) -> None:
    """Adds one split's answers. `own`: pictures have a say in how the list is divided, as in the engine; those of the
    other methods, which have no temperature, would drown typed names, so that words alone divide it.
    """
    names = split.names
    words, typed_words = features.names(names), features.names(split.typed_names)
    learned = features.pictures([path for path, _ in split.learn])
    begin = time.process_time()
    added, temperature = fit(learned, [names.index(name) for _, name in split.learn], words)
    count.seconds.append(time.process_time() - begin)

    def scores(labelled: Sequence[tuple[Path, str]]) -> tuple[Array, Array]:
        asked = features.pictures([path for path, _ in labelled])
        by_words, more = SCALE * asked @ words.T, added(asked)
        typed = SCALE * asked @ typed_words.T
        beside = beside_typed(by_words, more, typed, len(split.learn) if own else 0, temperature)
        return by_words + more, np.hstack([beside, typed])

    alone, joint = scores(split.test)
    truth = np.array([names.index(name) for _, name in split.test])
    count.alone += int((alone.argmax(1) == truth).sum())
    count.trained += int((joint.argmax(1) == truth).sum())
    count.total += len(truth)
    typed = scores(split.typed)[1].argmax(1)
    count.typed += int((typed == len(names) + np.arange(len(split.typed))).sum())
    count.typed_total += len(split.typed)


def table(pool: Pool, splits: int, shots: Sequence[int]) -> Iterator[str]:
    """Accuracies over all splits together."""
    methods: dict[str, Fit] = {"words only": nothing, **FITS}
    yield f"{len(pool.unseen)} concepts never shown with {FEWEST_DRAWINGS} or more drawings, {splits} splits a row"
    yield f"95 % ranges in brackets; alone: among the {TRAINED} learned names; the rest: in one list with {TYPED} typed"
    heads = "".join(f"{head:<21}" for head in ("alone", "trained", "typed", "harmonic mean"))
    yield f"{'drawings':<9}{'method':<13}{heads}{'ms':>5}"
    features = Features()
    for shot in shots:
        for name, fit in methods.items():
            count = Count()
            for seed in range(splits):
                judge(pool.split(seed, shot), features, fit, count, own=fit is gda)
            cells = "".join(f"{cell:<21}" for cell in count.cells())
            yield f"{shot:<9}{name:<13}{cells}{1000 * float(np.median(count.seconds)):>5.0f}"


def _cell(accuracy: Accuracy) -> str:
    return f"{accuracy.value:.1%} ({accuracy.low:.0%} to {accuracy.high:.0%})"


def main(arguments: list[str]) -> int:
    """The bench's command line."""
    parser = argparse.ArgumentParser(prog="bench.py quick", description=__doc__)
    parser.add_argument("drawings", type=Path, help="folder `drawings` of a run of packaging/demo_backbone")
    parser.add_argument("work", type=Path, help="folder for the pictures")
    parser.add_argument("--splits", type=int, default=100)
    parser.add_argument("--shots", type=int, nargs="+", default=[1, 2, 4, 8], help="drawings a concept, or all it has")
    given = parser.parse_args(arguments)
    for line in table(Pool(load_drawings(given.drawings), given.work / "pictures"), given.splits, given.shots):
        print(line, flush=True)
    return 0
