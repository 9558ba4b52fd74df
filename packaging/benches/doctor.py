"""How well the doctor finds what is wrong: drawings of which it is known, with the demo backbone.

Each round draws six concepts. A tenth of their drawings is put in a wrong class: how many of these are found, and how
many others with them? Then drawings of other concepts are mixed in: are they found as unlike the rest? Then two
drawings of each are labelled, and six more, in the doctor's order, by chance, or the surest first: how good are answers
about the others? All answers are the instant classifier's.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benches.report import table
from demo_backbone.concepts import KINDS, held_out
from demo_backbone.drawings import Drawings, load_drawings, on_white
from mmrl_engine import Classifier, load_backbone
from mmrl_engine.evaluation.doctor import held_out_shares
from mmrl_engine.evaluation.doubts import MARGIN, doubtful
from mmrl_engine.evaluation.label_next import label_next, shares_of
from mmrl_engine.evaluation.outliers import outliers
from mmrl_engine.images import open_rgb
from mmrl_engine.views import to_input

CLASSES, FEWEST, WRONG, STRANGERS = 6, 6, 0.1, 3
SEEDED, ASKED = 2, 6  # drawings of each class that are labelled at first, and how many more then
BATCH = 64
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples"
UNSEEN, SEEN = "unseen", "seen"  # by the demo backbone
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Set:
    """Pictures of C classes: features [N, d], labels, and T0 [C, d]."""

    features: Vectors
    labels: list[int]
    words: Vectors

    def mislabelled(self, draw: random.Random) -> tuple[Set, set[int]]:
        """The same with a tenth of the pictures in a wrong class, and which these are."""
        wrong = draw.sample(range(len(self.labels)), max(1, round(WRONG * len(self.labels))))
        labels = list(self.labels)
        for row in wrong:
            labels[row] = draw.choice([label for label in range(len(self.words)) if label != labels[row]])
        return replace(self, labels=labels), set(wrong)


@dataclass
class Found:
    """Counts over all rounds: what was wrong, found of it, found besides, and pictures in all."""

    wrong: int = 0
    found: int = 0
    besides: int = 0
    pictures: int = 0

    def add(self, told: set[int], wrong: set[int], pictures: int) -> None:
        self.wrong += len(wrong)
        self.found += len(told & wrong)
        self.besides += len(told - wrong)
        self.pictures += pictures

    def row(self, *names: str) -> list[str]:
        told = self.found + self.besides
        right = f"{self.found / told:.0%}" if told else "-"
        share = f"{self.found} of {self.wrong} ({self.found / max(1, self.wrong):.0%})"
        return [*names, str(self.pictures), share, str(self.besides), right]


HEAD = ["pictures", "found", "others told", "of those told, wrong"]


class Pool:
    """Drawings of concepts with their features."""

    def __init__(self, drawings: Drawings, classifier: Classifier, *, unseen: bool, most: int) -> None:
        places: dict[str, list[int]] = {}
        for index, concept in enumerate(drawings.concepts):
            wanted = not drawings.mono[index] and drawings.info[concept].subgroup in KINDS
            if wanted and held_out(concept) == unseen:
                places.setdefault(concept, []).append(index)
        many = sorted(concept for concept, found in places.items() if len(found) >= FEWEST)
        self.concepts = random.Random(0).sample(many, min(most, len(many)))
        rows = [index for concept in self.concepts for index in places[concept]]
        pixels = (to_input(on_white(drawings.pictures[row]), classifier.backbone.preprocess) for row in rows)
        vectors = dict(zip(rows, _features(classifier, list(pixels)), strict=True))
        self._features = {name: np.stack([vectors[row] for row in places[name]]) for name in self.concepts}
        labels = [drawings.info[concept].label for concept in self.concepts]
        self._words = dict(zip(self.concepts, _words(classifier, labels), strict=True))

    def draw(self, draw: random.Random) -> tuple[Set, Vectors]:
        """Six concepts, and as many features of others as there are strangers."""
        chosen = draw.sample(self.concepts, CLASSES + STRANGERS)
        named = chosen[:CLASSES]
        strangers = np.stack([draw.choice(list(self._features[name])) for name in chosen[CLASSES:]])
        return _set([self._features[name] for name in named], [self._words[name] for name in named]), strangers


def sample(classifier: Classifier, folder: Path) -> Set:
    """The sample's pictures, those to test included, of the classes that are learned there."""
    names = sorted(path.name for path in (folder / "train").iterdir())
    parts = []
    for name in names:
        paths = sorted([*folder.glob(f"train/{name}/*"), *folder.glob(f"test/{name}/*")])
        parts.append(_features(classifier, [to_input(open_rgb(p), classifier.backbone.preprocess) for p in paths]))
    return _set(parts, list(_words(classifier, names)))


def mislabelled(draws: Sequence[Set], margin: float, *, clean: bool = False) -> Found:
    """Likely mislabelled ones with this margin, of sets of which a tenth is, or nothing (`clean`)."""
    found = Found()
    for number, item in enumerate(draws):
        given, wrong = (item, set[int]()) if clean else item.mislabelled(random.Random(number))
        shares = held_out_shares(given.features, given.labels, given.words)
        told = {row.pictures[0] for row in doubtful(shares, given.labels, margin=margin) if row.kind == "mislabelled"}
        found.add(told, wrong, len(given.labels))
    return found


