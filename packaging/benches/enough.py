"""How well "have I done enough?" foresees what twice as many pictures bring, and whether the better source is chosen.

Each split draws concepts that the demo backbone never saw, learned from `shots` drawings each, and looks at what twice
as many bring to the drawings that are left. The choice between words and the instant classifier is made on the few
drawings alone, as `mmrl check --quick` makes it, and judged on those left. Nothing is trained.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benches.quick import Features
from benches.splits import TRAINED, Labelled, Pool
from demo_backbone.drawings import load_drawings
from mmrl_engine.evaluation.folds import deal
from mmrl_engine.evaluation.learning_curve import LearningCurve, learning_curve
from mmrl_engine.evaluation.results import best_source
from mmrl_engine.instant import SCALE, fit_instant
from mmrl_engine.instant_scatter import Array

Labels = npt.NDArray[Any]


@dataclass(frozen=True)
class Seen:
    """Of one split: shares of right answers on the drawings that are left, and what was foreseen of them.

    Attributes:
        words, now, then: words alone, the instant classifier, and the same with twice as many drawings.
        gain: foreseen, least, most. chosen: the share of who was chosen; to_words: if words won among equals.
    """

    words: float
    now: float
    then: float
    gain: tuple[float, float, float]
    chosen: float
    to_words: float


def look(pool: Pool, features: Features, seed: int, shots: int) -> Seen | None:
    """One split; None where a concept has too few drawings."""
    learn, more, rest = _drawn(pool, seed, shots)
    if not rest:
        return None
    names = sorted({name for _, name in learn})
    words = features.names(names)

    def asked(labelled: Sequence[Labelled]) -> tuple[Array, Labels]:
        truth = np.array([names.index(name) for _, name in labelled])
        return features.pictures([path for path, _ in labelled]), truth

    few, own = asked(learn)
    left, truth = asked(rest)
    twice, own_twice = asked([*learn, *more])
    right_now, right_words, parts = _held_out(few, own, words)
    now = _share(few, own, words, left, truth)
    by_words = float(((left @ words.T).argmax(1) == truth).mean())
    best = best_source({"words": int(right_words.sum()), "instant": int(right_now.sum())})
    return Seen(
        by_words,
        now,
        _share(twice, own_twice, words, left, truth),
        _foreseen(few, own, words, right_now, 1 - 1 / parts).gain,
        now if best == "instant" else by_words,
        now if right_now.sum() > right_words.sum() else by_words,
    )


def _drawn(pool: Pool, seed: int, shots: int) -> tuple[list[Labelled], list[Labelled], list[Labelled]]:
    """To learn from, as many again, and the rest."""
    draw = random.Random(seed)
    parts: tuple[list[Labelled], list[Labelled], list[Labelled]] = ([], [], [])
    rich = sorted(name for name, found in pool.unseen.items() if len(found) > 2 * shots)
    if len(rich) < TRAINED:
        return parts
    for concept in draw.sample(rich, TRAINED):
        found = sorted(pool.unseen[concept].values())
        draw.shuffle(found)
        cuts = (found[:shots], found[shots : 2 * shots], found[2 * shots :])
        for part, places in zip(parts, cuts, strict=True):
            part += [pool.labelled(concept, place) for place in places]
    return parts


def _share(learned: Array, own: Labels, words: Array, left: Array, truth: Labels) -> float:
    model = fit_instant(learned, own.tolist(), words)
    scores = SCALE * left @ words.T + model.scores(left)
    return float((scores.argmax(1) == truth).mean())


def _held_out(few: Array, own: Labels, words: Array) -> tuple[Labels, Labels, int]:
    """Whether the instant classifier and words were right about each held-out drawing, and the number of folds."""
    right = np.zeros(len(own), bool)
    folds = deal([str(item) for item in own], None, 0, [str(place) for place in range(len(own))], None).folds
    for fold in folds:
        learned = np.setdiff1d(np.arange(len(own)), fold)
        model = fit_instant(few[learned], own[learned].tolist(), words)
        right[fold] = (SCALE * few[fold] @ words.T + model.scores(few[fold])).argmax(1) == own[fold]
    return right, (few @ words.T).argmax(1) == own, len(folds)


def _foreseen(few: Array, own: Labels, words: Array, right: Labels, learned_from: float) -> LearningCurve:
    alone = [str(place) for place in range(len(own))]
    features, texts = few.astype(np.float32), words.astype(np.float32)
    steps = learning_curve(features, own.tolist(), texts, right.tolist(), learned_from, groups=alone)
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            made: LearningCurve = stop.value
            return made


def table(pool: Pool, splits: int, shots: Sequence[int]) -> Iterator[str]:
    """Means over the splits."""
    yield f"{TRAINED} concepts never shown, {splits} splits a row; shares of the drawings that are left"
    yield "gain: by twice as many drawings, with its 95 % range; foreseen: from the few drawings alone, with its range"
    heads = ("drawings", "words", "now", "gain", "", "foreseen", "", "chosen", "equals: words", "best of both")
    yield "".join(f"{head:<15}" for head in heads)
    features = Features()
    for shot in shots:
        seen = [item for seed in range(splits) if (item := look(pool, features, seed, shot)) is not None]
        if seen:
            yield f"{shot:<15}" + "".join(f"{cell:<15}" for cell in _cells(seen))


def _cells(seen: Sequence[Seen]) -> Iterator[str]:
    gains = np.array([item.then - item.now for item in seen])
    foreseen = np.array([item.gain for item in seen])
    words, now = np.array([item.words for item in seen]), np.array([item.now for item in seen])
    yield f"{words.mean():.1%}"
    yield f"{now.mean():.1%}"
    error = 1.96 * gains.std(ddof=1) / len(gains) ** 0.5
    yield f"{gains.mean():+.1%}"
    yield f"{gains.mean() - error:.0%} to {gains.mean() + error:.0%}"
    yield f"{foreseen[:, 0].mean():+.1%}"
    yield f"{foreseen[:, 1].mean():.0%} to {foreseen[:, 2].mean():.0%}"
    yield f"{np.mean([item.chosen for item in seen]):.1%}"
    yield f"{np.mean([item.to_words for item in seen]):.1%}"
    yield f"{np.maximum(words, now).mean():.1%}"


def main(arguments: list[str]) -> int:
    """The bench's command line."""
    parser = argparse.ArgumentParser(prog="bench.py enough", description=__doc__)
    parser.add_argument("drawings", type=Path, help="folder `drawings` of a run of packaging/demo_backbone")
    parser.add_argument("work", type=Path, help="folder for the pictures")
    parser.add_argument("--splits", type=int, default=100)
    parser.add_argument("--shots", type=int, nargs="+", default=[2, 3], help="drawings a concept")
    given = parser.parse_args(arguments)
    for line in table(Pool(load_drawings(given.drawings), given.work / "pictures"), given.splits, given.shots):
        print(line, flush=True)
    return 0