def strange(draws: Sequence[tuple[Set, Vectors]], limit: float) -> Found:
    """Those found as unlike the rest with this limit."""
    found = Found()
    for item, strangers in draws:
        draw = random.Random(len(item.labels))
        labels = item.labels + [draw.randrange(CLASSES) for _ in strangers]
        told = outliers(np.concatenate([item.features, strangers]), labels, item.words, limit=limit)
        wrong = set(range(len(item.labels), len(labels)))
        found.add({row.pictures[0] for row in told}, wrong, len(labels))
    return found


Order = Callable[[Vectors, npt.NDArray[np.float64], Vectors, random.Random], list[int]]
ORDERS: dict[str, Order] = {
    "the doctor's": lambda features, shares, known, draw: label_next(features, shares, known),
    "by chance": lambda features, shares, known, draw: draw.sample(range(len(features)), len(features)),
    "surest first": lambda features, shares, known, draw: np.argsort(-shares.max(axis=1)).tolist(),
}


def taught(draws: Sequence[Set], order: Order) -> tuple[int, int]:
    """Right answers, and all, about what was not labelled, after labelling the first ones in this order."""
    right = total = 0
    for number, item in enumerate(draws):
        draw = random.Random(number)
        own = np.asarray(item.labels)
        known = [row for label in range(CLASSES) for row in draw.sample(np.flatnonzero(own == label).tolist(), SEEDED)]
        left = [row for row in range(len(own)) if row not in known]
        held = set(draw.sample(left, len(left) // 2))  # asked about, never labelled
        open_ = [row for row in left if row not in held]
        shares = shares_of(item.features[open_], item.features[known], own[known].tolist(), item.words)
        assert shares is not None
        known += [open_[place] for place in order(item.features[open_], shares, item.features[known], draw)[:ASKED]]
        after = shares_of(item.features[sorted(held)], item.features[known], own[known].tolist(), item.words)
        assert after is not None
        right += int((after.argmax(axis=1) == own[sorted(held)]).sum())
        total += len(held)
    return right, total


def _set(parts: Sequence[Vectors], words: Sequence[Vectors]) -> Set:
    labels = [place for place, part in enumerate(parts) for _ in part]
    return Set(np.concatenate(parts), labels, np.stack(words))


def _features(classifier: Classifier, pixels: Sequence[npt.NDArray[np.float32]]) -> Vectors:
    parts = [
        classifier.encode_pictures(np.stack(pixels[start : start + BATCH])).cls.numpy()
        for start in range(0, len(pixels), BATCH)
    ]
    return _unit(np.concatenate(parts))


def _words(classifier: Classifier, names: Sequence[str]) -> Vectors:
    return _unit(classifier.encode_names(names).plain.numpy())


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def main(arguments: list[str]) -> int:
    """The bench's command line."""
    parser = argparse.ArgumentParser(prog="bench.py doctor", description=__doc__)
    parser.add_argument("drawings", type=Path, help="folder `drawings` of a run of packaging/demo_backbone")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--concepts", type=int, default=80, help="to draw from, of each kind")
    parser.add_argument("--margins", type=float, nargs="+", default=[2, 2.5, 3, 3.5, 4, 5])
    parser.add_argument("--limits", type=float, nargs="+", default=[3, 3.5, 4, 4.5, 5])
    given = parser.parse_args(arguments)
    classifier = Classifier(None, load_backbone("demo"))
    drawings = load_drawings(given.drawings)
    pools = {kind: Pool(drawings, classifier, unseen=kind == UNSEEN, most=given.concepts) for kind in (UNSEEN, SEEN)}
    drawn = {kind: [pool.draw(random.Random(number)) for number in range(given.rounds)] for kind, pool in pools.items()}
    sets = {kind: [item for item, _ in rounds] for kind, rounds in drawn.items()}
    sets["sample"] = [sample(classifier, SAMPLE)] * given.rounds
    print(_label_table(sets, given.margins))
    print(_stranger_table(drawn, given.limits))
    print(_order_table({kind: sets[kind] for kind in pools}))
    return 0


def _label_table(sets: Mapping[str, Sequence[Set]], margins: Sequence[float]) -> str:
    rows = [mislabelled(draws, margin).row(kind, f"{margin:g}") for kind, draws in sets.items() for margin in margins]
    rows += [mislabelled(draws, MARGIN, clean=True).row(kind, "none wrong") for kind, draws in sets.items()]
    return table(f"A tenth in a wrong class (rounds: {len(sets['sample'])})", ["set", "margin", *HEAD], rows)


def _stranger_table(drawn: Mapping[str, Sequence[tuple[Set, Vectors]]], limits: Sequence[float]) -> str:
    rows = [strange(rounds, limit).row(kind, f"{limit:g}") for kind, rounds in drawn.items() for limit in limits]
    return table(f"{STRANGERS} drawings of other concepts", ["set", "limit", *HEAD], rows)


def _order_table(sets: Mapping[str, Sequence[Set]]) -> str:
    rows = []
    for kind, draws in sets.items():
        for name, order in ORDERS.items():
            right, total = taught(draws, order)
            rows.append([kind, name, f"{right} of {total} ({right / total:.1%})"])
    return table(f"{SEEDED} of each labelled, then {ASKED} more", ["set", "in which order", "right"], rows)
